//! The plan of an import: what a file would record, before anything is written. Pure.

use super::{
    daily::daily,
    map::{ColumnMap, Field, RowKind, VisitRule},
    name::Names,
    report::{FileRefusal, Meaning, Reason, RefusedRow, UnknownWord},
    row::{ReadRow, Reader, Said},
    table::{Row, Table},
    vocabulary::{Likeness, Vocabulary},
};
use catalogue::Snapshot;
use jiff::{Timestamp, civil::Time, tz::TimeZone};
use kernel::{Day, EntryId};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tally::DailyCount;

/// What must be known of the place.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Its time zone.
    pub zone: TimeZone,
    /// Its first day.
    pub opened: Day,
    /// Its last day.
    pub closed: Option<Day>,
    /// The day it is there.
    pub today: Day,
    /// The first day that is recorded request by request: daily counts stop before it.
    pub detailed_from: Option<Day>,
    /// The days that are counted as a whole, with the import that said so.
    pub counted: BTreeMap<Day, BTreeSet<String>>,
}

/// A visit to record with its requests.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedVisit {
    /// Its name, made from its source and its rows.
    pub id: EntryId,
    /// When it opened; midnight when no hour is known.
    pub opened: Timestamp,
    /// Its facts.
    pub body: Map<String, Value>,
    /// When it closed, when something says so, and the name of that entry.
    pub closed: Option<(EntryId, Timestamp)>,
    /// Its requests.
    pub requests: Vec<PlannedRequest>,
}

/// A request to record.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRequest {
    /// The line of its row.
    pub line: u64,
    /// Its name.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// Its facts.
    pub body: Map<String, Value>,
    /// Its words.
    pub note: Option<String>,
}

/// What a file would record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What the file is called in its map.
    pub source: String,
    /// How its letters were written.
    pub encoding: &'static str,
    /// Between its cells.
    pub separator: char,
    /// How many rows it has.
    pub rows: usize,
    /// The visits, in the order of time.
    pub visits: Vec<PlannedVisit>,
    /// The daily counts, in the order of days.
    pub counts: Vec<DailyCount>,
    /// What each word becomes.
    pub meanings: Vec<Meaning>,
    /// The words without a code, the most frequent first.
    pub unknown: Vec<UnknownWord>,
    /// The rows that are not taken, in the order of the file.
    pub refused: Vec<RefusedRow>,
}

impl Plan {
    /// How many requests it records.
    pub fn requests(&self) -> usize {
        self.visits.iter().map(|visit| visit.requests.len()).sum()
    }

    /// Its first and its last day.
    pub fn days(&self, zone: &TimeZone) -> Option<(Day, Day)> {
        let visits = self.visits.iter().map(|visit| Day::at(visit.opened, zone));
        let days: BTreeSet<Day> = visits.chain(self.counts.iter().map(|count| Day(count.day.0))).collect();
        Some((*days.first()?, *days.last()?))
    }
}

/// Reads a file through its map.
pub fn plan(bytes: &[u8], map: &ColumnMap, catalogue: &Snapshot, ground: &Ground) -> Result<Plan, FileRefusal> {
    let vocabulary = Vocabulary::of(catalogue);
    let wrong: Vec<_> = map
        .codes()
        .filter(|(field, code)| Vocabulary::is_coded(*field) && !vocabulary.knows(*field, code))
        .map(|(field, code)| format!("{code} ({})", field.slug()))
        .collect();
    if !wrong.is_empty() {
        return Err(FileRefusal::MapCodes(wrong.into_iter().collect::<BTreeSet<_>>().into_iter().collect()));
    }
    let wanted: Vec<_> = map.columns.iter().map(|(_, name)| name.as_str()).collect();
    let table = Table::read(bytes, &wanted)?;
    let mut plan = Plan {
        source: map.source.clone(),
        encoding: table.encoding,
        separator: table.separator,
        rows: table.rows.len(),
        ..Plan::default()
    };
    match map.kind {
        RowKind::Requests => requests(&mut plan, &table, map, &vocabulary, ground),
        RowKind::Daily => daily(&mut plan, &table, map, ground),
    }
    Ok(plan)
}

/// Whether something may be recorded in the place on a day.
pub(super) fn check_day(day: Day, ground: &Ground) -> Result<(), Reason> {
    if day > ground.today {
        return Err(Reason::Future(french(day)));
    }
    if day < ground.opened {
        return Err(Reason::BeforeOpening(french(day)));
    }
    if ground.closed.is_some_and(|closed| day > closed) {
        return Err(Reason::AfterClosing(french(day)));
    }
    Ok(())
}

/// The journal's own rules for words, asked before anything is written.
fn check_note(note: Option<&str>) -> Result<(), Reason> {
    let Some(note) = note else { return Ok(()) };
    let id = uuid::Builder::from_unix_timestamp_millis(0, &[0; 10]).into_uuid();
    let entry = serde_json::json!({"id": id, "v": 1, "place": 0, "kind": "", "at": "2000-01-01T00:00:00Z",
        "body": {}, "note": note});
    journal::Entry::read(&entry).map(drop).map_err(|refusal| match refusal.code {
        "entry-note-secret" => Reason::Secret,
        "entry-note-too-long" => Reason::LongNote,
        other => Reason::Journal(other.to_owned()),
    })
}

