//! The kinds of entries that speak of needs: `need.noted` `{theme?}`, whose note is the line itself, and `need.withdrawn` `{target}`.

use crate::store;
use catalogue::{Catalogue, Snapshot, impersonal};
use db::{DbError, Tx};
use journal::{Applied, Batch, Entry, Kind, malformed, only};
use kernel::{Day, EntryId, Refusal};
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
                let applied = match entry.kind.as_str() {
                    NOTED => note(tx, batch.place, &catalogue, entry).await?,
                    _ => withdraw(tx, batch.place, entry).await?,
                };
                results.push(match applied {
                    // It counts nothing.
                    Ok(()) => Applied::Done { removed: Vec::new(), added: Vec::new() },
                    Err(refusal) => Applied::Refused(refusal),
                });
            }
            Ok(results)
        })
    }
}

async fn note(tx: &mut Tx, place: &Place, catalogue: &Snapshot, entry: &Entry) -> Result<Result<(), Refusal>, DbError> {
    let theme = match read(entry, "theme") {
        Ok(code) => code,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(agent) = entry.agent else { return Ok(Err(Refusal::invalid("entry-no-agent"))) };
    // A device that offers it again to a restored server no longer has its words: nothing is left to read.
    let Some(words) = &entry.note else { return Ok(Ok(())) };
    if words.chars().count() > MOST_LETTERS {
        return Ok(Err(Refusal::invalid("entry-note-too-long").with("longest", MOST_LETTERS)));
    }
    if let Err(refusal) = web::legible(words) {
        return Ok(Err(refusal));
    }
    if !impersonal(words) {
        return Ok(Err(Refusal::invalid("entry-note-personal")));
    }
    // A theme of another version of the catalogue says nothing more about the line; it is not lost for that.
    let theme = theme.and_then(|code| catalogue.theme(code)).map(|theme| theme.id);
    let day = Day::at(entry.happened, &place.zone);
    store::note(tx, place.row.id, entry.id, (day, entry.happened), agent, theme).await?;
    Ok(Ok(()))
}

async fn withdraw(tx: &mut Tx, place: &Place, entry: &Entry) -> Result<Result<(), Refusal>, DbError> {
    let target: Option<EntryId> = match read(entry, "target") {
        Ok(target) => target.and_then(|target| target.parse().ok()),
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(target) = target else { return Ok(Err(malformed("target"))) };
    let Some(note) = store::note_at(tx, place.row.id, target).await? else { return Ok(Ok(())) };
    if note.agent != entry.agent {
        return Ok(Err(Refusal::invalid("need-of-another")));
    }
    if note.need.is_some() {
        return Ok(Err(Refusal::invalid("need-gathered")));
    }
    store::forget_note(tx, place.row.id, target).await?;
    journal::erase_words(tx, place.row.id, target).await?;
    Ok(Ok(()))
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
