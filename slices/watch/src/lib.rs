//! The watch: any fluctuation is seen early, told in words, and answered.
//!
//! Each night, once the day is over everywhere, what every place received is compared with what it usually receives
//! ([`insight::watch`], METHOD §1): its visits, its requests by theme, and over the network the same by operator too.
//!
//! # Invariants
//! - A night is run once, however many servers; nights that were missed are caught up, in order.
//! - A replay with the same calendar and catalogue gives the states that the nights gave, to the bit.
//! - Nobody waits for a night: it reads the tally, works away from what serves, and writes a few places at a time.
//! - What people answer stays with the series, whatever the nights say after.
//! - No agent is watched: a series counts a place's visits or requests, never what somebody did.
//!
//! # Map
//! `watched` what a series counts · `diary` what the calendar announces · `evening` a day that is over · `book` every state, and its night ·
//! `run` when, and by whom · `reading` signals as episodes, with what was answered · `evidence` what stands beside one ·
//! `rising` themes of which the network is asked more · `rota` the weeks ahead · `week` the last one, as a letter · `policy` who follows what · `parallel` · `words` · `pages` · `store`.

mod book;
mod diary;
mod evening;
mod evidence;
mod pages;
mod parallel;
mod policy;
mod reading;
mod rising;
mod rota;
mod run;
mod store;
mod watched;
mod week;
pub mod words;

pub use book::{Found, Torn};
pub use pages::routes;
pub use reading::{Answer, Finding, Verdict};
pub use rising::Rising;
pub use rota::{Rota, Target};
pub use run::{From, Ran};
pub use store::Night;
pub use watched::Watched;

use catalogue::Catalogue;
use db::DbError;
use figures::Figures;
use network::Directory;
use web::App;

/// Why nights were not run.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// States that were stored.
    #[error("{0}: the history must be replayed")]
    Torn(#[from] Torn),
    /// A mistake of ours.
    #[error("a night broke off: {0}")]
    Panicked(String),
    /// Somebody else took over.
    #[error("another server took the nights over")]
    Elsewhere,
}

/// The watch of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Watch {
    pub(crate) app: App,
    pub(crate) directory: Directory,
    pub(crate) catalogue: Catalogue,
    pub(crate) figures: Figures,
    pub(crate) signals: reading::Signals,
}

impl Watch {
    /// Over the figures of an installation.
    pub fn new(app: App, directory: Directory, catalogue: Catalogue, figures: Figures) -> Self {
        Self { app, directory, catalogue, figures, signals: reading::Signals::default() }
    }
}
