//! A document from what was asked: every number is a question to the tally, or the one pass that sorts requests into categories.

use crate::{
    document::{Asked, Chart, Document, Part, Section},
    frame::{Frame, Sorter},
    sorted::{SUPPORTS, Sorted, Wanted},
};
use figures::{Cell, Words, capital, months_before, share_words, span_words, year_before};
use kernel::{Day, PlaceId};
use std::collections::BTreeMap;
use tally::{BadQuestion, Dimension, Filter, Key, Measure, Question, Source, Tally};
use web::{Locale, Text, month_name, number};

/// The most months that stand side by side in a table.
const MOST_MONTHS: usize = 13;
/// The most rows of a table whose rows are themes or operators; what comes after is added up in one.
const MOST_ROWS: usize = 40;

type Cut = Vec<(Key, u64)>;
type Table = (Vec<String>, Vec<Vec<Cell>>);

/// Composes documents of one question.
pub(crate) struct Composer<'a> {
    pub asked: &'a Asked,
    pub frame: &'a Frame,
    pub sorter: &'a Sorter,
    pub words: &'a Words<'a>,
    pub tally: &'a Tally,
    /// The operator, as the tally knows it.
    pub operator: Option<u16>,
    /// Whether the places are those of a demonstration.
    pub simulated: bool,
    /// What the network calls itself, for a report over all of it.
    pub whole: Option<String>,
}

