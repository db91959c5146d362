//! The frames that the product brings: written at the first start, edited like any other from then on.

use crate::{frame::Frame, store};
use db::{DbError, Tx};
use jiff::Timestamp;
use kernel::Day;

/// (code, body).
pub const SHIPPED: [(&str, &str); 3] = [
    ("france-services", include_str!("../frames/france-services.toml")),
    ("entreprise", include_str!("../frames/entreprise.toml")),
    ("territoire", include_str!("../frames/territoire.toml")),
];

/// A shipped frame, read.
pub fn read(body: &str) -> Frame {
    toml::from_str(body).expect("a test reads every frame that is shipped")
}

/// Writes those that are not there.
pub async fn seed(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    let known = store::frames(tx).await?;
    for (code, body) in SHIPPED {
        if known.iter().all(|frame| frame.code != code) {
            // Counted from before the first request of anybody, so that ten years have their categories.
            store::put_version(tx, code, Day::of(jiff::civil::date(2005, 1, 1)), &read(body), now, None).await?;
        }
    }
    Ok(())
}
