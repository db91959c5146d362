//! What a table would change: of the school days that a network added, and beside the shipped table.
//!
//! A table speaks for the days that it covers or names. What the network had said of them goes; where the shipped table says the
//! same, nothing needs to be kept; where it says otherwise, the network's word is followed and the contradiction is told.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{
    Calendar, School, SchoolDays,
    runs::{Run, meet, union, without},
};
use crate::model::SchoolZone;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// All that the network would have added, in order.
    pub own: Vec<SchoolDays>,
    /// What it had not.
    pub added: Vec<SchoolDays>,
    /// What it would have no longer.
    pub gone: Vec<SchoolDays>,
    /// Where the shipped table says otherwise.
    pub contradictions: Vec<Contradiction>,
}

/// Days of which the shipped table says otherwise than the network will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Where.
    pub zone: SchoolZone,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// The holidays that are shipped; none is term.
    pub shipped: Option<String>,
}

impl Change {
    /// What a table brings to a network that had added `own`.
    pub fn of(own: &[SchoolDays], brought: &[SchoolDays]) -> Self {
        let mut change = Self::default();
        for zone in SchoolZone::ALL {
            let of_zone =
                |days: &[SchoolDays]| days.iter().filter(|days| days.zone == zone).cloned().collect::<Vec<_>>();
            change.zone(zone, of_zone(own), &of_zone(brought));
        }
        change.own.sort();
        change.own.dedup();
        change.added = change.own.iter().filter(|days| !own.contains(days)).cloned().collect();
        change.gone = own.iter().filter(|days| !change.own.contains(days)).cloned().collect();
        change
    }

    /// Whether everything stays as it is.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty()
    }

    fn zone(&mut self, zone: SchoolZone, own: Vec<SchoolDays>, brought: &[SchoolDays]) {
        let spoken = union(brought.iter().map(run).collect());
        let mut said = Calendar::default();
        said.lay(brought);
        let fresh = self.beyond_shipped(zone, &spoken, &said);
        for days in own {
            match &days.name {
                Some(_) if spoken.iter().any(|spoken| meet(*spoken, run(&days))) => {}
                Some(_) => self.own.push(days),
                None => self.cover(zone, without(run(&days), &spoken)),
            }
        }
        let told = |days: &&SchoolDays| days.name.is_some() && fresh.iter().any(|fresh| meet(*fresh, run(days)));
        let named: Vec<_> = brought.iter().filter(told).cloned().collect();
        // Holidays cover their own days without another line.
        let within = |(first, last): &Run| named.iter().any(|days| days.first <= *first && *last <= days.last);
        self.cover(zone, fresh.into_iter().filter(|fresh| !within(fresh)).collect());
        self.own.extend(named);
    }

    fn cover(&mut self, zone: SchoolZone, runs: Vec<Run>) {
        // Neighbours are told as one, so that the same table brought twice says the same.
        let mine = |days: &SchoolDays| days.zone == zone && days.name.is_none();
        let before = self.own.iter().filter(|days| mine(days)).map(run);
        let runs = union(before.chain(runs).collect());
        self.own.retain(|days| !mine(days));
        self.own.extend(runs.into_iter().flat_map(|(first, last)| SchoolDays::each(&[zone], first, last, None)));
    }

    /// The runs of days that the shipped table does not know, or of which it says otherwise; the latter are noted.
    fn beyond_shipped(&mut self, zone: SchoolZone, spoken: &[Run], said: &Calendar) -> Vec<Run> {
        let shipped = Calendar::shipped();
        let mut fresh = Vec::new();
        for day in spoken.iter().flat_map(|(first, last)| first.series(1.day()).take_while(|day| *day <= *last)) {
            let ships = match shipped.school(Some(zone), day) {
                School::Unknown => None,
                School::Term => Some(None),
                School::Holiday(name) => Some(Some(name)),
            };
            let holiday = matches!(said.school(Some(zone), day), School::Holiday(_));
            match ships {
                Some(ships) if ships.is_some() == holiday => continue,
                Some(ships) => self.contradict(zone, day, ships),
                None => {}
            }
            fresh.push((day, day));
        }
        union(fresh)
    }

    fn contradict(&mut self, zone: SchoolZone, day: Date, shipped: Option<&str>) {
        match self.contradictions.last_mut() {
            Some(last)
                if last.zone == zone
                    && last.last.saturating_add(1.day()) == day
                    && last.shipped.as_deref() == shipped =>
            {
                last.last = day;
            }
            _ => {
                let shipped = shipped.map(str::to_owned);
                self.contradictions.push(Contradiction { zone, first: day, last: day, shipped });
            }
        }
    }
}

fn run(days: &SchoolDays) -> Run {
    (days.first, days.last)
}
