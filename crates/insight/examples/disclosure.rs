//! How long disclosure control takes, and how much it withholds. `cargo run --release -p insight --example disclosure`.

#[path = "../tests/common/mod.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "the reader who solves linear programs belongs to the tests")]
mod common;

use std::collections::BTreeMap;
use std::time::Instant;

use common::{SECRET, Size, World};
use insight::disclosure::{Answer, Grain, Policy, Release, Secret, release};

fn main() {
    let size = |places, departement, categories, grain, mean| Size { places, departement, categories, grain, mean };
    for size in [
        size(100, 8, 12, Grain::Month, 12.0),
        size(100, 8, 12, Grain::Month, 60.0),
        size(100, 8, 12, Grain::Quarter, 36.0),
        size(3000, 30, 1, Grain::Month, 12.0),
        size(3000, 30, 1, Grain::Month, 60.0),
    ] {
        let table = World::new(1, size).table(0);
        let start = Instant::now();
        let released = release(table, &Policy::METHOD, &Secret::new(SECRET), None).expect("a release");
        let took = start.elapsed();
        let mut causes = BTreeMap::new();
        released.audit().for_each(|figure| *causes.entry(format!("{:?}", figure.cause)).or_insert(0) += 1);
        let mut leaves = (0, 0);
        for figure in released
            .figures()
            .filter(|figure| figure.at[0].starts_with('p') && figure.at[1].starts_with('c') && figure.at[2].len() > 4)
        {
            leaves.0 += u32::from(matches!(figure.answer, Answer::Withheld(_)));
            leaves.1 += 1;
        }
        let all = released.figures().count();
        println!(
            "{size:?}: {took:?}; {all} figures; withheld {causes:?}; of the cells by place and category {} of {}",
            leaves.0, leaves.1
        );
    }
    for size in [
        size(100, 8, 12, Grain::Month, 12.0),
        size(100, 8, 12, Grain::Month, 60.0),
        size(100, 8, 12, Grain::Quarter, 36.0),
        size(3000, 30, 1, Grain::Month, 12.0),
    ] {
        one_after_the_other(size);
    }
}

/// The same year issued period by period, each beside those issued before.
fn one_after_the_other(size: Size) {
    let mut world = World::new(1, size);
    let mut issued: Option<Release> = None;
    for over in 1..=size.grain.a_year() {
        world.over = over;
        let table = world.table(0);
        let start = Instant::now();
        match release(table, &Policy::METHOD, &Secret::new(SECRET), issued.as_ref()) {
            Ok(next) => {
                let told = next.figures().filter(|figure| matches!(figure.answer, Answer::Released(_))).count();
                println!("{size:?}, period {over}: {:?}; {told} of {} told", start.elapsed(), next.figures().count());
                issued = Some(next);
            }
            Err(error) => return println!("{size:?}, period {over}: {:?}; {error}", start.elapsed()),
        }
    }
}
