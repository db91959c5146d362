//! What one noted oneself, what became of it, and how one takes it back. `POST /needs/withdrawal`.

use super::{draw, list::Known, reader};
use crate::{
    Needs,
    ledger::WITHDRAWN,
    model::{Item, Note},
    store,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use db::Tx;
use figures::Words;
use journal::{Entry, Sender};
use kernel::{AccountId, Refusal};
use maud::{Markup, html};
use serde_json::json;
use web::{Context, Fields, Result, parts, see_other};

/// Lines shown.
const SHOWN: i64 = 100;

pub(super) async fn read(tx: &mut Tx, account: AccountId) -> Result<Vec<Note>> {
    Ok(store::notes_of_agent(tx, account, SHOWN).await?)
}

pub(super) fn card(words: &Words, notes: &[Note], known: &Known) -> Markup {
    let text = words.text;
    html! {
        section.card.panel {
            h2 { (text.say("need-own")) }
            p { (text.say("need-own-words")) }
            ul.lines {
                @for note in notes {
                    li {
                        (draw::raised(words, note, known))
                        @if note.need.is_none() && note.words.is_some() {
                            form method="post" action="/needs/withdrawal" {
                                input type="hidden" name="item" value=(Item::Note(note.place, note.id));
                                button.button.button-plain.button-small type="submit" aria-label=(text.fill("need-withdraw-this", &[("words", draw::line(text, note).into())])) { (parts::icon("trash")) " " (text.say("need-withdraw")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) async fn withdraw(State(needs): State<Needs>, context: Context, fields: Fields) -> Result<Response> {
    let account = reader(&context)?;
    let Some(Item::Note(place, id)) = Item::read(fields.get("item")) else { return Err(Refusal::missing().into()) };
    let mut tx = needs.app.db.read(&context.actor).await?;
    let note = store::note_at(&mut tx, place, id).await?;
    drop(tx);
    // Somebody else's looks as if it did not exist.
    if note.is_none_or(|note| note.agent != Some(account)) {
        return Err(Refusal::missing().into());
    }
    let body = [("target".to_owned(), json!(id.to_string()))].into_iter().collect();
    let entry = Entry::here(needs.app.new_id(), place, WITHDRAWN, context.now, body);
    let answers = needs.journal.append(&Sender::of(&context.actor), context.now, vec![Ok(entry)]).await?;
    match answers.into_iter().find_map(|answer| answer.refusal) {
        Some(refusal) => Err((*refusal).into()),
        None => Ok(see_other("/needs").into_response()),
    }
}
