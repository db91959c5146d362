//! Whoever signs out is no longer there.

use super::store;
use accounts::Leaving;
use db::DbError;
use journal::{Entry, Journal, Sender};
use kernel::{Actor, Day};
use network::Directory;
use serde_json::json;
use std::{pin::Pin, sync::Arc};
use web::App;

/// Ends, through the journal, the presence of those who sign out.
pub fn leaving(app: App, directory: Directory, journal: Journal) -> Arc<dyn Leaving> {
    Arc::new(Door { app, directory, journal })
}

struct Door {
    app: App,
    directory: Directory,
    journal: Journal,
}

impl Leaving for Door {
    fn left<'a>(&'a self, actor: &'a Actor) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            // Nobody is kept from signing out: what could not be written ends with the day.
            if let Err(error) = self.end(actor).await {
                tracing::warn!(%error, "somebody who signed out is still said to be there");
            }
        })
    }
}

impl Door {
    async fn end(&self, actor: &Actor) -> Result<(), DbError> {
        let Some(person) = actor.person() else { return Ok(()) };
        let mut tx = self.app.db.read(actor).await?;
        let there = store::whereabouts(&mut tx, person.account).await?;
        drop(tx);
        let (now, network) = (self.app.clock.now(), self.directory.now());
        let today = there
            .into_iter()
            .filter(|(place, day)| network.place(*place).is_some_and(|place| Day::at(now, &place.zone) == *day));
        let entries: Vec<_> = today
            .map(|(place, _)| {
                let body = [("state".to_owned(), json!("away"))].into_iter().collect();
                Ok(Entry::here(self.app.new_id(), place, "agent.present", now, body))
            })
            .collect();
        if !entries.is_empty() {
            self.journal.append(&Sender::of(actor), now, entries).await?;
        }
        Ok(())
    }
}
