//! A document from what was asked: every number is a question to the tally, or the one pass that sorts requests into categories.

mod numbers;
mod tables;

use crate::{
    document::{Asked, Chart, Document, Part, Section},
    frame::{Frame, Sorter},
};
use figures::{Cell, Words, capital, share_words, span_words};
use kernel::PlaceId;
use numbers::Numbers;
use tally::{BadQuestion, Dimension, Filter, Key, Measure, Question, Tally};

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
            let count = text.count(numbers.undetailed);
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
            _ => text.many("figures-places", names.len() as u64),
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
        let requests = text.many("figures-n-requests", numbers.requests);
        let mut sentences = vec![match self.operator {
            Some(_) => text.fill("report-summary-operator", &[("requests", requests.into()), ("span", span.into())]),
            None => {
                let visits = text.many("figures-n-visits", numbers.visits);
                let days = text.count(numbers.open_days);
                let arguments = [
                    ("requests", requests.into()),
                    ("visits", visits.into()),
                    ("span", span.into()),
                    ("days", days.into()),
                ];
                text.fill("report-summary", &arguments)
            }
        }];
        let categories = self.sorter.categories().iter().zip(&numbers.sorted.categories);
        if let Some((label, first)) =
            categories.max_by_key(|(_, category)| category.n()).filter(|(_, first)| first.n() > 0)
        {
            let share = share_words(text, first.n() as f64 / numbers.requests.max(1) as f64);
            let count = text.many("figures-n-requests", first.n());
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
            let arguments = [("share", share.into()), ("known", text.count(known).into())];
            sentences.push(text.fill("report-summary-resolved", &arguments));
        }
        if let Some(before) = numbers.a_year_before.filter(|before| *before >= 30) {
            let change = figures::change_words(text, numbers.requests as f64 / before as f64 - 1.0);
            let arguments = [("change", change.into()), ("before", text.count(before).into())];
            sentences.push(text.fill("report-summary-year", &arguments));
        }
        Ok(sentences)
    }
}

fn hollow(key: Key) -> bool {
    matches!(key, Key::Undetailed | Key::Code(0))
}
