//! Whether something rare is said more often than before.
//!
//! Two counts of rare things, each with how much was listened to meanwhile, are compared by the conditional test of J. Przyborowski and
//! H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31 (1940): given their sum, the recent one is
//! binomial. It holds from the very first mentions on, where a normal approximation says anything.

/// The probability that chance alone puts at least `recent` of `recent + before` mentions in the recent time, when nothing has changed.
/// `exposure` is how much was heard in the recent time and before it (requests, days, any unit that is the same in both): the smaller the
/// probability, the surer that it rose. Where nothing was heard in one of the two, nothing can be compared, and it is 1.
///
/// # Examples
/// Five mentions in eight weeks, none in the sixteen before: (1/3)⁵, one chance in 243.
/// ```
/// assert!((insight::rising::chance(5, 0, (8.0, 16.0)) - 1.0 / 243.0).abs() < 1e-12);
/// ```
pub fn chance(recent: u64, before: u64, exposure: (f64, f64)) -> f64 {
    let (now, then) = exposure;
    if now.is_nan() || then.is_nan() || now <= 0.0 || then <= 0.0 || recent == 0 {
        return 1.0;
    }
    let n = recent + before;
    let (share, rest) = ((now / (now + then)).ln(), (then / (now + then)).ln());
    // From all of them down to `recent`: the logarithm of each term follows from the one before it.
    let mut term = n as f64 * share;
    let mut sum = term.exp();
    for k in (recent..n).rev() {
        term += ((k + 1) as f64 / (n - k) as f64).ln() + rest - share;
        sum += term.exp();
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_mentions_are_judged_exactly() {
        // Fair coins: of ten, at least eight heads.
        assert!((chance(8, 2, (1.0, 1.0)) - 56.0 / 1024.0).abs() < 1e-12);
        // Twice as much heard now: 4 of 5 or 5 of 5 with two in three.
        let exact = (5.0 * 16.0 + 32.0) / 243.0;
        assert!((chance(4, 1, (2.0, 1.0)) - exact).abs() < 1e-12);
        assert_eq!(chance(0, 7, (1.0, 1.0)), 1.0);
        assert_eq!(chance(7, 0, (1.0, 0.0)), 1.0);
        assert_eq!(chance(7, 0, (f64::NAN, 1.0)), 1.0);
        // Thousands do not leave the range of a number.
        assert!(chance(9_000, 1_000, (1.0, 1.0)) < 1e-300);
        assert!((chance(5_000, 5_000, (1.0, 1.0)) - 0.5).abs() < 0.01);
    }

    proptest! {
        #[test]
        fn more_mentions_now_are_surer_and_more_before_less(recent in 1u64..60, before in 0u64..60, now in 0.1f64..50.0, then in 0.1f64..50.0) {
            let here = chance(recent, before, (now, then));
            prop_assert!((0.0..=1.0).contains(&here));
            prop_assert!(chance(recent + 1, before, (now, then)) <= here + 1e-9);
            prop_assert!(chance(recent, before + 1, (now, then)) >= here - 1e-9);
        }
    }
}
