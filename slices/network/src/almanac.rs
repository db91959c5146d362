//! The network's calendar, and the holidays of each pair of zones, listed once: some fifteen thousand days, which every place there
//! shares.

use crate::{
    calendar::{Calendar, SchoolDays},
    hours::Holidays,
    model::{HolidayZone, SchoolZone},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// See the module. A change of the calendar makes another almanac, so that nothing here is ever stale.
#[derive(Debug)]
pub(crate) struct Almanac {
    calendar: Arc<Calendar>,
    listed: Mutex<HashMap<(HolidayZone, Option<SchoolZone>), Holidays>>,
}

impl Almanac {
    /// What is shipped, and what a network added.
    pub fn of(own: &[SchoolDays]) -> Self {
        Self { calendar: Arc::new(Calendar::with(own)), listed: Mutex::default() }
    }

    pub fn calendar(&self) -> &Arc<Calendar> {
        &self.calendar
    }

    /// The holidays of two zones.
    pub fn holidays(&self, zone: HolidayZone, school: Option<SchoolZone>) -> Holidays {
        let mut listed = self.listed.lock().expect("listing days does not panic");
        listed.entry((zone, school)).or_insert_with(|| Holidays::new(&self.calendar, zone, school)).clone()
    }
}

impl Default for Almanac {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl PartialEq for Almanac {
    fn eq(&self, other: &Self) -> bool {
        self.calendar == other.calendar
    }
}
