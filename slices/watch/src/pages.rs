//! What the watch shows: the list of findings, a finding with its answers, the weeks ahead, and how it works.

mod finding;
mod list;
mod method;
mod rota;

use crate::Watch;
use figures::Words;
use kernel::{Day, Right};
use std::sync::Arc;
use web::{Context, Need, Routed, Routes};

/// The pages of the watch.
pub fn routes(watch: Watch) -> Routed {
    let need = Need::Right(Right::Watch);
    Routes::new()
        .get("/watch", need, list::page)
        .post("/watch/run", Need::Right(Right::EditNetwork), list::run)
        .get("/watch/rota", need, rota::page)
        .get("/watch/method", Need::SignedIn, method::page)
        .get("/watch/{place}/{watched}/{way}/{night}", need, finding::page)
        .post("/watch/{place}/{watched}/{way}/{night}", need, finding::answer)
        .with_state(watch)
}

/// What pages are drawn with, at one instant.
struct Names {
    network: Arc<network::Snapshot>,
    catalogue: Arc<catalogue::Snapshot>,
    today: Day,
}

impl Names {
    fn of(watch: &Watch, context: &Context) -> Self {
        let (network, catalogue) = (watch.directory.now(), watch.catalogue.now());
        Self { network, catalogue, today: catalogue::today(context.now) }
    }

    fn words(&self, context: &Context) -> Words<'_> {
        Words::new(context.text, &self.network, &self.catalogue, self.today)
    }
}
