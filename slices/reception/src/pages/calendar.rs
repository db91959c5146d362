//! A month of a place: how many visits and requests each day had, which days ask for a look, whether the month is closed.

use super::{day_path, history::moment, late::Late, words::capital};
use crate::store::{self, ClosedMonth};
use db::{DbError, Tx};
use jiff::{ToSpan, civil::Date};
use kernel::{AccountId, Day};
use maud::{Markup, html};
use network::Place;
use std::collections::BTreeMap;
use web::{Text, date_words, month_name, parts::icon, weekday_name};

/// A month as the calendar shows it.
pub(super) struct Month {
    first: Date,
    days: BTreeMap<Day, (i64, i64)>,
    contested: Vec<Day>,
    closed: Option<(ClosedMonth, String)>,
    /// What arrived since it was closed.
    pub late: Late,
}

impl Month {
    /// The month of a day.
    pub async fn read(tx: &mut Tx, place: &Place, day: Day) -> Result<Self, DbError> {
        let first = day.date().first_of_month();
        let (from, to) = (Day::of(first), Day::of(first.last_of_month()));
        let id = place.row.id;
        let days =
            store::days(tx, id, from, to).await?.into_iter().map(|(day, visits, requests)| (day, (visits, requests)));
        let contested = store::contested_days(tx, id, from, to).await?;
        let month = store::month_of(day);
        let closed = store::closed_months(tx, id).await?.into_iter().find(|closed| closed.month == month);
        let mut late = Late::default();
        let closed = match closed {
            Some(closed) => {
                late = Late::read(tx, id, from, to, closed.at).await?;
                let by: Vec<AccountId> = vec![closed.by];
                let name = accounts::names(tx, &by).await?.remove(&closed.by).unwrap_or_default();
                Some((closed, name))
            }
            None => None,
        };
        Ok(Self { first, days: days.collect(), contested, closed, late })
    }

    /// Draws it around the day that is shown. Months can be closed once they are over, by whom may.
    pub fn draw(&self, text: Text, place: &Place, shown: Day, today: Day, may_close: bool) -> Markup {
        let title = format!("{} {}", month_name(text.locale, self.first.month()), self.first.year());
        let over = store::month_of(shown) < store::month_of(today);
        html! {
            section.card aria-labelledby="month-title" {
                div.month-head {
                    (self.way(text, place, self.first.saturating_sub(1.day()), "caret-left", "activity-month-before"))
                    h2 #month-title { (capital(&title)) @if self.closed.is_some() { " " (icon("lock-simple")) } }
                    @let next = self.first.last_of_month().saturating_add(1.day());
                    @if Day::of(next) <= today { (self.way(text, place, next, "caret-right", "activity-month-after")) }
                    @else { span.month-way {} }
                }
                (self.table(text, place, shown, today))
                @if let Some((closed, by)) = &self.closed {
                    p.small.soft {
                        (text.fill("activity-closed", &[("by", by.as_str().into()), ("at", moment(text.locale, closed.at, place).into())]))
                    }
                    (self.late.draw(text, place.row.id))
                } @else if may_close && over {
                    form.month-close method="post" action=(format!("/activity/{}/closed-months", place.row.id)) {
                        input type="hidden" name="month" value=(self.first.strftime("%Y-%m"));
                        p.small.soft { (text.say("activity-close-words")) }
                        button.button.button-quiet.button-small type="submit" {
                            (icon("lock-simple")) (text.fill("activity-close", &[("month", title.as_str().into())]))
                        }
                    }
                }
            }
        }
    }

    fn way(&self, text: Text, place: &Place, to: Date, picture: &str, key: &str) -> Markup {
        html! {
            a.month-way href=(day_path(place.row.id, Day::of(to))) {
                (icon(picture)) span.visually-hidden { (text.say(key)) }
            }
        }
    }

    fn table(&self, text: Text, place: &Place, shown: Day, today: Day) -> Markup {
        let lead = i32::from(self.first.weekday().to_monday_zero_offset());
        let start = Day::of(self.first).plus(-lead);
        let weeks = (lead + i32::from(self.first.days_in_month()) + 6) / 7;
        html! {
            table.month {
                thead { tr {
                    @for offset in 0..7 {
                        @let name = weekday_name(text.locale, start.plus(offset).date().weekday());
                        th scope="col" { abbr title=(name) { (name.chars().take(2).collect::<String>()) } }
                    }
                } }
                tbody {
                    @for week in 0..weeks {
                        tr { @for weekday in 0..7 { (self.cell(text, place, start.plus(7 * week + weekday), shown, today)) } }
                    }
                }
            }
        }
    }

    fn cell(&self, text: Text, place: &Place, day: Day, shown: Day, today: Day) -> Markup {
        let date = day.date();
        if date.month() != self.first.month() {
            return html! { td {} };
        }
        if day > today || day < place.row.opened {
            return html! { td { span.month-day { (date.day()) } } };
        }
        let counts = self.days.get(&day);
        let contested = self.contested.contains(&day);
        html! {
            td {
                a.month-day.is-empty[counts.is_none()] href=(day_path(place.row.id, day))
                    aria-current=[(day == shown).then_some("date")] {
                    span aria-hidden="true" { (date.day()) }
                    span.visually-hidden { (date_words(text.locale, date)) }
                    @if let Some((visits, requests)) = counts {
                        small aria-hidden="true" { (visits) }
                        span.visually-hidden { ", " (counted(text, *visits, *requests)) }
                    }
                    @if contested { (icon("warning-fill")) span.visually-hidden { ", " (text.say("record-mark-contested")) } }
                }
            }
        }
    }
}

/// « 31 visites, 44 demandes ».
pub(super) fn counted(text: Text, visits: i64, requests: i64) -> String {
    let visits = text.fill("activity-visits", &[("count", visits.into())]);
    let requests = text.fill("activity-requests", &[("count", requests.into())]);
    format!("{visits}, {requests}")
}
