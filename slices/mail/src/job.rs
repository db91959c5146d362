//! The job: tries what is due, for ever.

use crate::{
    post::{Post, Refused},
    store,
};
use db::DbError;
use jiff::{SignedDuration, Timestamp};
use kernel::Actor;
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;
use web::App;

/// Written elsewhere, a message is found after this long.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// How long a message belongs to whoever tries it: longer than a server may take.
const TURN: SignedDuration = SignedDuration::from_mins(5);
/// Minutes until the next try, after the first, the second … Then it is given up: two days, as a mail server would.
const LATER: [i64; 8] = [1, 5, 30, 120, 360, 720, 720, 960];

/// The mail of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Mail {
    pub(crate) app: App,
    post: Option<Arc<Post>>,
    written: Arc<Notify>,
}

/// What came of trying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// Nothing is due.
    Nothing,
    /// A message was taken by the server, or by another of ours.
    Sent,
    /// It is tried again at that instant.
    Later(Timestamp),
    /// It never will be.
    GivenUp,
}

impl Mail {
    /// Mail that goes nowhere.
    pub fn new(app: App) -> Self {
        Self { app, post: None, written: Arc::default() }
    }

    /// Mail through a server.
    #[must_use]
    pub fn through(self, post: Post) -> Self {
        Self { post: Some(Arc::new(post)), ..self }
    }

    /// The server, when one was named.
    pub fn post(&self) -> Option<&Post> {
        self.post.as_deref()
    }

    /// Wakes the job: something was written.
    pub fn wake(&self) {
        self.written.notify_one();
    }

    /// Sends what is due, for ever.
    pub async fn work(self) {
        if self.post.is_none() {
            return;
        }
        loop {
            match self.send_next().await {
                // A server that refuses one message, for now, is not asked about the next at once.
                Ok(Unsent::Nothing | Unsent::Later(_)) => {}
                Ok(Unsent::Sent | Unsent::GivenUp) => continue,
                Err(error) => tracing::warn!(%error, "mail was not sent"),
            }
            tokio::select! {
                () = self.written.notified() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Tries the next message that is due.
    ///
    /// # Errors
    /// Of the database; what the mail server says is kept with the message.
    pub async fn send_next(&self) -> Result<Unsent, DbError> {
        let Some(post) = self.post.clone() else { return Ok(Unsent::Nothing) };
        let actor = Actor::System("mail");
        let now = self.app.clock.now();
        let mut tx = self.app.db.read(&actor).await?;
        let Some(letter) = store::due(&mut tx, now).await? else { return Ok(Unsent::Nothing) };
        let reader = accounts::account(&mut tx, letter.account).await?;
        drop(tx);
        let mut tx = self.app.db.write(&actor).await?;
        if reader.is_none_or(|reader| reader.disabled_at.is_some()) {
            store::withdraw(&mut tx, letter.account, None).await?;
            tx.commit().await?;
            return Ok(Unsent::GivenUp);
        }
        let mine = store::take(&mut tx, &letter, now + TURN).await?;
        tx.commit().await?;
        if !mine {
            return Ok(Unsent::Sent);
        }
        let tried = post.send(&letter).await;
        let mut tx = self.app.db.write(&actor).await?;
        let came = match tried {
            Ok(()) => {
                store::sent(&mut tx, &letter, self.app.clock.now()).await?;
                Unsent::Sent
            }
            Err(Refused { for_ever, words }) => {
                let wait = LATER.get(usize::try_from(letter.tries).unwrap_or(usize::MAX)).filter(|_| !for_ever);
                let again = wait.map(|minutes| self.app.clock.now() + SignedDuration::from_mins(*minutes));
                store::failed(&mut tx, &letter, now + TURN, again, &words).await?;
                again.map_or(Unsent::GivenUp, Unsent::Later)
            }
        };
        tx.commit().await?;
        Ok(came)
    }
}
