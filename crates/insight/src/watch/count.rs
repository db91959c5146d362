//! The law of a count around what was expected: negative binomial, of variance `mean + spread × mean²`.

/// How far `observed` lies from `mean`, in standard deviations: the signed root of the deviance of the negative binomial law (P. McCullagh and
/// J. A. Nelder, Generalized Linear Models, 1989, §2.3 and §11), which is near to normal where counts are small and the law is skewed.
/// `spread` is the variance beyond Poisson over the squared mean; at 0 the law is Poisson's.
#[must_use]
pub fn deviation(observed: f64, mean: f64, spread: f64) -> f64 {
    let mean = mean.max(1e-9);
    let own = if observed > 0.0 { observed * (observed / mean).ln() } else { 0.0 };
    let half = if spread < 1e-9 {
        own - (observed - mean)
    } else {
        own - (observed + 1.0 / spread) * ((1.0 + spread * observed) / (1.0 + spread * mean)).ln()
    };
    (2.0 * half.max(0.0)).sqrt().copysign(observed - mean)
}

/// The count below which a share of the law lies, the share given by its normal quantile `z`: the law taken as a gamma of the same
/// mean and variance, by the cube-root rule of E. B. Wilson and M. M. Hilferty ("The distribution of chi-square", PNAS 17, 1931).
#[must_use]
pub fn quantile(mean: f64, spread: f64, z: f64) -> f64 {
    let shape = 1.0 / (1.0 / mean.max(1e-9) + spread);
    let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    mean * root.max(0.0).powi(3)
}
