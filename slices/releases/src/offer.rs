//! What may be given out next of a year. Pure, but for [`ask_latest`].

use crate::series::Series;
use crate::store::{self, Listed};
use db::{DbError, Tx};
use jiff::Timestamp;
use kernel::{AccountId, Day};

/// Days that a counter without a network, or a place far to the west, has to send what belongs to a quarter: it is frozen then.
const GRACE: i32 = 7;

/// How many quarters of a year are over on a day.
fn quarters_over(year: i16, today: Day) -> usize {
    (1..=4).filter(|quarters| crate::counts::days(year, 0..*quarters).1.plus(GRACE) < today).count()
}

/// What may be asked for next of a series' year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub year: i64,
    pub revision: i64,
    pub quarters: i64,
}

/// What may be asked for of a year: the quarters that are over and not told; once the year is told whole, its revision, in a later year. A year that cannot be
/// told whole beside its quarters is told anew.
pub(crate) fn offer(rows: &[&Listed], year: i16, today: Day) -> Option<Offer> {
    let over = quarters_over(year, today) as i64;
    let year_of = |row: &&&Listed| row.year == i64::from(year) && row.refused.is_none();
    let last = rows.iter().filter(year_of).max_by_key(|row| (row.revision, row.quarters));
    let (revision, told) = last.map_or((0, 0), |row| (row.revision, row.quarters));
    let made = last.and_then(|row| row.made);
    let waits = last.is_some() && made.is_none();
    let refused_whole = |revision| {
        let whole = |row: &&&Listed| row.year == i64::from(year) && row.revision == revision && row.quarters == 4;
        rows.iter().filter(whole).any(|row| row.refused.is_some())
    };
    let offer = |revision, quarters| Some(Offer { year: year.into(), revision, quarters });
    match () {
        () if waits || over == 0 => None,
        () if told < over && told > 0 && refused_whole(revision) => offer(revision + 1, over),
        () if told < over => offer(revision, over),
        // Revised at most once a calendar year (METHOD §3, R1).
        () if made.is_some_and(|made| catalogue::today(made).date().year() < today.date().year()) => {
            offer(revision + 1, over)
        }
        () => None,
    }
}

/// Asks for the latest table of a series: this year's, or the last one's while no quarter of this one is over.
///
/// # Errors
/// Of the database.
pub async fn ask_latest(tx: &mut Tx, series: &Series, now: Timestamp, by: Option<AccountId>) -> Result<(), DbError> {
    let today = catalogue::today(now);
    let this = today.date().year();
    if let Some(offer) = [this, this - 1].into_iter().find_map(|year| offer(&[], year, today)) {
        store::ask(tx, (&series.code(), offer.year, offer.revision, offer.quarters), now, by).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row(revision: i64, quarters: i64, made: &str) -> Listed {
        let made: jiff::Timestamp = made.parse().expect("an instant");
        Listed {
            series: "network".into(),
            year: 2025,
            revision,
            quarters,
            asked: made,
            made: Some(made),
            refused: None,
            audit: None,
        }
    }

    #[test]
    fn a_year_is_told_quarter_by_quarter_then_revised_once_a_year() {
        let day = |y, m, d| Day::of(date(y, m, d));
        let offered = |rows: &[Listed], today| {
            offer(&rows.iter().collect::<Vec<_>>(), 2025, today).map(|o| (o.revision, o.quarters))
        };
        assert_eq!(offered(&[], day(2025, 3, 31)), None);
        assert_eq!(offered(&[], day(2025, 4, 7)), None, "what was kept without a network still comes");
        assert_eq!(offered(&[], day(2025, 4, 8)), Some((0, 1)));
        let first = row(0, 1, "2025-04-02T08:00:00Z");
        assert_eq!(offered(std::slice::from_ref(&first), day(2025, 6, 30)), None);
        assert_eq!(offered(std::slice::from_ref(&first), day(2025, 10, 8)), Some((0, 3)));
        let whole = row(0, 4, "2026-01-05T08:00:00Z");
        assert_eq!(offered(&[first.clone(), whole.clone()], day(2026, 12, 31)), None);
        assert_eq!(offered(&[first.clone(), whole.clone()], day(2027, 1, 1)), Some((1, 4)));
        let refused = Listed { refused: Some("unprotected".into()), ..whole };
        assert_eq!(offered(&[first, refused.clone()], day(2026, 2, 1)), Some((1, 4)), "the whole year is told anew");
        assert_eq!(offered(&[refused], day(2026, 2, 1)), Some((0, 4)), "nothing was told: asked again");
        let waiting = Listed { made: None, ..row(0, 1, "2025-04-02T08:00:00Z") };
        assert_eq!(offered(&[waiting], day(2025, 10, 1)), None);
    }
}
