//! The panels: a sentence, a chart, its data, why this figure.

use super::{Shown, time};
use crate::{
    charts::{Bar, Heat, Said, Share, bars, heat, share, spark},
    period::{capital, day_words},
    report::{Confirmed, Cut, is_hollow, sum},
    tables::{change_words, part_words, place_name},
};
use maud::{Markup, html};
use tally::{Dimension, Key};
use web::{parts, weekday_name};

/// Bars shown; the table has them all.
const MOST_BARS: usize = 10;
/// Places shown.
const MOST_PLACES: usize = 20;
/// Days without a record shown.
const MOST_MISSING: usize = 6;

pub(super) fn panels(shown: &Shown) -> Markup {
    let report = shown.report;
    html! {
        div.columns {
            (time::trend(shown))
            (time::months(shown))
            // One family alone has no company to be compared with: its line is the trend's.
            @if report.families.len() > 1 {
                (families(shown))
                div.stack.span-4 { (branches(shown, "")) (support(shown, "")) }
                (list(shown, "themes", &report.themes, Dimension::Theme))
                (list(shown, "operators", &report.operators, Dimension::Operator))
                (acts(shown))
                (hours(shown))
                (outcomes(shown))
            } @else {
                (list(shown, "themes", &report.themes, Dimension::Theme))
                (list(shown, "operators", &report.operators, Dimension::Operator))
                (branches(shown, "span-4"))
                (acts(shown))
                (support(shown, "span-4"))
                (outcomes(shown))
                (hours(shown))
            }
            @if shown.selection.places.len() > 1 { (places(shown)) }
            (missing(shown))
        }
    }
}

/// A card: its title, a line about it, a chart, the data, the definition.
pub(super) fn panel(shown: &Shown, id: &str, span: &str, about: &str, chart: Markup) -> Markup {
    let heading = format!("{id}-heading");
    html! {
        section class=(format!("card panel {span}")) aria-labelledby=(heading) {
            h2 id=(heading) { (shown.title(id)) }
            p.soft.small { (about) }
            (chart)
            div.panel-foot { (shown.data(id)) (shown.why(&format!("figures-why-{id}"))) }
        }
    }
}

pub(super) fn said<'a>(id: &'a str, title: &'a str, description: &'a str) -> Said<'a> {
    Said { id, title, description }
}

/// « Le plus souvent : … »: what a chart says, for whoever does not see it.
fn describe(shown: &Shown, cut: &Cut, dimension: Dimension) -> String {
    let whole = sum(cut);
    let first = cut.iter().take(3).map(|(key, n)| {
        format!(
            "{} {} ({})",
            shown.words.label(dimension, *key),
            shown.context.text.count(*n),
            part_words(shown.context.text, *n, whole)
        )
    });
    shown.context.text.fill("figures-first", &[("list", first.collect::<Vec<_>>().join(", ").into())])
}

fn n_requests(shown: &Shown) -> String {
    shown
        .context
        .text
        .fill("figures-n", &[("n", shown.context.text.many("figures-n-requests", shown.report.requests.n).into())])
}

fn families(shown: &Shown) -> Markup {
    let (report, text) = (shown.report, shown.context.text);
    let most = report
        .by_family_and_week
        .iter()
        .filter(|(key, _)| !is_hollow(**key))
        .flat_map(|(_, weeks)| weeks)
        .copied()
        .max();
    let weeks = day_words(text, report.first_week);
    let chart = html! {
        ul.multiples {
            @for (key, figure) in report.families.iter().filter(|(key, _)| !is_hollow(*key)) {
                @let name = shown.words.label(Dimension::Family, *key);
                li {
                    h3 { (name) }
                    p.small.soft { b { (shown.context.text.count(figure.n)) } " " @if let Some(change) = figure.change { (change_words(text, change.share)) } }
                    @if let Some(values) = report.by_family_and_week.get(key) {
                        @let id = format!("family-{}", key.code().unwrap_or(0));
                        @let description = text.fill("figures-spark-description", &[
                            ("from", weeks.clone().into()),
                            ("least", shown.context.text.count(values.iter().copied().min().unwrap_or(0)).into()),
                            ("most", shown.context.text.count(values.iter().copied().max().unwrap_or(0)).into()),
                        ]);
                        (spark(&said(&id, &name, &description), values, most.unwrap_or(1)))
                    }
                }
            }
        }
        @for (key, figure) in report.families.iter().filter(|(key, _)| is_hollow(*key)) {
            p.small.soft { (capital(&shown.words.label(Dimension::Family, *key))) " : " (shown.context.text.many("figures-n-requests", figure.n)) }
        }
    };
    panel(shown, "families", "span-8", &shown.say("figures-by-family"), chart)
}

