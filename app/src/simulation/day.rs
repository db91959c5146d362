//! One day of one place.

use super::{Chance, HallDay, Shift};
use catalogue::{Snapshot, Theme};
use jiff::{SignedDuration, Timestamp, civil::Time};
use journal::Entry;
use kernel::{AccountId, Day, EntryId};
use network::Place;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tally::{Acts, Branch};

/// How busy the places are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// A network of PIMMS: about 60 visits a day in a mature place
    Pimms,
    /// The whole of France services: about 13 requests a day a place
    National,
}

/// A simulated network, in one seed.
pub struct Simulation {
    catalogue: Arc<Snapshot>,
    profile: Profile,
    pub(super) seed: u64,
    /// The themes people come for.
    themes: Vec<u16>,
    /// How much they come for each, month by month.
    weights: [Vec<f64>; 12],
    /// From this day on nobody takes a ticket: the hall is left to those who try the program.
    still_from: Day,
}

const REQUESTS_A_VISIT: f64 = 1.8;
/// Opening hours of an ordinary day, to turn a daily figure into an hourly one: 31 hours a week.
const HOURS_A_DAY: f64 = 6.2;

impl Simulation {
    /// A simulation by the catalogue of today.
    pub fn new(catalogue: Arc<Snapshot>, profile: Profile, seed: u64, today: Day) -> Self {
        let drawn: Vec<_> = catalogue.themes_at(today).into_iter().filter(|theme| theme.weight > 0.0).collect();
        let family = |theme: &Theme| catalogue.family_by_id(theme.family).map_or("", |family| family.code.as_str());
        let season = |theme: &Theme, month: usize| match family(theme) {
            "impots" if matches!(month, 4 | 5) => 1.9,
            "electricite" if matches!(month, 3 | 4 | 10) => 1.5,
            _ => 1.0,
        };
        let weights =
            std::array::from_fn(|month| drawn.iter().map(|theme| theme.weight * season(theme, month + 1)).collect());
        let themes = drawn.iter().map(|theme| theme.id).collect();
        Self { catalogue, profile, seed, themes, weights, still_from: Day(i32::MAX) }
    }

    /// The same, where nobody takes a ticket from a day on.
    pub fn still_from(self, day: Day) -> Self {
        Self { still_from: day, ..self }
    }

    /// Whether people take a ticket: where there are desks enough for a queue, and before the hall is left alone.
    fn has_queue(&self, place: &Place, agents: &[AccountId], day: Day) -> bool {
        self.profile == Profile::Pimms && place.row.kind != "bus" && agents.len() > 1 && day < self.still_from
    }

    /// A day of a place that gives tickets, to its end, as it was or with something that changes during the day.
    pub fn hall(&self, place: &Place, agents: &[AccountId], day: Day, shift: Option<Shift>) -> HallDay {
        let (mut chance, spans) = self.begin(place, day);
        let arrivals = self.arrivals(place, day, &spans, &mut chance);
        self.hall_day(place, agents, day, (&arrivals, &spans), shift, &mut chance)
    }

    fn begin(&self, place: &Place, day: Day) -> (Chance, Vec<(u16, u16)>) {
        let chance = Chance::of(&[self.seed, place.row.id.0.unsigned_abs(), day.0.unsigned_abs().into()]);
        (chance, open_spans(place, day))
    }

    /// The minutes at which people come, in order.
    fn arrivals(&self, place: &Place, day: Day, spans: &[(u16, u16)], chance: &mut Chance) -> Vec<u16> {
        let minutes: u32 = spans.iter().map(|(start, end)| u32::from(end - start)).sum();
        if minutes == 0 {
            return Vec::new();
        }
        let visits = chance.count(self.expected(place, day, minutes));
        let mut arrivals: Vec<u16> = (0..visits).map(|_| arrival(chance, spans, day)).collect();
        arrivals.sort_unstable();
        arrivals
    }

