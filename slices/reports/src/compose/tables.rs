//! The tables of a document, one a section.

use super::{Composer, Cut, Table, hollow, numbers::Numbers};
use crate::sorted::{Category, SUPPORTS};
use figures::{Cell, capital};
use kernel::PlaceId;
use std::collections::BTreeMap;
use tally::{BadQuestion, Dimension, Key, Measure};
use web::{Locale, Text, month_name};

/// The most months that stand side by side in a table.
const MOST_MONTHS: usize = 13;
/// The most rows of a table whose rows are themes or operators; what comes after is added up in one.
const MOST_ROWS: usize = 40;

impl Composer<'_> {
    pub(super) fn months(&self, numbers: &Numbers) -> Table {
        let with_visits = self.operator.is_none();
        let rows = numbers.months.iter().map(|(month, [visits, requests])| {
            let mut row = vec![Cell::Words(month_words(self.words.text, *month)), Cell::Count(*requests)];
            row.extend(with_visits.then_some(Cell::Count(*visits)));
            row
        });
        let rows = rows.collect();
        let keys = ["figures-month", "figures-requests", "figures-visits"];
        (self.heads(if with_visits { &keys } else { &keys[..2] }), rows)
    }

    /// Each category with its label; what falls through and what has no detail last.
    fn labelled<'b>(&'b self, numbers: &'b Numbers) -> impl Iterator<Item = (String, &'b Category)> {
        let fallen = &numbers.sorted.fallen;
        let last = (fallen.n() > 0).then(|| (self.words.text.say("report-fallen"), fallen));
        self.sorter.categories().iter().cloned().zip(&numbers.sorted.categories).chain(last)
    }

    pub(super) fn categories(&self, numbers: &Numbers) -> Table {
        let whole = numbers.requests.max(1) as f64;
        let row = |label: String, n: u64| vec![Cell::Words(label), Cell::Count(n), Cell::Share(n as f64 / whole)];
        let mut rows: Vec<_> = self.labelled(numbers).map(|(label, category)| row(label, category.n())).collect();
        let undetailed = numbers.requests.saturating_sub(numbers.sorted.n());
        if undetailed > 0 {
            rows.push(row(self.words.text.say("figures-undetailed"), undetailed));
        }
        rows.push(row(self.words.text.say("report-total"), numbers.requests));
        (self.heads(&["report-category", "figures-requests", "figures-share"]), rows)
    }

    pub(super) fn categories_by_month(&self, numbers: &Numbers) -> Table {
        let months: Vec<i32> = numbers.months.keys().copied().collect();
        let months = &months[months.len().saturating_sub(MOST_MONTHS)..];
        let mut head = self.heads(&["report-category"]);
        head.extend(months.iter().map(|month| short_month(self.words.text, *month)));
        let row = |(label, category): (String, &Category)| {
            let n = |month| Cell::Count(category.by_month.get(month).copied().unwrap_or(0));
            [Cell::Words(label)].into_iter().chain(months.iter().map(n)).collect()
        };
        (head, self.labelled(numbers).map(row).collect())
    }

    fn support_heads(&self, first: &str) -> Vec<String> {
        let mut head = self.heads(&[first]);
        head.extend((1..SUPPORTS as i32).chain([0]).map(|code| self.words.label(Dimension::Support, Key::Code(code))));
        head.push(self.words.text.say("report-total"));
        head
    }

    pub(super) fn categories_by_support(&self, numbers: &Numbers) -> Table {
        let rows = self.labelled(numbers).map(|(label, category)| supports(label, &category.by_support)).collect();
        (self.support_heads("report-category"), rows)
    }

    pub(super) fn operators(&self) -> Result<(Table, Option<String>), BadQuestion> {
        let by = [Some(Dimension::Operator), Some(Dimension::Support)];
        let mut operators: BTreeMap<Key, [u64; SUPPORTS]> = BTreeMap::new();
        for row in self.tally.ask(&self.question(Measure::Requests, by))?.rows {
            let at = row.keys[1].code().and_then(|code| usize::try_from(code).ok()).unwrap_or(0).min(SUPPORTS - 1);
            operators.entry(row.keys[0]).or_default()[at] += row.value;
        }
        let mut operators: Vec<_> = operators.into_iter().collect();
        operators.sort_by_key(|(key, by)| (hollow(*key), std::cmp::Reverse(by.iter().sum::<u64>()), *key));
        let more = operators.len().saturating_sub(MOST_ROWS);
        let rest = operators.split_off(operators.len() - more);
        let label = |key| self.words.label(Dimension::Operator, key);
        let mut rows: Vec<_> = operators.into_iter().map(|(key, by)| supports(label(key), &by)).collect();
        if more > 0 {
            let mut all = [0; SUPPORTS];
            rest.iter().for_each(|(_, by)| all.iter_mut().zip(by).for_each(|(sum, n)| *sum += n));
            rows.push(supports(self.words.text.say("report-others"), &all));
        }
        let note = (more > 0).then(|| self.words.text.fill("report-note-rest", &[("count", (more as i64).into())]));
        Ok(((self.support_heads("figures-operator"), rows), note))
    }

    /// Themes of every version under what they have become.
    pub(super) fn comparable(&self) -> Result<Cut, BadQuestion> {
        let mut themes: BTreeMap<Key, u64> = BTreeMap::new();
        for (key, n) in self.cut(Measure::Requests, Dimension::Theme)? {
            let theme = key.code().and_then(|code| u16::try_from(code).ok());
            let key = theme.map_or(key, |theme| Key::Code(self.words.catalogue.comparable(theme).into()));
            *themes.entry(key).or_default() += n;
        }
        Ok(themes.into_iter().collect())
    }

    pub(super) fn shares(&self, first: &str, dimension: Dimension, cut: Cut, whole: u64) -> Table {
        let head = self.heads(&[first, "figures-requests", "figures-share"]);
        (head, self.share_rows(dimension, by_size(cut), whole))
    }

    pub(super) fn visits(&self, first: &str, dimension: Dimension, mut cut: Cut, whole: u64) -> Table {
        cut.sort_by_key(|(key, _)| (hollow(*key), *key));
        (self.heads(&[first, "figures-visits", "figures-share"]), self.share_rows(dimension, cut, whole))
    }

    fn share_rows(&self, dimension: Dimension, mut cut: Cut, whole: u64) -> Vec<Vec<Cell>> {
        let rest = cut.split_off(cut.len().min(MOST_ROWS));
        let row = |label: String, n: u64| {
            vec![Cell::Words(label), Cell::Count(n), Cell::Share(n as f64 / whole.max(1) as f64)]
        };
        let mut rows: Vec<_> = cut.into_iter().map(|(key, n)| row(self.words.label(dimension, key), n)).collect();
        if !rest.is_empty() {
            rows.push(row(self.words.text.say("report-others"), rest.iter().map(|(_, n)| n).sum()));
        }
        rows
    }

    /// (requests, visits, open days) of each place.
    fn by_place(&self) -> Result<BTreeMap<PlaceId, [u64; 3]>, BadQuestion> {
        let mut places: BTreeMap<PlaceId, [u64; 3]> = self.asked.places.iter().map(|place| (*place, [0; 3])).collect();
        let measures: &[Measure] = match self.operator {
            Some(_) => &[Measure::Requests],
            None => &[Measure::Requests, Measure::Visits, Measure::OpenDays],
        };
        for (at, measure) in measures.iter().enumerate() {
            for (key, n) in self.cut(*measure, Dimension::Place)? {
                let place = key.code().and_then(|code| places.get_mut(&PlaceId(code.into())));
                if let Some(numbers) = place {
                    numbers[at] = n;
                }
            }
        }
        Ok(places)
    }

    pub(super) fn places(&self) -> Result<Table, BadQuestion> {
        let mut places: Vec<_> = self.by_place()?.into_iter().collect();
        places.sort_by_key(|(place, [requests, ..])| (std::cmp::Reverse(*requests), *place));
        let name =
            |id: &PlaceId| self.words.network.place(*id).map_or(id.to_string(), |place| place.row.short_name.clone());
        Ok(self.columns("figures-place", places.iter().map(|(place, numbers)| (name(place), *numbers))))
    }

    /// By commune, those of one department together. A place counts where it stands.
    pub(super) fn territory(&self) -> Result<Table, BadQuestion> {
        let mut communes: BTreeMap<(String, String), [u64; 3]> = BTreeMap::new();
        for (id, numbers) in self.by_place()? {
            let Some(place) = self.words.network.place(id) else { continue };
            let sums = communes.entry((place.row.department.clone(), place.row.commune.clone())).or_default();
            sums.iter_mut().zip(numbers).for_each(|(sum, n)| *sum += n);
        }
        let rows =
            communes.into_iter().map(|((department, commune), sums)| (format!("{commune} ({department})"), sums));
        Ok(self.columns("report-commune", rows))
    }

    fn columns(&self, first: &str, rows: impl Iterator<Item = (String, [u64; 3])>) -> Table {
        let keys = [first, "figures-requests", "figures-visits", "report-open-days"];
        let columns = if self.operator.is_some() { 1 } else { 3 };
        let row = |(label, numbers): (String, [u64; 3])| {
            [Cell::Words(label)].into_iter().chain(numbers[..columns].iter().map(|n| Cell::Count(*n))).collect()
        };
        (self.heads(&keys[..=columns]), rows.map(row).collect())
    }
}

/// A row by support, those not known before the sum.
fn supports(label: String, by: &[u64; SUPPORTS]) -> Vec<Cell> {
    let known = by[1..].iter().chain([&by[0]]).map(|n| Cell::Count(*n));
    [Cell::Words(label)].into_iter().chain(known).chain([Cell::Count(by.iter().sum())]).collect()
}

/// The largest first, what is not known last.
fn by_size(mut cut: Cut) -> Cut {
    cut.sort_by_key(|(key, n)| (hollow(*key), std::cmp::Reverse(*n), *key));
    cut
}

/// « Janvier 2026 ».
fn month_words(text: Text, month: i32) -> String {
    capital(&format!("{} {}", month_name(text.locale, (month.rem_euclid(12) + 1) as i8), month.div_euclid(12)))
}

/// « janv. 26 »: a head of a column.
fn short_month(text: Text, month: i32) -> String {
    const FRENCH: [&str; 12] =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    let at = month.rem_euclid(12);
    let name = match text.locale {
        Locale::French => FRENCH[at as usize].to_owned(),
        Locale::English => month_name(text.locale, at as i8 + 1).chars().take(3).collect(),
    };
    format!("{name} {:02}", month.div_euclid(12).rem_euclid(100))
}
