//! The job: writes digests when their day has come.

use crate::{
    StopCodes,
    compose::{Ways, page, plain},
    edition::Kind,
    store,
};
use accounts::Account;
use catalogue::Catalogue;
use db::{DbError, Tx};
use figures::{Figures, Letter, Letters};
use jiff::Timestamp;
use kernel::{Actor, Person};
use mail::Mail;
use network::Directory;
use std::{sync::Arc, time::Duration};
use watch::Watch;
use web::{App, Locale, Text};

/// How often the day is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(600);

/// Digests of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Digests {
    pub(crate) app: App,
    pub(crate) directory: Directory,
    pub(crate) mail: Mail,
    letters: Letters,
    watch: Watch,
    pub(crate) codes: StopCodes,
}

impl Digests {
    /// From the figures and the watch of an installation, by its mail.
    pub fn new(
        app: App,
        directory: Directory,
        catalogue: Catalogue,
        (figures, watch): (Figures, Watch),
        mail: Mail,
        codes: StopCodes,
    ) -> Self {
        let letters = Letters::new(figures, app.clone(), directory.clone(), catalogue);
        Self { app, directory, mail, letters, watch, codes }
    }

    /// Writes what has come due, for ever.
    pub async fn work(self) {
        if self.mail.post().is_none() {
            return;
        }
        loop {
            match self.write_due().await {
                Ok(0) => {}
                Ok(_) => self.mail.wake(),
                Err(error) => tracing::warn!(%error, "digests were not written"),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Writes the digests whose day has come; says how many.
    ///
    /// # Errors
    /// Of the database.
    pub async fn write_due(&self) -> Result<usize, DbError> {
        let now = self.app.clock.now();
        let mut written = 0;
        if self.mail.post().is_some() {
            for kind in Kind::ALL.into_iter().filter(|kind| kind.is_due(now)) {
                written += self.write(kind, now).await?;
            }
        }
        Ok(written)
    }

    async fn write(&self, kind: Kind, now: Timestamp) -> Result<usize, DbError> {
        let about = kind.about(kind.last(now));
        let mut tx = self.app.db.read(&Actor::System("digests")).await?;
        let readers = store::readers(&mut tx, kind, catalogue::today(now), &about).await?;
        drop(tx);
        let mut written = 0;
        for reader in readers {
            let mut tx = self.app.db.read(&Actor::System("digests")).await?;
            let account = accounts::account(&mut tx, reader).await?.filter(|account| account.has_password);
            let Some(account) = account else { continue };
            let actor = actor_of(&mut tx, &account, now).await?;
            drop(tx);
            if let Some(letter) = self.letter(kind, actor, text_of(&account), now).await? {
                let mut tx = self.app.db.write(&Actor::System("digests")).await?;
                let message = self.message(kind, &account, &about, &letter);
                written += usize::from(mail::put(&mut tx, now, &message).await?);
                tx.commit().await?;
            }
        }
        Ok(written)
    }

    /// What the last month or the last week says to somebody; nothing when it says nothing.
    pub(crate) async fn letter(
        &self,
        kind: Kind,
        actor: Actor,
        text: Text,
        now: Timestamp,
    ) -> Result<Option<Letter>, DbError> {
        let first = kind.last(now);
        if kind == Kind::Week {
            return self.watch.week(&actor, text, first).await;
        }
        let letters = self.letters.clone();
        // A month of the whole network is some work: not on the threads that serve.
        let made = tokio::task::spawn_blocking(move || letters.month(&actor, text, first, now)).await;
        Ok(made.unwrap_or_else(|error| {
            tracing::error!(%error, "a digest could not be worked out");
            None
        }))
    }

    fn message(&self, kind: Kind, account: &Account, about: &str, letter: &Letter) -> mail::Letter {
        let address = self.mail.post().map_or("", |post| post.address());
        let stop = format!("{address}{}", self.codes.path(kind, account.id));
        let ways = Ways { figures: format!("{address}{}", letter.path), stop: stop.clone() };
        let (network, text) = (self.directory.now(), text_of(account));
        mail::Letter {
            account: account.id,
            address: account.email.clone(),
            kind: kind.slug(),
            about: about.to_owned(),
            subject: letter.subject.clone(),
            plain: plain(kind, letter, &ways, network.name(), text),
            html: page(kind, letter, &ways, network.name(), text),
            stop: Some(stop),
        }
    }
}

/// Who reads a digest, with the grants of that day.
async fn actor_of(tx: &mut Tx, account: &Account, now: Timestamp) -> Result<Actor, DbError> {
    let today = catalogue::today(now);
    let grants = accounts::grants_of(tx, account.id).await?.into_iter().filter(|grant| grant.holds(today));
    let Account { id, name, locale, .. } = account.clone();
    Ok(Actor::Person(Arc::new(Person { account: id, name, locale, grants: grants.collect(), device: None })))
}

pub(crate) fn text_of(account: &Account) -> Text {
    Text { locale: Locale::preferred(&account.locale) }
}
