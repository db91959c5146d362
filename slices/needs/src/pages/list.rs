//! `GET /needs`: every need, what waits to be sorted, and what one raised oneself.

use super::{Names, answers, draw, own, reader, sort};
use crate::{
    Needs,
    model::{Need, Note, Stage, Step},
    store,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use figures::{Words, tabs};
use kernel::{PlaceId, Right};
use maud::{Markup, html};
use std::collections::BTreeMap;
use web::{Context, Fields, FormErrors, Page, Result, Section, parts};

/// Days of what was noted in one's places that are shown.
const SHOWN: i32 = 90;
/// Lines shown of it.
const LINES: i64 = 40;

/// The forms of the page, as they were posted.
#[derive(Default)]
pub(super) struct Forms {
    pub gather: (Fields, FormErrors),
    pub observe: (Fields, FormErrors),
}

/// Every need with the last word that was said of it.
pub(super) struct Known {
    pub needs: Vec<Need>,
    pub last: BTreeMap<i64, Step>,
}

impl Known {
    pub(super) async fn read(tx: &mut db::Tx) -> Result<Self> {
        Ok(Self { needs: store::needs(tx).await?, last: store::last_steps(tx).await?.into_iter().collect() })
    }

    /// A need that something belongs to.
    pub(super) fn of(&self, id: Option<i64>) -> Option<(&Need, Option<&Step>)> {
        let need = self.needs.iter().find(|need| Some(need.id) == id)?;
        Some((need, self.last.get(&need.id)))
    }
}

pub(super) async fn page(State(needs): State<Needs>, context: Context) -> Result<Response> {
    draw(&needs, &context, &Forms::default()).await
}

pub(super) async fn draw(needs: &Needs, context: &Context, forms: &Forms) -> Result<Response> {
    let names = Names::of(needs, context);
    let words = names.words(context);
    let mut tx = needs.app.db.read(&context.actor).await?;
    let known = Known::read(&mut tx).await?;
    let inbox = match answers(context) {
        true => Some(sort::Inbox::read(needs, &mut tx, names.today).await?),
        false => None,
    };
    let me = reader(context)?;
    let own = own::read(&mut tx, me).await?;
    let unread = !store::unread_answers(&mut tx, me).await?.is_empty();
    let near = if inbox.is_none() {
        let places = names.network.places_of(&context.actor, Right::Watch);
        let places: Vec<PlaceId> = places.iter().map(|place| place.row.id).collect();
        store::notes_in(&mut tx, &places, names.today.plus(-SHOWN), LINES).await?
    } else {
        Vec::new()
    };
    drop(tx);
    if unread {
        let mut tx = needs.app.db.write(&context.actor).await?;
        store::looked(&mut tx, me, context.now).await?;
        tx.commit().await?;
    }
    let text = context.text;
    let title = text.say("need-title");
    let content = html! {
        main.page.stack #content {
            (tabs(context, "/needs"))
            div.page-head { div { h1 { (title) } p { (text.say("need-lead")) } } }
            @if let Some(inbox) = &inbox { (sort::inbox(&words, inbox, &known, forms)) }
            @if !own.is_empty() { (own::card(&words, &own, &known)) }
            @if !near.is_empty() { (near_card(&words, &near, &known)) }
            (threads(&words, &known))
        }
    };
    Ok(Page::new(context, title).section(Section::Figures).style("figures.css").draw(content).into_response())
}

/// What was noted in the places that the reader directs.
fn near_card(words: &Words, notes: &[Note], known: &Known) -> Markup {
    let text = words.text;
    html! {
        section.card.panel {
            h2 { (text.say("need-near")) }
            ul.lines {
                @for note in notes {
                    li { (draw::raised(words, note, known)) }
                }
            }
        }
    }
}

/// Needs by how far they have come.
fn threads(words: &Words, known: &Known) -> Markup {
    let text = words.text;
    html! {
        @if known.needs.is_empty() {
            div.card.empty {
                (parts::icon("lightbulb"))
                h2 { (text.say("need-none")) }
                p { (text.say("need-none-words")) }
            }
        } @else {
            div.columns {
                @for stage in Stage::ALL {
                    @let here: Vec<&Need> = known.needs.iter().filter(|need| need.stage == stage).collect();
                    section.span-4.card.panel {
                        h2 { (text.say(&format!("need-column-{}", stage.slug()))) " " span.count { (here.len()) } }
                        @if here.is_empty() { p.soft { (text.say("need-column-empty")) } }
                        ul.lines {
                            @for need in here {
                                li {
                                    a href=(format!("/needs/{}", need.id)) { (need.title) }
                                    small { (draw::sources(words, need)) }
                                    @if let Some(last) = known.last.get(&need.id).filter(|last| !last.words.is_empty()) { p { (last.words) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
