//! `GET`, `POST /network/calendar`, `POST …/removal`: which school years are known, and what the network adds to them.

use super::{Here, event_parts, network_events, require_creation, school_years, unprocessable, words};
use crate::{
    calendar::{Change, SchoolDays},
    facts::{Presence, line},
    model::SchoolZone,
    pages::rows::{Form, Row, tick},
    school::{self, Together, together},
    store,
};
use axum::{extract::State, response::Response};
use jiff::{civil::Date, tz::TimeZone};
use kernel::{Day, Refusal, RefusalKind};
use maud::{Markup, html};
use web::{
    Context, Fields, FormErrors, Page, Result, Section, Text,
    parts::{Tone, boxes, form_summary, icon, notice},
};

/// Where this page is.
pub(super) const PATH: &str = "/network/calendar";
/// The box of whoever contradicts the shipped table all the same.
const ANYWAY: &str = "anyway";
const CONTRADICTS: &str = "calendar-contradicts-shipped";

/// What the forms of the page hold.
#[derive(Default)]
pub(super) struct Forms {
    pub period: (Fields, FormErrors),
    pub file: FormErrors,
    pub event: (Fields, FormErrors),
    /// About what was to be taken away.
    pub removal: FormErrors,
}

pub(super) async fn page(State(here): State<Here>, context: Context) -> Result<Response> {
    require_creation(&context)?;
    draw(&here, &context, Forms::default()).await
}

pub(super) async fn add(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    require_creation(&context)?;
    let mut errors = FormErrors::default();
    let read = read(&fields, &mut errors);
    let mut tx = here.app.db.write(&context.actor).await?;
    store::hold_calendar(&mut tx).await?;
    let own = store::school_days(&mut tx).await?;
    let brought = read.and_then(|days| beside(&own, days, &mut errors));
    if let Some(brought) = &brought {
        let change = Change::of(&own, brought);
        if !change.contradictions.is_empty() && !fields.ticked(ANYWAY) {
            let words = school::contradictions(context.text, &change).join(" ");
            errors.push(Refusal::new(CONTRADICTS, RefusalKind::Conflict).with("words", words));
        }
    }
    match brought.filter(|_| errors.is_empty()) {
        Some(brought) => {
            school::bring_school_days(&mut tx, &brought).await?;
            here.done(tx, PATH).await
        }
        None => {
            drop(tx);
            let forms = Forms { period: (fields, errors), ..Forms::default() };
            Ok(unprocessable(draw(&here, &context, forms).await?))
        }
    }
}

/// What is taken away is named by itself: no number of it could pass to another.
pub(super) async fn remove(State(here): State<Here>, context: Context, fields: Fields) -> Result<Response> {
    require_creation(&context)?;
    let date = |name: &str| fields.get(name).parse::<Date>().map_err(|_| Refusal::missing());
    let (first, last) = (date("first")?, date("last")?);
    let zones: Vec<SchoolZone> = fields.every("zones").iter().filter_map(|zone| zone.parse().ok()).collect();
    let mut tx = here.app.db.write(&context.actor).await?;
    store::hold_calendar(&mut tx).await?;
    let mut removed = 0;
    for days in SchoolDays::each(&zones, first, last, fields.optional("name")) {
        removed += store::remove_school_days(&mut tx, &days).await?;
    }
    if removed == 0 {
        drop(tx);
        let removal = Refusal::new("calendar-changed", RefusalKind::Conflict).into();
        return Ok(unprocessable(draw(&here, &context, Forms { removal, ..Forms::default() }).await?));
    }
    here.done(tx, PATH).await
}

fn read(fields: &Fields, errors: &mut FormErrors) -> Option<Vec<SchoolDays>> {
    let zones: Vec<SchoolZone> = fields.every("zones").iter().filter_map(|zone| zone.parse().ok()).collect();
    if zones.is_empty() {
        errors.push(Refusal::invalid("calendar-no-zone").field("zones"));
    }
    let first = super::stages::required_date(fields, "first", errors);
    let last = super::stages::required_date(fields, "last", errors);
    let name = line(fields, "name", crate::calendar::LONGEST_NAME, Presence::Optional, errors);
    let (first, last) = (first?.date(), last?.date());
    errors.take(crate::calendar::checked(first, last, !name.is_empty()).map_err(|refusal| refusal.field("last")));
    errors
        .is_empty()
        .then(|| SchoolDays::each(&zones, first, last, Some(name.as_str()).filter(|name| !name.is_empty())))
}

/// The days of a form with what must stay beside them: holidays that a covered year holds. Two holidays may not share a day.
fn beside(own: &[SchoolDays], days: Vec<SchoolDays>, errors: &mut FormErrors) -> Option<Vec<SchoolDays>> {
    let mut brought = days.clone();
    for days in &days {
        let meets = |other: &&SchoolDays| {
            other.zone == days.zone && other.name.is_some() && other.first <= days.last && other.last >= days.first
        };
        for other in own.iter().filter(meets).filter(|other| *other != days) {
            match &days.name {
                None => brought.push(other.clone()),
                Some(_) => {
                    let name = other.name.clone().unwrap_or_default();
                    errors.push(Refusal::invalid("calendar-period-overlaps").field("first").with("name", name));
                    return None;
                }
            }
        }
    }
    Some(brought)
}

