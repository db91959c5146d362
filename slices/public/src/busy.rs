//! Usual busy hours: visits of the last twelve months by weekday and hour, in words and never in numbers.

use crate::{week::Week, words};
use figures::Figures;
use kernel::{Day, PlaceId};
use maud::{Markup, html};
use std::collections::BTreeMap;
use tally::{Dimension, Measure, Question};
use web::PublicText;

/// Fewer visits than this in an hour of the week say nothing in public: too little to tell anything, too near to people.
pub const LEAST_VISITS: u64 = 11;
/// Hours of the week needed before any is shown.
const LEAST_HOURS: usize = 3;
/// An hour that is open for less than this is not shown.
const LEAST_MINUTES: u16 = 30;

/// How an hour compares with the busiest one: up to half of it, up to four fifths, nearly as much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Calm = 1,
    Busy = 2,
    Full = 3,
}

/// The hours of the week that say something: (days from Monday, hour).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Busy {
    levels: BTreeMap<(usize, u16), Level>,
    calmest: Option<(usize, u16)>,
    fullest: Option<(usize, u16)>,
}

impl Busy {
    /// Asks the tally; nothing comes from today, which is not over.
    pub fn ask(figures: &Figures, place: PlaceId, today: Day, week: Option<&Week>) -> Self {
        let (from, to) = (tally::Day(today.0 - 365), tally::Day(today.0 - 1));
        let question = Question {
            by: [Some(Dimension::Weekday), Some(Dimension::Hour)],
            places: Some(u32::try_from(place.0).into_iter().collect()),
            ..Question::new(Measure::Visits, from, to)
        };
        let answer = figures.ask(&question).unwrap_or_else(|error| {
            tracing::error!(%error, "the usual hours could not be asked");
            tally::Answer::default()
        });
        // Visits whose hour is not known, imported counts among them, fall out here.
        let hours = answer.rows.iter().filter_map(|row| {
            let (weekday, hour) =
                (usize::try_from(row.keys[0].code()?).ok()?, u16::try_from(row.keys[1].code()?).ok()?);
            (weekday < 7 && hour < 24).then_some(((weekday, hour), row.value))
        });
        Self::of(hours, |weekday, hour| week.map_or(60, |week| week.open_minutes(weekday, hour)))
    }

    /// From the visits of each hour of the week, and how many of its minutes the door is open: the half hour before noon is not
    /// calm for being short, and nobody is sent to a closed door because some were received there last year.
    fn of(hours: impl Iterator<Item = ((usize, u16), u64)>, open: impl Fn(usize, u16) -> u16) -> Self {
        let told = hours.filter(|(_, visits)| *visits >= LEAST_VISITS);
        let told = told.map(|((weekday, hour), visits)| ((weekday, hour), visits, open(weekday, hour)));
        let told: Vec<_> = told.filter(|(_, _, minutes)| *minutes >= LEAST_MINUTES).collect();
        if told.len() < LEAST_HOURS {
            return Self::default();
        }
        let pace: BTreeMap<_, _> =
            told.iter().map(|(hour, visits, minutes)| (*hour, visits * 60 / u64::from(*minutes))).collect();
        let most = pace.values().copied().max().unwrap_or(1);
        let level = |pace: u64| match pace {
            _ if pace * 2 <= most => Level::Calm,
            _ if pace * 5 <= most * 4 => Level::Busy,
            _ => Level::Full,
        };
        // One is advised to come in an hour that is open from end to end.
        let whole = || told.iter().filter(|(_, _, minutes)| *minutes == 60).map(|(hour, _, _)| (pace[hour], *hour));
        Self {
            // Of equals the first in the week.
            calmest: whole().min().filter(|(pace, _)| level(*pace) == Level::Calm).map(|(_, hour)| hour),
            fullest: whole().rev().max_by_key(|(pace, _)| *pace).map(|(_, hour)| hour),
            levels: pace.into_iter().map(|(hour, pace)| (hour, level(pace))).collect(),
        }
    }

    fn days(&self) -> impl Iterator<Item = usize> {
        (0..7).filter(|day| self.levels.keys().any(|(weekday, _)| weekday == day))
    }

