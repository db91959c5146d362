//! Needs that nothing meets yet: what raises them, and how each is seen, studied and answered.
//!
//! A need is raised by what an agent notes in one line at the counter, by a theme or words of « Autre » of which more and more people
//! speak, or by what a partner, the State or another body tells the Union. The Union gathers what speaks of the same, and whoever raised
//! it reads what became of it.
//!
//! # Invariants
//! - A line from the counter is an entry of the journal: it works offline, is kept once, and its words are purgeable.
//! - It counts nothing: no visit, no request, and nothing of who noted it. Only its author and those who sort it read its words, and the
//!   direction of its place.
//! - A need only says more: what was said of it stays, with its day.
//! - A partner reads the needs that its own observations raised, and what was answered; nothing else of the thread.
//!
//! # Map
//! `model` words and stages · `ledger` what the counter sends · `rising` what more people speak of · `tidings` what the counter says of answers · `store` all the SQL · `pages`.

mod ledger;
mod model;
mod pages;
mod rising;
mod store;
mod tidings;

pub use ledger::Ledger;
pub use model::{Item, Need, Note, Observation, Source, Stage, Step};
pub use pages::routes;
pub use rising::{RisingWords, Shelf};
pub use store::{NewNeed, add_observation, gather, loose_notes, open, say};

use catalogue::Catalogue;
use figures::Figures;
use journal::Journal;
use network::Directory;
use watch::Watch;
use web::App;

/// The needs of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Needs {
    pub(crate) app: App,
    pub(crate) directory: Directory,
    pub(crate) catalogue: Catalogue,
    pub(crate) figures: Figures,
    pub(crate) journal: Journal,
    pub(crate) watch: Watch,
    pub(crate) words: Shelf,
}

impl Needs {
    /// Beside the watch of an installation.
    pub fn new(
        app: App,
        directory: Directory,
        catalogue: Catalogue,
        (figures, watch): (Figures, Watch),
        journal: Journal,
        words: Shelf,
    ) -> Self {
        Self { app, directory, catalogue, figures, journal, watch, words }
    }
}
