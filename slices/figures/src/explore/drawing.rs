//! The chart that a question calls for: lines over time, small multiples, hours by weekday, a crossed table, bars, a map.

use super::{
    Shown,
    answer::{Line as Group, figure},
    asked::is_mean,
    notes::{self, note_words},
    over_time,
    table::{cut_words, figure_words, label, measure_words, number_words},
};
use crate::{
    charts::{Bar, Heat, Said, Spot, bars, heat, map},
    period::capital,
    report::is_hollow,
    tables::part_words,
};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use tally::{Dimension, Key};
use web::{parts, weekday_name};

/// Bars, or rows of a crossed table, that are shown; the table has them all.
const MOST_ROWS: usize = 20;
/// Columns of a crossed table.
const MOST_COLUMNS: usize = 12;

impl Shown<'_> {
    /// « Demandes · famille × lieu ».
    pub(super) fn title(&self) -> String {
        let text = self.context.text;
        let measure = measure_words(text, self.asked.measure);
        let cuts: Vec<String> =
            self.asked.by.iter().flatten().map(|cut| cut_words(text, *cut).to_lowercase()).collect();
        if cuts.is_empty() { measure } else { format!("{measure} · {}", cuts.join(" × ")) }
    }

    /// The chart of the question; nothing when one number says it all.
    pub(super) fn drawing(&self) -> Markup {
        use Dimension::{Hour, Weekday};
        match self.asked.by {
            [None, _] => html! {},
            [Some(time), None] if super::asked::is_time(time) => over_time::lines(self, time),
            [Some(time), Some(_)] if super::asked::is_time(time) => over_time::multiples(self, time),
            [Some(Weekday), Some(Hour)] | [Some(Hour), Some(Weekday)] => self.hours(),
            [Some(cut), None] => self.bars(cut),
            [Some(rows), Some(columns)] => self.crossed(rows, columns),
        }
    }

    /// Tenths, so that a mean of a few minutes still shows its differences.
    pub(super) fn tenths(&self, group: &Group) -> u64 {
        (figure(self.asked.measure, &group.row) * 10.0).round() as u64
    }

    pub(super) fn said<'a>(&self, id: &'a str, title: &'a str, description: &'a str) -> Said<'a> {
        Said { id, title, description }
    }

    /// Groups in the order one reads them: hours and days as they come, all else from the largest.
    fn ordered(&self, cut: Dimension) -> Vec<&Group> {
        let mut groups: Vec<&Group> = self.answered.lines.iter().collect();
        let in_order =
            matches!(cut, Dimension::Hour | Dimension::Slot | Dimension::Weekday | Dimension::Age | Dimension::Waited);
        groups.sort_by_key(|group| {
            let size = if in_order { 0 } else { self.tenths(group) };
            (is_hollow(group.row.keys[0]), std::cmp::Reverse(size), group.row.keys)
        });
        groups
    }

    fn bars(&self, cut: Dimension) -> Markup {
        let groups = self.ordered(cut);
        let drawn: Vec<Bar> = groups.iter().take(MOST_ROWS.max(24)).map(|group| self.bar(cut, group)).collect();
        let first = groups
            .iter()
            .take(3)
            .map(|group| format!("{} ({})", label(self.words, cut, group.row.keys[0]), self.number(group)));
        let list = first.collect::<Vec<_>>().join(", ");
        let description = self.context.text.fill("figures-first", &[("list", list.into())]);
        let title = self.title();
        html! {
            (bars(&self.said("explore", &title, &description), &drawn))
            @if groups.len() > drawn.len() {
                p.small.soft { (self.context.text.many("figures-others-in-table", (groups.len() - drawn.len()) as u64)) }
            }
        }
    }

    fn bar(&self, cut: Dimension, group: &Group) -> Bar {
        let mut value = self.number(group);
        if super::table::is_whole(self.asked) {
            value =
                format!("{value} · {}", part_words(self.context.text, group.row.value, self.answered.whole.row.value));
        }
        if let Some(change) = group.change {
            value = format!("{value} · {}", crate::tables::change_words(self.context.text, change));
        }
        let key = group.row.keys[0];
        // Weekdays and hours have no key that says « not known ».
        let hollow = is_hollow(key) && !matches!(cut, Dimension::Weekday | Dimension::Hour | Dimension::Slot);
        Bar { label: capital(&label(self.words, cut, key)), n: self.tenths(group), value, hollow }
    }

    pub(super) fn number(&self, group: &Group) -> String {
        figure_words(self.context.text, self.asked.measure, group)
    }

    /// Hours across, days down, whichever cut came first.
    fn hours(&self) -> Markup {
        let turned = self.asked.by[0] == Some(Dimension::Hour);
        let cells: BTreeMap<(i32, i32), &Group> = self
            .answered
            .lines
            .iter()
            .filter_map(|group| {
                let (one, other) = (group.row.keys[0].code()?, group.row.keys[1].code()?);
                Some((if turned { (other, one) } else { (one, other) }, group))
            })
            .filter(|((_, hour), _)| *hour < 24)
            .collect();
        let hours: BTreeSet<i32> = cells.keys().map(|(_, hour)| *hour).collect();
        let (Some(first), Some(last)) = (hours.first().copied(), hours.last().copied()) else { return html! {} };
        let days: Vec<i32> = (0..7).filter(|day| *day < 5 || cells.keys().any(|(of, _)| of == day)).collect();
        let text = self.context.text;
        let day_name = |day: i32| {
            let weekday =
                i8::try_from(day).ok().and_then(|day| jiff::civil::Weekday::from_monday_zero_offset(day).ok());
            weekday.map_or(String::new(), |weekday| capital(weekday_name(text.locale, weekday)))
        };
        let all = days.iter().flat_map(|day| (first..=last).map(|hour| cells.get(&(*day, hour))));
        let all: Vec<Option<&&Group>> = all.collect();
        let grid = Heat {
            rows: days.iter().map(|day| day_name(*day)).collect(),
            columns: (first..=last).map(|hour| self.words.label(Dimension::Hour, Key::Code(hour))).collect(),
            values: all.iter().map(|group| group.map_or(0, |group| self.tenths(group))).collect(),
            words: all.iter().map(|group| group.map_or(String::new(), |group| self.short(group))).collect(),
        };
        let (title, description) = (self.title(), self.say("explore-hours-description"));
        html! {
            div.chart-scroll tabindex="0" role="group" aria-labelledby="explore-heading" {
                (heat(&self.said("explore", &title, &description), &grid))
            }
        }
    }

    /// Without a unit: the title says it.
    fn short(&self, group: &Group) -> String {
        let number = figure(self.asked.measure, &group.row);
        let locale = self.context.locale();
        if is_mean(self.asked.measure) { web::decimal(locale, number, 1) } else { web::number(locale, number as i64) }
    }

    /// A table of two cuts, each cell shaded by its number: largest rows and columns first.
    fn crossed(&self, rows: Dimension, columns: Dimension) -> Markup {
        let text = self.context.text;
        let cells: BTreeMap<[Key; 2], &Group> =
            self.answered.lines.iter().map(|group| (group.row.keys, group)).collect();
        let (down, across) = (self.keys(0), self.keys(1));
        let (left_out, columns_left_out) =
            (down.len().saturating_sub(MOST_ROWS), across.len().saturating_sub(MOST_COLUMNS));
        let most = cells.values().map(|group| self.tenths(group)).max().unwrap_or(1).max(1);
        let shade = |n: u64| if n == 0 { 0 } else { (n * 5).div_ceil(most).min(5) };
        html! {
            div.table-scroll tabindex="0" role="group" aria-labelledby="explore-heading" {
                table.table.table-compact.crossed {
                    caption.visually-hidden { (self.title()) }
                    thead { tr {
                        th scope="col" { (cut_words(text, rows)) }
                        @for key in across.iter().take(MOST_COLUMNS) { th.number scope="col" { (capital(&label(self.words, columns, *key))) } }
                    } }
                    tbody {
                        @for row in down.iter().take(MOST_ROWS) {
                            tr {
                                th scope="row" { (capital(&label(self.words, rows, *row))) }
                                @for column in across.iter().take(MOST_COLUMNS) {
                                    @match cells.get(&[*row, *column]) {
                                        Some(group) => td class=(format!("number shade-{}", shade(self.tenths(group)))) { (self.short(group)) },
                                        None => td.number.soft { "·" },
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if left_out + columns_left_out > 0 {
                @let (rows, columns) = (self.context.text.count(left_out as u64), self.context.text.count(columns_left_out as u64));
                p.small.soft { (text.fill("explore-left-out", &[("rows", rows.into()), ("columns", columns.into())])) }
            }
        }
    }

    /// The keys of a cut: those that are numbers of something as they come, the others from the largest; unknown last.
    pub(super) fn keys(&self, at: usize) -> Vec<Key> {
        let mut sums: BTreeMap<Key, u64> = BTreeMap::new();
        let measure = |group: &Group| if is_mean(self.asked.measure) { group.row.known } else { group.row.value };
        self.answered.lines.iter().for_each(|group| *sums.entry(group.row.keys[at]).or_default() += measure(group));
        let in_order = self.asked.by[at].is_some_and(|cut| {
            use Dimension::{Age, Day, Hour, Month, Slot, Waited, Week, Weekday, Year};
            matches!(cut, Age | Day | Hour | Month | Slot | Waited | Week | Weekday | Year)
        });
        let weekday = self.asked.by[at] == Some(Dimension::Weekday) || self.asked.by[at] == Some(Dimension::Hour);
        let mut keys: Vec<(Key, u64)> = sums.into_iter().collect();
        keys.sort_by_key(|(key, n)| {
            (is_hollow(*key) && !weekday, std::cmp::Reverse(if in_order { 0 } else { *n }), *key)
        });
        keys.into_iter().map(|(key, _)| key).collect()
    }

    /// The places of the question where they stand.
    pub(super) fn map(&self) -> Markup {
        let text = self.context.text;
        let mut spots: Vec<Spot> = self
            .answered
            .by_place
            .iter()
            .filter_map(|(place, row)| {
                let n = figure(self.asked.measure, row);
                Some(Spot {
                    name: place.row.short_name.clone(),
                    town: place.row.commune.clone(),
                    department: place.row.department.clone(),
                    latitude: place.row.latitude?,
                    longitude: place.row.longitude?,
                    n,
                    words: number_words(text, self.asked.measure, n),
                    bus: place.is_bus(),
                })
            })
            .collect();
        spots.sort_by(|one, other| other.n.total_cmp(&one.n).then_with(|| one.name.cmp(&other.name)));
        if spots.is_empty() {
            return html! {};
        }
        let title = text.fill("explore-map-title", &[("measure", measure_words(text, self.asked.measure).into())]);
        let list = spots.iter().take(3).map(|spot| format!("{} ({})", spot.name, spot.words));
        let description = text.fill("figures-first", &[("list", list.collect::<Vec<_>>().join(", ").into())]);
        let absent = self.answered.by_place.len() - spots.len();
        html! {
            section.card.panel aria-labelledby="map-heading" {
                h2 #map-heading { (text.say("explore-map-heading")) }
                p.soft.small { (text.say("explore-map-about")) }
                (map(&self.said("explore-map", &title, &description), &spots))
                @if absent > 0 { p.small.soft { (self.context.text.many("explore-map-absent", absent as u64)) } }
                p.small.soft { (text.say("explore-map-source")) }
            }
        }
    }

    /// What happened meanwhile, by the numbers on the chart.
    pub(super) fn events(&self, notes: &[notes::Note], more: usize) -> Markup {
        html! {
            @if !notes.is_empty() {
                ol.chart-events {
                    @for note in notes { li { (note_words(self.words, note)) } }
                }
                @if more > 0 { p.small.soft { (self.context.text.many("explore-more-notes", more as u64)) } }
            }
        }
    }

    pub(super) fn holiday_legend(&self, any: bool) -> Markup {
        html! { @if any { p.legend { (parts::icon("calendar-blank")) (self.say("explore-holidays")) } } }
    }
}
