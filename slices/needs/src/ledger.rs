//! The kinds of entries that speak of needs: `need.noted` `{theme?}`, whose note is the line itself, and `need.withdrawn` `{target}`.

use crate::store;
use catalogue::{Catalogue, Snapshot, impersonal};
use db::{DbError, Tx};
use journal::{Applied, Batch, Entry, Kind, malformed, only};
use kernel::{AccountId, Day, EntryId, Refusal};
use network::Place;
use serde_json::Value;
use std::pin::Pin;

const NOTED: &str = "need.noted";
/// Its author takes a line back.
pub(crate) const WITHDRAWN: &str = "need.withdrawn";
const KINDS: &[Kind] = &[Kind { name: NOTED, version: 1 }, Kind { name: WITHDRAWN, version: 1 }];
/// Letters of a line.
const MOST_LETTERS: usize = 200;

/// The kinds that needs register with the journal.
pub struct Ledger {
    catalogue: Catalogue,
}

impl Ledger {
    /// With the catalogue that codes are read by.
    pub fn new(catalogue: Catalogue) -> Self {
        Self { catalogue }
    }
}

impl journal::Ledger for Ledger {
    fn kinds(&self) -> &'static [Kind] {
        KINDS
    }

    fn apply<'a>(
        &'a self,
        tx: &'a mut Tx,
        batch: &'a Batch<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<Applied>, DbError>> + Send + 'a>> {
        Box::pin(async move {
            let catalogue = self.catalogue.now();
            let mut results = Vec::with_capacity(batch.entries.len());
            for entry in &batch.entries {
                results.push(match entry.kind.as_str() {
                    NOTED => note(tx, batch.place, &catalogue, entry).await?,
                    _ => withdraw(tx, batch.place, entry).await?,
                });
            }
            Ok(results)
        })
    }
}

/// It counts nothing.
const DONE: Applied = Applied::Done { removed: Vec::new(), added: Vec::new() };

async fn note(tx: &mut Tx, place: &Place, catalogue: &Snapshot, entry: &Entry) -> Result<Applied, DbError> {
    let (theme, agent) = match read(entry, "theme").and_then(|theme| Ok((theme, checked(entry)?))) {
        Ok(read) => read,
        Err(refusal) => return Ok(Applied::Refused(refusal)),
    };
    // A theme of another version of the catalogue says nothing more about the line; it is not lost for that.
    let theme = theme.and_then(|code| catalogue.theme(code)).map(|theme| theme.id);
    let day = Day::at(entry.happened, &place.zone);
    store::note(tx, place.row.id, entry.id, (day, entry.happened), agent, theme).await?;
    Ok(DONE)
}

/// Who says it, once its words may be read by others. Those of a device that offers it again to a restored server are gone.
fn checked(entry: &Entry) -> Result<AccountId, Refusal> {
    let words = entry.note.as_deref().unwrap_or_default();
    if words.chars().count() > MOST_LETTERS {
        return Err(Refusal::invalid("entry-note-too-long").with("longest", MOST_LETTERS));
    }
    web::legible(words)?;
    if !impersonal(words) {
        return Err(Refusal::invalid("entry-note-personal"));
    }
    entry.agent.ok_or_else(|| Refusal::invalid("entry-no-agent"))
}

async fn withdraw(tx: &mut Tx, place: &Place, entry: &Entry) -> Result<Applied, DbError> {
    let target = read(entry, "target")
        .and_then(|target| target.and_then(|target| target.parse::<EntryId>().ok()).ok_or_else(|| malformed("target")));
    let target = match target {
        Ok(target) => target,
        Err(refusal) => return Ok(Applied::Refused(refusal)),
    };
    let Some(note) = store::note_at(tx, place.row.id, target).await? else {
        // One that was taken back before is gone for good; any other has not arrived yet.
        let gone = journal::stands(tx, place.row.id, target).await?;
        return Ok(if gone { DONE } else { Applied::Retry });
    };
    if note.agent != entry.agent {
        return Ok(Applied::Refused(Refusal::invalid("need-of-another")));
    }
    if note.need.is_some() {
        return Ok(Applied::Refused(Refusal::invalid("need-gathered")));
    }
    store::forget_note(tx, place.row.id, target).await?;
    journal::erase_words(tx, place.row.id, target).await?;
    Ok(DONE)
}

/// A member of the body that is a text, the only one it may have.
fn read<'a>(entry: &'a Entry, member: &'static str) -> Result<Option<&'a str>, Refusal> {
    only(&entry.body, &[member])?;
    match entry.body.get(member) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(malformed(member)),
    }
}
