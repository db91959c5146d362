//! The number of the question in one line, and « pourquoi ce chiffre ».

use super::{
    Shown,
    asked::{Comparison, is_mean},
    table::{measure_words, number_words},
};
use crate::{
    period::{capital, span_words},
    report::sum,
    tables::{change_words, part_words},
};
use maud::{Markup, html};
use tally::{Key, Measure, Source};

impl Shown<'_> {
    /// Under the title: who, up to when.
    pub(super) fn about(&self) -> String {
        let text = self.context.text;
        let selection = self.selection();
        let mut said = vec![self.scope(), selection.period.words(text, selection.today)];
        let coverage = &self.answered.coverage;
        if coverage.open > 0 {
            let share = part_words(self.context.text, coverage.recorded, coverage.open);
            said.push(text.fill("figures-coverage", &[("share", share.into())]));
        }
        said.join(" · ")
    }

    pub(super) fn span(&self) -> String {
        let text = self.context.text;
        let span = |(from, to)| span_words(text, from, to);
        let now = span((self.selection().bounds.0, self.selection().to()));
        match self.answered.then_days {
            Some(then) => {
                let words = [("now", now.into()), ("then", span(then).into())];
                capital(&text.fill("explore-span-compared", &words))
            }
            None => capital(&now),
        }
    }

    /// « 27 110 demandes », and how that compares.
    pub(super) fn key_figure(&self) -> Markup {
        let whole = &self.answered.whole;
        html! {
            p.explore-figure {
                @if whole.row.known == 0 && self.asked.measure.is_time() { b { (self.say("figures-unknown")) } } @else { b { (self.number(whole)) } }
                " " span.soft { (self.compared()) }
            }
        }
    }

    fn compared(&self) -> String {
        let text = self.context.text;
        let whole = &self.answered.whole;
        let words = |x: f64| number_words(text, self.asked.measure, x);
        match (self.asked.compare, whole.then) {
            (Some(Comparison::Network), Some(there)) if is_mean(self.asked.measure) => {
                text.fill("explore-network-mean", &[("there", words(there).into())])
            }
            (Some(Comparison::Network), Some(there)) => {
                let share = part_words(self.context.text, whole.row.value, there as u64);
                text.fill("explore-network-part", &[("share", share.into()), ("there", words(there).into())])
            }
            (Some(_), Some(then)) => match whole.change {
                Some(change) => text.fill(
                    "explore-changed",
                    &[("change", change_words(text, change).into()), ("then", words(then).into())],
                ),
                None => text.fill("explore-then-was", &[("then", words(then).into())]),
            },
            _ => String::new(),
        }
    }

    /// What is counted, on how much it rests, what it leaves out.
    pub(super) fn why(&self) -> Markup {
        let text = self.context.text;
        let (measure, whole) = (self.asked.measure, &self.answered.whole.row);
        let sources = &self.answered.sources;
        let records = sum(sources);
        let of = |key| sources.iter().find(|(found, _)| *found == key).map_or(0, |(_, n)| *n);
        let code = |source: Source| Key::Code(source.code().into());
        let coverage = &self.answered.coverage;
        let part = |n: u64| format!("{} · {}", self.context.text.count(n), part_words(self.context.text, n, records));
        let n_key = if measure.of_visits() { "figures-n-visits" } else { "figures-n-requests" };
        html! {
            section.card.why-card aria-labelledby="why-heading" {
                h2 #why-heading { (self.say("figures-why")) }
                p { b { (measure_words(text, measure)) } (self.say("explore-colon")) " " (self.say(&format!("figures-definition-{}", measure.slug()))) }
                dl.facts {
                    dt { (self.say("explore-n")) }
                    dd { @if measure == Measure::OpenDays { (self.context.text.many("explore-n-days", whole.n)) } @else { (self.context.text.many(n_key, whole.n)) } }
                    @if measure.is_time() { dt { (self.say("explore-known")) } dd { (self.context.text.count(whole.known)) " · " (part_words(self.context.text, whole.known, whole.n)) } }
                    dt { (self.say("explore-coverage")) }
                    dd {
                        @if coverage.open == 0 { (self.say("figures-no-hours")) } @else {
                            (text.fill("explore-coverage-words", &[
                                ("missing", self.context.text.count(coverage.open - coverage.recorded).into()),
                                ("open", self.context.text.count(coverage.open).into()),
                            ]))
                        }
                    }
                    dt { (self.say("explore-imported")) }
                    dd { (part(of(code(Source::Import)))) }
                    @if self.answered.undetailed > 0 { dt { (self.say("explore-undetailed")) } dd { (self.context.text.count(self.answered.undetailed)) } }
                    dt { (self.say("explore-simulated")) }
                    dd { (part(of(code(Source::Simulated)))) }
                }
                (self.why_compared())
                p.small { a href="/figures/quality" { (self.say("explore-to-quality")) } }
            }
        }
    }

    fn why_compared(&self) -> Markup {
        let text = self.context.text;
        html! {
            @match (self.asked.compare, self.answered.change) {
                (Some(Comparison::Network), _) => p.small.soft { (self.say("explore-why-network")) },
                (Some(_), Some(change)) => p.small.soft {
                    (text.fill("explore-method-numbers", &[
                        ("now", self.context.text.count(change.now).into()),
                        ("then", self.context.text.count(change.then).into()),
                        ("days", self.context.text.count(change.days.0).into()),
                        ("before", self.context.text.count(change.days.1).into()),
                        ("places", self.context.text.many("figures-places", change.places as u64).into()),
                        ("whole", self.context.text.count(self.selection().places.len() as u64).into()),
                    ]))
                    " " (self.say("explore-why-open-days"))
                },
                (Some(_), None) => p.small.soft { (self.say("explore-why-no-change")) },
                (None, _) => {},
            }
        }
    }
}