pub(super) fn french(day: Day) -> String {
    let date = day.date();
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

fn requests(plan: &mut Plan, table: &Table, map: &ColumnMap, vocabulary: &Vocabulary, ground: &Ground) {
    let mut words = Words::default();
    let mut groups: BTreeMap<(Timestamp, usize), Vec<Dated<'_>>> = BTreeMap::new();
    let mut known: HashMap<(Day, String), (Timestamp, usize)> = HashMap::new();
    for (position, row) in table.rows.iter().enumerate() {
        let cell = |field: Field| {
            let index = map.columns.iter().position(|(known, _)| *known == field);
            index.map_or("", |index| table.cell(row, index))
        };
        let reader = Reader { map, vocabulary, cell: &cell };
        let whole = table.check_width(row).map_err(|reason| vec![reason]);
        let read = whole.and_then(|()| reader.read(&mut |said| words.note(said))).and_then(|read| {
            let day = Day::of(read.date);
            check_day(day, ground).map_err(|reason| vec![reason])?;
            if ground.counted.contains_key(&day) {
                return Err(vec![Reason::AlreadyCounted(french(day))]);
            }
            // Without an hour it stands at midnight: no place receives then, and no half-hour is claimed in figures.
            let at = read.date.to_datetime(read.time.unwrap_or(Time::midnight()));
            let at = at.to_zoned_datetime(ground.zone.clone()).map_err(|_| vec![Reason::Date(french(day))])?;
            check_note(read.note.as_deref()).map_err(|reason| vec![reason])?;
            Ok((read, at.timestamp()))
        });
        match read {
            Ok((read, at)) => {
                let tied = map.visit == VisitRule::Column && !read.visit.is_empty();
                let key = match tied.then(|| (Day::of(read.date), read.visit.clone())) {
                    Some(tie) => *known.entry(tie).or_insert((at, position)),
                    None => (at, position),
                };
                groups.entry(key).or_default().push((row, read, at));
            }
            Err(reasons) => {
                plan.refused.extend(reasons.into_iter().map(|reason| RefusedRow { line: row.line, reason }));
            }
        }
    }
    let mut names = Names::new(&map.source);
    plan.visits = groups.into_values().map(|rows| visit(&mut names, rows, map.visit, &ground.zone)).collect();
    plan.visits.sort_by_key(|visit| (visit.opened, visit.id));
    (plan.meanings, plan.unknown) = words.told(vocabulary);
}

/// A row that was read, and when it happened.
type Dated<'a> = (&'a Row, ReadRow, Timestamp);

/// The rows of one visit, as entries.
fn visit(names: &mut Names<'_>, rows: Vec<Dated<'_>>, rule: VisitRule, zone: &TimeZone) -> PlannedVisit {
    let opened = rows.iter().map(|(.., at)| *at).min().unwrap_or_default();
    let last = rows.iter().map(|(.., at)| *at).max().unwrap_or_default();
    let minutes: Option<u16> = rows.iter().filter_map(|(_, read, _)| read.minutes).reduce(u16::saturating_add);
    let day = Day::at(opened, zone);
    let mut body = Map::new();
    let mut requests = Vec::with_capacity(rows.len());
    let mut visit_name = None;
    for (row, read, at) in rows {
        let name = names.of(&row.content(), day);
        // A visit told by a column is named after it, so that rows that join it later find it.
        let tied = rule == VisitRule::Column && !read.visit.is_empty();
        let visit = visit_name.get_or_insert_with(|| if tied { names.of(&read.visit, day) } else { name.clone() });
        for (member, value) in read.visit_body {
            body.entry(member).or_insert(value);
        }
        let mut request = read.request_body;
        request.insert("visit".into(), Value::String(visit.part("visit").to_string()));
        requests.push(PlannedRequest { line: row.line, id: name.part("request"), at, body: request, note: read.note });
    }
    let name = visit_name.unwrap_or_else(|| names.of("", day));
    // It is closed only when something says how long it lasted: a guess is not an observation.
    let lasted = minutes.map(|minutes| opened + jiff::SignedDuration::from_mins(i64::from(minutes)));
    let end = lasted.map_or(last, |end| end.max(last));
    let closed = (end > opened).then(|| (name.part("closing"), end));
    PlannedVisit { id: name.part("visit"), opened, body, closed, requests }
}

/// The words met in a file.
#[derive(Default)]
struct Words {
    known: BTreeMap<(Field, String), (Option<String>, usize)>,
    unknown: BTreeMap<(Field, String), usize>,
}

impl Words {
    fn note(&mut self, said: Said<'_>) {
        match said {
            Said::Known(field, word, code) => {
                let (_, count) =
                    self.known.entry((field, super::row::shown(word))).or_insert_with(|| (code.map(str::to_owned), 0));
                *count += 1;
            }
            Said::Unknown(field, word) => *self.unknown.entry((field, super::row::shown(word))).or_default() += 1,
        }
    }

    fn told(self, vocabulary: &Vocabulary) -> (Vec<Meaning>, Vec<UnknownWord>) {
        /// Comparing a word with the whole catalogue costs a millisecond: the most frequent ones are enough to mend a map.
        const COMPARED: usize = 100;
        let known = self.known.into_iter().map(|((field, word), (code, count))| Meaning { field, word, code, count });
        let mut unknown: Vec<_> = self.unknown.into_iter().collect();
        unknown.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
        let mut likeness = Likeness::of(vocabulary);
        let unknown = unknown.into_iter().enumerate().map(|(position, ((field, word), count))| {
            let nearest = (position < COMPARED).then(|| likeness.nearest(field, &word)).flatten().map(str::to_owned);
            UnknownWord { field, word, count, nearest }
        });
        (known.collect(), unknown.collect())
    }
}
