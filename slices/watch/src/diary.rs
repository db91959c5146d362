//! What the calendar announces of each place: whether it opens, for how long beside its usual hours, and whether schools are on holiday.
//!
//! What is usual on a weekday is the median of its open dates in the eight weeks before and after: hours are announced, so a night may read
//! those that come. A place takes part from its first record on.

use crate::parallel::in_blocks;
use insight::watch::Facts;
use kernel::{Day, PlaceId};
use network::{
    Place, Snapshot,
    calendar::{Calendar, School},
    model::SchoolZone,
};
use std::{collections::BTreeMap, sync::Arc};

/// Days on either side that tell what is usual.
const AROUND: i32 = 56;
/// Hours beyond these times the usual ones are taken for these.
const LEAST_HOURS: f64 = 0.1;
const MOST_HOURS: f64 = 4.0;

/// The calendars of all places over some days.
#[derive(Debug)]
pub(crate) struct Diary {
    first: Day,
    pages: BTreeMap<PlaceId, Page>,
    /// Minutes of all places together.
    network: Page,
    /// Whether schools are on holiday, for each zone in the order of `SchoolZone::ALL`.
    schools: [Vec<Option<bool>>; SchoolZone::ALL.len()],
}

/// The calendar of one place.
#[derive(Debug)]
struct Page {
    since: Day,
    zone: Option<SchoolZone>,
    /// Open minutes of each day from the diary's first; nothing where no hours are known.
    minutes: Option<Vec<u32>>,
}

impl Diary {
    /// The calendars of places, each from its first record on, to be asked about the days between two, both included.
    pub fn of(network: &Arc<Snapshot>, since: &BTreeMap<PlaceId, Day>, (from, to): (Day, Day)) -> Self {
        let first = from.plus(-AROUND - 1);
        let days = usize::try_from(to.0 - from.0 + 2 * AROUND + 2).unwrap_or(0);
        let each_day = || (0..days as i32).map(|at| first.plus(at));
        let schools =
            SchoolZone::ALL.map(|zone| each_day().map(|day| on_holiday(network.calendar(), zone, day)).collect());
        let mut known: Vec<_> = since.iter().filter_map(|(id, since)| Some((network.place(*id)?, *since))).collect();
        let page = |(place, since): &(&Arc<Place>, Day)| {
            let known = place.agenda().is_some();
            let minutes = known.then(|| each_day().map(|day| place.open_minutes(day).unwrap_or(0)).collect());
            (place.row.id, Page { since: *since, zone: place.school_zone(), minutes })
        };
        let pages = in_blocks(&mut known, |block| block.iter().map(page).collect::<Vec<_>>());
        let pages: BTreeMap<PlaceId, Page> = pages.into_iter().flatten().collect();
        let mut minutes = vec![0; days];
        for page in pages.values() {
            let begun = usize::try_from(page.since.0 - first.0).unwrap_or(0);
            let own = page.minutes.iter().flatten().enumerate().skip(begun);
            own.for_each(|(at, own)| minutes[at] += own);
        }
        let since = pages.values().map(|page| page.since).min().unwrap_or(to);
        Self { first, pages, network: Page { since, zone: None, minutes: Some(minutes) }, schools }
    }

    /// The places that take part.
    pub fn places(&self) -> impl Iterator<Item = PlaceId> {
        self.pages.keys().copied()
    }

    /// What was announced of a day of a place; nothing when it was shut, or had not begun. Where no hours are known, `seen` tells whether it was open.
    pub fn facts(&self, place: PlaceId, day: Day, seen: bool) -> Option<Facts> {
        let page = self.pages.get(&place)?;
        let facts = match &page.minutes {
            Some(minutes) => page.facts(minutes, self.first, day)?,
            None => (seen && day >= page.since).then(|| Facts::ordinary(day.date()))?,
        };
        Some(Facts { school_holiday: self.school(page.zone, day), ..facts })
    }

    /// The same of the network: open when one place is, and on holiday when most places are.
    pub fn network(&self, day: Day) -> Option<Facts> {
        let facts = self.network.facts(self.network.minutes.as_ref()?, self.first, day)?;
        let (mut on, mut off, mut unknown) = (0, 0, 0);
        for page in self.pages.values().filter(|page| page.since <= day) {
            match self.school(page.zone, day) {
                Some(true) => on += 1,
                Some(false) => off += 1,
                None => unknown += 1,
            }
        }
        let school_holiday = if unknown > on + off { None } else { Some(on >= off.max(1)) };
        Some(Facts { school_holiday, ..facts })
    }

