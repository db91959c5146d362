//! `GET`, `POST /needs/{need}`: one need, what speaks of it, what was said of it.

use super::{
    Names,
    alike::Alike,
    answers, draw, reader,
    sort::{LONGEST_TITLE, LONGEST_WORDS},
};
use crate::{
    Needs,
    model::{Item, Need, Note, Observation, Stage, Step},
    store,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use figures::{Words, tabs};
use kernel::{AccountId, Refusal};
use maud::{Markup, html};
use web::{Context, Fields, FormErrors, Page, Result, Section, parts, see_other};

pub(super) async fn page(State(needs): State<Needs>, context: Context, Path(id): Path<String>) -> Result<Response> {
    let id = number(&id)?;
    show(&needs, &context, id, (&Fields::default(), &FormErrors::default())).await
}

/// `POST /needs/{need}/release`: something speaks of it no longer.
pub(super) async fn release(
    State(needs): State<Needs>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let id = number(&id)?;
    let mut tx = needs.app.db.write(&context.actor).await?;
    for item in fields.get("item").split(' ').filter_map(Item::read) {
        store::detach(&mut tx, item, id).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("/needs/{id}")).into_response())
}

/// What is said next, and how far the need has come with it.
pub(super) async fn say(
    State(needs): State<Needs>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let (id, by) = (number(&id)?, reader(&context)?);
    let mut errors = FormErrors::default();
    let title = errors.required(&fields, "title", LONGEST_TITLE);
    let stage = Stage::from_slug(fields.get("stage"));
    if stage.is_none() {
        errors.push(Refusal::invalid("need-stage").field("stage"));
    }
    let said = errors.required(&fields, "words", LONGEST_WORDS);
    let seen: Option<usize> = fields.get("seen").parse().ok();
    let mut tx = needs.app.db.write(&context.actor).await?;
    if store::need(&mut tx, id).await?.is_none() {
        return Err(Refusal::missing().into());
    }
    let stands = store::steps(&mut tx, id).await?;
    // What a colleague said meanwhile is read before it is spoken over; the same said twice is no news.
    if seen.is_some_and(|seen| seen < stands.len())
        && stands.last().is_none_or(|last| last.by != by || last.words != said)
    {
        errors.push(Refusal::invalid("need-moved"));
    }
    let Some(stage) = stage.filter(|_| errors.is_empty()) else {
        drop(tx);
        let shown = show(&needs, &context, id, (&fields, &errors)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response());
    };
    store::rename(&mut tx, id, &title).await?;
    store::say(&mut tx, id, &Step { said: context.now, by, stage, words: said }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/needs/{id}")).into_response())
}

fn number(id: &str) -> Result<i64, Refusal> {
    id.parse().map_err(|_| Refusal::missing())
}

async fn show(needs: &Needs, context: &Context, id: i64, form: (&Fields, &FormErrors)) -> Result<Response> {
    let names = Names::of(needs, context);
    let words = names.words(context);
    let mut tx = needs.app.db.read(&context.actor).await?;
    let need = store::need(&mut tx, id).await?.ok_or_else(Refusal::missing)?;
    let steps = store::steps(&mut tx, id).await?;
    let notes = store::notes_of_need(&mut tx, id).await?;
    let said = store::observations_of_need(&mut tx, id).await?;
    let people: Vec<AccountId> = steps.iter().map(|step| step.by).collect();
    let people = accounts::names(&mut tx, &people).await?;
    drop(tx);
    let (text, me, sorts) = (context.text, reader(context)?, answers(context));
    let may_read = |note: &&Note| sorts || note.agent == Some(me) || names.follows(context, note.place);
    let told: Vec<&Note> = notes.iter().filter(may_read).collect();
    let content = html! {
        main.page.stack #content {
            (tabs(context, "/needs"))
            div.page-head {
                div {
                    h1 { (need.title) }
                    p { (draw::stage(text, need.stage)) " " (draw::sources(&words, &need)) }
                }
                a.button.button-plain.push href="/needs" { (parts::icon("arrow-left")) " " (text.say("need-back")) }
            }
            div.columns.quality {
                div.span-8.stack {
                    section.card.panel {
                        h2 { (text.say("need-thread")) }
                        ol.lines.needs-thread {
                            @for step in &steps { li { (draw::step(text, step, people.get(&step.by).map(String::as_str))) } }
                        }
                    }
                    (origins(&words, &need, &told, if sorts { &said } else { &[] }, sorts))
                }
                @if sorts { div.span-4 { (next(context, &need, steps.len(), form)) } }
            }
        }
    };
    Ok(Page::new(context, need.title.clone()).section(Section::Figures).style("figures.css").draw(content))
}

/// What speaks of it, as far as the reader may read it.
fn origins(words: &Words, need: &Need, notes: &[&Note], said: &[Observation], sorts: bool) -> Markup {
    let text = words.text;
    let detach = |value: String, line: &str| {
        html! {
            @if sorts {
                form method="post" action=(format!("/needs/{}/release", need.id)) {
                    input type="hidden" name="item" value=(value);
                    button.button.button-plain.button-small type="submit" aria-label=(text.fill("need-detach-this", &[("words", line.into())])) { (text.say("need-detach")) }
                }
            }
        }
    };
    let theme = need.theme.and_then(|theme| words.catalogue.theme_by_id(theme));
    html! {
        @if !notes.is_empty() || !said.is_empty() || theme.is_some() || need.words.is_some() {
            section.card.panel {
                h2 { (text.say("need-origins")) }
                ul.lines {
                    @if let Some(theme) = theme {
                        li { a href=(format!("/explore?measure=requests&by=week&theme={}", theme.code)) { (text.fill("need-theme-rose", &[("theme", theme.label.as_str().into())])) } }
                    }
                    @if let Some(said) = &need.words { li { (text.fill("need-rising-other", &[("words", said.as_str().into())])) } }
                    @for said in said { li { (draw::quoted(text, &said.words)) small { (draw::whose(words, said)) ", " (figures::short_day(text, said.day)) } (detach(Item::Said(said.id).to_string(), &said.words)) } }
                    @for one in Alike::of(notes.iter().copied()) { li { (draw::quoted(text, &one.line(words))) small { (one.about(words)) } (detach(one.value(), &one.line(words))) } }
                }
            }
        }
    }
}

/// The form of the next word.
fn next(context: &Context, need: &Need, steps: usize, (fields, errors): (&Fields, &FormErrors)) -> Markup {
    let text = context.text;
    let mut fields = fields.clone();
    if fields.optional("title").is_none() {
        fields.set("title", need.title.clone());
    }
    let form = (&fields, errors);
    let error = errors.about("stage", text);
    html! {
        form.card.form method="post" action=(format!("/needs/{}", need.id)) {
            h2 { (text.say("need-say-next")) }
            input type="hidden" name="seen" value=(steps);
            (parts::form_summary(errors, text))
            fieldset.choices {
                legend { (text.say("need-stage")) }
                @if let Some(error) = &error { p.form-error { (error) } }
                @for stage in Stage::ALL {
                    label.choice {
                        input type="radio" name="stage" value=(stage.slug()) checked[fields.get("stage") == stage.slug()];
                        span { (text.say(&format!("need-stage-{}", stage.slug()))) small { (text.say(&format!("need-stage-{}-hint", stage.slug()))) } }
                    }
                }
            }
            (parts::Input { hint: Some(text.say("need-step-hint")), ..parts::input(form, "textarea", "words", text.say("need-step")) }.row(text))
            (parts::input(form, "text", "title", text.say("need-name")).row(text))
            div.form-actions { button.button type="submit" { (text.say("need-say")) } }
        }
    }
}
