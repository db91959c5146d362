//! A year ago: what the period is compared with, and how.

use super::{Asker, Figure, by_size, place};
use crate::period::year_before;
use kernel::{Day, PlaceId};
use std::collections::HashMap;
use tally::{BadQuestion, Dimension, Key, Measure};

/// A change since a year ago, place by place and opening day by opening day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Change {
    /// .09 for nine percent more.
    pub share: f64,
    /// The number of a year ago.
    pub then: u64,
    /// The number it is compared with: that of the same places, over the days compared.
    pub now: u64,
    /// Places that were open in both periods.
    pub places: usize,
    /// Opening days of those places, now and then.
    pub days: (u64, u64),
}

/// Fewer than this a year ago, and a percentage would only show chance.
pub(crate) const FEWEST: u64 = 30;

/// The days of a year ago that a period is compared with, and how long each place was open in both.
///
/// Each place is compared with itself: its number of a year ago, divided by its days open then, times its days open now, is
/// what one would expect had nothing changed but the opening. Places that were not open in both periods are left out. The day
/// that is not over is left out as well.
pub(crate) struct Past {
    pub now: (Day, Day),
    pub then: (Day, Day),
    days: HashMap<PlaceId, (u64, u64)>,
}

impl Past {
    /// A year ago.
    pub fn of(asker: &Asker) -> Result<Past, BadQuestion> {
        let now = asker.selection.whole_days();
        Self::between(asker, now, (year_before(now.0), year_before(now.1)))
    }

    /// Some days against others.
    pub fn between(asker: &Asker, now: (Day, Day), then: (Day, Day)) -> Result<Past, BadQuestion> {
        let mut days: HashMap<PlaceId, (u64, u64)> = HashMap::new();
        if now.0 <= now.1 {
            let open = |(from, to)| asker.rows(Measure::OpenDays, [Some(Dimension::Place), None], from, to, false);
            for row in open(now)?.rows {
                days.entry(place(row.keys[0]).unwrap_or(PlaceId(0))).or_default().0 = row.n;
            }
            for row in open(then)?.rows {
                days.entry(place(row.keys[0]).unwrap_or(PlaceId(0))).or_default().1 = row.n;
            }
            days.retain(|_, (now, then)| *now > 0 && *then > 0);
        }
        Ok(Past { now, then, days })
    }

    pub fn change(&self, asker: &Asker, measure: Measure) -> Result<Option<Change>, BadQuestion> {
        Ok(self.changes(asker, measure, None)?.remove(&Key::All))
    }

    /// The families of the period, largest first, with their changes.
    pub fn families(&self, asker: &Asker) -> Result<Vec<(Key, Figure)>, BadQuestion> {
        let cut =
            by_size(asker.cut(Measure::Requests, Dimension::Family, asker.selection.bounds.0, asker.selection.to())?);
        let changes = self.changes(asker, Measure::Requests, Some(Dimension::Family))?;
        Ok(cut.into_iter().map(|(key, n)| (key, Figure { n, change: changes.get(&key).copied() })).collect())
    }

    /// The change of each group of a cut, or of the whole.
    pub fn changes(
        &self,
        asker: &Asker,
        measure: Measure,
        by: Option<Dimension>,
    ) -> Result<HashMap<Key, Change>, BadQuestion> {
        let of_places = by == Some(Dimension::Place);
        let (by, group) = (by.filter(|_| !of_places), usize::from(!of_places));
        if self.days.is_empty() {
            return Ok(HashMap::new());
        }
        let ask = |(from, to)| asker.rows(measure, [Some(Dimension::Place), by], from, to, true);
        let (now, then) = (ask(self.now)?, ask(self.then)?);
        // Imported daily counts know no finer cut: a year with them and a year without cannot be compared under one.
        let fine = by.is_some() || asker.selection.filters.iter().any(|filter| !filter.dimension.of_the_day());
        if fine && now.undetailed + then.undetailed > 0 {
            return Ok(HashMap::new());
        }
        let mut sums: HashMap<Key, (u64, u64, f64)> = HashMap::new();
        for row in &now.rows {
            if place(row.keys[0]).is_some_and(|place| self.days.contains_key(&place)) {
                sums.entry(row.keys[group]).or_default().0 += row.value;
            }
        }
        for row in &then.rows {
            if let Some((days_now, days_then)) = place(row.keys[0]).and_then(|place| self.days.get(&place)) {
                let sum = sums.entry(row.keys[group]).or_default();
                sum.1 += row.value;
                sum.2 += row.value as f64 * *days_now as f64 / *days_then as f64;
            }
        }
        let days = self.days.values().fold((0, 0), |sum, days| (sum.0 + days.0, sum.1 + days.1));
        let enough = sums.into_iter().filter(|(_, (_, then, _))| *then >= FEWEST);
        Ok(enough
            .map(|(key, (now, then, expected))| {
                let share = now as f64 / expected - 1.0;
                (key, Change { share, then, now, places: self.days.len(), days })
            })
            .collect())
    }
}
