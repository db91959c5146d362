//! The job: writes the month's digests when their day has come.

use crate::{
    StopCodes,
    compose::{Ways, page, plain},
    store,
};
use accounts::Account;
use catalogue::Catalogue;
use db::{DbError, Tx};
use figures::{Figures, Letter, Letters, months_before};
use jiff::Timestamp;
use kernel::{Actor, Day, Person};
use mail::Mail;
use network::Directory;
use std::{sync::Arc, time::Duration};
use web::{App, Locale, Text};

/// How often the day is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(600);
/// The days of a month on which the last one is sent: the first gives counters without a network time to tell, the others catch up with a server
/// that was off.
const DAYS: std::ops::RangeInclusive<i8> = 3..=12;
/// Paris's hours: nobody is written to at night, nor in the Antilles, where it is five or six hours earlier.
const HOURS: std::ops::Range<i8> = 13..20;

/// Digests of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Digests {
    pub(crate) app: App,
    pub(crate) directory: Directory,
    pub(crate) mail: Mail,
    letters: Letters,
    pub(crate) codes: StopCodes,
}

impl Digests {
    /// From the figures of an installation, by its mail.
    pub fn new(
        app: App,
        directory: Directory,
        catalogue: Catalogue,
        figures: Figures,
        mail: Mail,
        codes: StopCodes,
    ) -> Self {
        let letters = Letters::new(figures, app.clone(), directory.clone(), catalogue);
        Self { app, directory, mail, letters, codes }
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

    /// Writes the last month's digests when their day has come; says how many.
    ///
    /// # Errors
    /// Of the database.
    pub async fn write_due(&self) -> Result<usize, DbError> {
        let now = self.app.clock.now();
        let here = now.to_zoned_datetime(catalogue::zone());
        if self.mail.post().is_none() || !DAYS.contains(&here.day()) || !HOURS.contains(&here.hour()) {
            return Ok(0);
        }
        let last = months_before(Day::of(here.date()), 1);
        let about = format!("{}-{:02}", last.date().year(), last.date().month());
        let mut tx = self.app.db.read(&Actor::System("digests")).await?;
        let readers = store::readers(&mut tx, Day::of(here.date()), &about).await?;
        drop(tx);
        let mut written = 0;
        for reader in readers {
            let mut tx = self.app.db.read(&Actor::System("digests")).await?;
            let account = accounts::account(&mut tx, reader).await?.filter(|account| account.has_password);
            let Some(account) = account else { continue };
            let actor = actor_of(&mut tx, &account, now).await?;
            drop(tx);
            if let Some(letter) = self.letter(actor, text_of(&account), last, now).await {
                let mut tx = self.app.db.write(&Actor::System("digests")).await?;
                let message = self.message(&account, &about, &letter);
                written += usize::from(mail::put(&mut tx, now, &message).await?);
                tx.commit().await?;
            }
        }
        Ok(written)
    }

    /// What a month says to somebody; nothing when it says nothing.
    pub(crate) async fn letter(&self, actor: Actor, text: Text, month: Day, now: Timestamp) -> Option<Letter> {
        let letters = self.letters.clone();
        // A month of the whole network is some work: not on the threads that serve.
        let made = tokio::task::spawn_blocking(move || letters.month(&actor, text, month, now)).await;
        made.unwrap_or_else(|error| {
            tracing::error!(%error, "a digest could not be worked out");
            None
        })
    }

    fn message(&self, account: &Account, about: &str, letter: &Letter) -> mail::Letter {
        let address = self.mail.post().map_or("", |post| post.address());
        let stop = format!("{address}{}", self.codes.path(account.id));
        let ways = Ways { figures: format!("{address}{}", letter.path), stop: stop.clone() };
        let (network, text) = (self.directory.now(), text_of(account));
        mail::Letter {
            account: account.id,
            address: account.email.clone(),
            kind: store::KIND,
            about: about.to_owned(),
            subject: letter.subject.clone(),
            plain: plain(letter, &ways, network.name(), text),
            html: page(letter, &ways, network.name(), text),
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
