//! From a month's figures to a message: the same words as text and as a page that any mail program draws.

use crate::edition::Kind;
use figures::{Cell, Letter, charts};
use maud::{DOCTYPE, Markup, html};
use web::Text;

/// Widths, colours and spaces stand in the page itself: mail programs read no style sheet.
const PAGE: &str = "margin:0;padding:24px 12px;background:#f6f5f0;color:#12303a;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif";
const SHEET: &str =
    "max-width:600px;margin:0 auto;padding:28px;background:#fff;border:1px solid #e3e0d6;border-radius:12px";
const BUTTON: &str = "display:inline-block;padding:12px 18px;border-radius:8px;background:#0b5a66;color:#fff;text-decoration:none;font-weight:600";
const CELL: &str = "padding:8px 6px;border-bottom:1px solid #e3e0d6;text-align:left";
const NUMBER: &str = "padding:8px 6px;border-bottom:1px solid #e3e0d6;text-align:right;white-space:nowrap";

/// Where a message leads.
pub(crate) struct Ways {
    /// The figures of the month.
    pub figures: String,
    /// Where it is stopped.
    pub stop: String,
}

/// The sheet itself: dressed for a mail program, or bare for a page of ours, which has a style sheet.
pub(crate) fn sheet(letter: &Letter, text: Text, dressed: bool) -> Markup {
    let (first, rest) = letter.sentences.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let dress = |style: &'static str| dressed.then_some(style);
    let cell = |is_name: bool| if is_name { CELL } else { NUMBER };
    html! {
        h2 style=[dress("margin:0 0 12px;font-size:24px;line-height:1.2")] { (letter.title) }
        p.lead style=[dress("margin:0 0 12px;font-size:18px")] { (first) }
        @for sentence in rest { p style=[dress("margin:0 0 8px")] { (sentence) } }
        @if !letter.bars.is_empty() { (bars(letter, dressed)) }
        @if !letter.rows.is_empty() { div.table-scroll tabindex=[(!dressed).then_some("0")] role=[(!dressed).then_some("group")] aria-label=[(!dressed).then_some(&letter.title)] {
            table.table style=[dress("width:100%;margin:20px 0;border-collapse:collapse;font-size:15px")] {
                thead { tr { @for (at, head) in letter.head.iter().enumerate() {
                    th.number[at > 0] scope="col" style=[dress(cell(at == 0))] { (head) }
                } } }
                tbody { @for row in &letter.rows {
                    tr { @for (at, value) in row.iter().enumerate() {
                        td.number[at > 0] style=[dress(cell(at == 0))] { (said(value, text)) }
                    } }
                } }
            }
        } }
    }
}

/// Bars, as SVG on a page of ours, and out of table cells in a message: few mail programs draw anything else.
fn bars(letter: &Letter, dressed: bool) -> Markup {
    if !dressed {
        let said = charts::Said { id: "letter", title: &letter.title, description: &letter.bars_title };
        return html! { p.soft { (letter.bars_title) } (charts::bars(&said, &letter.bars)) };
    }
    let most = letter.bars.iter().map(|bar| bar.n).max().unwrap_or(1).max(1);
    html! {
        p style="margin:20px 0 4px;color:#5b6b70;font-size:14px" { (letter.bars_title) }
        table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font-size:15px" {
            @for bar in &letter.bars {
                @let share = (bar.n * 100 / most).clamp(1, 100);
                tr {
                    td width="30%" style="padding:3px 8px 3px 0" { (bar.label) }
                    td style="padding:3px 0" {
                        table role="presentation" width=(format!("{share}%")) cellpadding="0" cellspacing="0" {
                            tr { td height="14" bgcolor="#0b5a66" style="font-size:1px;line-height:14px;border-radius:3px" { "\u{a0}" } }
                        }
                    }
                    td width="26%" align="right" style="padding:3px 0 3px 8px;white-space:nowrap" { (bar.value) }
                }
            }
        }
    }
}

/// The message as a page.
pub(crate) fn page(kind: Kind, letter: &Letter, ways: &Ways, network: &str, text: Text) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(text.locale.tag()) {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; title { (letter.subject) } }
            body style=(PAGE) {
                div style=(SHEET) {
                    p style="margin:0 0 16px;color:#5b6b70;font-size:14px" { (network) }
                    (sheet(letter, text, true))
                    p style="margin:24px 0" { a href=(ways.figures) style=(BUTTON) { (text.say(&kind.key("see"))) } }
                    p style="margin:0;color:#5b6b70;font-size:13px" {
                        (text.say(&kind.key("why"))) " " a href=(ways.stop) style="color:#0b5a66" { (text.say("digest-stop")) }
                    }
                }
            }
        }
    };
    page.into_string()
}

/// The message as text.
pub(crate) fn plain(kind: Kind, letter: &Letter, ways: &Ways, network: &str, text: Text) -> String {
    let mut lines = vec![network.to_owned(), letter.title.clone(), String::new()];
    lines.extend(letter.sentences.iter().flat_map(|sentence| [sentence.clone(), String::new()]));
    lines.extend(letter.bars.iter().map(|bar| format!("- {} · {}", bar.label, bar.value)));
    for row in &letter.rows {
        let mut cells = row.iter().zip(&letter.head);
        let name = cells.next().map_or_else(String::new, |(cell, _)| said(cell, text));
        let numbers = cells.map(|(cell, head)| {
            text.fill("digest-cell", &[("head", head.clone().into()), ("value", said(cell, text).into())])
        });
        lines.push(format!("- {name} · {}", numbers.collect::<Vec<_>>().join(" · ")));
    }
    lines.extend([
        String::new(),
        format!("{} {}", text.say(&kind.key("see")), ways.figures),
        String::new(),
        text.say(&kind.key("why")),
    ]);
    lines.push(format!("{} {}", text.say("digest-stop"), ways.stop));
    lines.join("\n")
}

fn said(cell: &Cell, text: Text) -> String {
    match cell {
        Cell::Words(words) => words.clone(),
        Cell::Count(count) => text.count(*count),
        _ => String::new(),
    }
}
