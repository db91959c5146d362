//! Which association holds a place: the list does not say, so this is a reading of names and mail addresses, for the demonstration.
//!
//! PIMMS places: within a department, the first word of what follows « Pimms Médiation » is a stem. A stem that two places share, one
//! of them fixed, is an association; the department's other PIMMS places join the one that has the most places (at equality, the
//! one that comes first in the list), or make one together. Other places: those of a department that share a mail domain of
//! their own make one association; each place left stands alone. The same drafts always give the same associations:
//! give it the whole list and choose among the places afterwards, for a part of the list may be read otherwise.

use std::collections::BTreeMap;

use super::PlaceDraft;
use super::name::{fold, strip_article};
use crate::model::PlaceKind;

/// An association and its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociationDraft {
    /// Stable: `pimms:69:lyon`, `mail:35:example.fr`, `place:fs:12`.
    pub key: String,
    /// « Pimms Médiation Lyon Métropole ».
    pub name: String,
    /// The department of its places.
    pub territory: &'static str,
    /// The external ids of its places, in the order of the list.
    pub places: Vec<String>,
}

/// Domains that many unrelated organisations share.
const SHARED_DOMAINS: [&str; 16] = [
    "france-services.gouv.fr",
    "gmail.com",
    "orange.fr",
    "wanadoo.fr",
    "laposte.net",
    "laposte.fr",
    "hotmail.fr",
    "hotmail.com",
    "outlook.fr",
    "outlook.com",
    "yahoo.fr",
    "yahoo.com",
    "free.fr",
    "sfr.fr",
    "bbox.fr",
    "conseiller-numerique.fr",
];

/// Groups places into associations, by key.
pub fn associations_of(drafts: &[PlaceDraft]) -> Vec<AssociationDraft> {
    let mut groups: BTreeMap<String, Vec<&PlaceDraft>> = BTreeMap::new();
    let mut pimms: BTreeMap<&str, Vec<&PlaceDraft>> = BTreeMap::new();
    for draft in drafts {
        if draft.is_pimms {
            pimms.entry(draft.territory.code).or_default().push(draft);
        } else {
            groups.entry(mail_key(draft)).or_default().push(draft);
        }
    }
    for (territory, places) in pimms {
        for (stem, places) in by_stem(&places) {
            groups.insert(format!("pimms:{territory}:{stem}"), places);
        }
    }
    groups.into_iter().map(|(key, places)| association(key, &places)).collect()
}

fn association(key: String, places: &[&PlaceDraft]) -> AssociationDraft {
    let first = places[0];
    let name = if first.is_pimms { pimms_name(places) } else { head(&first.short_name).to_owned() };
    let places_ids = places.iter().map(|place| place.external_id.clone()).collect();
    AssociationDraft { key, name, territory: first.territory.code, places: places_ids }
}

fn mail_key(draft: &PlaceDraft) -> String {
    let domain = draft.mail.as_deref().and_then(|mail| mail.split_once('@')).map(|(_, domain)| domain);
    match domain.filter(|domain| !SHARED_DOMAINS.contains(domain)) {
        Some(domain) => format!("mail:{}:{domain}", draft.territory.code),
        None => format!("place:{}", draft.external_id),
    }
}

/// The PIMMS places of one department, by association.
fn by_stem<'a>(places: &[&'a PlaceDraft]) -> Vec<(String, Vec<&'a PlaceDraft>)> {
    let mut stems: Vec<(String, Vec<&PlaceDraft>)> = Vec::new();
    for place in places {
        let stem = fold(stem(place).split([' ', '-']).next().unwrap_or_default());
        match stems.iter_mut().find(|(known, _)| *known == stem) {
            Some((_, members)) => members.push(place),
            None => stems.push((stem, vec![place])),
        }
    }
    let holds =
        |members: &[&PlaceDraft]| members.len() > 1 && members.iter().any(|place| place.kind == PlaceKind::Fixed);
    let (mut associations, others): (Vec<_>, Vec<_>) = stems.into_iter().partition(|(_, members)| holds(members));
    if associations.is_empty() {
        let key = others.first().map(|(stem, _)| stem.clone()).unwrap_or_default();
        return vec![(key, places.to_vec())];
    }
    // `max_by_key` keeps the last of equals: reversed, that is the first of the list.
    let largest = associations.iter_mut().rev().max_by_key(|(_, members)| members.len());
    if let Some((_, members)) = largest {
        members.extend(others.into_iter().flat_map(|(_, members)| members));
        members.sort_by_key(|member| places.iter().position(|place| place.external_id == member.external_id));
    }
    associations
}

/// What follows « Pimms Médiation » up to a dash, without article, ordinal or the word for a round: « Lyon Métropole », « Brest ».
fn stem(place: &PlaceDraft) -> String {
    let name = place.short_name.as_str();
    let rest =
        ["Médiation ", "médiation "].iter().find_map(|word| name.split_once(word)).map_or(name, |(_, rest)| rest);
    let rest = strip_article(rest.trim_start_matches(['–', '-', ' ']));
    let tells = |word: &&str| !word.contains(|letter: char| letter.is_ascii_digit()) && fold(word) != "itinerante";
    head(rest).split(' ').filter(tells).collect::<Vec<_>>().join(" ")
}

fn head(name: &str) -> &str {
    name.split(" – ").next().unwrap_or(name).trim()
}

/// The stem that most of its fixed places bear (of all its places when none is fixed), at equality the first of the list.
fn pimms_name(places: &[&PlaceDraft]) -> String {
    let stems = |fixed: bool| -> Vec<String> {
        let places = places.iter().filter(|place| !fixed || place.kind == PlaceKind::Fixed);
        places.map(|place| stem(place)).filter(|stem| !stem.is_empty()).collect()
    };
    let stems = [stems(true), stems(false)].into_iter().find(|stems| !stems.is_empty()).unwrap_or_default();
    let count = |wanted: &String| stems.iter().filter(|stem| *stem == wanted).count();
    match stems.iter().rev().max_by_key(|stem| count(stem)) {
        Some(stem) => format!("Pimms Médiation {stem}"),
        None => head(&places[0].short_name).to_owned(),
    }
}