    /// The entries of a day up to an instant, a visit after the other: what would happen after it has not happened yet.
    pub fn day(&self, place: &Place, agents: &[AccountId], day: Day, until: Timestamp) -> Vec<Entry> {
        let (mut chance, spans) = self.begin(place, day);
        let arrivals = self.arrivals(place, day, &spans, &mut chance);
        if arrivals.is_empty() || agents.is_empty() {
            return Vec::new();
        }
        let asides = self.asides(place, agents, day, &spans).into_iter().filter(|entry| entry.happened <= until);
        if self.has_queue(place, agents, day) {
            let day = self.hall_day(place, agents, day, (&arrivals, &spans), None, &mut chance);
            return day.entries.into_iter().filter(|entry| entry.happened <= until).chain(asides).collect();
        }
        let mut entries = Vec::with_capacity(arrivals.len() * 4);
        entries.extend(asides);
        for minute in arrivals {
            let second = chance.below(60);
            let opened = instant(place, day, minute, second as i8);
            let visit = self.visit(place, agents, day, opened, &mut chance);
            if opened <= until {
                entries.extend(visit.into_iter().filter(|entry| entry.happened <= until));
            }
        }
        entries
    }

    /// How many visits one expects.
    fn expected(&self, place: &Place, day: Day, minutes: u32) -> f64 {
        let date = day.date();
        let a_day = match self.profile {
            Profile::Pimms if place.row.kind == "bus" => 22.0,
            Profile::Pimms => 60.0,
            Profile::National => 13.0 / REQUESTS_A_VISIT,
        };
        // A place is as large as it is, and the network grows a little each year.
        let mut own = Chance::of(&[self.seed, place.row.id.0.unsigned_abs()]);
        let size = (0.25 * own.normal()).exp();
        let growth = 1.0 + 0.03 * f64::from(day.0 - 9_000) / 365.0;
        let season = match date.month() {
            8 => 0.65,
            7 => 0.88,
            12 => 0.92,
            1 | 9 => 1.08,
            4 | 5 => 1.06,
            _ => 1.0,
        };
        let weekday = match date.weekday().to_monday_zero_offset() {
            0 => 1.12,
            4 => 0.94,
            5 => 0.8,
            _ => 1.0,
        };
        let news = super::news::factor(self.seed, place.row.id, day);
        a_day * f64::from(minutes) / 60.0 / HOURS_A_DAY * size * growth * season * weekday * news
    }

    fn visit(
        &self,
        place: &Place,
        agents: &[AccountId],
        day: Day,
        opened: Timestamp,
        chance: &mut Chance,
    ) -> Vec<Entry> {
        let agent = agents[chance.below(agents.len())];
        let utc_offset = place.zone.to_offset(opened).seconds() / 60;
        let make = |chance: &mut Chance, kind: &str, at: Timestamp, body: Map<String, Value>| Entry {
            id: name(at, chance),
            version: 1,
            place: place.row.id,
            kind: kind.to_owned(),
            happened: at,
            clock_offset: 0,
            utc_offset,
            agent: Some(agent),
            device: None,
            door: None,
            corrects_any: false,
            body,
            note: None,
        };
        let body = visit_body(place, chance);
        let visit = make(chance, "visit.opened", opened, body);
        let mut entries = Vec::with_capacity(4);
        let requests = Self::how_many(chance);
        let (id, mut at) = (visit.id, opened);
        entries.push(visit);
        for _ in 0..requests {
            let (body, minutes) = self.request_body(Some(id), day, chance);
            at = at.checked_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(at);
            entries.push(make(chance, "request.recorded", at, body));
        }
        let closed = Map::from_iter([("visit".to_owned(), json!(id))]);
        at = at.checked_add(SignedDuration::from_secs(5 + chance.below(40) as i64)).unwrap_or(at);
        entries.push(make(chance, "visit.closed", at, closed));
        entries
    }

