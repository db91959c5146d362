//! The real list of places, counted.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use network::hours::Rule;
use network::import::{Format, Import, Mend, Outcome, PlaceDraft, associations_of, demo_selection, read};
use network::model::PlaceKind;

const SHIPPED: &[u8] = include_bytes!("../../../data/places/france-services-2024-08-01.csv");

static LIST: LazyLock<Import> = LazyLock::new(|| read(SHIPPED).expect("the list that we ship"));
static DRAFTS: LazyLock<Vec<PlaceDraft>> =
    LazyLock::new(|| LIST.rows.iter().filter_map(|row| row.outcome.draft().cloned()).collect());

#[test]
fn every_row_of_the_real_list_is_accounted_for() {
    let mut counts = (0, 0, 0);
    let mut mends: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &LIST.rows {
        match &row.outcome {
            Outcome::Taken(_) => counts.0 += 1,
            Outcome::Mended(_, told) => {
                counts.1 += 1;
                for mend in told {
                    let name = match mend {
                        Mend::District { .. } => "district",
                        Mend::EmptySlot(_) => "empty slot",
                        Mend::Overlap(_) => "overlap",
                        Mend::NoHours => "no hours",
                        Mend::MergedCommune { .. } => "merged commune",
                        Mend::PostCode { .. } => "post code",
                        Mend::PostCodeDoubtful { .. } => "doubtful post code",
                        Mend::Spaces(_) => "spaces",
                        other => panic!("{other:?} was not in the list"),
                    };
                    *mends.entry(name).or_default() += 1;
                }
            }
            Outcome::Refused(reasons) => panic!("line {}: {reasons:?}", row.line),
        }
    }
    assert_eq!(LIST.rows.len(), 2845);
    assert_eq!(counts, (2635, 210, 0));
    let expected = [
        ("district", 29),
        ("doubtful post code", 6),
        ("empty slot", 67),
        ("merged commune", 3),
        ("no hours", 48),
        ("overlap", 79),
        ("post code", 56),
        ("spaces", 13),
    ];
    assert_eq!(mends, BTreeMap::from(expected));
    assert_eq!(LIST.notes, []);
}

#[test]
fn the_pimms_places_are_all_found() {
    let pimms: Vec<_> = DRAFTS.iter().filter(|draft| draft.is_pimms).collect();
    let count = |format: Format| pimms.iter().filter(|draft| draft.format == format).count();
    assert_eq!(pimms.len(), 91);
    assert_eq!(pimms.iter().filter(|draft| draft.name.to_lowercase().contains("pimms")).count(), 89);
    let formats =
        [Format::Fixed, Format::Bus, Format::MultiSite, Format::Itinerant, Format::FixedWithOutposts].map(count);
    assert_eq!(formats, [68, 17, 3, 3, 0]);
    assert_eq!(pimms.iter().filter(|draft| draft.kind == PlaceKind::Bus).count(), 20);
}

#[test]
fn what_is_kept_of_the_real_list_is_sound() {
    let ids: HashSet<_> = DRAFTS.iter().map(|draft| &draft.external_id).collect();
    assert_eq!(ids.len(), DRAFTS.len());
    for draft in DRAFTS.iter() {
        let id = &draft.external_id;
        let insee = draft.insee.as_ref().expect("a commune");
        assert!(insee.city_of_district().is_none(), "{id}");
        assert!(draft.post_code.is_some() && draft.position.is_some(), "{id}");
        assert!(
            !draft.short_name.is_empty() && !draft.short_name.starts_with("France services"),
            "{id} {}",
            draft.short_name
        );
        assert!(draft.labelled_since.is_some_and(|since| since.year() >= 2020), "{id}");
        if let Some(hours) = &draft.hours {
            assert_eq!(hours.parse::<Rule>().expect("a rule").to_string(), *hours, "{id}");
        }
    }
    let kind = |kind: PlaceKind| DRAFTS.iter().filter(|draft| draft.kind == kind).count();
    assert_eq!([PlaceKind::Fixed, PlaceKind::Outpost, PlaceKind::Bus].map(kind).iter().sum::<usize>(), 2845);
    let overseas = DRAFTS.iter().filter(|draft| draft.territory.time_zone != "Europe/Paris").count();
    assert!(overseas > 50, "{overseas}");
}

#[test]
fn twice_is_the_same_as_once() {
    assert_eq!(read(SHIPPED).expect("the list"), *LIST);
}

#[test]
fn associations_gather_their_places() {
    let associations = associations_of(&DRAFTS);
    assert_eq!(associations, associations_of(&DRAFTS));
    assert_eq!(associations.iter().map(|association| association.places.len()).sum::<usize>(), 2845);
    let pimms: Vec<_> = associations.iter().filter(|association| association.key.starts_with("pimms:")).collect();
    assert_eq!((pimms.len(), pimms.iter().map(|association| association.places.len()).sum::<usize>()), (29, 91));
    let places = |name: &str| {
        pimms.iter().find(|association| association.name == name).map(|association| association.places.len())
    };
    for (name, count) in [
        ("Pimms Médiation Lyon Métropole", 12),
        ("Pimms Médiation Rennes", 3),
        ("Pimms Médiation Paris", 6),
        ("Pimms Médiation Brest", 5),
        ("Pimms Médiation Quimper Cornouaille", 2),
        ("Pimms Médiation Isère", 6),
        ("Pimms Médiation Seine-Eure", 1),
    ] {
        assert_eq!(places(name), Some(count), "{name}");
    }
}

#[test]
fn the_demonstration_is_sixteen_places_in_twelve_cities() {
    let selection = demo_selection(&DRAFTS, 16);
    let cities: HashSet<_> = selection.iter().map(|draft| &draft.insee).collect();
    let buses = selection.iter().filter(|draft| draft.kind == PlaceKind::Bus).count();
    assert_eq!((selection.len(), cities.len()), (16, 12));
    assert!((1..=3).contains(&buses) && selection.iter().all(|draft| draft.is_pimms));

    let ids = |n| demo_selection(&DRAFTS, n).iter().map(|draft| draft.external_id.clone()).collect::<Vec<_>>();
    assert!(ids(200).starts_with(&ids(91)) && ids(91).starts_with(&ids(16)));
    assert_eq!(demo_selection(&DRAFTS, 91).iter().filter(|draft| draft.is_pimms).count(), 91);
    assert_eq!(ids(10_000).into_iter().collect::<HashSet<_>>().len(), 2845);
    assert!(demo_selection(&[], 16).is_empty());
}