pub(super) async fn draw(here: &Here, context: &Context, forms: Forms) -> Result<Response> {
    let text = context.text;
    let snapshot = here.directory.now();
    let mut tx = here.app.db.read(&context.actor).await?;
    let own = store::school_days(&mut tx).await?;
    drop(tx);
    let today = Day::at(context.now, &paris());
    let zones = school_years::zones(&snapshot, &own);
    Ok(Page::new(context, text.say("calendar-title")).section(Section::Places).draw(html! {
        main.page.stack #content {
            div {
                ul.breadcrumb { li { a href="/places" { (text.say("network-title")) } } }
                h1 { (text.say("calendar-title")) }
                p { (text.say("calendar-lead")) }
            }
            (form_summary(&forms.removal, text))
            @for words in school_years::missing(text, snapshot.calendar(), &zones, today.date()) { (notice(Tone::Warn, &words)) }
            div.columns {
                div.span-6 {
                    div.stack {
                        (school_years::years(text, snapshot.calendar(), &zones, &own, today.date()))
                        (added(text, &own))
                    }
                }
                div.span-6 {
                    div.stack {
                        (file_form(text, &forms.file))
                        (period_form(text, &zones, (&forms.period.0, &forms.period.1)))
                    }
                }
            }
            (network_events::cards(context, &snapshot, today, (&forms.event.0, &forms.event.1)))
        }
    }))
}

/// The clock of the Union, which has no place of its own.
pub(super) fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

/// What the network added, the latest first.
fn added(text: Text, own: &[SchoolDays]) -> Markup {
    html! {
        section.card {
            h2 { (text.say("calendar-own")) }
            @if own.is_empty() { p.soft { (text.say("calendar-own-none")) } }
            ul.lines { @for days in together(own).iter().rev() { (removable(text, days)) } }
        }
    }
}

fn removable(text: Text, days: &Together<'_>) -> Markup {
    html! {
        li.row {
            div {
                strong { (days.what(text)) } " · " (words::a_day_or_days(text, Day::of(days.first), Day::of(days.last)))
                small { (words::school_zones(text, &days.zones)) }
            }
            form.push method="post" action=(format!("{PATH}/removal")) {
                @for zone in &days.zones { input type="hidden" name="zones" value=(zone.code()); }
                input type="hidden" name="first" value=(days.first);
                input type="hidden" name="last" value=(days.last);
                input type="hidden" name="name" value=(days.name.unwrap_or_default());
                (event_parts::remove_button(text))
            }
        }
    }
}

fn file_form(text: Text, errors: &FormErrors) -> Markup {
    let error = errors.about("file", text);
    html! {
        form.card.form method="post" enctype="multipart/form-data" action=(format!("{PATH}/file")) {
            h2 { (text.say("calendar-import")) }
            p { (text.say("calendar-import-words")) " "
                a href="https://data.education.gouv.fr/explore/dataset/fr-en-calendrier-scolaire/" rel="noreferrer" { (text.say("calendar-import-source")) }
            }
            div.form-row {
                label for="file" { (text.say("calendar-file")) }
                p.form-hint id="file-hint" { (text.say("calendar-file-hint")) }
                input.field id="file" name="file" type="file" accept=".csv,text/csv,text/plain" required
                    aria-describedby=(if error.is_some() { "file-hint file-error" } else { "file-hint" })
                    aria-invalid=[error.as_ref().map(|_| "true")];
                @if let Some(error) = error { p.form-error id="file-error" { (error) } }
            }
            div.form-actions { button.button type="submit" { (icon("upload-simple")) " " (text.say("calendar-look")) } }
        }
    }
}

fn period_form(text: Text, zones: &[SchoolZone], form: Form<'_>) -> Markup {
    let zones: Vec<_> = zones.iter().map(|zone| (zone.code().to_owned(), words::school_zone(text, *zone))).collect();
    html! {
        form.card.form method="post" action=(PATH) {
            h2 { (text.say("calendar-new-period")) }
            (form_summary(form.1, text))
            (boxes(form, "zones", &text.say("calendar-zones"), &zones, text))
            div.form-grid {
                (Row::text("first", "network-from").kind("date").required().draw(text, form))
                (Row::text("last", "network-to").kind("date").required().draw(text, form))
            }
            (Row::text("name", "calendar-name").hint("calendar-name-hint").draw(text, form))
            @if form.1.tells(CONTRADICTS) { (tick(ANYWAY, &text.say("calendar-anyway"), form, text)) }
            div.form-actions { button.button type="submit" { (text.say("network-add")) } }
        }
    }
}
