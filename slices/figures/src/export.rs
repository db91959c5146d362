//! `GET /figures.csv`: one table of the page as a file.

use crate::{
    page::View,
    selection::Selection,
    tables::{Cell, TABLES, Table, table},
    words::Words,
};
use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Refusal, Right};
use web::{App, Context, Fields, Result};

/// What a spreadsheet of the reader's country opens without a question, or the plain standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// UTF-8 with its mark, semicolons, decimal commas.
    Spreadsheet,
    /// RFC 4180: commas, decimal points, no mark.
    Rfc4180,
}

impl Format {
    /// What the address wishes.
    pub(crate) fn read(fields: &Fields) -> Result<Self, Refusal> {
        match fields.get("format") {
            "" | "fr" => Ok(Self::Spreadsheet),
            "rfc4180" => Ok(Self::Rfc4180),
            other => Err(unknown("format", other, "fr, rfc4180")),
        }
    }
}

pub(crate) async fn csv(State(view): State<View>, context: Context, RawQuery(query): RawQuery) -> Result<Response> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (network, catalogue) = view.names();
    let mut words = Words::new(context.text, &network, &catalogue, catalogue::today(context.now));
    let (selection, refusals) = Selection::read(&fields, &context.actor, Right::Export, words.to, &words)?;
    // A file outlives its page: what was not understood is refused rather than left out.
    if let Some(refusal) = refusals.into_iter().next() {
        return Err(refusal.into());
    }
    words.about(&selection);
    let format = Format::read(&fields)?;
    let report = view.report(&selection, &network, &catalogue)?;
    let name = fields.get("table");
    let table = table(if name.is_empty() { "summary" } else { name }, &report, &selection, &words)
        .ok_or_else(|| unknown("table", name, &TABLES.join(", ")))?;

    send(&view.app, &context, &selection, &table, format).await
}

/// Gives a table as a file, and notes who took it away.
pub(crate) async fn send(
    app: &App,
    context: &Context,
    selection: &Selection,
    table: &Table,
    format: Format,
) -> Result<Response> {
    let places: Vec<_> = selection.places.iter().map(|place| place.row.id.to_string()).take(20).collect();
    let more = if selection.places.len() > places.len() { "…" } else { "" };
    let (from, to) = (selection.bounds.0, selection.to());
    let detail = format!("figures.csv {} {from}/{to} · {}{more}", table.id, places.join(","));
    let mut tx = app.db.write(&context.actor).await?;
    accounts::log(&mut tx, context.now, &context.actor, "export", &detail).await?;
    tx.commit().await?;

    let file = format!("parvis-{}-{from}-{to}.csv", table.id);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
    ];
    Ok((headers, write(&table.head, &table.rows, format)?).into_response())
}

fn unknown(name: &'static str, value: &str, allowed: &str) -> Refusal {
    let value: String = value.chars().take(60).collect();
    Refusal::invalid("figures-unknown-value").with("name", name).with("value", value).with("allowed", allowed)
}

/// A table as CSV.
pub fn write(head: &[String], rows: &[Vec<Cell>], format: Format) -> Result<Vec<u8>> {
    let failed = |error: csv::Error| web::Error::Internal(format!("writing CSV in memory: {error}"));
    let (delimiter, mark) = match format {
        Format::Spreadsheet => (b';', "\u{feff}".as_bytes()),
        Format::Rfc4180 => (b',', &b""[..]),
    };
    let mut bytes = mark.to_vec();
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(head.iter().map(|head| harmless(head))).map_err(failed)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| plain(cell, format))).map_err(failed)?;
    }
    writer.flush().map_err(|error| failed(error.into()))?;
    drop(writer);
    Ok(bytes)
}

/// A number without its spaces; a share in percents.
fn plain(cell: &Cell, format: Format) -> String {
    let real = |x: f64, places: usize| {
        let text = format!("{x:.places$}");
        if format == Format::Spreadsheet { text.replace('.', ",") } else { text }
    };
    match cell {
        Cell::Words(words) => harmless(words),
        Cell::Day(day) => day.to_string(),
        Cell::Count(n) => n.to_string(),
        Cell::Share(share) | Cell::Change(share) => real(share * 100.0, 1),
        Cell::Rate(rate) => real(*rate, 2),
        Cell::Nothing => String::new(),
    }
}

/// Words that a spreadsheet would run as a formula get an apostrophe in front; a name may come from an import.
fn harmless(words: &str) -> String {
    let dangerous = words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if dangerous { format!("'{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_safe_and_speaks_its_format() {
        let table = Table {
            id: "themes",
            caption: String::new(),
            head: vec!["Thème".into(), "Part".into()],
            rows: vec![
                vec![Cell::Words("=HYPERLINK(\"x\")".into()), Cell::Share(0.125)],
                vec![Cell::Words("a;b,c".into()), Cell::Change(-0.5)],
            ],
        };
        let text = |format| String::from_utf8(write(&table.head, &table.rows, format).unwrap()).unwrap();
        let spreadsheet = text(Format::Spreadsheet);
        assert_eq!(spreadsheet, "\u{feff}Thème;Part\r\n\"'=HYPERLINK(\"\"x\"\")\";12,5\r\n\"a;b,c\";-50,0\r\n");
        assert_eq!(text(Format::Rfc4180), "Thème,Part\r\n\"'=HYPERLINK(\"\"x\"\")\",12.5\r\n\"a;b,c\",-50.0\r\n");
    }
}
