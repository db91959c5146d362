//! How long people wait before they give up.

/// The minutes at which impatience changes.
const STEPS: [f64; 8] = [0.0, 5.0, 10.0, 20.0, 30.0, 45.0, 60.0, 90.0];
/// Minutes of waiting that what is known of all waits weighs against what is known of one step.
const SHARED: f64 = 240.0;

/// How many a minute give up, by how long they have waited (the piecewise constant hazard of survival analysis: those who
/// gave up over all the minutes waited, called visitors counting until their call).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Patience {
    /// In each step.
    rates: [f64; STEPS.len()],
}

impl Patience {
    /// From waits in minutes, and whether each ended by giving up.
    pub(super) fn of(waits: impl Iterator<Item = (f64, bool)>) -> Self {
        let (mut waited, mut gone) = ([0.0; STEPS.len()], [0.0; STEPS.len()]);
        for (wait, gave_up) in waits {
            for (at, total) in waited.iter_mut().enumerate() {
                *total += (wait.min(end(at)) - STEPS[at]).max(0.0);
            }
            if gave_up {
                gone[step(wait)] += 1.0;
            }
        }
        let overall = gone.iter().sum::<f64>() / (waited.iter().sum::<f64>() + 60.0);
        let rate = |at: usize| (gone[at] + overall * SHARED) / (waited[at] + SHARED);
        Self { rates: std::array::from_fn(rate) }
    }

    /// The chance that somebody who has waited for so long gives up within some more minutes.
    pub(super) fn gives_up(&self, waited: f64, more: f64) -> f64 {
        1.0 - (self.sum(waited) - self.sum(waited + more)).exp()
    }

    fn sum(&self, minutes: f64) -> f64 {
        (0..STEPS.len()).map(|at| self.rates[at] * (minutes.min(end(at)) - STEPS[at]).max(0.0)).sum()
    }
}

fn end(step: usize) -> f64 {
    STEPS.get(step + 1).copied().unwrap_or(f64::INFINITY)
}

fn step(minutes: f64) -> usize {
    STEPS.partition_point(|start| *start <= minutes).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_have_waited_long_give_up_sooner_when_the_past_says_so() {
        let early = (0..900).map(|_| (8.0, false));
        let late = (0..90).map(|number| (50.0, number % 3 == 0));
        let patience = Patience::of(early.chain(late));
        assert!(patience.gives_up(0.0, 10.0) < 0.03, "{}", patience.gives_up(0.0, 10.0));
        assert!(patience.gives_up(45.0, 10.0) > 0.2, "{}", patience.gives_up(45.0, 10.0));
        assert_eq!(patience.gives_up(45.0, 0.0), 0.0);
        assert_eq!(Patience::of(std::iter::empty()).gives_up(10.0, 100.0), 0.0);
    }
}
