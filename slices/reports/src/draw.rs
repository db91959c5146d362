//! A document as a page, which prints as the document that is handed out.

use crate::document::{Chart, Document, Part};
use figures::{
    Cell,
    charts::{Bar, Column, Said, bars, columns},
    draw_table,
};
use maud::{Markup, html};
use web::Text;

/// The most rows that are drawn; the table has them all.
const MOST_DRAWN: usize = 15;

/// The title page and the sections. `number` is the one it was issued under.
pub(crate) fn document(document: &Document, issued: Option<(&str, &str)>, network: &str, text: Text) -> Markup {
    let (frame, version, about) = &document.frame;
    html! {
        article.report {
            header.report-title {
                p.report-network { (network) }
                // A preview stands under the title of its page.
                @if issued.is_some() { h1 { (document.title) } } @else { h2 { (document.title) } }
                @if let Some(operator) = &document.operator { p.report-operator { (operator) } }
                p.report-scope { (document.scope) }
                p.report-period { (document.period) }
                dl.report-facts {
                    @if let Some((number, date)) = issued {
                        div { dt { (text.say("report-number")) } dd { (number) } }
                        div { dt { (text.say("report-issued")) } dd { (date) } }
                    }
                    div { dt { (text.say("report-frame")) } dd {
                        (text.fill("report-frame-version", &[("frame", frame.clone().into()), ("version", (*version).into())]))
                    } }
                }
                @if document.simulated { p.notice.notice-warn role="note" { (text.say("report-method-simulated")) } }
            }
            @for part in &document.parts { (section(part, text)) }
            section.report-part #method {
                h2 { (text.say("report-method")) }
                @if !about.is_empty() { p { (about) } }
                ul { @for sentence in &document.method { li { (sentence) } } }
            }
        }
    }
}

fn section(part: &Part, text: Text) -> Markup {
    let id = part.section.slug();
    html! {
        section.report-part id=(id) {
            h2 { (part.heading) }
            @for sentence in &part.sentences { p.report-sentence { (sentence) } }
            @if !part.head.is_empty() {
                @if part.rows.is_empty() { p { (text.say("report-empty")) } } @else {
                    (chart(part, text))
                    (draw_table(&part.heading, &part.head, &part.rows, text))
                }
                @if let Some(note) = &part.note { p.report-note { (note) } }
            }
        }
    }
}

fn chart(part: &Part, text: Text) -> Markup {
    let total = text.say("report-total");
    let rows = part.rows.iter().filter_map(|row| match row.as_slice() {
        [Cell::Words(label), Cell::Count(n), ..] if *label != total => Some((label, *n, row.get(2))),
        _ => None,
    });
    let rows: Vec<_> = rows.take(MOST_DRAWN).collect();
    if rows.len() < 2 {
        return html! {};
    }
    let count = |n: u64| text.count(n);
    let description = text.fill("report-chart", &[("rows", (rows.len() as i64).into())]);
    let said = Said { id: part.section.slug(), title: &part.heading, description: &description };
    match part.chart {
        None => html! {},
        Some(Chart::Bars) => {
            let hollow = [text.say("report-fallen"), text.say("figures-undetailed")];
            let bar = |(label, n, share): (&String, u64, Option<&Cell>)| {
                let share = share.map_or(String::new(), |share| format!(" · {}", share.words(text)));
                Bar { label: label.clone(), n, value: format!("{}{share}", count(n)), hollow: hollow.contains(label) }
            };
            bars(&said, &rows.into_iter().map(bar).collect::<Vec<_>>())
        }
        Some(Chart::Columns) => {
            let most = rows.iter().map(|(_, n, _)| *n).max();
            let column = |(label, n, _): (&String, u64, Option<&Cell>)| Column {
                letter: label.chars().take(1).collect(),
                n,
                value: (Some(n) == most).then(|| count(n)),
                current: true,
                unfinished: false,
            };
            columns(&said, &rows.into_iter().map(column).collect::<Vec<_>>())
        }
    }
}