fn branches(shown: &Shown, span: &str) -> Markup {
    let chart = parts_of(shown, "branches", &shown.report.branches, Dimension::Branch);
    panel(shown, "branches", span, &n_requests(shown), chart)
}

fn support(shown: &Shown, span: &str) -> Markup {
    let chart = html! {
        (parts_of(shown, "support", &shown.report.support, Dimension::Support))
        (confirmed_share(shown, shown.report.support_confirmed))
    };
    panel(shown, "support", span, &n_requests(shown), chart)
}

/// A whole cut into few parts.
fn parts_of(shown: &Shown, id: &str, cut: &Cut, dimension: Dimension) -> Markup {
    let whole = sum(cut);
    let shares: Vec<Share> = cut
        .iter()
        .map(|(key, n)| Share {
            label: capital(&shown.words.label(dimension, *key)),
            n: *n,
            value: format!("{} · {}", shown.context.text.count(*n), part_words(shown.context.text, *n, whole)),
            hollow: is_hollow(*key),
        })
        .collect();
    let (title, description) = (shown.title(id), describe(shown, cut, dimension));
    share(&said(id, &title, &description), &shares)
}

/// What was proposed and that nobody touched is no observation.
fn confirmed_share(shown: &Shown, confirmed: Confirmed) -> Markup {
    let words = [
        ("share", part_words(shown.context.text, confirmed.confirmed, confirmed.known()).into()),
        ("known", shown.context.text.count(confirmed.known()).into()),
    ];
    html! {
        @if confirmed.known() > 0 {
            p.small.soft.confirmed { (parts::icon("check-circle")) " " (shown.context.text.fill("figures-confirmed", &words)) }
        }
    }
}

fn bars_of(shown: &Shown, id: &str, cut: &Cut, dimension: Dimension, whole: u64) -> Markup {
    let drawn: Vec<Bar> = cut
        .iter()
        .take(MOST_BARS)
        .map(|(key, n)| Bar {
            label: capital(&shown.words.label(dimension, *key)),
            n: *n,
            value: format!("{} · {}", shown.context.text.count(*n), part_words(shown.context.text, *n, whole)),
            hollow: is_hollow(*key),
        })
        .collect();
    let (title, description) = (shown.title(id), describe(shown, cut, dimension));
    html! {
        (bars(&said(id, &title, &description), &drawn))
        @if cut.len() > MOST_BARS {
            p.small.soft { (shown.context.text.many("figures-others-in-table", (cut.len() - MOST_BARS) as u64)) }
        }
    }
}

fn list(shown: &Shown, id: &str, cut: &Cut, dimension: Dimension) -> Markup {
    panel(shown, id, "span-4", &n_requests(shown), bars_of(shown, id, cut, dimension, sum(cut)))
}

fn acts(shown: &Shown) -> Markup {
    let report = shown.report;
    let chart = html! {
        (bars_of(shown, "acts", &report.acts, Dimension::Act, report.requests.n))
        (confirmed_share(shown, report.acts_confirmed))
    };
    panel(shown, "acts", "span-4", &shown.say("figures-acts-not-additive"), chart)
}

fn outcomes(shown: &Shown) -> Markup {
    let report = shown.report;
    let chart = html! {
        (bars_of(shown, "outcomes", &report.outcomes, Dimension::Outcome, sum(&report.outcomes)))
        (confirmed_share(shown, report.outcome_confirmed))
    };
    panel(shown, "outcomes", "span-4", &n_requests(shown), chart)
}

