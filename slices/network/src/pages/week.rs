//! A week of a place, day by day, as it really is: holidays, closings and special hours included.

use super::{calendars, words};
use crate::{Place, hours::Agenda};
use jiff::{ToSpan, civil::Date};
use kernel::Day;
use maud::{Markup, html};
use web::{Context, Fields, Text, parts::icon, weekday_name};

/// The day whose week was asked for: today's, unless the query names another.
pub(super) fn asked(query: &Fields, today: Day) -> Date {
    let named = query.get("week").parse::<Date>().ok();
    named.filter(|date| (2000..2100).contains(&date.year())).unwrap_or_else(|| today.date())
}

/// The card of a week, with its neighbours one step away.
pub(super) fn card(context: &Context, place: &Place, asked: Date, editor: bool) -> Markup {
    let text = context.text;
    let today = Day::at(context.now, &place.zone).date();
    let step = |days: i64, picture: &str, label: &str| {
        let day = asked.saturating_add(days.days());
        html! {
            a.button.button-plain.button-small href=(format!("/places/{}?week={day}", place.row.id)) aria-label=(text.say(label)) {
                (icon(picture))
            }
        }
    };
    html! {
        section.card {
            div.card-head {
                h2 { (title(text, asked)) }
                div.row {
                    (step(-7, "arrow-left", "network-week-before"))
                    (step(7, "arrow-right", "network-week-after"))
                    @if editor {
                        a.button.button-plain.button-small href=(format!("/places/{}/hours", place.row.id)) {
                            (icon("pencil-simple")) " " (text.say("network-edit"))
                        }
                    }
                }
            }
            @match place.agenda() {
                Some(agenda) => { (table(text, agenda, asked, today)) (calendars::warning(text, place, agenda, asked)) }
                None if place.is_bus() => { p.soft { (text.say("network-hours-of-stops")) } }
                None => { p.soft { (text.say("network-no-hours-words")) } }
            }
        }
    }
}

/// The seven days of a week.
pub(super) fn table(text: Text, agenda: &Agenda, asked: Date, today: Date) -> Markup {
    html! {
        div.table-scroll {
            table.table {
                caption.visually-hidden { (title(text, asked)) }
                tbody {
                    @for day in agenda.week(asked) {
                        tr aria-current=[(day.date == today).then_some("date")] {
                            th scope="row" {
                                @if day.date == today { strong { (name(text, day.date)) } " " span.tag.tag-primary { (text.say("network-today")) } }
                                @else { (name(text, day.date)) }
                            }
                            td {
                                @if day.spans.is_empty() { span.soft { (words::spans(text, &day.spans)) } }
                                @else { (words::spans(text, &day.spans)) }
                                @if let Some(note) = &day.note { " " span.tag.tag-accent { (note) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn name(text: Text, date: Date) -> String {
    format!("{} {}", weekday_name(text.locale, date.weekday()), date.day())
}

/// « Semaine du 23 au 29 novembre ».
fn title(text: Text, asked: Date) -> String {
    let monday = asked.saturating_sub(i64::from(asked.weekday().to_monday_zero_offset()).days());
    let sunday = monday.saturating_add(6.days());
    text.fill("network-week", &[("days", words::days(text, Day::of(monday), Day::of(sunday)).into())])
}
