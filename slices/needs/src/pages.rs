//! What people see of needs: all of them with what waits to be sorted, one with its thread, and a partner's own.

mod alike;
mod draw;
mod list;
mod need;
mod observe;
mod own;
mod partner;
mod sort;

use crate::Needs;
use figures::Words;
use kernel::{AccountId, Day, PlaceId, Refusal, Right, Whereabouts};
use std::sync::Arc;
use web::{Context, Need, Routed, Routes};

/// The pages of needs.
pub fn routes(needs: Needs) -> Routed {
    let (read, answer) = (Need::Right(Right::SeeFigures), Need::Right(Right::AnswerNeeds));
    Routes::new()
        .get("/needs", read, list::page)
        .post("/needs", answer, sort::gather)
        .post("/needs/observations", answer, observe::enter)
        .post("/needs/withdrawal", Need::Right(Right::Record), own::withdraw)
        .get("/needs/{need}", read, need::page)
        .post("/needs/{need}", answer, need::say)
        .post("/needs/{need}/release", answer, need::release)
        .get("/partner/needs", Need::Right(Right::ReadReleases), partner::page)
        .with_state(needs)
}

/// What pages are drawn with, at one instant.
struct Names {
    network: Arc<network::Snapshot>,
    catalogue: Arc<catalogue::Snapshot>,
    today: Day,
}

impl Names {
    fn of(needs: &Needs, context: &Context) -> Self {
        let (network, catalogue) = (needs.directory.now(), needs.catalogue.now());
        Self { network, catalogue, today: catalogue::today(context.now) }
    }

    fn words(&self, context: &Context) -> Words<'_> {
        Words::new(context.text, &self.network, &self.catalogue, self.today)
    }

    /// Whether the reader follows a place, and so reads what is noted there.
    fn follows(&self, context: &Context, place: PlaceId) -> bool {
        let found = self.network.place(place);
        found.is_some_and(|place| context.actor.may(Right::Watch, place.whereabouts()))
    }
}

/// Whether the reader sorts needs and answers them.
fn answers(context: &Context) -> bool {
    context.actor.may(Right::AnswerNeeds, Whereabouts::Network)
}

/// Who reads.
fn reader(context: &Context) -> Result<AccountId, Refusal> {
    Ok(context.actor.person().ok_or_else(Refusal::missing)?.account)
}