    /// How many requests somebody comes with.
    pub(super) fn how_many(chance: &mut Chance) -> usize {
        1 + chance.weighted([0.45, 0.35, 0.15, 0.05].into_iter())
    }

    /// A request, of a visit that may not have its name yet, and its minutes.
    pub(super) fn request_body(
        &self,
        visit: Option<EntryId>,
        day: Day,
        chance: &mut Chance,
    ) -> (Map<String, Value>, u16) {
        let weights = &self.weights[usize::from(day.date().month().unsigned_abs()) - 1];
        let rise = super::news::rise(self.seed, day, weights.len());
        let more = |at: usize| rise.filter(|(risen, _)| *risen == at).map_or(1.0, |(_, times)| times);
        let position = chance.weighted(weights.iter().enumerate().map(|(at, weight)| weight * more(at)));
        let theme = self.catalogue.theme_by_id(self.themes[position]).expect("the simulation drew it from there");
        let minutes = duration(theme, chance);
        let mut body = Map::new();
        let mut defaults = Vec::new();
        if let Some(visit) = visit {
            body.insert("visit".into(), json!(visit));
        }
        body.insert("theme".into(), json!(theme.code));
        if let Some(operator) = self.operator(theme, chance) {
            body.insert("operator".into(), json!(operator));
        }
        let acts = self.acts(theme, minutes, chance, &mut defaults);
        body.insert("acts".into(), json!(acts.iter().map(|act| act.slug()).collect::<Vec<_>>()));
        let support = match theme.support {
            Some(support) if chance.happens(0.6) => {
                defaults.push("support");
                support.slug()
            }
            _ => ["self", "with", "for"][chance.weighted([0.22, 0.58, 0.2].into_iter())],
        };
        body.insert("support".into(), json!(support));
        let outcome = if chance.happens(0.55) {
            defaults.push("outcome");
            "resolved"
        } else {
            let outcomes = ["resolved", "referred", "follow", "waiting", "impossible", "left"];
            outcomes[chance.weighted([0.6, 0.16, 0.12, 0.07, 0.03, 0.02].into_iter())]
        };
        body.insert("outcome".into(), json!(outcome));
        if chance.happens(0.92) {
            body.insert("minutes".into(), json!(minutes));
        }
        if !defaults.is_empty() {
            body.insert("defaults".into(), json!(defaults));
        }
        (body, minutes)
    }

    /// Mostly the operator that the theme usually concerns.
    fn operator(&self, theme: &Theme, chance: &mut Chance) -> Option<&str> {
        if theme.operators.is_empty() || chance.happens(0.04) {
            return None;
        }
        let position = chance.weighted((0..theme.operators.len()).map(|rank| 0.45_f64.powi(rank as i32)));
        self.catalogue.operator_by_id(theme.operators[position]).map(|operator| operator.code.as_str())
    }

    /// The theme's own act, most of the time; a long request is accompanied, a very long one is a mediation.
    fn acts(&self, theme: &Theme, minutes: u16, chance: &mut Chance, defaults: &mut Vec<&'static str>) -> Acts {
        let mut acts = theme.acts;
        if chance.happens(0.25) {
            defaults.push("acts");
            return acts;
        }
        if chance.happens(0.25) {
            use tally::Act::*;
            let other = match minutes {
                0..=8 => [Inform, Refer, Explain][chance.below(3)],
                9..=44 => [Explain, Accompany, Accompany][chance.below(3)],
                _ => [Accompany, Mediate][chance.below(2)],
            };
            acts = if chance.happens(0.35) { acts.with(other) } else { Acts::NONE.with(other) };
        }
        if theme.branch == Branch::Partner && minutes >= 45 && chance.happens(0.25) {
            acts = acts.with(tally::Act::Mediate);
        }
        acts
    }
}

/// 45 % simple, 40 % accompanied, 12 % long, 3 % mediation, around what the theme usually takes.
fn duration(theme: &Theme, chance: &mut Chance) -> u16 {
    let typical = f64::from(theme.minutes.max(3));
    (typical * (0.35 * chance.normal()).exp()).round().clamp(1.0, 180.0) as u16
}

