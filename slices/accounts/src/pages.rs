//! The pages of this slice, a file a resource.

mod access_log;
mod agent_change;
mod devices;
mod enrolment;
mod invitation;
mod me;
mod people;
mod person;
mod sign_in;
mod words;

pub use words::instant as instant_words;

use crate::Accounts;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Refusal, Right};
use web::{Error, FormErrors, Need, Routed, Routes};

/// Every route, with what one must hold to be let in.
pub fn routes(accounts: Accounts) -> Routed {
    let (people, devices) = (Need::Right(Right::ManageAccounts), Need::Right(Right::ManageDevices));
    Routes::new()
        .get("/sign-in", Need::Public, sign_in::form)
        .post("/sign-in", Need::Public, sign_in::sign_in)
        .post("/sign-out", Need::SignedIn, sign_in::sign_out)
        .post("/language", Need::Public, sign_in::language)
        .get("/invitations/{token}", Need::Public, invitation::form)
        .post("/invitations/{token}", Need::Public, invitation::accept)
        .get("/enrolment", Need::Public, enrolment::form)
        .post("/enrolment", Need::Public, enrolment::enrol)
        .get("/agent-change", Need::Recorder, agent_change::form)
        .post("/agent-change", Need::Recorder, agent_change::change)
        .get("/me", Need::SignedIn, me::page)
        .post("/me/profile", Need::SignedIn, me::set_profile)
        .post("/me/password", Need::SignedIn, me::set_password)
        .post("/me/pin", Need::SignedIn, me::set_pin)
        .post("/me/sessions/{id}/revocation", Need::SignedIn, me::end_session)
        .get("/team", people, people::page)
        .get("/team/invitations", people, people::form)
        .post("/team/invitations", people, people::invite)
        .get("/team/accounts/{id}", people, person::page)
        .post("/team/accounts/{id}/grants", people, person::add_grant)
        .post("/team/accounts/{id}/invitations", people, person::renew_link)
        .get("/team/accounts/{id}/closure", people, person::confirm_closure)
        .post("/team/accounts/{id}/closure", people, person::close)
        .post("/team/accounts/{id}/reopening", people, person::reopen)
        .post("/team/grants/{id}/end", people, person::end_grant)
        .get("/team/devices", devices, devices::page)
        .post("/team/devices", devices, devices::add)
        .post("/team/devices/{id}/codes", devices, devices::renew_code)
        .post("/team/devices/{id}/revocation", devices, devices::revoke)
        .get("/team/access-log", Need::Right(Right::SeeAccessLog), access_log::page)
        .with_state(accounts)
}

/// A refused form, to be drawn again with what was typed; an error that no form can mend goes on.
struct Refused {
    status: StatusCode,
    errors: FormErrors,
}

impl Refused {
    /// The whole of what is wrong with the fields.
    fn fields(errors: FormErrors) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors }
    }

    /// What an action said no to, or a database that cannot write for the moment: what was typed is not lost for that.
    fn from(error: Error) -> Result<Self, Error> {
        use kernel::RefusalKind::{Conflict, Invalid, TooMany};
        let mends = match &error {
            Error::Refused(refusal) => matches!(refusal.kind, TooMany | Conflict | Invalid),
            Error::Db(_) => true,
            Error::Internal(_) => false,
        };
        if !mends {
            return Err(error);
        }
        let (status, refusal) = error.told();
        Ok(Self { status, errors: refusal.into() })
    }

    fn with(self, page: Response) -> Response {
        (self.status, page).into_response()
    }
}

/// Adds a cookie to an answer.
fn with_cookie(answer: impl IntoResponse, cookie: HeaderValue) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// Sends to another page, which may be ours only.
fn go(path: &str) -> Response {
    web::see_other(path).into_response()
}

/// The id in a path; anything else does not exist.
fn id<T: std::str::FromStr>(text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|_| Refusal::missing())
}
