//! Rates that one may quote: Wilson's interval, and how few answers say nothing.
//!
//! The interval is that of E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
//! Statistical Association 22 (1927), which holds where the rate is near 0 or 1, unlike `p ± z √(p(1−p)/n)`.

/// Under so many answers nothing is shown.
pub const SHOWN_FROM: u64 = 11;
/// Under so many answers the rate is not told: they are too few to conclude.
pub const CONCLUDED_FROM: u64 = 30;
/// Quantile of the normal law for a two-sided interval of 95 %.
pub const TWO_SIDED_95: f64 = 1.959_964;
/// Quantile of the normal law for a one-sided bound of 95 %.
pub const ONE_SIDED_95: f64 = 1.645;

/// The bounds of a rate, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Least rate that the answers leave plausible.
    pub low: f64,
    /// Greatest rate that the answers leave plausible.
    pub high: f64,
}

/// What may be said of `yes` answers among `asked`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// Fewer than [`SHOWN_FROM`] answers.
    Nothing,
    /// From [`SHOWN_FROM`] answers and under [`CONCLUDED_FROM`].
    TooFew,
    /// The rate in whole percent, with its interval of 95 %.
    Rate {
        /// Whole percent, half rounded up.
        percent: u8,
        /// Two-sided interval of 95 %.
        interval: Interval,
    },
}

/// More yes than answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more yes than answers")]
pub struct MoreYesThanAnswers;

/// Wilson's interval of `yes` among `asked` for the normal quantile `z`; the whole of 0 to 1 when nobody answered.
///
/// # Errors
/// [`MoreYesThanAnswers`].
pub fn wilson(yes: u64, asked: u64, z: f64) -> Result<Interval, MoreYesThanAnswers> {
    if yes > asked {
        return Err(MoreYesThanAnswers);
    }
    if asked == 0 {
        return Ok(Interval { low: 0.0, high: 1.0 });
    }
    let n = asked as f64;
    let p = yes as f64 / n;
    let scale = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / scale;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / scale;
    Ok(Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) })
}

/// What may be said of a rate.
///
/// # Errors
/// [`MoreYesThanAnswers`].
pub fn say(yes: u64, asked: u64) -> Result<Said, MoreYesThanAnswers> {
    let interval = wilson(yes, asked, TWO_SIDED_95)?;
    Ok(match asked {
        0..SHOWN_FROM => Said::Nothing,
        SHOWN_FROM..CONCLUDED_FROM => Said::TooFew,
        _ => Said::Rate {
            percent: ((200 * u128::from(yes) + u128::from(asked)) / (2 * u128::from(asked))) as u8,
            interval,
        },
    })
}

/// Whether "at least `rate`" may be written: Wilson's one-sided lower bound of 95 % reaches it, and the answers are enough to conclude.
///
/// # Errors
/// [`MoreYesThanAnswers`].
pub fn at_least(yes: u64, asked: u64, rate: f64) -> Result<bool, MoreYesThanAnswers> {
    Ok(wilson(yes, asked, ONE_SIDED_95)?.low >= rate && asked >= CONCLUDED_FROM)
}