    fn hours(&self) -> std::ops::RangeInclusive<u16> {
        let hours = || self.levels.keys().map(|(_, hour)| *hour);
        hours().min().unwrap_or(1)..=hours().max().unwrap_or(0)
    }
}

/// The table of usual hours: a bar for the eye, a word for the ear. Nothing when there is nothing to say.
pub(crate) fn section(text: PublicText, busy: &Busy) -> Markup {
    if busy.levels.is_empty() {
        return html! {};
    }
    let when = |(weekday, hour): (usize, u16)| {
        let arguments =
            [("weekday", words::weekday(text, weekday).into()), ("time", words::time(text, hour * 60).into())];
        text.fill("public-busy-when", &arguments)
    };
    html! {
        section.public-section aria-labelledby="busy" {
            h2 #busy { (text.say("public-busy-title")) }
            ul.public-busy-words {
                @if let Some(calmest) = busy.calmest { li.public-busy-calm { (text.fill("public-busy-calm", &[("when", when(calmest).into())])) } }
                @if let Some(fullest) = busy.fullest { li.public-busy-full { (text.fill("public-busy-full", &[("when", when(fullest).into())])) } }
            }
            table.public-busy aria-labelledby="busy" {
                thead {
                    tr {
                        th scope="col" { span.visually-hidden { (text.say("public-busy-day")) } }
                        @for hour in busy.hours() {
                            th scope="col" { span aria-hidden="true" { (hour) } span.visually-hidden { (words::time(text, hour * 60)) } }
                        }
                    }
                }
                tbody {
                    @for day in busy.days() {
                        tr {
                            th scope="row" { (words::weekday(text, day)) }
                            @for hour in busy.hours() { td { (cell(text, busy.levels.get(&(day, hour)).copied())) } }
                        }
                    }
                }
            }
            p.soft.small { (text.say("public-busy-lead")) " " (text.say("public-busy-none")) }
        }
    }
}

fn cell(text: PublicText, level: Option<Level>) -> Markup {
    html! {
        @match level {
            Some(level) => {
                span class=(format!("public-bar public-bar-{}", level as u8)) {}
                span.visually-hidden { (text.say(&format!("public-busy-level-{}", level as u8))) }
            }
            None => { span.visually-hidden { (text.say("public-busy-unknown")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: fn(usize, u16) -> u16 = |_, _| 60;

    #[test]
    fn an_hour_of_fewer_than_eleven_visits_is_not_told() {
        let hours = [((0, 9), 90), ((0, 10), 10), ((0, 11), 11), ((1, 9), 31), ((4, 14), 60)];
        let busy = Busy::of(hours.into_iter(), OPEN);
        let levels: Vec<_> = busy.levels.into_iter().collect();
        assert_eq!(
            levels,
            [((0, 9), Level::Full), ((0, 11), Level::Calm), ((1, 9), Level::Calm), ((4, 14), Level::Busy)]
        );
        assert_eq!((busy.calmest, busy.fullest), (Some((0, 11)), Some((0, 9))));
    }

    #[test]
    fn a_short_hour_counts_by_its_minutes() {
        let open = |_, hour| {
            if hour == 12 {
                30
            } else if hour == 13 {
                15
            } else {
                60
            }
        };
        let hours = [((0, 9), 90), ((0, 11), 40), ((0, 12), 45), ((0, 13), 60), ((1, 11), 50)];
        let busy = Busy::of(hours.into_iter(), open);
        assert_eq!(busy.levels.get(&(0, 12)), Some(&Level::Full));
        assert_eq!(busy.levels.get(&(0, 13)), None, "nobody is sent to a door that is about to close");
        assert_eq!((busy.calmest, busy.fullest), (Some((0, 11)), Some((0, 9))));
    }

    #[test]
    fn where_every_hour_is_alike_none_is_called_calm() {
        let hours = [((0, 9), 90), ((0, 10), 80), ((1, 10), 70)];
        let busy = Busy::of(hours.into_iter(), OPEN);
        assert_eq!((busy.calmest, busy.fullest), (None, Some((0, 9))));
    }

    #[test]
    fn two_hours_are_not_a_week() {
        let hours = [((0, 9), 90), ((0, 10), 80), ((1, 10), 3)];
        assert_eq!(Busy::of(hours.into_iter(), OPEN), Busy::default());
    }
}
