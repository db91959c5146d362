//! Where somebody stands in the line, in words: at the kiosk and on their own page.

use reception::queue::Standing;
use web::PublicText;

/// How many come before. The expected wait, a range of minutes, takes its place after it once reception tells one: nothing is said in its
/// stead, since a made-up wait is worse than none.
pub(crate) fn words(text: PublicText, standing: &Standing) -> Vec<String> {
    let before = standing.before.map(|before| text.fill("public-line-before", &[("n", before.into())]));
    before.into_iter().collect()
}
