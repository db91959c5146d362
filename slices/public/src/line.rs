//! Where somebody stands in the line, in words: at the kiosk and on their own page.

use reception::queue::{Range, Standing};
use web::PublicText;

/// Minutes.
const SOON: u16 = 10;

/// How many come before, and how long that may take: a range, or nothing, since a made-up wait is worse than none.
pub(crate) fn words(text: PublicText, standing: &Standing) -> Vec<String> {
    // « C’est bientôt à vous » is not said beside a wait that may be long.
    let soon = standing.wait.is_none_or(|wait| wait.high <= SOON);
    let before = standing.before.filter(|before| *before > 0 || soon);
    let before = before.map(|before| text.fill("public-line-before", &[("n", before.into())]));
    let wait = standing.wait.map(|Range { low, high }| match low {
        0 => text.fill("public-line-below", &[("high", i64::from(high).into())]),
        low => text.fill("public-line-between", &[("low", i64::from(low).into()), ("high", i64::from(high).into())]),
    });
    before.into_iter().chain(wait).collect()
}
