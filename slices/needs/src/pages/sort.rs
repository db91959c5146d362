//! What waits to be sorted, for those who answer needs: `POST /needs` gathers it into needs or sets it aside.

use super::{
    alike::Alike,
    draw,
    list::{self, Forms, Known},
    observe, reader,
};
use crate::{
    Needs,
    model::{Item, Need, Note, Observation, Stage, Step},
    rising::RisingWords,
    store::{self, NewNeed},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use catalogue::fold;
use db::Tx;
use figures::Words;
use kernel::{Day, Refusal};
use maud::{Markup, html};
use std::sync::Arc;
use tally::{Dimension, Key};
use watch::Rising;
use web::{Context, Fields, FormErrors, Result, parts, see_other};

/// Lines of counters shown at once: those beyond come up as these are sorted.
const MOST: i64 = 400;
/// Of each kind, as much of what was set aside is shown.
const ASIDE: i64 = 40;
/// Days since which a theme must have been seen to rise.
const FRESH: i32 = 42;
/// The longest title, and the longest name of a body, in bytes.
pub(super) const LONGEST_TITLE: usize = 120;
/// Letters of a name that is proposed, whatever bytes they take.
const LONGEST_NAME: usize = 40;
/// The longest words, in bytes.
pub(super) const LONGEST_WORDS: usize = 2_000;

/// What waits.
pub(super) struct Inbox {
    notes: Vec<Note>,
    said: Vec<Observation>,
    themes: Vec<Rising>,
    words: Arc<Vec<RisingWords>>,
    /// How many lines wait, those beyond what is shown too.
    waiting: u64,
    aside: (Vec<Note>, Vec<Observation>),
    today: Day,
}

impl Inbox {
    pub(super) async fn read(needs: &Needs, tx: &mut Tx, today: Day) -> Result<Self> {
        Ok(Self {
            notes: store::loose_notes(tx, MOST).await?,
            said: store::loose_observations(tx).await?,
            themes: needs.watch.rising(tx, today.plus(-FRESH)).await?,
            words: needs.rising_words(),
            waiting: store::count_loose(tx).await?,
            aside: (store::notes_aside(tx, ASIDE).await?, store::observations_aside(tx, ASIDE).await?),
            today,
        })
    }
}

pub(super) fn inbox(words: &Words, inbox: &Inbox, known: &Known, forms: &Forms) -> Markup {
    html! {
        div.columns.quality {
            div.span-8 { (to_sort(words, inbox, known, &forms.gather)) }
            div.span-4.stack {
                (rising(words, inbox, known))
                (observe::form(words, inbox.today, &forms.observe))
            }
        }
    }
}

/// What was noted and said, to be gathered.
fn to_sort(words: &Words, inbox: &Inbox, known: &Known, (fields, errors): &(Fields, FormErrors)) -> Markup {
    let text = words.text;
    let form = (fields, errors);
    let new = [(String::new(), text.say("need-new"))];
    // What comes later and says the same goes under a need that was answered, and its author reads that answer.
    let named = |need: &Need| match need.stage {
        Stage::Answered => text.fill("need-which-answered", &[("need", need.title.as_str().into())]),
        _ => need.title.clone(),
    };
    let open = |need: &&Need| need.stage != Stage::Answered;
    let (open, answered): (Vec<&Need>, Vec<&Need>) = known.needs.iter().partition(open);
    let open = open.into_iter().chain(answered).map(|need| (need.id.to_string(), named(need)));
    let open: Vec<_> = new.into_iter().chain(open).collect();
    let ticked = fields.every("item");
    let alike = Alike::of(&inbox.notes);
    let item = |value: String, line: String, about: String| {
        html! {
            label.choice {
                input type="checkbox" name="item" value=(value) checked[ticked.contains(&value)];
                span { (line) small { (about) } }
            }
        }
    };
    html! {
        form.card.panel.form method="post" action="/needs" {
            h2 { (text.say("need-to-sort")) " " span.count { (alike.len() + inbox.said.len()) } }
            (parts::form_summary(errors, text))
            @if inbox.notes.is_empty() && inbox.said.is_empty() { p.soft { (text.say("need-to-sort-none")) } } @else {
                fieldset.choices.needs-items {
                    legend { (text.say("need-to-sort-words")) }
                    @for one in &alike { (item(one.value(), one.line(words), one.about(words))) }
                    @for said in &inbox.said { (item(Item::Said(said.id).to_string(), said.words.clone(), draw::whose(words, said))) }
                }
            }
            @if inbox.waiting > inbox.notes.len() as u64 { p.soft { (text.fill("need-more-wait", &[("shown", text.count(inbox.notes.len() as u64).into()), ("all", text.count(inbox.waiting).into())])) } }
            @if !inbox.aside.0.is_empty() || !inbox.aside.1.is_empty() {
                details.disclosure {
                    summary { (text.say("need-aside")) }
                    fieldset.choices {
                        legend.visually-hidden { (text.say("need-aside")) }
                        @for one in Alike::of(&inbox.aside.0) { (item(one.value(), one.line(words), one.about(words))) }
                        @for said in &inbox.aside.1 { (item(Item::Said(said.id).to_string(), said.words.clone(), draw::whose(words, said))) }
                    }
                }
            }
            div.form-grid {
                (parts::select("need", &text.say("need-which"), &open, form, text))
                (parts::Input { required: false, hint: Some(text.say("need-name-hint")), ..parts::input(form, "text", "title", text.say("need-name")) }.row(text))
            }
            div.form-actions {
                button.button type="submit" name="do" value="gather" { (text.say("need-gather")) }
                @if !inbox.notes.is_empty() || !inbox.said.is_empty() { button.button.button-quiet type="submit" name="do" value="aside" { (text.say("need-set-aside")) } }
            }
        }
    }
}

/// What more and more people speak of.
fn rising(words: &Words, inbox: &Inbox, known: &Known) -> Markup {
    let text = words.text;
    let make = |name: &'static str, value: &str, title: &str| {
        html! {
            form method="post" action="/needs" {
                input type="hidden" name=(name) value=(value);
                input type="hidden" name="title" value=(title);
                button.button.button-quiet.button-small type="submit" name="do" value="gather" aria-label=(text.fill("need-make-this", &[("title", title.into())])) { (text.say("need-make")) }
            }
        }
    };
    // What rises again after its need was answered asks anew.
    let open = || known.needs.iter().filter(|need| need.stage != Stage::Answered);
    let known_as = |found: &dyn Fn(&Need) -> bool| open().find(|need| found(need));
    let same = |need: &Need, theme| need.theme.is_some_and(|known| words.catalogue.comparable(known) == theme);
    html! {
        section.card.panel {
            h2 { (text.say("need-rising")) }
            p { (text.say("need-rising-words")) }
            @if inbox.themes.is_empty() && inbox.words.is_empty() { p.soft { (text.say("need-rising-none")) } }
            ul.lines {
                @for theme in &inbox.themes {
                    @let title = words.label(Dimension::Theme, Key::Code(theme.theme.into()));
                    li {
                        a href=(theme.path()) { (title) }
                        small { (theme.gap(words)) " " (text.fill("need-rising-places", &[("more", theme.places.into()), ("of", theme.of.into())])) }
                        @match (known_as(&|need| same(need, theme.theme)), words.catalogue.theme_by_id(theme.theme)) {
                            (Some(need), _) => p { (draw::stage(text, need.stage)) " " a href=(format!("/needs/{}", need.id)) { (need.title) } },
                            (None, Some(row)) => (make("theme", &row.code, &title)),
                            (None, None) => {},
                        }
                    }
                }
                @for rose in inbox.words.iter() {
                    li {
                        (text.fill("need-rising-other", &[("words", rose.words.as_str().into())]))
                        small { (said_often(words, rose)) }
                        @match known_as(&|need| need.words.as_deref() == Some(&rose.words)) {
                            Some(need) => p { (draw::stage(text, need.stage)) " " a href=(format!("/needs/{}", need.id)) { (need.title) } },
                            None => (make("words", &rose.words, &figures::capital(&rose.words.chars().take(LONGEST_NAME).collect::<String>()))),
                        }
                    }
                }
            }
        }
    }
}

