//! What may happen next in the hall, many times over.

use super::{
    habits::Habits,
    minutes,
    spread::Spread,
    standing::{Busy, Standing},
};
use std::sync::LazyLock;

/// How many times.
pub(super) const PATHS: usize = 256;
const SLOTS: usize = 512;
/// Those with priority who overtake somebody, at most: where they come faster than desks come free, it would never end.
const MOST_OVERTAKING: usize = 12;

/// Stratified numbers: each slot holds every part of 256 once, in an order of its own. The same in every hall and on every
/// server, so that a hall that has not changed is told the same, and who stands later in line is never told sooner.
static STRATA: LazyLock<Vec<[u8; PATHS]>> = LazyLock::new(|| {
    let mut state = 0x5741_4954_u64;
    let mut draw = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let shuffled = |_| {
        let mut order: [u8; PATHS] = std::array::from_fn(|at| at as u8);
        for at in (1..PATHS).rev() {
            order.swap(at, (draw() % (at as u64 + 1)) as usize);
        }
        order
    };
    (0..SLOTS).map(shuffled).collect()
});

/// What is drawn for one desk, one waiter, one who overtakes: each has slots of its own.
#[derive(Clone, Copy)]
enum What {
    Reaction,
    Desk(usize),
    Gap(usize),
    Aside(usize, usize),
    Service(usize),
    ServiceGap(usize),
    Leaves(usize),
    Overtakes(usize),
    Overtaking(usize),
}

fn unit(path: usize, what: What) -> f64 {
    let slot = match what {
        What::Reaction => 0,
        What::Desk(desk) => 1 + 4 * desk,
        What::Gap(desk) => 2 + 4 * desk,
        What::Aside(desk, number) => 3 + 4 * desk + 4 * 64 * number,
        What::Service(waiter) => 129 + 3 * waiter,
        What::ServiceGap(waiter) => 130 + 3 * waiter,
        What::Leaves(waiter) => 131 + 3 * waiter,
        What::Overtakes(number) => 400 + 2 * number,
        What::Overtaking(number) => 401 + 2 * number,
    };
    (f64::from(STRATA[slot % SLOTS][path]) + 0.5) / PATHS as f64
}

/// Somebody set aside, who comes back to a desk.
struct Return {
    ready: f64,
    work: f64,
}

struct Seat {
    free: f64,
    returns: Vec<Return>,
}

/// In how many minutes each one who waits is called, in the order of [`Standing::waiting`], then whoever would come now; each
/// sorted.
pub(super) fn waits(habits: &Habits, standing: &Standing) -> Vec<Vec<f64>> {
    let count = standing.waiting.len() + 1;
    let mut waits = vec![Vec::with_capacity(PATHS); count];
    let world = World { habits, standing, shares: shares(habits, standing) };
    for path in 0..PATHS {
        world.walk(path, &mut waits);
    }
    for wait in &mut waits {
        wait.sort_by(f64::total_cmp);
    }
    waits
}

/// For each desk, the share of services that would be over by now.
fn shares(habits: &Habits, standing: &Standing) -> Vec<f64> {
    let waited = standing.waiting.iter().map(|waiter| waiter.waited).max();
    let share = |desk: &super::standing::Desk| match (desk.state, waited) {
        (Busy::With(family, taken), _) => habits.service(family).share(minutes(taken)),
        (Busy::Free(since), Some(waited)) => habits.gap.share(minutes(since.min(waited))),
        (Busy::Free(_), None) => 0.0,
    };
    standing.desks.iter().map(share).collect()
}

struct World<'a> {
    habits: &'a Habits,
    standing: &'a Standing,
    shares: Vec<f64>,
}

