//! The numbers of the method (METHOD §3), and the secret that keys the rounding.

/// The rules' numbers. There is one set of them, [`Policy::METHOD`]: a reader has no say, and an issue no exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// R2: a count under it is withheld, in visits; 0 is told.
    pub threshold: u32,
    /// R4: counts are told as multiples of it, in visits.
    pub base: u32,
    /// R5: the least width of the interval of a withheld count, in visits.
    pub width: u32,
    /// R6: a rate's base is at least so many visits.
    pub rate_base: u32,
    /// R6: a mean is over at least so many visits.
    pub mean_base: u32,
    /// R7: a count is withheld when another operator supplies more than so many percent of it.
    pub dominance_percent: u32,
}

impl Policy {
    /// METHOD §3, R2 and R4 to R7.
    pub const METHOD: Self =
        Self { threshold: 11, base: 5, width: 10, rate_base: 30, mean_base: 11, dominance_percent: 85 };
}

/// What keys the rounding. Whoever knew it, and the keys of the visits, could undo it: it stays with the server, and stays the same.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A secret of 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// `count` brought to a multiple of `base` above or below it, unbiased: up with probability `(count mod base) / base`, decided by the
    /// keys of the very visits, so that the same visits are always told alike. Multiples of `base` stay. The cell-key method of the
    /// Australian Bureau of Statistics (Fraser and Wooton, 2005), with random rounding for its table of perturbations.
    #[must_use]
    pub fn round(&self, count: u32, key: u64, base: u32) -> u32 {
        let rest = count % base;
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&key.to_le_bytes());
        bytes[8..12].copy_from_slice(&count.to_le_bytes());
        bytes[12..].copy_from_slice(&base.to_le_bytes());
        let hash = blake3::keyed_hash(&self.0, &bytes);
        let drawn = hash.as_bytes().iter().take(8).fold(0u64, |drawn, byte| drawn << 8 | u64::from(*byte));
        let up = u128::from(drawn) * u128::from(base) < u128::from(rest) << 64;
        count - rest + if up { base } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_unbiased_keyed_and_leaves_multiples() {
        let secret = Secret::new([7; 32]);
        for count in 0..25 {
            let told: Vec<u32> = (0..20_000).map(|key| secret.round(count, key, 5)).collect();
            assert!(told.iter().all(|told| told % 5 == 0 && told.abs_diff(count) <= 4));
            let mean = told.iter().sum::<u32>() as f64 / 20_000.0;
            assert!((mean - f64::from(count)).abs() < 0.1, "{count} is told {mean} on average");
        }
        let other = Secret::new([8; 32]);
        assert!((0..100).any(|key| secret.round(12, key, 5) != other.round(12, key, 5)), "the secret keys it");
    }
}