/// « 7 fois en huit semaines dans 3 lieux, 1 fois dans les seize d’avant ».
fn said_often(words: &Words, rose: &RisingWords) -> String {
    let text = words.text;
    let said = [
        ("recent", text.many("need-times", rose.recent).into()),
        ("places", text.many("figures-places", rose.places as u64).into()),
        ("before", text.many("need-times", rose.before).into()),
    ];
    text.fill("need-rising-said", &said)
}

/// `POST /needs`
pub(super) async fn gather(State(needs): State<Needs>, context: Context, fields: Fields) -> Result<Response> {
    let by = reader(&context)?;
    let mut errors = FormErrors::default();
    let items = fields.every("item").iter().flat_map(|items| items.split(' '));
    let items: Vec<Item> = items.filter_map(Item::read).collect();
    let mut tx = needs.app.db.write(&context.actor).await?;
    if fields.get("do") == "aside" {
        if items.is_empty() {
            drop(tx);
            let forms = Forms { gather: (fields, Refusal::invalid("need-nothing").into()), ..Forms::default() };
            return again(&needs, &context, &forms).await;
        }
        for item in &items {
            store::set_aside(&mut tx, *item).await?;
        }
        tx.commit().await?;
        return Ok(see_other("/needs").into_response());
    }
    let id = match fields.optional("need") {
        None => {
            let title = errors.required(&fields, "title", LONGEST_TITLE);
            let theme = needs.catalogue.now().theme(fields.get("theme")).map(|theme| theme.id);
            let words = fields.optional("words").map(fold).filter(|words| !words.is_empty());
            if errors.is_empty() {
                let id = store::open(&mut tx, context.now, &NewNeed { title, theme, words }).await?;
                let step = Step { said: context.now, by, stage: Stage::Seen, words: String::new() };
                if store::steps(&mut tx, id).await?.is_empty() {
                    store::say(&mut tx, id, &step).await?;
                }
                Some(id)
            } else {
                None
            }
        }
        Some(id) => {
            let known = match id.parse() {
                Ok(id) => store::need(&mut tx, id).await?.map(|need| need.id),
                Err(_) => None,
            };
            if known.is_none() {
                errors.push(Refusal::invalid("need-unknown").field("need"));
            } else if items.is_empty() {
                errors.push(Refusal::invalid("need-nothing"));
            }
            known
        }
    };
    let Some(id) = id.filter(|_| errors.is_empty()) else {
        drop(tx);
        return again(&needs, &context, &Forms { gather: (fields, errors), ..Forms::default() }).await;
    };
    store::gather(&mut tx, context.now, id, &items).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/needs/{id}")).into_response())
}

/// The page again, with what was typed and what is wrong with it.
pub(super) async fn again(needs: &Needs, context: &Context, forms: &Forms) -> Result<Response> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, list::draw(needs, context, forms).await?).into_response())
}
