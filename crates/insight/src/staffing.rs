//! How many desks a hall needs: the queue M/M/n+M, known as Erlang-A.
//!
//! People come at random, a desk takes a random time, and whoever waits longer than they will leaves (C. Palm, "Research on telephone
//! traffic carried by full availability groups", 1957; O. Garnett, A. Mandelbaum and M. Reiman, "Designing a call center with impatient
//! customers", Manufacturing & Service Operations Management 4, 2002). Times are in one unit, whichever it is: minutes here.
//!
//! Who finds `k` people, all `n` desks taken, waits for `k − n + 1` departures, at rates `nμ + jθ`. That sum is `−ln(B)/θ` with `B` of the law
//! Beta(nμ/θ, k − n + 1), by which the share of those who would wait longer than `t` is an incomplete beta function at `e^(−θt)`, summed here by its
//! own recurrence.
//!
//! Deliberately absent: service times that are not exponential, and a hall that is not yet at rest: half an hour is told as if it lasted.

/// What comes, and how long things take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// People a minute.
    pub arrivals: f64,
    /// Minutes at a desk, on average. Above 0.
    pub service: f64,
    /// Minutes that people would wait before they leave, on average. Above 0; infinite when nobody leaves.
    pub patience: f64,
}

/// What a number of desks makes of a load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hall {
    /// The share of those who come who would wait longer than the target.
    pub over_target: f64,
    /// Minutes waited on average, by those who leave too.
    pub wait: f64,
    /// The share of those who come who leave before they are received.
    pub leave: f64,
    /// The share of the desks' time that is taken.
    pub taken: f64,
}

/// People in the hall beyond which nothing is counted: the law has faded by then.
const MOST: usize = 4_000;
/// A state is left out of the sum when it is less likely than this beside the likeliest.
const FADED: f64 = 1e-14;
/// Desks that are tried at the most.
const MOST_DESKS: u32 = 200;
/// Patience beyond which nobody leaves, as times of the service: with a smaller rate the sums would lose their digits.
const ENDLESS: f64 = 1e6;
/// Numbers are scaled before they pass it.
const LARGE: f64 = 1e200;

impl Load {
    /// What `desks` desks make of it, with waits measured against `target` minutes. Without a desk everybody leaves.
    #[must_use]
    pub fn with(&self, desks: u32, target: f64) -> Hall {
        if self.arrivals <= 0.0 {
            return Hall { over_target: 0.0, wait: 0.0, leave: 0.0, taken: 0.0 };
        }
        if desks == 0 {
            return Hall { over_target: 1.0, wait: self.patience, leave: 1.0, taken: 0.0 };
        }
        let n = f64::from(desks);
        let serves = 1.0 / self.service;
        let leaves = 1.0 / self.patience.min(ENDLESS * self.service);
        // The weight of each number of people, the empty hall's being 1, scaled down as it grows.
        let (mut weights, mut last, mut most) = (vec![1.0], 1.0, 1.0);
        while weights.len() < MOST {
            let k = weights.len() as f64;
            let departs = k.min(n) * serves + (k - n).max(0.0) * leaves;
            last *= self.arrivals / departs;
            weights.push(last);
            most = f64::max(most, last);
            if last > LARGE {
                weights.iter_mut().for_each(|weight| *weight /= last);
                (most, last) = (most / last, 1.0);
            }
            if k > n && last < FADED * most {
                break;
            }
        }
        let all: f64 = weights.iter().sum();
        let (mut over, mut queue, mut busy) = (0.0, 0.0, 0.0);
        // With x = e^(−θt): a, 1 − x, and ln x^a, which is too small to be told as it is where the hall is large.
        let (a, gone, mut scale) = (n * serves / leaves, -(-leaves * target).exp_m1(), -n * serves * target);
        // I(x; a, m) for m = 1, 2 …, and the step from each to the next, x^a (1 − x)^m / (m B(a, m)), both over e^scale.
        let (mut beyond, mut step) = (1.0f64, a * gone);
        for (k, weight) in weights.iter().enumerate() {
            let k = k as f64;
            busy += weight * k.min(n);
            queue += weight * (k - n).max(0.0);
            if k >= n {
                over += weight * (beyond.ln() + scale).exp().min(1.0);
                let m = k - n + 1.0;
                beyond += step;
                step *= gone * (a + m) / (m + 1.0);
                if beyond > LARGE {
                    (beyond, step, scale) = (beyond / LARGE, step / LARGE, scale + LARGE.ln());
                }
            }
        }
        let queue = queue / all;
        Hall {
            over_target: over / all,
            wait: queue / self.arrivals,
            leave: leaves * queue / self.arrivals,
            taken: busy / all / n,
        }
    }

