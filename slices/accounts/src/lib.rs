//! Accounts: who signs in, with which role over which scope, from which device.
//!
//! Sessions live on the server and their tokens change as they serve; a password goes through Argon2id, off the async threads;
//! a shared counter is an enrolled device on which people take turns with a PIN. Every secret is stored as a hash, none is
//! logged, and no answer tells a visitor who has an account.
//!
//! Invariants: a request costs one read at the most and a session is written once a minute at the most; a session of a
//! counter lives on that counter only; nobody changes their own roles. Deliberately absent: mail (a link is handed over by
//! the person who invites) and any knowledge of what people record.

pub mod command;
mod cookies;
mod layer;
mod leaving;
mod login;
pub mod model;
mod pages;
mod password;
pub mod policy;
mod secret;
mod session;
mod store;
mod team;
mod throttle;
mod visitor;

pub use cookies::Cookie;
pub use layer::layer;
pub use leaving::{Leaving, Unnoticed};
pub use model::{DeviceCode, Email, Secret};
pub use pages::{instant_words, routes};
pub use secret::Hasher;
pub use store::{
    access_log::log,
    account::{Account, account, accounts, by_email, create_account, names, of_role, set_password},
    device::{DeviceRow, device, doors, enrolled},
    grant::{GrantRow, end_grant, grant, grants_of, receiving},
    purge,
};
pub use team::{NewCode, create_device, invite, program_device, revoke_device};
pub use throttle::{Allowance, Key, Throttle};
pub use visitor::{Current, Visitor};

use network::Directory;
use std::sync::Arc;
use web::App;

/// What the pages and the layer of this slice work with. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    /// The database, the clock, the randomness.
    pub app: App,
    /// The network.
    pub directory: Directory,
    /// Computes password hashes.
    pub hasher: Hasher,
    /// Counts tries.
    pub throttle: Arc<Throttle>,
    /// Is told who leaves.
    leaving: Arc<dyn Leaving>,
}

impl Accounts {
    /// Accounts of an installation.
    pub fn new(app: App, directory: Directory) -> Self {
        Self { app, directory, hasher: Hasher::default(), throttle: Arc::default(), leaving: Arc::new(Unnoticed) }
    }

    /// The same, telling somebody who leaves.
    pub fn telling(self, leaving: Arc<dyn Leaving>) -> Self {
        Self { leaving, ..self }
    }
}
