//! The five attacks of METHOD §3 against what is released, each shown to succeed against a naive table: exact counts and totals, counts of 1 to
//! 10 withheld.

mod common;

use common::*;
use insight::disclosure::*;

/// About twelve visits a cell, as METHOD says, and larger ones.
fn worlds() -> Vec<World> {
    let size = |places, categories, grain, mean| Size { places, departement: 3, categories, grain, mean };
    let sizes = [
        size(6, 8, Grain::Year, 12.0),
        size(6, 6, Grain::Quarter, 12.0),
        size(6, 6, Grain::Quarter, 60.0),
        size(4, 4, Grain::Month, 25.0),
        size(9, 6, Grain::Year, 200.0),
    ];
    sizes.iter().enumerate().map(|(seed, size)| World::new(seed as u64 + 1, *size)).collect()
}

/// The naive table: exact counts and totals, counts of 1 to 10 withheld.
fn naive(world: &World, release: &Release) -> Vec<Known> {
    let mut naive = known(world, release);
    for figure in &mut naive {
        let visits = world.visits(&figure.cells);
        figure.withheld = (1..11).contains(&visits);
        (figure.low, figure.high) = if figure.withheld { (1.0, 10.0) } else { (f64::from(visits), f64::from(visits)) };
    }
    naive
}

/// The narrowest interval of a withheld figure from one sum that it is part of: the total less all other parts.
fn by_subtraction(world: &World, known: &[Known]) -> f64 {
    let find = |at: [&str; 3]| known.iter().find(|figure| figure.at == at).unwrap();
    let others = |figure: &Known, others: Vec<[&str; 3]>, total: [&str; 3]| {
        let others: Vec<_> = others.into_iter().map(find).collect();
        let total = find(total);
        let low = total.low - others.iter().map(|other| other.high).sum::<f64>();
        let high = total.high - others.iter().map(|other| other.low).sum::<f64>();
        high.min(figure.high) - low.max(figure.low)
    };
    let mut narrowest = f64::INFINITY;
    for figure in known.iter().filter(|figure| protected(known, figure)) {
        let [place, category, period] = [0, 1, 2].map(|axis| figure.at[axis].as_str());
        if category.starts_with('c') {
            let row = world
                .categories
                .iter()
                .filter(|other| other.0 != category)
                .map(|other| [place, other.0.as_str(), period])
                .collect();
            narrowest = narrowest.min(others(figure, row, [place, "all", period]));
        }
        if let Some(home) = world.places.iter().find(|other| other.0 == place) {
            let near = world.places.iter().filter(|other| other.1 == home.1 && other.0 != place);
            narrowest = narrowest.min(others(
                figure,
                near.map(|other| [other.0.as_str(), category, period]).collect(),
                [&home.1, category, period],
            ));
        }
    }
    narrowest
}

#[test]
fn subtraction_of_rows_and_columns() {
    let mut given_away = 0;
    for world in worlds() {
        let release = world.release();
        given_away += u32::from(by_subtraction(&world, &naive(&world, &release)) < 1.0);
        assert!(by_subtraction(&world, &known(&world, &release)) >= 10.0);
    }
    assert!(given_away >= 3, "the naive table gives cells away in {given_away} worlds");
}

#[test]
fn exact_linear_program() {
    let mut given_away = 0;
    for world in worlds() {
        let release = world.release();
        let naive = naive(&world, &release);
        let pinned = naive.iter().filter(|figure| figure.withheld).any(|figure| {
            let (low, high) = interval(&naive, world.cells.len(), &figure.cells);
            high - low < 1e-6
        });
        given_away += u32::from(pinned);
        let widths = widths(&known(&world, &release), world.cells.len());
        let narrowest = widths.iter().copied().fold(f64::INFINITY, f64::min);
        assert!(!widths.is_empty() && narrowest > 10.0 - 1e-6, "a withheld figure is {narrowest} wide");
    }
    assert!(given_away >= 3, "the naive table gives cells away in {given_away} worlds");
}