    fn school(&self, zone: Option<SchoolZone>, day: Day) -> Option<bool> {
        let at = usize::try_from(day.0 - self.first.0).ok()?;
        self.schools[zone? as usize].get(at).copied().flatten()
    }
}

impl Page {
    fn facts(&self, minutes: &[u32], first: Day, day: Day) -> Option<Facts> {
        let at = usize::try_from(day.0 - first.0).ok()?;
        let open = *minutes.get(at)?;
        if day < self.since || open == 0 {
            return None;
        }
        let hours = usual(minutes, at).map_or(1.0, |usual| f64::from(open) / f64::from(usual));
        let after_closure = at > 0 && day > self.since && minutes[at - 1] == 0 && usual(minutes, at - 1).is_some();
        Some(Facts { hours: hours.clamp(LEAST_HOURS, MOST_HOURS), after_closure, ..Facts::ordinary(day.date()) })
    }
}

/// The usual minutes of that weekday: the median of its open dates around; nothing when it is usually shut.
fn usual(minutes: &[u32], at: usize) -> Option<u32> {
    let weeks = (AROUND / 7) as usize;
    let back = (at / 7).min(weeks);
    let dates = (at - 7 * back..minutes.len()).step_by(7).take(back + 1 + weeks);
    let mut open = [0; 2 * (AROUND / 7) as usize + 1];
    let (mut count, mut all) = (0, 0);
    for date in dates {
        all += 1;
        if minutes[date] > 0 {
            open[count] = minutes[date];
            count += 1;
        }
    }
    let open = &mut open[..count];
    open.sort_unstable();
    (2 * count > all).then(|| open[count / 2])
}

fn on_holiday(calendar: &Calendar, zone: SchoolZone, day: Day) -> Option<bool> {
    match calendar.school(Some(zone), day.date()) {
        School::Holiday(_) => Some(true),
        School::Term => Some(false),
        School::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Twenty weeks from a Monday: 360 minutes on weekdays, 180 on Saturdays.
    fn page(change: impl Fn(usize) -> Option<u32>) -> (Page, Vec<u32>, Day) {
        let usual = |at: usize| match at % 7 {
            0..5 => 360,
            5 => 180,
            _ => 0,
        };
        let minutes: Vec<u32> = (0..140).map(|at| change(at).unwrap_or(usual(at))).collect();
        let first = Day::of(date(2026, 1, 5));
        (Page { since: first, zone: None, minutes: Some(minutes.clone()) }, minutes, first)
    }

    fn facts(change: impl Fn(usize) -> Option<u32>, at: usize) -> Option<Facts> {
        let (page, minutes, first) = page(change);
        page.facts(&minutes, first, first.plus(at as i32))
    }

    #[test]
    fn a_day_is_measured_by_its_own_weekday() {
        for at in [70, 75] {
            let facts = facts(|_| None, at).unwrap();
            assert_eq!((facts.hours, facts.after_closure), (1.0, false), "{at}");
        }
        assert_eq!(facts(|_| None, 76), None, "a Sunday");
        assert_eq!(facts(|at| (at == 72).then_some(180), 72).unwrap().hours, 0.5);
    }

    #[test]
    fn the_day_after_a_closing_is_told_and_a_monday_is_not_one() {
        let closed = |at| (at == 71).then_some(0);
        assert_eq!(facts(closed, 71), None);
        assert!(facts(closed, 72).unwrap().after_closure);
        assert!(!facts(closed, 77).unwrap().after_closure);
    }

    #[test]
    fn hours_that_change_for_good_become_usual() {
        // From the tenth week on, mornings only.
        let shorter = |at: usize| (at >= 70 && at % 7 < 5).then_some(180);
        assert_eq!(facts(shorter, 133).unwrap().hours, 1.0);
        assert!(facts(shorter, 70).unwrap().hours <= 1.0);
        // An opening on a day that is usually shut has no usual hours to be measured by.
        assert_eq!(facts(|at| (at == 76).then_some(240), 76).unwrap().hours, 1.0);
    }

    #[test]
    fn before_its_first_record_a_place_takes_no_part() {
        let (mut page, minutes, first) = page(|_| None);
        page.since = first.plus(70);
        assert_eq!(page.facts(&minutes, first, first.plus(69)), None);
        assert!(page.facts(&minutes, first, first.plus(70)).is_some());
    }
}
