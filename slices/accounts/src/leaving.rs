//! Those who must know that somebody signed out.

use kernel::Actor;
use std::pin::Pin;

/// Told when a person signs out, or gives their place to another on a shared counter. Whoever shows who is there implements it:
/// accounts stand before that slice and cannot call it.
pub trait Leaving: Send + Sync {
    /// The actor's session has just ended. Nothing that goes wrong here keeps anybody from leaving.
    fn left<'a>(&'a self, actor: &'a Actor) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}

/// Nobody need know.
pub struct Unnoticed;

impl Leaving for Unnoticed {
    fn left<'a>(&'a self, _actor: &'a Actor) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async {})
    }
}