/// Months issued as they end, then quarters and the year beside them; places inside their département.
#[test]
fn overlapping_periods_and_areas() {
    let size = Size { places: 4, departement: 2, categories: 3, grain: Grain::Month, mean: 14.0 };
    let mut world = World::new(8, size);
    let mut issued: Option<Release> = None;
    for over in 1..=12 {
        world.over = over;
        let next = release(world.table(0), &Policy::METHOD, &Secret::new(SECRET), issued.as_ref()).unwrap();
        for before in issued.iter().flat_map(Release::figures) {
            assert_eq!(next.at(&before.at), Some(before), "what was issued stays");
        }
        issued = Some(next);
    }
    let release = issued.unwrap();
    let naive = naive(&world, &release);
    let differenced =
        naive.iter().filter(|figure| figure.withheld && figure.at[2].starts_with("2026-0")).any(|month| {
            let quarter =
                naive.iter().find(|figure| figure.at[..2] == month.at[..2] && figure.at[2] == "2026-T1").unwrap();
            let others = naive.iter().filter(|figure| {
                figure.at[..2] == month.at[..2] && ["2026-01", "2026-02", "2026-03"].contains(&&*figure.at[2])
            });
            let others: Vec<_> = others.filter(|figure| figure.at[2] != month.at[2]).collect();
            others.len() == 2 && others.iter().all(|figure| !figure.withheld) && !quarter.withheld
        });
    assert!(differenced, "in the naive table a quarter less two months is a withheld month");
    let known = known(&world, &release);
    assert!(widths(&known, world.cells.len()).iter().all(|width| *width > 10.0 - 1e-6));
    for period in ["2026-12", "2026-T4", "2026"] {
        assert!(
            known.iter().any(|figure| figure.at[2] == period && !figure.withheld && figure.low > 0.0),
            "{period} is told"
        );
    }
}

#[test]
fn asking_two_hundred_times() {
    let mut world = World::new(4, Size { places: 5, departement: 3, categories: 4, grain: Grain::Quarter, mean: 20.0 });
    let first = world.release();
    let mut seeded = Seeded(9);
    for _ in 0..200 {
        for cell in 1..world.cells.len() {
            world.cells.swap(cell, seeded.below(cell as u64 + 1) as usize);
        }
        assert!(world.release().figures().eq(first.figures()));
    }
    let secret = Secret::new(SECRET);
    let mean = |key: &mut dyn FnMut() -> u64| (0..200).map(|_| secret.round(47, key(), 5)).sum::<u32>() as f64 / 200.0;
    assert!((mean(&mut || seeded.next()) - 47.0).abs() < 0.6, "noise drawn anew is averaged out");
    assert!((mean(&mut || 77) - 47.0).abs() >= 2.0, "keyed noise is not");
}

#[test]
fn one_record_added() {
    let mut world = World::new(5, Size { places: 5, departement: 3, categories: 4, grain: Grain::Quarter, mean: 20.0 });
    world.over = 2;
    let issued = world.release();
    world.cells[0].1.visits += 1;
    world.cells[0].1.key ^= 0x1234_5678_9ABC_DEF0;
    let again = release(world.table(0), &Policy::METHOD, &Secret::new(SECRET), Some(&issued));
    assert_eq!(again.err(), Some(NotReleased::ChangedSinceIssued), "no issue anew before the yearly revision");

    let (mut seeded, secret) = (Seeded(6), Secret::new(SECRET));
    let (mut up, mut down) = (0, 0);
    for _ in 0..20_000 {
        let (count, key) = (20 + seeded.below(100) as u32, seeded.next());
        let (before, after) = (secret.round(count, key, 5), secret.round(count + 1, key ^ seeded.next(), 5));
        up += u32::from(after > before);
        down += u32::from(after < before);
    }
    let advantage = (f64::from(up) - f64::from(down)) / 20_000.0;
    assert!(
        advantage < 0.25 && advantage > 0.15,
        "a revision shows an added record with advantage {advantage}; exact counts with 1"
    );
}
