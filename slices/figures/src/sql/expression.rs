//! Each dimension as an expression over a fact named `f`, in the common subset of both engines.

use super::{Dictionary, days_of};
use db::{DbError, Tx};
use jiff::{Timestamp, tz::TimeZone};
use kernel::PlaceId;
use std::fmt::Write as _;
use tally::{Dimension, Question, Waited};

/// A request counts under each of its acts, and under 0 when it has none.
pub(super) const ACTS: &str = "join (select 0 as code, 0 as bit union all select 1, 1 union all select 2, 2 union all
    select 3, 4 union all select 4, 8 union all select 5, 16 union all select 6, 32 union all select 7, 64) a
    on (a.bit = 0 and f.acts = 0) or (f.acts & a.bit) <> 0";

const MILLIS_A_SLOT: i64 = 30 * 60 * 1000;
const MILLIS_A_DAY: i64 = 48 * MILLIS_A_SLOT;

/// The expressions of one question.
pub(super) struct Expressions {
    families: String,
    languages: String,
    slot: String,
}

impl Expressions {
    pub async fn new(tx: &mut Tx, dictionary: &Dictionary, question: &Question, source: &str) -> Result<Self, DbError> {
        let by_the_clock = |dimension: &Dimension| matches!(dimension, Dimension::Hour | Dimension::Slot);
        let asked = question.by.iter().flatten().chain(question.filters.iter().map(|filter| &filter.dimension));
        let mut slot = "0".to_owned();
        if asked.copied().any(|dimension| by_the_clock(&dimension)) {
            let sql = format!("select min(f.at), max(f.at) from ({source}) f");
            let (first, last): (Option<i64>, Option<i64>) = tx.one(sql, days_of(question)).await?;
            if let (Some(first), Some(last)) = (first, last) {
                slot = slot_of(dictionary, first, last);
            }
        }
        Ok(Self { families: families(&dictionary.families), languages: languages(&dictionary.languages), slot })
    }

    /// The key of a dimension.
    pub fn of(&self, dimension: Dimension) -> String {
        let confirmed = |field: &str, bit: u8| {
            format!("case when coalesce(f.{field}, 0) = 0 then 0 when (f.defaults & {bit}) <> 0 then 2 else 1 end")
        };
        match dimension {
            Dimension::Hour => format!("({}) / 2", self.slot),
            Dimension::Slot => self.slot.clone(),
            Dimension::Family => self.families.clone(),
            Dimension::Language => self.languages.clone(),
            Dimension::Act => "a.code".into(),
            Dimension::ActsConfirmed => confirmed("acts", 1),
            Dimension::SupportConfirmed => confirmed("support", 2),
            Dimension::OutcomeConfirmed => confirmed("outcome", 4),
            Dimension::First => "case when f.first then 1 when not f.first then 2 else 0 end".into(),
            Dimension::Theme => "f.theme".into(),
            Dimension::Operator => "coalesce(f.operator, 0)".into(),
            Dimension::Branch => "f.branch".into(),
            Dimension::Support => "coalesce(f.support, 0)".into(),
            Dimension::Outcome => "coalesce(f.outcome, 0)".into(),
            Dimension::Channel => "coalesce(f.channel, 0)".into(),
            Dimension::Age => "coalesce(f.age, 0)".into(),
            Dimension::Origin => "coalesce(f.origin, 0)".into(),
            Dimension::Source => "f.source".into(),
            Dimension::Waited => classes("0", |class| class.code().into()),
            Dimension::Place
            | Dimension::Day
            | Dimension::Week
            | Dimension::Month
            | Dimension::Year
            | Dimension::Weekday => of_the_day(dimension, "f"),
        }
    }
}

/// The key of what follows from the place and the day of a row.
pub(super) fn of_the_day(dimension: Dimension, row: &str) -> String {
    // Both engines round towards zero: whole cycles are added so that no remainder is ever negative.
    let weekday = format!("({row}.day + 700005) % 7");
    match dimension {
        Dimension::Place => format!("{row}.place"),
        Dimension::Weekday => weekday,
        Dimension::Week => format!("{row}.day - {weekday}"),
        Dimension::Month => month(row),
        Dimension::Year => format!("({}) / 12", month(row)),
        _ => format!("{row}.day"),
    }
}

