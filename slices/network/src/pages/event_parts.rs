//! What the events of a place and those of the network share: their form, their lines, and how one is found again as it was seen.

use super::{
    rows::{Form, Row},
    words,
};
use crate::{
    Event, EventKind, NewEvent,
    event::LONGEST_TITLE,
    facts::{Presence, line, optional},
    store,
};
use db::Tx;
use jiff::civil::Weekday;
use kernel::{Day, Refusal, RefusalKind, Scope};
use maud::{Markup, html};
use web::{
    Fields, FormErrors, OPENED, Result, Text,
    parts::{form_summary, icon, opened, select},
    weekday_name,
};

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Reads the form of an event.
pub(super) fn read(fields: &Fields, scope: Scope, errors: &mut FormErrors) -> Option<NewEvent> {
    let kind = fields.get("kind").parse::<EventKind>().map_err(|_| Refusal::invalid("event-kind").field("kind"));
    let kind = errors.take(kind);
    let title = line(fields, "title", LONGEST_TITLE, Presence::Required, errors);
    let from = super::stages::required_date(fields, "from", errors);
    let to = errors.date(fields, "to");
    let weekday = optional(fields, "weekday", errors, |text| {
        let weekday = text.parse().ok().and_then(|number| Weekday::from_monday_one_offset(number).ok());
        weekday.ok_or_else(|| Refusal::invalid("event-weekday").field("weekday"))
    });
    let event = NewEvent { scope, from: from?, to, weekday, kind: kind?, title };
    if errors.is_empty() { errors.take(event.checked()) } else { None }
}

/// An event that one may change, as it was seen: nothing when it has changed since.
pub(super) async fn as_seen(
    tx: &mut Tx,
    number: &str,
    fields: &Fields,
    may: impl Fn(&Event) -> bool,
) -> Result<std::result::Result<Event, Refusal>> {
    let number = number.parse().map_err(|_| Refusal::missing())?;
    let event = store::event(tx, number).await?.filter(may).ok_or_else(Refusal::missing)?;
    Ok(match fields.stale(&seen(&event)) {
        Some(_) => Err(Refusal::new("event-changed", RefusalKind::Conflict)),
        None => Ok(event),
    })
}

/// The last day that a form gives to an event; none is that it goes on.
pub(super) fn end(event: &Event, fields: &Fields) -> std::result::Result<Option<Day>, FormErrors> {
    let mut errors = FormErrors::default();
    let to = errors.date(fields, "to");
    if !errors.is_empty() {
        return Err(Refusal::invalid("not-a-date").into());
    }
    let Event { scope, from, weekday, kind, title, .. } = event.clone();
    match (NewEvent { scope, from, to, weekday, kind, title }).checked() {
        Ok(_) => Ok(to),
        // The sentence is about a line of the list, which is no field of the form beside it.
        Err(refusal) => Err(Refusal { field: None, ..refusal }.into()),
    }
}

/// What is read of an event before it is changed.
fn seen(event: &Event) -> Fields {
    let mut fields = Fields::default();
    let to = event.to.map_or(String::new(), |to| to.to_string());
    let weekday = event.weekday.map_or(0, Weekday::to_monday_one_offset);
    fields.set("days", format!("{} {to} {weekday}", event.from));
    fields.set("what", format!("{} {}", event.kind.code(), event.title));
    fields.set(OPENED, fields.marks());
    fields
}

/// The form of a new event; `more` is what else it asks.
pub(super) fn form(text: Text, action: &str, more: Markup, form: Form<'_>) -> Markup {
    let kinds: Vec<_> = std::iter::once((String::new(), text.say("event-choose")))
        .chain(EventKind::ALL.map(|kind| (kind.code().to_owned(), kind.words(text))))
        .collect();
    let weekdays: Vec<_> = std::iter::once((String::new(), text.say("event-every-day")))
        .chain(WEEK.map(|weekday| {
            let name = weekday_name(text.locale, weekday).into();
            (weekday.to_monday_one_offset().to_string(), text.fill("event-each", &[("weekday", name)]))
        }))
        .collect();
    html! {
        form.card.form method="post" action=(action) {
            h2 { (text.say("event-new")) }
            (form_summary(form.1, text))
            (select("kind", &text.say("event-kind"), &kinds, form, text))
            (Row::text("title", "event-title").hint("event-title-hint").required().draw(text, form))
            div.form-grid {
                (Row::text("from", "network-from").kind("date").required().draw(text, form))
                (Row::text("to", "network-to").kind("date").hint("event-to-hint").draw(text, form))
            }
            (select("weekday", &text.say("event-weekday"), &weekdays, form, text))
            (more)
            div.form-actions { button.button type="submit" { (text.say("network-add")) } }
        }
    }
}

/// The events of a page: those that are not over, then the others, folded. `action` is where one is changed.
pub(super) fn list(text: Text, action: &str, events: Vec<&Event>, today: Day, may: impl Fn(&Event) -> bool) -> Markup {
    let (over, current): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.is_over(today));
    let changeable = |event: &Event| html! { (changeable(text, action, event, may(event))) };
    html! {
        section.card {
            @if current.is_empty() {
                div.empty { (icon("calendar-dots")) h2 { (text.say("event-none")) } p { (text.say("event-none-words")) } }
            }
            ul.lines { @for event in current { (changeable(event)) } }
            @if !over.is_empty() {
                details.disclosure {
                    summary { (text.say("event-past")) }
                    ul.lines { @for event in over.into_iter().rev() { (changeable(event)) } }
                }
            }
        }
    }
}

fn changeable(text: Text, action: &str, event: &Event, may: bool) -> Markup {
    let action = format!("{action}/{}", event.id);
    let label = format!("{} · {}", text.say("network-to"), event.title);
    html! {
        li {
            div.row {
                div { (line_words(text, event)) }
                @if may {
                    form.push method="post" action=(format!("{action}/removal")) {
                        (opened(&seen(event)))
                        (remove_button(text))
                    }
                }
            }
            @if may {
                details.disclosure {
                    summary { (text.say("event-change-end")) }
                    form.row method="post" action=(format!("{action}/end")) {
                        (opened(&seen(event)))
                        input.field.field-short type="date" name="to" aria-label=(label)
                            value=(event.to.map_or(String::new(), |to| to.to_string()));
                        button.button.button-quiet.button-small type="submit" { (text.say("network-save")) }
                        small.soft { (text.say("event-to-hint")) }
                    }
                }
            }
        }
    }
}

/// « Grève SNCF · du 3 au 5 mars 2026 », its kind, and for whom when it is not for one place.
pub(super) fn line_words(text: Text, event: &Event) -> Markup {
    let when = match (event.weekday, event.to) {
        (None, Some(to)) => words::a_day_or_days(text, event.from, to),
        _ => event.when(text),
    };
    let whom = match event.scope {
        Scope::Network => Some("event-of-network"),
        Scope::Association(_) => Some("event-of-association"),
        Scope::Place(_) => None,
    };
    html! {
        strong { (event.title) } " · " (when)
        small { (event.kind.words(text)) @if let Some(key) = whom { " · " (text.say(key)) } }
    }
}

/// The button that takes a line away.
pub(super) fn remove_button(text: Text) -> Markup {
    html! { button.button.button-plain.button-small type="submit" { (icon("trash")) " " (text.say("network-remove")) } }
}
