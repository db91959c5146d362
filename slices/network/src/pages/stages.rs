//! `GET`, `POST /places/{id}/stages`: the life of a place, and its next step. A closing may be planned: it is the only stage whose day may be
//! still to come.

use super::{
    Here, closing, part,
    rows::{Form, Row, tick},
    unprocessable, words,
};
use crate::{
    Place, PlaceRow,
    model::{Stage, StageSince},
    refusal, store,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Day, Refusal};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, OPENED, Result, Text,
    parts::{form_summary, opened},
};

/// What is stored of a place's stages: the first day and the word of each, oldest first.
type Stages = [(Day, String)];

pub(super) async fn page(State(here): State<Here>, context: Context, Path(id): Path<String>) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let mut tx = here.app.db.read(&context.actor).await?;
    let stages = store::stages(&mut tx, place.row.id).await?;
    let mut fields = Fields::default();
    let today = Day::at(context.now, &place.zone);
    fields.set("since", today.to_string());
    fields.set(OPENED, seen(&place.row, &stages, today).marks());
    Ok(draw(&context, &place, &stages, (&fields, &FormErrors::default())))
}

pub(super) async fn change(
    State(here): State<Here>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let place = here.edited(&context, &id)?;
    let (mut tx, row) = here.hold(&context, &place).await?;
    let stages = store::stages(&mut tx, row.id).await?;
    let today = Day::at(context.now, &place.zone);
    if let Some((fields, errors)) = fields.stale(&seen(&row, &stages, today)) {
        return Ok(unprocessable(draw(&context, &place, &stages, (&fields, &errors))));
    }
    let mut errors = FormErrors::default();
    let next = read(context.text, &row, &stages, today, &fields, &mut errors);
    if let Some(StageSince { stage, since }) = next {
        closing::warn(&*here.hall, &place, (stage, Day::of(since), today), &fields, &mut errors).await?;
    }
    let Some(next) = next.filter(|_| errors.is_empty()) else {
        return Ok(unprocessable(draw(&context, &place, &stages, (&fields, &errors))));
    };
    let row = entered(row, &stages, next, today);
    store::add_stage(&mut tx, row.id, Day::of(next.since), next.stage.code()).await?;
    store::update_place(&mut tx, context.now, row).await?;
    here.done(tx, &format!("/places/{}", place.row.id)).await
}

fn read(
    text: Text,
    row: &PlaceRow,
    stages: &Stages,
    today: Day,
    fields: &Fields,
    errors: &mut FormErrors,
) -> Option<StageSince> {
    let to = fields.get("stage").parse::<Stage>();
    let to = errors.take(to.map_err(|_| Refusal::invalid("network-no-stage").field("stage")));
    let on = since(fields, errors);
    let (to, on) = (to?, on?);
    if on > today && to != Stage::Closed {
        errors.push(Refusal::invalid("network-stage-future").field("since"));
        return None;
    }
    if by_now(stages, today).1.is_some() {
        errors.push(Refusal::invalid("network-closing-planned"));
        return None;
    }
    let present = present(row, stages, today);
    errors
        .take(present.change(to, on.date()).map_err(|refused| refusal::of_stage(refused, |day| words::day(text, day))))
}

/// The stages so far, and the first day of the closing that is planned.
pub(super) fn by_now(stages: &Stages, today: Day) -> (&Stages, Option<Day>) {
    let (so_far, ahead) = stages.split_at(stages.partition_point(|(day, _)| *day <= today));
    (so_far, ahead.first().map(|(day, _)| *day))
}

/// The stage a place is at, and since when.
fn present(row: &PlaceRow, stages: &Stages, today: Day) -> StageSince {
    let (stages, _) = by_now(stages, today);
    let (since, code) = stages.last().map_or((row.opened, row.stage.as_str()), |(day, code)| (*day, code.as_str()));
    StageSince { stage: code.parse().unwrap_or(Stage::Mature), since: since.date() }
}

/// The stage that a form's choices follow from. Nobody types it: the history beside the form tells what it has become.
fn seen(row: &PlaceRow, stages: &Stages, today: Day) -> Fields {
    let StageSince { stage, since } = present(row, stages, today);
    let mut fields = Fields::default();
    fields.set("present", format!("{} {since}", stage.code()));
    fields
}

