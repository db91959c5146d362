//! What an agent is told at the counter: that something they noted has its answer, until they open the page of needs.

use crate::{Needs, store};
use db::{DbError, Tx};
use kernel::AccountId;
use reception::{Tiding, Tidings};
use std::pin::Pin;
use web::Text;

impl Tidings for Needs {
    fn of<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: AccountId,
        text: Text,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Tiding>, DbError>> + Send + 'a>> {
        Box::pin(async move {
            let answered = store::unread_answers(tx, account).await?;
            let words = match answered.as_slice() {
                [] => return Ok(None),
                [only] => text.fill("need-answered", &[("need", only.as_str().into())]),
                more => text.many("need-answered-more", more.len() as u64),
            };
            Ok(Some(Tiding { words, path: "/needs" }))
        })
    }
}