pub(super) fn visit_body(place: &Place, chance: &mut Chance) -> Map<String, Value> {
    let mut body = Map::new();
    let channel = match place.row.kind.as_str() {
        "bus" => ["round", "phone", "home"][chance.weighted([0.93, 0.05, 0.02].into_iter())],
        _ => {
            let channels = ["site", "phone", "message", "home", "outbound"];
            channels[chance.weighted([0.87, 0.07, 0.02, 0.01, 0.03].into_iter())]
        }
    };
    body.insert("channel".into(), json!(channel));
    if place.row.kind == "bus" && !place.stops.is_empty() {
        body.insert("stop".into(), json!(place.stops[chance.below(place.stops.len())].id));
    }
    if chance.happens(0.62) {
        let ages = ["0-11", "12-17", "18-24", "25-39", "40-59", "60-69", "70+"];
        body.insert(
            "age".into(),
            json!(ages[chance.weighted([0.003, 0.012, 0.1, 0.26, 0.31, 0.17, 0.145].into_iter())]),
        );
    }
    if chance.happens(0.5) {
        let origins = ["qpv", "commune", "elsewhere"];
        body.insert("origin".into(), json!(origins[chance.weighted([0.45, 0.38, 0.17].into_iter())]));
    }
    if chance.happens(0.7) {
        let languages = ["fr", "ar", "tr", "en", "pt", "es", "uk"];
        body.insert(
            "language".into(),
            json!(languages[chance.weighted([0.75, 0.1, 0.035, 0.03, 0.03, 0.03, 0.025].into_iter())]),
        );
    }
    if chance.happens(0.45) {
        body.insert("first".into(), json!(chance.happens(0.3)));
    }
    body
}

/// The open minutes of a day, by the place's own hours; a place that told none keeps the usual week.
fn open_spans(place: &Place, day: Day) -> Vec<(u16, u16)> {
    if day < place.row.opened || place.row.closed.is_some_and(|closed| day > closed) {
        return Vec::new();
    }
    match place.agenda() {
        Some(agenda) => {
            let spans = agenda.day(day.date()).spans;
            let open = spans.iter().filter(|span| span.certainty == network::hours::Certainty::Open);
            open.map(|span| (span.slot.start(), span.slot.end().min(1439))).filter(|(start, end)| start < end).collect()
        }
        None if day.date().weekday().to_monday_zero_offset() < 5 => vec![(540, 720), (840, 1020)],
        None => Vec::new(),
    }
}

/// When somebody comes: more in the first hours, and more still on Monday mornings.
fn arrival(chance: &mut Chance, spans: &[(u16, u16)], day: Day) -> u16 {
    let monday = day.date().weekday().to_monday_zero_offset() == 0;
    let weight = |(start, end): &(u16, u16)| {
        let morning = if *start < 720 { if monday { 1.4 } else { 1.15 } } else { 1.0 };
        f64::from(end - start) * morning
    };
    let (start, end) = spans[chance.weighted(spans.iter().map(weight))];
    // Earlier rather than later in a span, and nobody in its very last minutes.
    let length = f64::from((end - start).saturating_sub(4).max(1));
    start + (length * chance.unit().powf(1.15)) as u16
}

pub(super) fn instant(place: &Place, day: Day, minute: u16, second: i8) -> Timestamp {
    let time = Time::new((minute / 60) as i8, (minute % 60) as i8, second, 0).unwrap_or(Time::midnight());
    let local = day.date().to_datetime(time);
    place.zone.to_timestamp(local).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(super) fn name(at: Timestamp, chance: &mut Chance) -> EntryId {
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&chance.draw().to_le_bytes());
    bytes[8..].copy_from_slice(&chance.draw().to_le_bytes()[..2]);
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    EntryId(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
}
