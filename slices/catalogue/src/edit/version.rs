//! Which version a change belongs to.

use crate::{Snapshot, Version, store};
use db::{DbError, Tx};
use kernel::{Day, Refusal};
use web::{Fields, FormErrors};

/// A version prepared further ahead would be a slip of the finger, and no later change could come before it.
const FURTHEST_DAYS: i32 = 366;

/// A day from which a change may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VersionDay {
    day: Day,
    /// The version that begins that day, when there is one already.
    pub existing: Option<i64>,
}

/// Reads the day of a change: today or later, and not before the last version began, since versions follow one another.
pub(crate) fn version_day(
    errors: &mut FormErrors,
    fields: &Fields,
    present: &Snapshot,
    today: Day,
) -> Option<VersionDay> {
    if fields.optional("from").is_none() {
        errors.push(Refusal::invalid("empty").field("from"));
        return None;
    }
    let day = errors.date(fields, "from")?;
    let last = present.versions().last()?;
    if day < today {
        errors.push(Refusal::invalid("version-in-the-past").field("from"));
        return None;
    }
    if day < last.from {
        let day = last.from.date().strftime("%d/%m/%Y");
        errors.push(Refusal::invalid("version-before-last").field("from").with("day", day));
        return None;
    }
    if day > today.plus(FURTHEST_DAYS) {
        errors.push(Refusal::invalid("version-too-far").field("from"));
        return None;
    }
    Some(VersionDay { day, existing: (day == last.from).then_some(last.number) })
}

impl VersionDay {
    /// The number of the version that begins that day, which is made when there is none.
    pub async fn open(self, tx: &mut Tx, present: &Snapshot) -> Result<i64, DbError> {
        if let Some(number) = self.existing {
            return Ok(number);
        }
        let number = present.versions().last().map_or(0, |last| last.number) + 1;
        let version = Version { number, code: self.day.to_string(), from: self.day, note: String::new() };
        store::add_version(tx, &version).await?;
        Ok(number)
    }
}