/// Howard Hinnant's `civil_from_days`: years begin in March and come in eras of 400, of which ten are added.
fn month(row: &str) -> String {
    let shifted = format!("({row}.day + 1460910)");
    let of_era = format!("({shifted} % 146097)");
    let year = format!("(({of_era} - {of_era} / 1460 + {of_era} / 36524 - {of_era} / 146096) / 365)");
    let of_year = format!("({of_era} - 365 * {year} - {year} / 4 + {year} / 100)");
    format!("({shifted} / 146097 * 400 + {year} - 2000) * 12 + (5 * {of_year} + 2) / 153 + 2")
}

/// What stands for each class of wait, and for one that is not known.
pub(super) fn classes(unknown: &str, of: impl Fn(Waited) -> u16) -> String {
    let longest_first = Waited::ALL.iter().rev();
    let cases = longest_first.map(|class| format!("when f.waited >= {} then {} ", class.first(), of(*class)));
    format!("case {}else {unknown} end", cases.collect::<String>())
}

/// A test that a key is one of some codes.
pub(super) fn list(expression: &str, codes: &[u32]) -> String {
    if codes.is_empty() {
        return "1 = 0".into();
    }
    let codes = codes.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    format!("({expression}) in ({codes})")
}

/// At least one of the acts; code 0 is no act at all.
pub(super) fn act_filter(codes: &[u32]) -> String {
    let bits: u32 =
        codes.iter().filter(|code| (1..=7).contains(*code)).map(|code| 1 << (code - 1)).fold(0, |a, b| a | b);
    let none = if codes.contains(&0) { " or f.acts = 0" } else { "" };
    format!("((f.acts & {bits}) <> 0{none})")
}

fn families(pairs: &[(u16, u16)]) -> String {
    if pairs.is_empty() {
        return "0".into();
    }
    let mut sql = "case f.theme".to_owned();
    for (theme, family) in pairs {
        let _ = write!(sql, " when {theme} then {family}");
    }
    sql + " else 0 end"
}

/// The tag itself if it stands in the list, else its first part. Tags are our own: letters, digits and hyphens.
fn languages(tags: &[&str]) -> String {
    if tags.is_empty() {
        return "0".into();
    }
    let mut sql = "case".to_owned();
    for (tag, number) in tags.iter().zip(1..) {
        let _ = write!(sql, " when f.language = '{tag}' then {number}");
    }
    for (tag, number) in tags.iter().zip(1..) {
        let _ = write!(sql, " when substr(f.language, 1, {}) = '{tag}-' then {number}", tag.len() + 1);
    }
    sql + " else 0 end"
}

/// The half-hour on the clock of each place between two instants.
fn slot_of(dictionary: &Dictionary, first: i64, last: i64) -> String {
    let mut zones: Vec<(&TimeZone, Vec<PlaceId>)> = Vec::new();
    for (place, zone) in &dictionary.zones {
        match zones.iter_mut().find(|(known, _)| *known == zone) {
            Some((_, places)) => places.push(*place),
            None => zones.push((zone, vec![*place])),
        }
    }
    let offset = match zones.as_slice() {
        [] => "0".to_owned(),
        [(zone, _)] => offset_of(zone, first, last),
        several => {
            let mut sql = "case".to_owned();
            for (zone, places) in several {
                let places = places.iter().map(PlaceId::to_string).collect::<Vec<_>>().join(",");
                let _ = write!(sql, " when f.place in ({places}) then {}", offset_of(zone, first, last));
            }
            sql + " else 0 end"
        }
    };
    format!("(f.at + {offset} + {}) / {MILLIS_A_SLOT} % 48", 100_000 * MILLIS_A_DAY)
}

/// A zone's distance to UTC in milliseconds, through every change of its clock between two instants.
fn offset_of(zone: &TimeZone, first: i64, last: i64) -> String {
    let instant = |millis| Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH);
    let before = i64::from(zone.to_offset(instant(first)).seconds()) * 1000;
    let changes = zone
        .following(instant(first))
        .map(|change| (change.timestamp().as_millisecond(), i64::from(change.offset().seconds()) * 1000));
    let changes: Vec<_> = changes.take_while(|(at, _)| *at <= last).collect();
    if changes.is_empty() {
        return before.to_string();
    }
    let mut sql = "case".to_owned();
    for (at, offset) in changes.iter().rev() {
        let _ = write!(sql, " when f.at >= {at} then {offset}");
    }
    let _ = write!(sql, " else {before} end");
    sql
}
