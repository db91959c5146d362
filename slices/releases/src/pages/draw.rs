//! A told table as one reads it: by category, by place, and what the words in the place of a number mean.

use crate::make::{ALL, NETWORK};
use crate::told::{Told, ToldFigure, Withheld};
use figures::{Cell, draw_table};
use maud::{Markup, html};
use web::{Text, date_words};

/// A told table, `base` being the address of its files without their ending, where there are any.
pub(super) fn told(told: &Told, base: Option<&str>, text: Text) -> Markup {
    let made = date_words(text.locale, catalogue::today(told.made).date());
    let files = [
        ("csv", "release-csv"),
        ("xls.csv", "release-spreadsheet"),
        ("json", "release-json"),
        ("parquet", "release-parquet"),
    ];
    html! {
        p.soft {
            (text.fill("release-made", &[("date", made.into())]))
            @if told.revision > 0 { " " (text.fill("release-revision", &[("number", i64::from(told.revision).into())])) }
        }
        section.card {
            h2 { (text.say("release-by-category")) }
            (by(told, &told.categories, |figure| (figure.place == NETWORK).then_some(&figure.category), text, ["release-category", "release-category-caption"]))
        }
        section.card {
            h2 { (text.say("release-by-place")) }
            (by(told, &told.places, |figure| (figure.category == ALL).then_some(&figure.place), text, ["release-place", "release-place-caption"]))
        }
        section.card {
            h2 { (text.say("release-service")) }
            p.soft { (text.say("release-service-words")) }
            (service(told, text))
        }
        section.card {
            h2 { (text.say("release-rules")) }
            ul.prose {
                li { (text.say("release-rule-visit")) }
                li { (text.say("release-rule-round")) }
                @for why in [Withheld::Protected, Withheld::SingleAgent, Withheld::Sensitive] {
                    li { strong { (text.say(&format!("release-why-{}", why.slug()))) } " " (text.say(&format!("release-why-{}-words", why.slug()))) }
                }
                li { (text.say("release-rule-frozen")) }
            }
        }
        @if let Some(base) = base {
            section.card {
                h2 { (text.say("release-files")) }
                ul.lines {
                    @for (ending, words) in files { li { a href=(format!("{base}.{ending}")) download { (text.say(words)) } } }
                }
            }
        }
    }
}

/// One row a code of an axis, one column a period.
fn by<'a>(
    told: &'a Told,
    axis: &'a [crate::counts::Named],
    code: impl Fn(&'a ToldFigure) -> Option<&'a String>,
    text: Text,
    [head, caption]: [&'static str; 2],
) -> Markup {
    let periods = told.periods();
    let heads: Vec<String> =
        [text.say(head)].into_iter().chain(periods.iter().map(|period| period_words(period))).collect();
    let mut found = std::collections::BTreeMap::new();
    for figure in &told.figures {
        if let Some(code) = code(figure) {
            found.insert((code.as_str(), figure.period.as_str()), figure);
        }
    }
    let cell = |code: &str, period: &String| match found.get(&(code, period.as_str())) {
        Some(ToldFigure { visits: Some(visits), .. }) => Cell::Count((*visits).into()),
        Some(ToldFigure { withheld: Some(why), .. }) => Cell::Words(text.say(&format!("release-why-{}", why.slug()))),
        _ => Cell::Nothing,
    };
    let rows = axis.iter().map(|named| {
        let cells = periods.iter().map(|period| cell(&named.code, period));
        [Cell::Words(named.name.clone())].into_iter().chain(cells).collect::<Vec<_>>()
    });
    let (empty, rows): (Vec<_>, Vec<_>) = rows.partition(|row| row[1..].iter().all(|cell| *cell == Cell::Count(0)));
    html! {
        (draw_table(&text.say(caption), &heads, &rows, text))
        @if !empty.is_empty() { p.soft { (text.many("release-empty", empty.len() as u64)) } }
    }
}

/// Rates and means, where they are told.
fn service(told: &Told, text: Text) -> Markup {
    let head = ["release-place", "release-period", "release-visits", "release-resolved", "release-minutes"]
        .map(|key| text.say(key));
    let places = told.place_names();
    let has = |figure: &&ToldFigure| figure.resolved_percent.is_some() || figure.mean_minutes.is_some();
    let rows: Vec<Vec<Cell>> = told
        .figures
        .iter()
        .filter(has)
        .map(|figure| {
            let resolved = figure
                .resolved_percent
                .zip(figure.resolved_within)
                .map_or(Cell::Nothing, |(percent, within)| Cell::Words(format!("{percent}\u{a0}% ± {within}")));
            vec![
                Cell::Words(places.name(&figure.place).to_owned()),
                Cell::Words(period_words(&figure.period)),
                figure.visits.map_or(Cell::Nothing, |visits| Cell::Count(visits.into())),
                resolved,
                figure.mean_minutes.map_or(Cell::Nothing, |minutes| Cell::Count(minutes.into())),
            ]
        })
        .collect();
    html! {
        @if rows.is_empty() { p { (text.say("release-service-none")) } }
        @else { (draw_table(&text.say("release-service"), &head, &rows, text)) }
    }
}

/// « T1 2026 », « 2026 ».
pub(super) fn period_words(period: &str) -> String {
    match period.split_once('-') {
        Some((year, quarter)) => format!("{quarter}\u{a0}{year}"),
        None => period.to_owned(),
    }
}
