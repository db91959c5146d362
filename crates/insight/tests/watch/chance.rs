//! Counts drawn from a seed, for invented places.

/// SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", 2014).
pub struct Chance(pub u64);

impl Chance {
    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.share()).ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos()
    }

    /// Poisson's law; normal above 60.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        if mean > 60.0 {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0) as u32;
        }
        let (mut count, mut product, floor) = (0, self.share(), (-mean).exp());
        while product > floor {
            count += 1;
            product *= self.share();
        }
        count
    }

    /// A count of relative variance `spread` beyond Poisson.
    pub fn visits(&mut self, mean: f64, spread: f64) -> u32 {
        let sigma = (1.0 + spread).ln().sqrt();
        let noise = (sigma * self.normal() - sigma * sigma / 2.0).exp();
        self.poisson(mean * noise)
    }
}