fn places(shown: &Shown) -> Markup {
    let (report, selection) = (shown.report, shown.selection);
    let requests = selection.about_requests();
    let n = |visits: u64, of_requests: u64| if requests { of_requests } else { visits };
    let most =
        report.places.iter().map(|(_, visits, of_requests, _)| n(*visits, *of_requests)).max().unwrap_or(1).max(1);
    let about = shown.say(if requests { "figures-requests" } else { "figures-visits" });
    let chart = html! {
        ul.lines.figures-places {
            @for (place, visits, of_requests, days) in report.places.iter().take(MOST_PLACES) {
                @let n = n(*visits, *of_requests);
                li {
                    a href=(format!("/figures?place={place}&period={}", selection.period.slug())) { (place_name(shown.words, *place)) }
                    span.number { b { (shown.context.text.count(n)) } " " small.soft { (shown.context.text.many("figures-n-days", *days)) } }
                    svg.chart.chart-meter viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                        rect.chart-track width="100" height="3" {}
                        rect.chart-bar width=(n * 100 / most) height="3" {}
                    }
                }
            }
        }
        @if report.places.len() > MOST_PLACES { p.small.soft { (shown.context.text.many("figures-others-in-table", (report.places.len() - MOST_PLACES) as u64)) } }
    };
    // Alone in its row when no day is missing beside it.
    let span = if report.coverage.missing.is_empty() { "" } else { "span-8" };
    panel(shown, "places", span, &about, chart)
}

fn hours(shown: &Shown) -> Markup {
    let (report, text) = (shown.report, shown.context.text);
    let cells = &report.hours;
    let hours: Vec<i32> = cells.keys().map(|(_, hour)| *hour).filter(|hour| *hour < 24).collect();
    let (Some(first), Some(last)) = (hours.iter().min().copied(), hours.iter().max().copied()) else { return html! {} };
    let days: Vec<i32> = (0..7).filter(|day| *day < 5 || cells.keys().any(|(weekday, _)| weekday == day)).collect();
    let values: Vec<u64> =
        days.iter().flat_map(|day| (first..=last).map(|hour| cells.get(&(*day, hour)).copied().unwrap_or(0))).collect();
    let day_name = |day: i32| {
        let weekday = i8::try_from(day).ok().and_then(|day| jiff::civil::Weekday::from_monday_zero_offset(day).ok());
        weekday.map_or(String::new(), |weekday| capital(weekday_name(text.locale, weekday)))
    };
    let grid = Heat {
        rows: days.iter().map(|day| day_name(*day)).collect(),
        columns: (first..=last).map(|hour| shown.words.label(Dimension::Hour, Key::Code(hour))).collect(),
        words: values.iter().map(|n| shown.context.text.count(*n)).collect(),
        values,
    };
    let about =
        shown.say(if shown.selection.about_requests() { "figures-requests-by-hour" } else { "figures-visits-by-hour" });
    let most = cells.iter().filter(|((_, hour), _)| *hour < 24).max_by_key(|(_, n)| **n);
    let description = most.map_or(String::new(), |((day, hour), n)| {
        text.fill(
            "figures-hours-description",
            &[
                ("day", day_name(*day).to_lowercase().into()),
                ("hour", shown.words.label(Dimension::Hour, Key::Code(*hour)).into()),
                ("n", shown.context.text.count(*n).into()),
            ],
        )
    });
    let chart = html! {
        div.chart-scroll tabindex="0" role="group" aria-labelledby="hours-heading" { (heat(&said("hours", &about, &description), &grid)) }
    };
    panel(shown, "hours", "span-8", &about, chart)
}

/// Opening days without a visit: what to look at before reading anything else.
fn missing(shown: &Shown) -> Markup {
    let coverage = &shown.report.coverage;
    let several = shown.selection.places.len() > 1;
    let text = shown.context.text;
    html! {
        @if !coverage.missing.is_empty() {
            section.card.panel.span-4 aria-labelledby="missing-heading" {
                h2 #missing-heading { (shown.say("figures-title-missing")) }
                p.soft.small { (shown.missing_days()) }
                ul.lines {
                    @for (place, day) in coverage.missing.iter().take(MOST_MISSING) {
                        li {
                            (capital(weekday_name(text.locale, day.date().weekday()))) " " (day_words(text, *day))
                            @if several { small { (place_name(shown.words, *place)) } }
                        }
                    }
                }
                div.panel-foot {
                    @if coverage.missing.len() > MOST_MISSING { (shown.data("missing")) }
                    (shown.why("figures-why-missing"))
                }
            }
        }
    }
}