/// The facts of a place that entered a stage: its first day is the one it first receives on, its last the eve of its closing. Closed as of
/// today, it received this morning: today is its last day, of which devices may still bring what they kept, though the door is shut.
/// Until a planned closing comes, the place stays at its stage.
fn entered(mut row: PlaceRow, stages: &Stages, next: StageSince, today: Day) -> PlaceRow {
    let day = Day::of(next.since);
    let last = if day == today { day } else { day.plus(-1) };
    row.closed = (next.stage == Stage::Closed).then_some(last);
    if day > today {
        return row;
    }
    row.stage = next.stage.code().to_owned();
    if next.stage.receives() && !received(stages) {
        row.opened = day;
    }
    row
}

/// Whether a place ever received people.
pub(super) fn received(stages: &Stages) -> bool {
    stages.iter().any(|(_, code)| code.parse().is_ok_and(Stage::receives))
}

/// The first day of a stage, which must be said.
pub(super) fn since(fields: &Fields, errors: &mut FormErrors) -> Option<Day> {
    required_date(fields, "since", errors)
}

/// A date that must be there.
pub(super) fn required_date(fields: &Fields, name: &'static str, errors: &mut FormErrors) -> Option<Day> {
    if fields.get(name).is_empty() {
        errors.push(Refusal::invalid("empty").field(name));
    }
    errors.date(fields, name)
}

fn draw(context: &Context, place: &Place, stages: &Stages, form: Form<'_>) -> Response {
    let text = context.text;
    let today = Day::at(context.now, &place.zone);
    let (so_far, planned) = by_now(stages, today);
    let content = html! {
        div.columns {
            div.span-6 {
                section.card { h2 { (text.say("network-so-far")) } (history(text, so_far)) }
            }
            div.span-6 {
                @match planned {
                    Some(day) => { (closing::card(context, place, day, form.1)) }
                    None => { (next(text, place, present(&place.row, stages, today).stage, form)) }
                }
            }
        }
    };
    part(context, place, &text.say("network-life"), content)
}

fn next(text: Text, place: &Place, present: Stage, form: Form<'_>) -> Markup {
    html! {
        form.card.form method="post" action=(format!("/places/{}/stages", place.row.id)) {
            h2 { (text.say("network-next-stage")) }
            (form_summary(form.1, text))
            (opened(form.0))
            (choices(text, present, form))
            (Row::text("since", "network-since").kind("date").hint("network-since-hint").required().draw(text, form))
            @if form.1.tells(closing::PEOPLE_WAIT) { (tick(closing::ANYWAY, &text.say("network-close-anyway"), form, text)) }
            div.form-actions {
                button.button type="submit" { (text.say("network-save")) }
                a.button.button-plain href=(format!("/places/{}", place.row.id)) { (text.say("network-cancel")) }
            }
        }
    }
}

/// The stages that may follow, each with what it means.
fn choices(text: Text, present: Stage, (fields, errors): Form<'_>) -> Markup {
    let error = errors.about("stage", text);
    html! {
        fieldset.choices aria-describedby=[error.as_ref().map(|_| "stage-error")] {
            legend { (text.say("network-stage")) }
            @for stage in present.next() {
                label.choice {
                    input type="radio" name="stage" value=(stage.code()) required checked[fields.get("stage") == stage.code()];
                    span { (words::stage(text, *stage)) small { (text.say(meaning(*stage))) } }
                }
            }
            @if let Some(error) = error { p.form-error id="stage-error" { (error) } }
        }
    }
}

fn meaning(stage: Stage) -> &'static str {
    match stage {
        Stage::Project => "network-means-project",
        Stage::Opening => "network-means-opening",
        Stage::RampUp => "network-means-ramp-up",
        Stage::Mature => "network-means-mature",
        Stage::Closed => "network-means-closed",
    }
}

/// The stages with their first day, the latest first.
pub(super) fn history(text: Text, stages: &Stages) -> Markup {
    html! {
        ul.lines {
            @for (day, code) in stages.iter().rev() {
                li {
                    strong { (words::stage(text, code.parse().unwrap_or(Stage::Mature))) }
                    small { (text.fill("network-since-day", &[("day", words::day(text, *day).into())])) }
                }
            }
        }
    }
}
