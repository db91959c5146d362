//! What must hold of every table.

mod common;

use common::*;
use insight::disclosure::*;
use proptest::prelude::*;

fn worlds() -> impl Strategy<Value = World> {
    let grain = prop_oneof![Just(Grain::Year), Just(Grain::Quarter), Just(Grain::Month)];
    let size = (1usize..6, 1usize..4, 1usize..7, grain, 1.0..60.0).prop_map(
        |(places, departement, categories, grain, mean)| {
            let (places, categories) =
                if grain == Grain::Month { (places.min(3), categories.min(3)) } else { (places, categories) };
            Size { places, departement, categories, grain, mean }
        },
    );
    (any::<u64>(), size, 1usize..=12).prop_map(|(seed, size, over)| {
        let mut world = World::new(seed, size);
        world.over = over.min(size.grain.a_year());
        world
    })
}

fn supplied_by_another(world: &World, figure: &Known) -> u32 {
    let supplied = |operator| {
        let suppliers = figure.cells.iter().flat_map(|cell| &world.cells[*cell].1.suppliers);
        suppliers.filter(|supplier| supplier.0 == operator).map(|supplier| supplier.1).sum()
    };
    (0..3).map(supplied).max().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_withheld_figure_is_ten_wide_for_a_reader_who_solves_linear_programs(world in worlds()) {
        let release = world.release();
        let known = known(&world, &release);
        for (width, audited) in widths(&known, world.cells.len()).into_iter().zip(release.audit()) {
            prop_assert!(width > 10.0 - 1e-6, "{audited:?} is {width} wide");
            prop_assert!(width + 1e-6 >= f64::from(audited.most - audited.least), "a witness lies within the program's bounds: {audited:?}");
        }
    }

    #[test]
    fn no_agent_is_told_to_have_seen_nobody_but_in_a_year(world in worlds()) {
        let release = world.release();
        let known = known(&world, &release);
        for zero in known.iter().filter(|figure| figure.high == 0.0 && figure.at[2] != "2026") {
            prop_assert!(zero.cells.iter().all(|cell| !world.places[world.cells[*cell].0.place].3), "{:?}", zero.at);
        }
    }

    #[test]
    fn what_is_told_is_none_or_eleven_and_near_the_truth(world in worlds()) {
        let release = world.release();
        for (figure, known) in release.figures().zip(known(&world, &release)) {
            let visits = world.visits(&known.cells);
            if let Answer::Released(told) = figure.answer {
                prop_assert!(visits == 0 || visits >= 11);
                prop_assert!(told % 5 == 0 && told.abs_diff(visits) <= 4);
                prop_assert!(supplied_by_another(&world, &known) * 100 <= 85 * visits);
                let place = world.places.iter().find(|place| place.0 == figure.at[0]);
                prop_assert!(figure.at[2] == "2026" || place.is_none_or(|place| !place.3));
                prop_assert!(figure.at[1] != "c5" || (figure.at[0] == "network" && figure.at[2] == "2026"));
            }
            if let Some(rate) = figure.ratios.rate {
                let yes: u32 = known.cells.iter().map(|cell| world.cells[*cell].1.yes).sum();
                prop_assert!(visits >= 30 && yes >= 11 && visits - yes >= 11);
                prop_assert!((100.0 * f64::from(yes) / f64::from(visits) - f64::from(rate.percent)).abs() <= f64::from(rate.within));
            }
            prop_assert!(figure.ratios.mean_minutes.is_none_or(|mean| mean == 9 && visits >= 11));
        }
    }

    #[test]
    fn the_same_records_give_the_same_release(world in worlds(), seed: u64) {
        let mut seeded = Seeded(seed);
        let mut shuffled = world.clone();
        for cell in 1..shuffled.cells.len() {
            shuffled.cells.swap(cell, seeded.below(cell as u64 + 1) as usize);
        }
        let (one, two) = (world.release(), shuffled.release());
        prop_assert!(one.figures().eq(two.figures()) && one.audit().eq(two.audit()));
        prop_assert_eq!(one.identity(), two.identity());
    }

    #[test]
    fn a_table_adds_up_within_its_rounding(world in worlds()) {
        let release = world.release();
        for figure in release.figures().filter(|figure| figure.at[1] == "all") {
            let parts: Vec<_> = world.categories.iter().map(|category| release.at(&[figure.at[0], &category.0, figure.at[2]]).unwrap().answer).collect();
            let told = |answer: &Answer| if let Answer::Released(told) = answer { Some(*told) } else { None };
            if let (Some(total), Some(parts)) = (told(&figure.answer), parts.iter().map(told).collect::<Option<Vec<_>>>()) {
                prop_assert!(total.abs_diff(parts.iter().sum()) as usize <= 4 * (parts.len() + 1));
            }
        }
    }

    #[test]
    fn periods_issued_one_after_the_other_stay_and_stay_wide(mut world in worlds()) {
        let mut issued: Option<Release> = None;
        for over in 1..=world.over {
            world.over = over;
            let next = release(world.table(0), &Policy::METHOD, &Secret::new(SECRET), issued.as_ref()).unwrap();
            for before in issued.iter().flat_map(Release::figures) {
                prop_assert_eq!(next.at(&before.at), Some(before));
            }
            issued = Some(next);
        }
        let known = known(&world, &issued.unwrap());
        prop_assert!(widths(&known, world.cells.len()).iter().all(|width| *width > 10.0 - 1e-6));
    }

    #[test]
    fn no_cell_panics(place in 0usize..9, category in 0usize..9, crossing in 0usize..2, period in 0usize..14, visits: u32, yes: u32, timed: u32) {
        let world = World::new(1, Size { places: 3, departement: 2, categories: 3, grain: Grain::Month, mean: 3.0 });
        let counts = Counts { visits, yes, timed, ..Counts::default() };
        let at = Address { place, category, crossings: [crossing, 0], period };
        let added = world.table(0).add(at, &counts);
        let inside = place < 3 && category < 3 && crossing == 0 && period < 12;
        prop_assert_eq!(added.is_ok(), inside && yes.max(timed) <= visits && visits < (1 << 28) - 100_000);
    }
}
