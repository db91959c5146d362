//! Every series of a network with its state, moved one night at a time. Pure.
//!
//! A place's states are open, or packed as they are stored: a night then unpacks one place at a time, and holds little more than what is stored. Sums of floating point numbers depend on their order, so places come in the order of their numbers, in blocks that do not
//! depend on the machine: the same nights give the same states, to the bit.

mod shelf;
#[cfg(test)]
mod tests;

use crate::{evening::Evening, parallel::in_blocks, watched::Watched};
use insight::watch::{
    Common, Expected, Facts, Gathered, Lessons, Member, Method, Network, Observed, Series, Signal, Subject, Tonight,
    night,
};
use jiff::civil::Date;
use kernel::PlaceId;
use std::collections::BTreeMap;

pub use shelf::Torn;
pub(crate) use shelf::{Shelf, parts, put_part};

/// Visits expected of a day from which no record at all is an outage: with fewer, nobody may have come.
const BLANK: f64 = 8.0;

/// A signal, and the series it was found in; no place is the network as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The place, or the network.
    pub place: Option<PlaceId>,
    /// What the series counts.
    pub watched: Watched,
    /// What was found.
    pub signal: Signal,
}

/// All states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// What every place counts, with what places have in common in it. In the order the things came; a shelf's series follow it.
    shared: Vec<(Watched, Network)>,
    /// The network's own series. They have no peers.
    own: Vec<Own>,
    shelves: BTreeMap<PlaceId, Shelf>,
}

/// A series of the network as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Own {
    pub watched: Watched,
    pub network: Network,
    pub series: Series,
}

/// What the places that joined a series of the network brought in a night, and how much they count for together.
#[derive(Clone, Copy, Debug, Default)]
struct Whole {
    observed: u64,
    size: f64,
}

impl Whole {
    fn add(&mut self, other: &Self) {
        self.observed += other.observed;
        self.size += other.size;
    }
}

/// What a place told before the night's index is known: what each of its series expects, and whether it recorded at all.
struct Told {
    expected: Vec<Expected>,
    blank: bool,
}

impl Book {
    pub(crate) fn of(shared: Vec<(Watched, Network)>, own: Vec<Own>, shelves: BTreeMap<PlaceId, Shelf>) -> Self {
        Self { shared, own, shelves }
    }

    /// What places count, with what they have in common.
    pub(crate) fn shared(&self) -> &[(Watched, Network)] {
        &self.shared
    }

    pub(crate) fn own(&self) -> &[Own] {
        &self.own
    }

    pub(crate) fn shelves(&self) -> &BTreeMap<PlaceId, Shelf> {
        &self.shelves
    }

    /// How many series there are.
    pub fn len(&self) -> usize {
        self.own.len() + self.shelves.len() * self.shared.len()
    }

    /// Unpacks every state: for many nights in one go.
    pub(crate) fn open(&mut self) -> Result<(), Torn> {
        self.shelves.values_mut().try_for_each(Shelf::open)
    }

    /// Moves every state by one day, and tells what there is to say.
    pub(crate) fn night(&mut self, evening: &Evening) -> Result<Vec<Found>, Torn> {
        self.take_up(evening);
        let date = evening.day.date();
        let (mut found, wholes) = self.places(date, evening)?;
        found.extend(self.network(date, evening, &wholes));
        Ok(found)
    }

    /// Begins what is counted from that day on.
    fn take_up(&mut self, evening: &Evening) {
        for watched in &evening.things {
            if !self.shared.iter().any(|(known, _)| known == watched) && !matches!(watched, Watched::Operator(_)) {
                self.shared.push((*watched, Network::new(subject(*watched))));
            }
            if !self.own.iter().any(|own| own.watched == *watched) {
                let (network, series) = (Network::new(Subject::Network), Series::new(Subject::Network));
                self.own.push(Own { watched: *watched, network, series });
            }
        }
        for place in evening.places.keys() {
            self.shelves.entry(*place).or_default();
        }
    }

