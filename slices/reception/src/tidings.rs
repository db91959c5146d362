//! What an agent is told when their counter opens, by slices that reception does not know.

use db::{DbError, Tx};
use kernel::AccountId;
use std::{future::Future, pin::Pin};
use web::Text;

/// Something to be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiding {
    /// One sentence.
    pub words: String,
    /// The page that says more.
    pub path: &'static str,
}

/// Gives what there is to tell an agent. Whoever has news of what was recorded implements it: it stands above this slice, which cannot call it.
pub trait Tidings: Send + Sync {
    /// What they have not read yet.
    fn of<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: AccountId,
        text: Text,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Tiding>, DbError>> + Send + 'a>>;
}

/// There is never anything to tell.
pub struct NoTidings;

impl Tidings for NoTidings {
    fn of<'a>(
        &'a self,
        _: &'a mut Tx,
        _: AccountId,
        _: Text,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Tiding>, DbError>> + Send + 'a>> {
        Box::pin(async { Ok(None) })
    }
}
