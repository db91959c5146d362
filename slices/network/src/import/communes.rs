//! Which post codes a commune has, and what became of the communes that were merged.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::{InseeCode, PostCode};

/// Read once; some 35,000 communes.
static POST_CODES: LazyLock<HashMap<InseeCode, Vec<PostCode>>> = LazyLock::new(|| {
    let mut communes: HashMap<InseeCode, Vec<PostCode>> = HashMap::with_capacity(36_000);
    for line in include_str!("../../data/post-codes.txt").lines() {
        let Some((post_code, suffixes)) = line.split_once(' ') else { continue };
        let Ok(code) = post_code.parse::<PostCode>() else { continue };
        for insee in suffixes.split(' ').filter_map(|suffix| complete(post_code, suffix)) {
            communes.entry(insee).or_default().push(code.clone());
        }
    }
    communes
});

static MERGED: LazyLock<HashMap<InseeCode, InseeCode>> = LazyLock::new(|| {
    let lines = include_str!("../../data/merged-communes.txt").lines();
    lines
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(today, suffixes)| Some((today, today.parse::<InseeCode>().ok()?, suffixes)))
        .flat_map(|(text, today, suffixes)| {
            suffixes.split(' ').filter_map(move |suffix| Some((complete(text, suffix)?, today.clone())))
        })
        .collect()
});

/// A code is written without its first two characters where they are those of the head of the line.
fn complete(head: &str, suffix: &str) -> Option<InseeCode> {
    if suffix.len() == 3 { format!("{}{suffix}", &head[..2]).parse().ok() } else { suffix.parse().ok() }
}

/// The post codes of a commune or a municipal district of today; none when no commune bears that code.
pub(super) fn post_codes(commune: &InseeCode) -> &'static [PostCode] {
    POST_CODES.get(commune).map(Vec::as_slice).unwrap_or_default()
}

/// The commune of today that took in the one that bore this code.
pub(super) fn merged_into(commune: &InseeCode) -> Option<&'static InseeCode> {
    MERGED.get(commune)
}