    /// The fewest desks with which not more than `share` of those who come would wait longer than `target` minutes.
    #[must_use]
    pub fn desks(&self, target: f64, share: f64) -> u32 {
        if self.arrivals <= 0.0 {
            return 0;
        }
        (1..=MOST_DESKS).find(|desks| self.with(*desks, target).over_target <= share).unwrap_or(MOST_DESKS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(one: f64, other: f64, by: f64) -> bool {
        (one - other).abs() <= by * one.abs().max(other.abs()).max(1e-3)
    }

    /// The share that waits at all, and that waits longer than `t`, in M/M/n (A. K. Erlang, 1917).
    fn erlang_c(load: &Load, desks: u32, t: f64) -> (f64, f64) {
        let (n, offered) = (f64::from(desks), load.arrivals * load.service);
        let mut blocked = 1.0;
        for k in 1..=desks {
            blocked = offered * blocked / (f64::from(k) + offered * blocked);
        }
        let waits = blocked / (1.0 - offered / n * (1.0 - blocked));
        (waits, waits * (-(n - offered) * t / load.service).exp())
    }

    #[test]
    fn without_impatience_it_is_erlang_c() {
        for (arrivals, service, desks) in [(0.2, 10.0, 3), (0.1, 8.0, 1), (1.0, 7.0, 9), (0.4, 12.0, 7)] {
            let load = Load { arrivals, service, patience: f64::INFINITY };
            for target in [0.0, 5.0, 10.0, 30.0] {
                let hall = load.with(desks, target);
                let (_, over) = erlang_c(&load, desks, target);
                assert!(near(hall.over_target, over, 2e-3), "{load:?} {desks} {target}: {} {over}", hall.over_target);
            }
        }
    }

    #[test]
    fn with_as_much_patience_as_service_people_are_as_if_desks_were_endless() {
        // θ = μ: the number of people is Poisson, whatever the desks; the queue is what exceeds them.
        let load = Load { arrivals: 0.5, service: 10.0, patience: 10.0 };
        let hall = load.with(4, 0.0);
        let (mut p, mut queue, mut waits) = ((-5.0f64).exp(), 0.0, 0.0);
        for k in 0..60 {
            if k > 0 {
                p *= 5.0 / f64::from(k);
            }
            queue += p * f64::from((k - 4).max(0));
            waits += if k >= 4 { p } else { 0.0 };
        }
        assert!(near(hall.wait, queue / 0.5, 1e-9), "{hall:?}");
        assert!(near(hall.over_target, waits, 1e-9), "{hall:?}");
    }

    #[test]
    fn a_large_hall_needs_about_the_desks_of_its_load() {
        // Nobody is kept waiting for long by desks that are as many as the load; with a tenth fewer, everybody is.
        for (arrivals, service) in [(60.0, 0.5), (30.0, 1.0), (30.0, 5.0)] {
            let load = Load { arrivals, service, patience: 240.0 };
            let desks = f64::from(load.desks(30.0, 0.2)) / (arrivals * service);
            assert!((0.85..=1.1).contains(&desks), "{load:?}: {desks}");
        }
    }

    /// A hall played with pseudo-random times, to check the formula against what it stands for.
    #[test]
    fn the_formula_tells_what_a_played_hall_does() {
        let load = Load { arrivals: 0.3, service: 9.0, patience: 25.0 };
        let (desks, target) = (2_usize, 12.0);
        let mut state = 1_u64;
        let mut draw = |mean: f64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            -((((state >> 11) as f64) + 0.5) / (1_u64 << 53) as f64).ln() * mean
        };
        let (mut free, mut now) = (vec![0.0_f64; desks], 0.0);
        let (mut came, mut over, mut left) = (0.0, 0.0, 0.0);
        for _ in 0..400_000 {
            now += draw(1.0 / load.arrivals);
            let first = (0..desks).min_by(|a, b| free[*a].total_cmp(&free[*b])).unwrap();
            // Who leaves takes no desk, so those who stay are received in order by the first desk that is free.
            let wait = (free[first] - now).max(0.0);
            let leaves = draw(load.patience) < wait;
            came += 1.0;
            over += f64::from(u8::from(wait > target));
            left += f64::from(u8::from(leaves));
            if !leaves {
                free[first] = now + wait + draw(load.service);
            }
        }
        let hall = load.with(2, target);
        assert!((hall.over_target - over / came).abs() < 0.006, "{hall:?} {}", over / came);
        assert!((hall.leave - left / came).abs() < 0.006, "{hall:?} {}", left / came);
    }

    proptest! {
        #[test]
        fn more_desks_never_make_it_worse(arrivals in 0.0..3.0f64, service in 0.5..60.0f64, patience in 1.0..500.0f64, target in 0.0..60.0f64) {
            let load = Load { arrivals, service, patience };
            let mut before = load.with(0, target);
            for desks in 1..30 {
                let hall = load.with(desks, target);
                prop_assert!(hall.over_target.is_finite() && hall.wait.is_finite());
                prop_assert!((0.0..=1.0 + 1e-9).contains(&hall.over_target));
                prop_assert!((0.0..=1.0 + 1e-9).contains(&hall.taken));
                prop_assert!(hall.over_target <= before.over_target + 1e-9);
                prop_assert!(hall.leave <= before.leave + 1e-9);
                before = hall;
            }
        }

        #[test]
        fn the_desks_told_are_enough_and_one_fewer_is_not(arrivals in 0.01..2.0f64, service in 1.0..30.0f64, patience in 5.0..200.0f64) {
            let load = Load { arrivals, service, patience };
            let desks = load.desks(10.0, 0.2);
            prop_assert!(load.with(desks, 10.0).over_target <= 0.2);
            prop_assert!(desks <= 1 || load.with(desks - 1, 10.0).over_target > 0.2);
        }
    }
}
