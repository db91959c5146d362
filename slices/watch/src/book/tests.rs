//! What the network's own series say when places come and go.

use super::*;
use insight::watch::Way;
use kernel::Day;

/// About so many, with the variance of a count, and the same whenever it is asked.
fn about(mean: f64, place: i64, day: i32, what: u64) -> u32 {
    let mut state = (place.unsigned_abs() << 40) ^ (u64::from(day.unsigned_abs()) << 8) ^ what;
    let mut unit = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    let normal = (0..12).map(|_| unit()).sum::<f64>() - 6.0;
    (mean + mean.sqrt() * normal).round().max(0.0) as u32
}

const DAYS: i32 = 640;
/// A Monday, so that weekdays are easily told.
const FIRST: i32 = 9_135;
const THEME: Watched = Watched::Theme(7);
const OPERATOR: Watched = Watched::Operator(3);

/// Runs the weekdays of a network and tells what was found of it as a whole, with how many days after the first.
fn found(counted: impl Fn(i32) -> Vec<(PlaceId, Vec<(Watched, u32)>)>) -> Vec<(i32, Found)> {
    let mut book = Book::default();
    let mut told = Vec::new();
    for at in (0..DAYS).filter(|at| at % 7 < 5) {
        let places = counted(at).into_iter().map(|(place, counts)| (place, counts.into_iter().collect())).collect();
        let evening = Evening::made(Day(FIRST + at), places);
        let found = book.night(&evening).unwrap();
        told.extend(found.into_iter().filter(|found| found.place.is_none()).map(|found| (at, found)));
    }
    told
}

/// What a place of some size counts in a day, with a factor.
fn day_of(place: i64, at: i32, factor: f64) -> (PlaceId, Vec<(Watched, u32)>) {
    let size = 20.0 + 5.0 * (place % 5) as f64;
    let of = |part: f64, what| about(size * part * factor, place, at, what);
    (PlaceId(place), vec![(Watched::Visits, of(1.0, 1)), (THEME, of(0.3, 2)), (OPERATOR, of(0.4, 3))])
}

#[test]
fn places_that_open_or_close_are_no_change_of_demand() {
    let open = |place: i64, at: i32| match place {
        1..=8 => true,
        9..=12 => at >= 280,
        // Two that were there from the beginning close.
        _ => at < 470,
    };
    let told = found(|at| (1..=14).filter(|place| open(*place, at)).map(|place| day_of(place, at, 1.0)).collect());
    let about_change: Vec<_> = told.iter().filter(|(at, _)| *at >= 280).collect();
    assert!(about_change.len() <= 3, "{about_change:#?}");
}

#[test]
fn a_rise_everywhere_is_heard_of_the_whole_network() {
    let told = found(|at| (1..=12).map(|place| day_of(place, at, if at >= 420 { 1.35 } else { 1.0 })).collect());
    for watched in [Watched::Visits, THEME, OPERATOR] {
        let ups = told.iter().filter(|(at, found)| {
            found.watched == watched && found.signal.kind.way() == Some(Way::Up) && (420..450).contains(at)
        });
        assert!(ups.count() > 0, "{watched:?}: {told:#?}");
    }
}
