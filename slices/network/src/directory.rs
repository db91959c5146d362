//! The network in memory: small, read everywhere, read again after each edit.

use crate::{
    Event,
    almanac::Almanac,
    calendar::Calendar,
    filter::{Filter, fold},
    hours::{Agenda, Exception, ExceptionHours, Rule, Slot},
    model::{HolidayZone, PlaceKind, SchoolZone, Stage, Territory},
    store::{self, Association, ExceptionRow, PlaceRow, StopRow},
};
use db::{Db, DbError};
use jiff::{Timestamp, tz::TimeZone};
use kernel::{Actor, AssociationId, Day, PlaceId, Whereabouts};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock, RwLock},
};

/// How many days in a row a place may be shut by its hours before its closing, the last day it receives on being told all the same.
const SHUT_DAYS: i32 = 14;

/// A place with what belongs to it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its facts.
    pub row: PlaceRow,
    /// Its time zone, ready to use.
    pub zone: TimeZone,
    /// The name of its association.
    pub association_name: String,
    /// Special hours and closures.
    pub exceptions: Vec<ExceptionRow>,
    /// Where a bus stops.
    pub stops: Vec<StopRow>,
    /// The calendars of the network.
    almanac: Arc<Almanac>,
    /// Worked out when it is first asked for: evaluating a rule costs more than reading a row.
    agenda: OnceLock<Option<Agenda>>,
    /// What a search looks into, and the order of lists: association, name, address, in small letters without accents.
    pub(crate) words: String,
}

impl Place {
    fn new(
        row: PlaceRow,
        association_name: String,
        exceptions: Vec<ExceptionRow>,
        stops: Vec<StopRow>,
        almanac: Arc<Almanac>,
    ) -> Self {
        let zone = TimeZone::get(&row.zone).unwrap_or(TimeZone::UTC);
        let words = words(&row, &association_name);
        Self { row, zone, association_name, exceptions, stops, almanac, agenda: OnceLock::new(), words }
    }

    fn is_as(&self, other: &Self) -> bool {
        self.row == other.row
            && self.association_name == other.association_name
            && self.exceptions == other.exceptions
            && self.stops == other.stops
            && Arc::ptr_eq(&self.almanac, &other.almanac)
    }

    /// Where it lies, for rights.
    pub fn whereabouts(&self) -> Whereabouts {
        Whereabouts::Place(self.row.id, self.row.association)
    }

    /// Whether it goes from stop to stop.
    pub fn is_bus(&self) -> bool {
        self.row.kind == PlaceKind::Bus.code()
    }

    /// Its stage at an instant: where a last day is set, the place closes by itself when that day is over. A word that nothing here
    /// knows is taken for the usual one.
    pub fn stage_at(&self, instant: Timestamp) -> Stage {
        let over = self.row.closed.is_some_and(|last| last < Day::at(instant, &self.zone));
        if over { Stage::Closed } else { self.row.stage.parse().unwrap_or(Stage::Mature) }
    }

    /// The last day it receives on, once its closing is decided and not yet come: the last that its hours open, which a closing on a
    /// Monday leaves days before its eve. Where they open none of the last days, the eve itself.
    pub fn last_day(&self, instant: Timestamp) -> Option<Day> {
        let eve = self.row.closed.filter(|_| self.stage_at(instant).receives())?;
        let today = Day::at(instant, &self.zone);
        let mut days = (0..=SHUT_DAYS).map(|back| eve.plus(-back)).take_while(|day| *day >= today);
        days.find(|day| self.open_minutes(*day).is_some_and(|minutes| minutes > 0)).or(Some(eve))
    }

    /// Where those who come read about it: `/lieu/12-marseille`. The number alone leads there; the commune is for the reader.
    pub fn public_path(&self) -> String {
        let commune: String =
            fold(&self.row.commune).chars().map(|letter| if letter == ' ' { '-' } else { letter }).collect();
        let commune: String = commune.chars().filter(|letter| letter.is_ascii()).collect();
        match commune.trim_matches('-') {
            "" => format!("/lieu/{}", self.row.id),
            commune => format!("/lieu/{}-{commune}", self.row.id),
        }
    }

    /// When it is open; nothing when its hours are not known.
    pub fn agenda(&self) -> Option<&Agenda> {
        self.agenda.get_or_init(|| self.make_agenda()).as_ref()
    }

    fn make_agenda(&self) -> Option<Agenda> {
        self.agenda_of(self.row.hours.as_deref()?)
    }

    /// When a rule opens, here: with the place's holidays, exceptions and clock. Nothing when it cannot be read.
    pub fn agenda_of(&self, rule: &str) -> Option<Agenda> {
        let rule: Rule = rule.parse().ok()?;
        let exceptions = self.exceptions.iter().filter_map(|row| {
            let hours = match &row.hours {
                None => ExceptionHours::Closed,
                Some(hours) => ExceptionHours::Open(Slot::parse_list(hours).ok()?),
            };
            Exception::new(row.from.date(), row.to.date(), hours, &row.reason).ok()
        });
        let holidays = self.almanac.holidays(self.holiday_zone(), self.school_zone());
        Some(Agenda::new(rule, &holidays, exceptions.collect(), self.zone.clone()))
    }

    /// The network's calendar.
    pub fn calendar(&self) -> &Arc<Calendar> {
        self.almanac.calendar()
    }

    /// Its zone of public holidays.
    pub fn holiday_zone(&self) -> HolidayZone {
        self.row.holiday_zone.parse().unwrap_or(HolidayZone::Metropole)
    }

