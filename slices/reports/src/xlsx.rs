//! A report as a workbook: real numbers, one sheet a table, and a sheet of notes that says what is in it.

use crate::document::{Document, Part};
use figures::Cell;
use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use web::Text;

/// What a spreadsheet allows in the name of a sheet.
const LONGEST_NAME: usize = 31;

/// The workbook. The same document gives the same bytes, whenever it is asked for: its date is the one of its issue.
pub(crate) fn workbook(document: &Document, number: &str, issued: Timestamp, text: Text) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_timestamp(issued.as_second())?;
    book.set_properties(&DocProperties::new().set_title(&document.title).set_creation_datetime(&created));
    let bold = Format::new().set_bold();
    notes(book.add_worksheet(), document, number, &created, text, &bold)?;
    let mut names = vec![text.say("report-sheet-notes")];
    for part in document.parts.iter().filter(|part| !part.head.is_empty()) {
        let name = sheet_name(&part.heading, &names);
        table(book.add_worksheet().set_name(&name)?, part, &bold)?;
        names.push(name);
    }
    book.save_to_buffer()
}

fn notes(
    sheet: &mut Worksheet,
    document: &Document,
    number: &str,
    issued: &ExcelDateTime,
    text: Text,
    bold: &Format,
) -> Result<(), XlsxError> {
    sheet.set_name(text.say("report-sheet-notes"))?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 90)?;
    let date = Format::new().set_num_format("dd/mm/yyyy").set_align(rust_xlsxwriter::FormatAlign::Left);
    let (frame, version, about) = &document.frame;
    let facts = [
        ("report-title", document.title.clone()),
        ("report-number", number.to_owned()),
        ("report-scope", document.scope.clone()),
        ("report-period", document.period.clone()),
        ("report-operator", document.operator.clone().unwrap_or_default()),
        (
            "report-frame",
            text.fill("report-frame-version", &[("frame", frame.clone().into()), ("version", (*version).into())]),
        ),
        ("report-about", about.clone()),
    ];
    let mut row = 0;
    for (key, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        sheet.write_string_with_format(row, 0, text.say(key), bold)?.write_string(row, 1, value)?;
        row += 1;
    }
    sheet.write_string_with_format(row, 0, text.say("report-issued"), bold)?;
    sheet.write_datetime_with_format(row, 1, issued, &date)?;
    row += 2;
    let summary = document.parts.iter().flat_map(|part| &part.sentences);
    for (heading, sentences) in
        [(None, summary.collect::<Vec<_>>()), (Some(text.say("report-method")), document.method.iter().collect())]
    {
        if let Some(heading) = heading {
            row += 1;
            sheet.write_string_with_format(row, 0, heading, bold)?;
            row += 1;
        }
        for sentence in sentences {
            sheet.write_string(row, 1, sentence)?;
            row += 1;
        }
    }
    Ok(())
}

fn table(sheet: &mut Worksheet, part: &Part, bold: &Format) -> Result<(), XlsxError> {
    let percent = Format::new().set_num_format("0.0%");
    let rate = Format::new().set_num_format("0.00");
    let count = Format::new().set_num_format("#,##0");
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for (column, head) in (0..).zip(&part.head) {
        sheet.write_string_with_format(0, column, head, bold)?;
        sheet.set_column_width(column, if column == 0 { 44 } else { 14 })?;
    }
    for (row, cells) in (1..).zip(&part.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Words(words) => sheet.write_string(row, column, words)?,
                Cell::Count(n) => sheet.write_number_with_format(row, column, *n as f64, &count)?,
                Cell::Share(share) | Cell::Change(share) => {
                    sheet.write_number_with_format(row, column, *share, &percent)?
                }
                Cell::Rate(value) => sheet.write_number_with_format(row, column, *value, &rate)?,
                Cell::Day(day) => {
                    let day = day.date();
                    let day = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
                    sheet.write_datetime_with_format(row, column, &day, &date)?
                }
                Cell::Nothing => sheet,
            };
        }
    }
    if let Some(note) = &part.note {
        sheet.write_string(part.rows.len() as u32 + 2, 0, note)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// A name that no other sheet has.
fn sheet_name(heading: &str, names: &[String]) -> String {
    let allowed: String = heading.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).collect();
    // Cut between two words, with room for a number.
    let mut short: String = allowed.chars().take(LONGEST_NAME - 3).collect();
    if short.len() < allowed.len() {
        short.truncate(short.rfind(' ').unwrap_or(short.len()));
    }
    let taken = |name: &String| names.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let mut numbered = (2..).map(|n| format!("{short} {n}"));
    Some(short.clone())
        .filter(|name| !taken(name))
        .unwrap_or_else(|| numbered.find(|name| !taken(name)).expect("one is free"))
}
