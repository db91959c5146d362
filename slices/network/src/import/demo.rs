//! Which places the demonstration shows.

use std::collections::{BTreeMap, HashSet};

use super::{Format, PlaceDraft};
use crate::model::PlaceKind;

/// The network's founding text: 16 places in 12 cities.
const CITIES: usize = 12;

/// `n` places, always the first ones of one fixed order, so that a larger demonstration holds the smaller ones:
/// 1. a fixed place in each of the 12 cities that have the most PIMMS places (at equality, by INSEE code);
/// 2. a bus of these cities, then their second fixed places in the same order: 16 places, 12 cities, mostly fixed;
/// 3. the other PIMMS places, then the rest of the list, in its order.
pub fn demo_selection(drafts: &[PlaceDraft], n: usize) -> Vec<&PlaceDraft> {
    let cities = largest_cities(drafts);
    let fixed = |city: &[&'_ PlaceDraft], rank: usize| -> Option<usize> {
        let place = city.iter().filter(|place| place.kind == PlaceKind::Fixed).nth(rank)?;
        drafts.iter().position(|draft| draft.external_id == place.external_id)
    };
    let bus = cities.iter().flatten().find(|place| place.format == Format::Bus);
    let bus = bus.and_then(|bus| drafts.iter().position(|draft| draft.external_id == bus.external_id));
    let others = |pimms: bool| {
        drafts.iter().enumerate().filter(move |(_, draft)| draft.is_pimms == pimms).map(|(index, _)| index)
    };

    let order = (cities.iter().filter_map(|city| fixed(city, 0)))
        .chain(bus)
        .chain(cities.iter().filter_map(|city| fixed(city, 1)))
        .chain(others(true))
        .chain(others(false));
    let mut seen = HashSet::new();
    order.filter(|index| seen.insert(*index)).take(n).map(|index| &drafts[index]).collect()
}

/// The PIMMS places of the 12 largest cities of the network that have a fixed one.
fn largest_cities(drafts: &[PlaceDraft]) -> Vec<Vec<&PlaceDraft>> {
    let mut cities: BTreeMap<&str, Vec<&PlaceDraft>> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.is_pimms) {
        if let Some(insee) = &draft.insee {
            cities.entry(insee.as_str()).or_default().push(draft);
        }
    }
    let mut cities: Vec<Vec<&PlaceDraft>> =
        cities.into_values().filter(|places| places.iter().any(|place| place.kind == PlaceKind::Fixed)).collect();
    // A stable sort keeps the order of the codes among equals.
    cities.sort_by_key(|places| std::cmp::Reverse(places.len()));
    cities.truncate(CITIES);
    cities
}