    /// Its zone of the school calendar. What was stored before Corsica and the overseas territories had zones says none: there the
    /// department decides.
    pub fn school_zone(&self) -> Option<SchoolZone> {
        let stored = self.row.school_zone.parse().ok();
        stored.or_else(|| Territory::of_code(&self.row.department)?.school)
    }

    /// Whether it received, or should have, on a day: it was open for business and its hours say so. Unknown hours say
    /// nothing.
    pub fn open_minutes(&self, day: Day) -> Option<u32> {
        if day < self.row.opened || self.row.closed.is_some_and(|closed| day > closed) {
            return Some(0);
        }
        self.agenda().map(|agenda| agenda.open_minutes(day.date()))
    }
}

fn words(row: &PlaceRow, association: &str) -> String {
    let department = Territory::of_code(&row.department).map_or("", |territory| territory.name);
    [association, &row.short_name, &row.name, &row.commune, &row.post_code, department].map(fold).join(" ")
}

/// The network as it was last read. Cheap to clone; every clone sees a refresh.
#[derive(Clone, Default)]
pub struct Directory(Arc<RwLock<Arc<Snapshot>>>);

/// The network at one instant.
#[derive(Default)]
pub struct Snapshot {
    settings: BTreeMap<String, String>,
    associations: BTreeMap<AssociationId, Association>,
    places: BTreeMap<PlaceId, Arc<Place>>,
    almanac: Arc<Almanac>,
    events: Vec<Event>,
}

impl Directory {
    /// Reads the network.
    pub async fn load(db: &Db) -> Result<Self, DbError> {
        let directory = Self::default();
        directory.refresh(db).await?;
        Ok(directory)
    }

    /// Reads it again.
    pub async fn refresh(&self, db: &Db) -> Result<(), DbError> {
        let mut tx = db.read(&Actor::System("directory")).await?;
        let settings = store::settings(&mut tx).await?;
        let associations: BTreeMap<_, _> =
            store::associations(&mut tx).await?.into_iter().map(|row| (row.id, row)).collect();
        let mut exceptions: BTreeMap<PlaceId, Vec<ExceptionRow>> = BTreeMap::new();
        for row in store::exceptions(&mut tx).await? {
            exceptions.entry(row.place).or_default().push(row);
        }
        let mut stops: BTreeMap<PlaceId, Vec<StopRow>> = BTreeMap::new();
        for row in store::stops(&mut tx).await? {
            stops.entry(row.place).or_default().push(row);
        }
        let events = store::events(&mut tx).await?;
        let before = self.now();
        let almanac = Almanac::of(&store::school_days(&mut tx).await?);
        // A calendar that is as it was keeps its holidays, which are long to list.
        let almanac = if *before.almanac == almanac { before.almanac.clone() } else { Arc::new(almanac) };
        let places = store::places(&mut tx).await?.into_iter().map(|row| {
            let association_name = associations.get(&row.association).map_or(String::new(), |found| found.name.clone());
            let exceptions = exceptions.remove(&row.id).unwrap_or_default();
            let stops = stops.remove(&row.id).unwrap_or_default();
            let place = Place::new(row, association_name, exceptions, stops, almanac.clone());
            // A place that is as it was keeps what was worked out about it.
            let same = before.place(place.row.id).filter(|old| old.is_as(&place)).cloned();
            (place.row.id, same.unwrap_or_else(|| Arc::new(place)))
        });
        let places = places.collect();
        let snapshot = Arc::new(Snapshot { settings, places, associations, almanac, events });
        *self.0.write().expect("nobody panics while they hold the directory") = snapshot;
        Ok(())
    }

    /// The network at this instant.
    pub fn now(&self) -> Arc<Snapshot> {
        self.0.read().expect("nobody panics while they hold the directory").clone()
    }
}

impl Snapshot {
    /// A setting of the installation.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    /// The network's name.
    pub fn name(&self) -> &str {
        self.setting("network.name").unwrap_or("Parvis")
    }

    /// Whether the installation is a demonstration.
    pub fn demonstration(&self) -> bool {
        self.setting("demonstration") == Some("yes")
    }

    /// A place.
    pub fn place(&self, id: PlaceId) -> Option<&Arc<Place>> {
        self.places.get(&id)
    }

    /// Every place, by id.
    pub fn places(&self) -> impl Iterator<Item = &Arc<Place>> {
        self.places.values()
    }

    /// The places whose name, commune, post code, department or association hold all these words, in their order.
    pub fn find(&self, words: &str) -> Vec<Arc<Place>> {
        Filter { words: words.to_owned(), ..Filter::default() }.places(self)
    }

    /// An association.
    pub fn association(&self, id: AssociationId) -> Option<&Association> {
        self.associations.get(&id)
    }

    /// Every association, by id.
    pub fn associations(&self) -> impl Iterator<Item = &Association> {
        self.associations.values()
    }

    /// The network's calendar: the shipped one, and what the network added.
    pub fn calendar(&self) -> &Arc<Calendar> {
        self.almanac.calendar()
    }

    /// Every event, by first day.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter()
    }

    /// The events that concern a place on some day between two, both included.
    pub fn events_on(&self, place: &Place, first: Day, last: Day) -> impl Iterator<Item = &Event> {
        let there = place.whereabouts();
        self.events.iter().filter(move |event| event.scope.covers(there) && event.happens(first, last))
    }

    /// The places an actor holds a right over.
    pub fn places_of(&self, actor: &Actor, right: kernel::Right) -> Vec<Arc<Place>> {
        self.places.values().filter(|place| actor.may(right, place.whereabouts())).cloned().collect()
    }
}