impl World<'_> {
    fn walk(&self, path: usize, waits: &mut [Vec<f64>]) {
        let mut seats = self.seats(path);
        let mut handed = vec![false; self.standing.waiting.len()];
        // Whom an agent passed on to a colleague, that colleague calls first.
        for (desk, seat) in self.standing.desks.iter().zip(&mut seats) {
            for waiter in &desk.handed {
                handed[*waiter] = true;
                waits[*waiter].push(seat.free);
                seat.free += self.service(path, *waiter);
            }
        }
        let mut overtaking = Overtaking { number: 0, comes: 0.0 };
        overtaking.next(self.habits.priority, path);
        for (number, waiter) in self.standing.waiting.iter().enumerate() {
            if handed[number] {
                continue;
            }
            let seat = self.turn(&mut seats, (!waiter.priority).then_some(&mut overtaking), path);
            let called = seat.free;
            waits[number].push(called);
            if unit(path, What::Leaves(number)) >= self.habits.patience.gives_up(minutes(waiter.waited), called) {
                seat.free += self.service(path, number);
            }
        }
        let newcomer = self.turn(&mut seats, Some(&mut overtaking), path).free;
        waits[self.standing.waiting.len()].push(newcomer);
    }

    /// The desk that calls next: those set aside came back before, and those with priority who came meanwhile went first.
    fn turn<'a>(&self, seats: &'a mut [Seat], mut overtaking: Option<&mut Overtaking>, path: usize) -> &'a mut Seat {
        loop {
            let next = (0..seats.len()).min_by(|one, other| seats[*one].free.total_cmp(&seats[*other].free));
            let next = next.expect("a hall has a desk");
            let seat = &mut seats[next];
            if let Some(at) = seat.returns.iter().position(|back| back.ready <= seat.free) {
                seat.free += seat.returns.swap_remove(at).work;
                continue;
            }
            match &mut overtaking {
                Some(other) if other.comes <= seat.free => {
                    let share = unit(path, What::Overtaking(other.number));
                    seat.free += self.habits.service(None).quantile(share) + self.habits.gap.quantile(1.0 - share);
                    other.next(self.habits.priority, path);
                }
                _ => return &mut seats[next],
            }
        }
    }

    fn service(&self, path: usize, waiter: usize) -> f64 {
        let family = self.standing.waiting[waiter].family;
        self.habits.service(family).quantile(unit(path, What::Service(waiter)))
            + self.habits.gap.quantile(unit(path, What::ServiceGap(waiter)))
    }

    fn seats(&self, path: usize) -> Vec<Seat> {
        let habits = self.habits;
        let free = self.standing.free();
        let waited = self.standing.waiting.iter().map(|waiter| waiter.waited).max();
        let seat = |(number, desk): (usize, &super::standing::Desk)| {
            let (share, drawn) = (self.shares[number], unit(path, What::Desk(number)));
            let gap = habits.gap.quantile(unit(path, What::Gap(number)));
            let ready = match (desk.state, waited) {
                (Busy::With(family, taken), _) => habits.service(family).left(minutes(taken), share, drawn) + gap,
                (Busy::Free(since), Some(waited)) => habits.gap.left(minutes(since.min(waited)), share, drawn),
                // Whoever is free first sees who comes.
                (Busy::Free(_), None) => habits.reaction(free).quantile(unit(path, What::Reaction)),
            };
            let returns = desk.aside.iter().enumerate().map(|(other, (aside, taken))| {
                let left = |spread: &Spread, passed: f64, drawn| spread.left(passed, spread.share(passed), drawn);
                let drawn = unit(path, What::Aside(number, other));
                let ready = left(&habits.aside, minutes(*aside), drawn);
                Return { ready, work: left(habits.service(None), minutes(*taken), 1.0 - drawn) + gap }
            });
            Seat { free: ready, returns: returns.collect() }
        };
        self.standing.desks.iter().enumerate().map(seat).collect()
    }
}

/// Those with priority who will come.
struct Overtaking {
    number: usize,
    comes: f64,
}

impl Overtaking {
    /// The next one, at so many a minute.
    fn next(&mut self, rate: f64, path: usize) {
        self.number += 1;
        let drawn = unit(path, What::Overtakes(self.number));
        let more = rate > 0.0 && self.number <= MOST_OVERTAKING;
        self.comes += if more { -(1.0 - drawn).ln() / rate } else { f64::INFINITY };
    }
}
