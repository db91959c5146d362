//! How long a night of a nation takes, on two threads and without a database: `cargo run --release -p insight --example nights`.
//!
//! 3,000 places with 60 categories each and the places themselves, 120 nights one after another; the last twenty are timed.

use std::time::Instant;

use insight::watch::{Facts, Member, Method, Network, Observed, Series, Subject, night};
use jiff::{Span, civil::date};

const PLACES: usize = 3_000;
const CATEGORIES: usize = 60;
const NIGHTS: i64 = 120;
const TIMED: i64 = 20;

/// All series that count the same thing.
struct Group {
    network: Network,
    series: Vec<Series>,
    mean: u64,
    drawn: u64,
}

impl Group {
    fn new(subject: Subject, mean: u64) -> Self {
        Self { network: Network::new(subject), series: vec![Series::new(subject); PLACES], mean, drawn: mean }
    }

    fn night(&mut self, facts: Facts) -> usize {
        let drawn = &mut self.drawn;
        let mut visits = |mean: u64| {
            *drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Observed::Visits((mean / 2 + (*drawn >> 33) % (mean + 1)) as u32)
        };
        let mean = self.mean;
        let mut members: Vec<Member> =
            self.series.iter_mut().map(|series| Member { series, facts, observed: visits(mean) }).collect();
        night(facts.date, &mut members, &mut self.network, &Method::ADOPTED).len()
    }
}

fn main() {
    let mut groups = vec![Group::new(Subject::Place, 42)];
    groups.extend((0..CATEGORIES as u64).map(|category| Group::new(Subject::Category, 1 + category % 4)));
    let mut spent = Vec::new();
    let mut signals = 0;
    for at in 0..NIGHTS {
        let facts = Facts::ordinary(date(2026, 1, 1) + Span::new().days(at));
        let began = Instant::now();
        let half = groups.len() / 2;
        let (one, two) = groups.split_at_mut(half);
        signals += std::thread::scope(|scope| {
            let other = scope.spawn(|| two.iter_mut().map(|group| group.night(facts)).sum::<usize>());
            one.iter_mut().map(|group| group.night(facts)).sum::<usize>() + other.join().unwrap_or_default()
        });
        spent.push(began.elapsed().as_secs_f64());
    }
    let mut timed = spent.split_off((NIGHTS - TIMED) as usize);
    timed.sort_by(f64::total_cmp);
    let state = groups[0].series[0].to_bytes().len();
    println!(
        "{} series: a night takes {:.2} s (median of {TIMED}, most {:.2})",
        PLACES * (CATEGORIES + 1),
        timed[timed.len() / 2],
        timed[timed.len() - 1]
    );
    println!("{signals} signals; a state is {state} bytes");
}