impl Composer<'_> {
    /// The whole document.
    pub fn compose(&self, heads: Vec<(PlaceId, i64)>) -> Result<Document, BadQuestion> {
        let Self { asked, frame, words, .. } = self;
        let text = words.text;
        let numbers = Numbers::ask(self)?;
        let parts = asked.sections.iter().filter(|section| !(section.of_visits() && self.operator.is_some()));
        let parts = parts.map(|section| self.part(*section, &numbers)).collect::<Result<Vec<_>, _>>()?;
        let mut method = vec![text.say("report-method-visit"), text.say("report-method-request")];
        if self.operator.is_some() {
            method.push(text.say("report-method-operator"));
        }
        method.push(text.fill("report-method-frame", &[("frame", frame.title.clone().into())]));
        method.push(text.say("report-method-acts"));
        if numbers.undetailed > 0 {
            let count = number(text.locale, numbers.undetailed as i64);
            method.push(text.fill("report-method-undetailed", &[("count", count.into())]));
        }
        if numbers.simulated > 0 {
            method.push(text.say("report-method-simulated"));
        }
        method.push(text.say("report-method-identity"));
        Ok(Document {
            title: asked.title.clone(),
            scope: self.scope(),
            period: capital(&span_words(text, asked.from, asked.to)),
            operator: self.operator.map(|id| words.label(Dimension::Operator, Key::Code(id.into()))),
            frame: (frame.title.clone(), asked.frame.1, frame.about.clone()),
            simulated: self.simulated || numbers.simulated > 0,
            parts,
            method,
            heads,
        })
    }

    fn scope(&self) -> String {
        let text = self.words.text;
        if let Some(whole) = &self.whole {
            return whole.clone();
        }
        let names: Vec<_> = self.asked.places.iter().filter_map(|id| self.words.network.place(*id)).collect();
        match names.as_slice() {
            [only] => only.row.name.clone(),
            [first, rest @ ..] if rest.iter().all(|place| place.row.association == first.row.association) => {
                first.association_name.clone()
            }
            _ => many(text, "figures-places", names.len() as u64),
        }
    }

    /// A question over the places and days that were asked for.
    fn question(&self, measure: Measure, by: [Option<Dimension>; 2]) -> Question {
        let Asked { from, to, places, .. } = self.asked;
        let filters = self.operator.map(|id| Filter { dimension: Dimension::Operator, codes: vec![id.into()] });
        Question {
            by,
            places: Some(places.iter().map(|place| u32::try_from(place.0).unwrap_or(u32::MAX)).collect()),
            filters: filters.into_iter().collect(),
            ..Question::new(measure, tally::Day(from.0), tally::Day(to.0))
        }
    }

    fn cut(&self, measure: Measure, by: Dimension) -> Result<Cut, BadQuestion> {
        let answer = self.tally.ask(&self.question(measure, [Some(by), None]))?;
        Ok(answer.rows.iter().map(|row| (row.keys[0], row.value)).collect())
    }

    fn part(&self, section: Section, numbers: &Numbers) -> Result<Part, BadQuestion> {
        let text = self.words.text;
        let mut part = Part {
            section,
            heading: text.say(&format!("report-section-{}", section.slug())),
            sentences: Vec::new(),
            chart: None,
            head: Vec::new(),
            rows: Vec::new(),
            note: None,
        };
        let (head, rows) = match section {
            Section::Summary => {
                part.sentences = self.summary(numbers)?;
                return Ok(part);
            }
            Section::Months => {
                part.chart = Some(Chart::Columns);
                self.months(numbers)
            }
            Section::Categories => {
                part.chart = Some(Chart::Bars);
                part.note = (numbers.sorted.fallen.n() > 0).then(|| text.say("report-note-fallen"));
                self.categories(numbers)
            }
            Section::CategoriesByMonth => self.categories_by_month(numbers),
            Section::CategoriesBySupport => self.categories_by_support(numbers),
            Section::Operators => {
                let (table, more) = self.operators()?;
                part.note = more;
                table
            }
            Section::Themes => {
                part.chart = Some(Chart::Bars);
                self.shares("figures-theme", Dimension::Theme, self.comparable()?, numbers.requests)
            }
            Section::Acts => {
                part.chart = Some(Chart::Bars);
                part.note = Some(text.say("report-note-acts"));
                let acts = self.cut(Measure::Requests, Dimension::Act)?;
                self.shares("figures-act", Dimension::Act, acts, numbers.requests)
            }
            Section::Outcomes => {
                let outcomes = self.cut(Measure::Requests, Dimension::Outcome)?;
                self.shares("figures-outcome", Dimension::Outcome, outcomes, numbers.requests)
            }
            Section::Places => self.places()?,
            Section::Territory => self.territory()?,
            Section::Ages | Section::Origins => {
                let (dimension, first) = match section {
                    Section::Ages => (Dimension::Age, "report-age"),
                    _ => (Dimension::Origin, "report-origin"),
                };
                let cut = self.cut(Measure::Visits, dimension)?;
                let known: u64 = cut.iter().filter(|(key, _)| !hollow(*key)).map(|(_, n)| n).sum();
                let share = share_words(text, known as f64 / numbers.visits.max(1) as f64);
                part.note = Some(text.fill("report-note-known", &[("share", share.into())]));
                self.visits(first, dimension, cut, numbers.visits)
            }
        };
        (part.head, part.rows) = (head, rows);
        Ok(part)
    }

    fn heads(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.words.text.say(key)).collect()
    }

    fn summary(&self, numbers: &Numbers) -> Result<Vec<String>, BadQuestion> {
        let text = self.words.text;
        let span = span_words(text, self.asked.from, self.asked.to);
        let requests = many(text, "figures-n-requests", numbers.requests);
        let mut sentences = vec![match self.operator {
            Some(_) => text.fill("report-summary-operator", &[("requests", requests.into()), ("span", span.into())]),
            None => {
                let visits = many(text, "figures-n-visits", numbers.visits);
                let days = number(text.locale, numbers.open_days as i64);
                let arguments =
                    [("requests", requests.into()), ("visits", visits.into()), ("span", span.into()), ("days", days.into())];
                text.fill("report-summary", &arguments)
            }
        }];
        let categories = self.sorter.categories().iter().zip(&numbers.sorted.categories);
        if let Some((label, first)) = categories.max_by_key(|(_, category)| category.n()).filter(|(_, first)| first.n() > 0) {
            let share = share_words(text, first.n() as f64 / numbers.requests.max(1) as f64);
            let count = many(text, "figures-n-requests", first.n());
            let arguments = [("category", label.clone().into()), ("requests", count.into()), ("share", share.into())];
            sentences.push(text.fill("report-summary-first", &arguments));
        }
        let outcomes = self.cut(Measure::Requests, Dimension::Outcome)?;
        let known: u64 = outcomes.iter().filter(|(key, _)| !hollow(*key)).map(|(_, n)| n).sum();
        let resolved = i32::from(tally::Outcome::Resolved.code());
        let resolved = outcomes.iter().find(|(key, _)| key.code() == Some(resolved)).map_or(0, |(_, n)| *n);
        // A rate is said from thirty on, in whole percents.
        if known >= 30 {
            let share = share_words(text, resolved as f64 / known as f64);
            let arguments = [("share", share.into()), ("known", number(text.locale, known as i64).into())];
            sentences.push(text.fill("report-summary-resolved", &arguments));
        }
        if let Some(before) = numbers.a_year_before.filter(|before| *before >= 30) {
            let change = figures::change_words(text, numbers.requests as f64 / before as f64 - 1.0);
            let arguments = [("change", change.into()), ("before", number(text.locale, before as i64).into())];
            sentences.push(text.fill("report-summary-year", &arguments));
        }
        Ok(sentences)
    }

    fn months(&self, numbers: &Numbers) -> Table {
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
    fn labelled<'b>(&'b self, numbers: &'b Numbers) -> impl Iterator<Item = (String, &'b crate::sorted::Category)> {
        let fallen = &numbers.sorted.fallen;
        let last = (fallen.n() > 0).then(|| (self.words.text.say("report-fallen"), fallen));
        self.sorter.categories().iter().cloned().zip(&numbers.sorted.categories).chain(last)
    }

    fn categories(&self, numbers: &Numbers) -> Table {
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

    fn categories_by_month(&self, numbers: &Numbers) -> Table {
        let months: Vec<i32> = numbers.months.keys().copied().collect();
        let months = &months[months.len().saturating_sub(MOST_MONTHS)..];
        let mut head = self.heads(&["report-category"]);
        head.extend(months.iter().map(|month| short_month(self.words.text, *month)));
        let row = |(label, category): (String, &crate::sorted::Category)| {
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

    fn categories_by_support(&self, numbers: &Numbers) -> Table {
        let rows = self.labelled(numbers).map(|(label, category)| supports(label, &category.by_support)).collect();
        (self.support_heads("report-category"), rows)
    }

    fn operators(&self) -> Result<(Table, Option<String>), BadQuestion> {
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
    fn comparable(&self) -> Result<Cut, BadQuestion> {
        let mut themes: BTreeMap<Key, u64> = BTreeMap::new();
        for (key, n) in self.cut(Measure::Requests, Dimension::Theme)? {
            let theme = key.code().and_then(|code| u16::try_from(code).ok());
            let key = theme.map_or(key, |theme| Key::Code(self.words.catalogue.comparable(theme).into()));
            *themes.entry(key).or_default() += n;
        }
        Ok(themes.into_iter().collect())
    }

    fn shares(&self, first: &str, dimension: Dimension, cut: Cut, whole: u64) -> Table {
        let head = self.heads(&[first, "figures-requests", "figures-share"]);
        (head, self.share_rows(dimension, by_size(cut), whole))
    }

    fn visits(&self, first: &str, dimension: Dimension, mut cut: Cut, whole: u64) -> Table {
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

    fn places(&self) -> Result<Table, BadQuestion> {
        let mut places: Vec<_> = self.by_place()?.into_iter().collect();
        places.sort_by_key(|(place, [requests, ..])| (std::cmp::Reverse(*requests), *place));
        let name = |id: &PlaceId| self.words.network.place(*id).map_or(id.to_string(), |place| place.row.short_name.clone());
        Ok(self.columns("figures-place", places.iter().map(|(place, numbers)| (name(place), *numbers))))
    }

    /// By commune, those of one department together. A place counts where it stands.
    fn territory(&self) -> Result<Table, BadQuestion> {
        let mut communes: BTreeMap<(String, String), [u64; 3]> = BTreeMap::new();
        for (id, numbers) in self.by_place()? {
            let Some(place) = self.words.network.place(id) else { continue };
            let sums = communes.entry((place.row.department.clone(), place.row.commune.clone())).or_default();
            sums.iter_mut().zip(numbers).for_each(|(sum, n)| *sum += n);
        }
        let rows = communes.into_iter().map(|((department, commune), sums)| (format!("{commune} ({department})"), sums));
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

/// What several sections need.
struct Numbers {
    visits: u64,
    requests: u64,
    open_days: u64,
    /// Imported counts without detail.
    undetailed: u64,
    simulated: u64,
    /// Requests of the same days a year before, where all places had begun.
    a_year_before: Option<u64>,
    /// (visits, requests) by month.
    months: BTreeMap<i32, [u64; 2]>,
    sorted: Sorted,
}

impl Numbers {
    fn ask(composer: &Composer) -> Result<Self, BadQuestion> {
        let Composer { asked, tally, sorter, operator, .. } = composer;
        let mut months: BTreeMap<i32, [u64; 2]> = BTreeMap::new();
        let (mut month, last) = (months_before(asked.from, 0), asked.to);
        while month <= last {
            months.insert(crate::sorted::month_of(tally::Day(month.0)), [0; 2]);
            month = months_before(month, -1);
        }
        let mut totals = [0; 2];
        let mut undetailed = 0;
        let measures = [Measure::Visits, Measure::Requests];
        for (at, measure) in measures.into_iter().enumerate().skip(usize::from(operator.is_some())) {
            let answer = tally.ask(&composer.question(measure, [Some(Dimension::Month), None]))?;
            undetailed += answer.undetailed;
            for row in &answer.rows {
                totals[at] += row.value;
                let month = row.keys[0].code().and_then(|month| months.get_mut(&month));
                month.into_iter().for_each(|both| both[at] += row.value);
            }
        }
        let simulated = i32::from(Source::Simulated.code());
        let by_source = composer.cut(Measure::Requests, Dimension::Source)?;
        let simulated = by_source.iter().filter(|(key, _)| key.code() == Some(simulated)).map(|(_, n)| n).sum();
        let open_days: u64 = match operator {
            Some(_) => 0,
            None => composer.cut(Measure::OpenDays, Dimension::Place)?.iter().map(|(_, days)| days).sum(),
        };
        let wanted =
            Wanted { places: &asked.places, from: asked.from, to: asked.to, operators: operator.as_slice() };
        Ok(Self {
            visits: totals[0],
            requests: totals[1],
            open_days,
            undetailed,
            simulated,
            a_year_before: composer.a_year_before()?,
            months,
            sorted: Sorted::of(tally, sorter, &wanted),
        })
    }
}

impl Composer<'_> {
    /// Only where each place had opened by then: a network that grows is not compared with itself.
    fn a_year_before(&self) -> Result<Option<u64>, BadQuestion> {
        let (from, to) = (year_before(self.asked.from), year_before(self.asked.to));
        let began = |place: &PlaceId| {
            let first = self.tally.facts(u32::try_from(place.0).unwrap_or(u32::MAX)).next();
            first.is_some_and(|fact| Day(fact.day.0) <= from)
        };
        if !self.asked.places.iter().all(began) {
            return Ok(None);
        }
        let mut question = self.question(Measure::Requests, [None, None]);
        (question.from, question.to) = (tally::Day(from.0), tally::Day(to.0));
        Ok(Some(self.tally.ask(&question)?.rows.iter().map(|row| row.value).sum()))
    }
}

/// A row by support, those not known before the sum.
fn supports(label: String, by: &[u64; SUPPORTS]) -> Vec<Cell> {
    let known = by[1..].iter().chain([&by[0]]).map(|n| Cell::Count(*n));
    [Cell::Words(label)].into_iter().chain(known).chain([Cell::Count(by.iter().sum())]).collect()
}

fn hollow(key: Key) -> bool {
    matches!(key, Key::Undetailed | Key::Code(0))
}

/// The largest first, what is not known last.
fn by_size(mut cut: Cut) -> Cut {
    cut.sort_by_key(|(key, n)| (hollow(*key), std::cmp::Reverse(*n), *key));
    cut
}

/// A key whose sentence chooses by `n` and quotes `count`.
pub(crate) fn many(text: Text, key: &str, n: u64) -> String {
    text.fill(key, &[("n", (n as f64).into()), ("count", number(text.locale, n as i64).into())])
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