    /// The night of the places, and what they bring to each series of the network. A place joins these once its own first days are over,
    /// by its level of then: what a network gains by a place that opens, or loses by one that closes, is no change of demand.
    fn places(&mut self, date: Date, evening: &Evening) -> Result<(Vec<Found>, Vec<Whole>), Torn> {
        let method = Method::ADOPTED;
        let things: Vec<Watched> = self.shared.iter().map(|(watched, _)| *watched).collect();
        let of = |watched: &Watched| things.iter().position(|thing| thing == watched);
        let joins: Vec<(Watched, Option<usize>)> = self.own.iter().map(|own| (own.watched, of(&own.watched))).collect();
        let networks: Vec<Network> = self.shared.iter().map(|(_, network)| network.clone()).collect();
        let mut open: Vec<(PlaceId, &mut Shelf)> = self
            .shelves
            .iter_mut()
            .map(|(id, shelf)| (*id, shelf))
            .filter(|(id, _)| evening.places.contains_key(id))
            .collect();

        let told = in_blocks(&mut open, |places| {
            let mut gathered = vec![Gathered::default(); things.len()];
            let mut wholes = vec![Whole::default(); joins.len()];
            let told = places.iter_mut().map(|(id, shelf)| {
                let today = &evening.places[id];
                shelf.read(&things, |series| {
                    let expected = series
                        .iter()
                        .zip(&networks)
                        .map(|(series, network)| series.expected(&today.facts, network, &method));
                    let expected: Vec<Expected> = expected.collect();
                    let blank = today.visits() == 0 && expected.first().is_some_and(|visits| visits.visits() >= BLANK);
                    if !blank {
                        let each = gathered.iter_mut().zip(&things).zip(&expected);
                        each.filter(|((_, thing), _)| evening.tells(today, **thing))
                            .for_each(|((sum, thing), expected)| sum.add(f64::from(today.count(*thing)), expected));
                        let settled = |at: usize| Some(series[at].settled()? * networks[at].hours(today.facts.hours));
                        // An operator has no series at places: there, it counts for all the requests.
                        let requests = (0..things.len()).filter(|at| matches!(things[*at], Watched::Theme(_)));
                        let requests = requests.filter_map(settled).reduce(|all, own| all + own);
                        let each = wholes.iter_mut().zip(&joins);
                        for (whole, (watched, at)) in each.filter(|(_, (watched, _))| evening.tells(today, *watched)) {
                            if let Some(size) = at.map_or(requests, settled) {
                                whole.add(&Whole { observed: today.count(*watched).into(), size });
                            }
                        }
                    }
                    Told { expected, blank }
                })
            });
            let told = told.collect::<Result<Vec<Told>, Torn>>()?;
            Ok((gathered, wholes, told))
        });
        let told = told.into_iter().collect::<Result<Vec<_>, Torn>>()?;
        let mut gathered = vec![Gathered::default(); things.len()];
        let mut wholes = vec![Whole::default(); joins.len()];
        for (block, parts, _) in &told {
            gathered.iter_mut().zip(block).for_each(|(whole, part)| whole.merge(part));
            wholes.iter_mut().zip(parts).for_each(|(whole, part)| whole.add(part));
        }
        let told: Vec<Told> = told.into_iter().flat_map(|(.., told)| told).collect();
        let tonight = |((_, network), gathered): (&mut (Watched, Network), &Gathered)| network.night(date, gathered);
        let tonights: Vec<Tonight> = self.shared.iter_mut().zip(&gathered).map(tonight).collect();

        let common: Vec<Common> = self
            .shared
            .iter()
            .zip(&tonights)
            .map(|((_, network), tonight)| Common { network, tonight, method: &method })
            .collect();
        let mut open: Vec<(&Told, (PlaceId, &mut Shelf))> = told.iter().zip(open).collect();
        let nights = in_blocks(&mut open, |places| {
            let mut lessons = vec![Lessons::default(); things.len()];
            let mut found = Vec::new();
            for (told, (id, shelf)) in places {
                let today = &evening.places[id];
                shelf.change(&things, |series| {
                    for (at, series) in series.iter_mut().enumerate() {
                        let observed = match () {
                            () if !evening.tells(today, things[at]) => Observed::Closed,
                            () if told.blank => Observed::Blank,
                            () => Observed::Visits(today.count(things[at])),
                        };
                        let signals =
                            series.night(&today.facts, observed, &told.expected[at], &common[at], &mut lessons[at]);
                        let place = Some(*id);
                        found.extend(signals.into_iter().map(|signal| Found { place, watched: things[at], signal }));
                    }
                })?;
            }
            Ok((lessons, found))
        });
        let nights = nights.into_iter().collect::<Result<Vec<_>, Torn>>()?;
        let mut lessons = vec![Lessons::default(); things.len()];
        for (block, _) in &nights {
            lessons.iter_mut().zip(block).for_each(|(whole, part)| whole.merge(part));
        }
        self.shared.iter_mut().zip(&lessons).for_each(|((_, network), lessons)| network.learn(date, lessons));
        Ok((nights.into_iter().flat_map(|(_, found)| found).collect(), wholes))
    }

    /// The night of the network's own series; one that nobody has joined yet stays as it is.
    fn network(&mut self, date: Date, evening: &Evening, wholes: &[Whole]) -> Vec<Found> {
        let Some(today) = evening.network else { return Vec::new() };
        let mut found = Vec::new();
        let own = self.own.iter_mut().zip(wholes).filter(|(_, whole)| whole.size > 0.0);
        for (Own { watched, network, series }, whole) in own {
            let observed = Observed::Visits(u32::try_from(whole.observed).unwrap_or(u32::MAX));
            // Their hours stand in the size.
            let facts = Facts { size: whole.size, hours: 1.0, ..today };
            let mut members = [Member { series, facts, observed }];
            let signals = night(date, &mut members, network, &Method::ADOPTED);
            found.extend(signals.into_iter().map(|(_, signal)| Found { place: None, watched: *watched, signal }));
        }
        found
    }
}

/// What kind of series counts it at a place.
fn subject(watched: Watched) -> Subject {
    if watched == Watched::Visits { Subject::Place } else { Subject::Category }
}
