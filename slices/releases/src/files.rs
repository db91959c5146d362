//! What is taken away: CSV, JSON with its descriptor, Parquet. The same numbers as on the page, with the codes that stay.

use crate::told::Told;
use figures::{Cell, Format};
use parquet::{
    basic::{Compression, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, Int32Type},
    errors::ParquetError,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use serde_json::{Value, json};
use std::{io::Write, sync::Arc};

/// A column of a file: its name, what it holds.
pub(crate) enum Column {
    /// Text that is always there.
    Words(&'static str, Vec<ByteArray>),
    /// Text that may be missing.
    Known(&'static str, Vec<Option<ByteArray>>),
    /// A number that may be missing.
    Number(&'static str, Vec<Option<i32>>),
    /// Days since 1970.
    Day(&'static str, Vec<i32>),
}

impl Column {
    fn field(&self) -> String {
        match self {
            Column::Words(name, _) => format!("required binary {name} (utf8);"),
            Column::Known(name, _) => format!("optional binary {name} (utf8);"),
            Column::Number(name, _) => format!("optional int32 {name};"),
            Column::Day(name, _) => format!("required int32 {name} (date);"),
        }
    }
}

/// Writes Parquet, a group of rows after the other; every group has the same columns.
pub(crate) fn parquet<W: Write + Send>(
    out: W,
    name: &str,
    groups: impl IntoIterator<Item = Vec<Column>>,
) -> Result<W, ParquetError> {
    let mut groups = groups.into_iter().peekable();
    let fields: String = groups.peek().into_iter().flatten().map(Column::field).collect();
    let schema = Arc::new(parse_message_type(&format!("message {name} {{ {fields} }}"))?);
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    for columns in groups {
        let mut group = writer.next_row_group()?;
        for column in columns {
            let Some(mut to) = group.next_column()? else { break };
            match column {
                Column::Words(_, words) => to.typed::<ByteArrayType>().write_batch(&words, None, None)?,
                Column::Day(_, days) => to.typed::<Int32Type>().write_batch(&days, None, None)?,
                Column::Known(_, words) => {
                    let known: Vec<i16> = words.iter().map(|word| i16::from(word.is_some())).collect();
                    let words: Vec<ByteArray> = words.into_iter().flatten().collect();
                    to.typed::<ByteArrayType>().write_batch(&words, Some(&known), None)?
                }
                Column::Number(_, numbers) => {
                    let known: Vec<i16> = numbers.iter().map(|number| i16::from(number.is_some())).collect();
                    let numbers: Vec<i32> = numbers.into_iter().flatten().collect();
                    to.typed::<Int32Type>().write_batch(&numbers, Some(&known), None)?
                }
            };
            to.close()?;
        }
        group.close()?;
    }
    writer.into_inner()
}

/// The columns of a table, in their order: name, type for the descriptor, what it is.
const FIELDS: [(&str, &str, &str); 10] = [
    ("place", "string", "Code : réseau, région, département ou lieu"),
    ("place_name", "string", "Son nom"),
    ("category", "string", "Code : toutes les visites, une famille ou un thème"),
    ("category_name", "string", "Son nom"),
    ("period", "string", "Année ou trimestre : 2026, 2026-T1"),
    ("visits", "integer", "Visites, arrondies à un multiple de cinq ; vide quand le chiffre est retenu"),
    ("withheld", "string", "Pourquoi il est retenu : protected, single-agent, sensitive"),
    ("resolved_percent", "integer", "Part des visites dont toutes les demandes ont abouti, en pour cent"),
    ("resolved_within", "integer", "De combien de points l’arrondi peut l’avoir déplacée"),
    ("mean_minutes", "integer", "Durée moyenne des visites dont la durée est connue, en minutes"),
];

/// As CSV.
pub(crate) fn csv(told: &Told, format: Format) -> web::Result<Vec<u8>> {
    let head: Vec<String> = FIELDS.iter().map(|field| field.0.to_owned()).collect();
    let words = |words: &str| Cell::Words(words.to_owned());
    let (places, categories) = (told.place_names(), told.category_names());
    let count = |n: Option<u32>| n.map_or(Cell::Nothing, |n| Cell::Count(n.into()));
    let rows: Vec<Vec<Cell>> = told
        .figures
        .iter()
        .map(|figure| {
            vec![
                words(&figure.place),
                words(places.name(&figure.place)),
                words(&figure.category),
                words(categories.name(&figure.category)),
                words(&figure.period),
                count(figure.visits),
                figure.withheld.map_or(Cell::Nothing, |why| words(why.slug())),
                count(figure.resolved_percent.map(u32::from)),
                count(figure.resolved_within.map(u32::from)),
                count(figure.mean_minutes),
            ]
        })
        .collect();
    figures::write_csv(&head, &rows, format)
}

/// As Parquet.
pub(crate) fn table(told: &Told) -> Result<Vec<u8>, ParquetError> {
    let figures = &told.figures;
    let (places, categories) = (told.place_names(), told.category_names());
    let words =
        |of: &dyn Fn(usize) -> String| (0..figures.len()).map(|at| ByteArray::from(of(at).into_bytes())).collect();
    let number =
        |of: &dyn Fn(usize) -> Option<u32>| (0..figures.len()).map(|at| of(at).map(u32::cast_signed)).collect();
    let withheld = figures.iter().map(|figure| figure.withheld.map(|why| ByteArray::from(why.slug())));
    let columns = vec![
        Column::Words("place", words(&|at| figures[at].place.clone())),
        Column::Words("place_name", words(&|at| places.name(&figures[at].place).to_owned())),
        Column::Words("category", words(&|at| figures[at].category.clone())),
        Column::Words("category_name", words(&|at| categories.name(&figures[at].category).to_owned())),
        Column::Words("period", words(&|at| figures[at].period.clone())),
        Column::Number("visits", number(&|at| figures[at].visits)),
        Column::Known("withheld", withheld.collect()),
        Column::Number("resolved_percent", number(&|at| figures[at].resolved_percent.map(u32::from))),
        Column::Number("resolved_within", number(&|at| figures[at].resolved_within.map(u32::from))),
        Column::Number("mean_minutes", number(&|at| figures[at].mean_minutes)),
    ];
    parquet(Vec::new(), "visits", [columns])
}

/// The descriptor of what is open (Data Package of Frictionless Data, v1), for some years.
pub(crate) fn package(network: &str, simulated: bool, years: &[i64]) -> Value {
    let fields: Vec<Value> =
        FIELDS.iter().map(|(name, kind, about)| json!({"name": name, "type": kind, "description": about})).collect();
    let schema = json!({"fields": fields, "primaryKey": ["place", "category", "period"], "missingValues": [""]});
    let resource = |year: &i64| {
        json!({
            "name": format!("visites-{year}"),
            "path": format!("visites-{year}.csv"),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
            "schema": schema,
        })
    };
    json!({
        "profile": "tabular-data-package",
        "name": "visites",
        "title": format!("{network} : visites"),
        "description": if simulated { "Activité simulée : ces données montrent ce que Parvis publie." } else { "Visites reçues, par lieu, domaine et trimestre." },
        "licenses": [{
            "name": "etalab-2.0",
            "title": "Licence Ouverte 2.0",
            "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        }],
        "resources": years.iter().map(resource).collect::<Vec<_>>(),
    })
}
