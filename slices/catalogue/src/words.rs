//! The words of « Autre » that come back often enough to ask for a theme of their own.

use crate::fold;
use db::{DbError, Tx};
use std::{collections::BTreeMap, future::Future, pin::Pin};

/// What somebody wrote under « Autre », and how many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherWord {
    /// The words, folded or as they were typed.
    pub words: String,
    /// In how many requests.
    pub count: u64,
}

/// Gives the « Autre » words of the network. Whoever records implements it: the catalogue stands before that slice and cannot call it.
pub trait OtherWords: Send + Sync {
    /// The words still kept, with their counts.
    fn counts<'a>(
        &'a self,
        tx: &'a mut Tx,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<OtherWord>, DbError>> + Send + 'a>>;
}

/// Nobody records here.
pub struct NoWords;

impl OtherWords for NoWords {
    fn counts<'a>(
        &'a self,
        _: &'a mut Tx,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<OtherWord>, DbError>> + Send + 'a>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

/// Words seen less often may describe one person, and are no need of many.
pub(crate) const LEAST_SEEN: u64 = 3;

/// As many digits may be a number of somebody: a file, a telephone, a social security number.
const MOST_DIGITS: usize = 5;

/// Whether words look as if they named nobody: hardly a number, no address of mail.
pub fn impersonal(words: &str) -> bool {
    words.chars().filter(|letter| letter.is_numeric()).count() <= MOST_DIGITS && !words.contains('@')
}

/// The words that ask to be promoted, the most frequent first. Spellings that fold alike count together.
pub(crate) fn promotable(words: Vec<OtherWord>) -> Vec<OtherWord> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for OtherWord { words, count } in words {
        let folded = fold(&words);
        if impersonal(&words) && !folded.is_empty() {
            *counts.entry(folded).or_default() += count;
        }
    }
    let often = counts.into_iter().filter(|(_, count)| *count >= LEAST_SEEN);
    let mut words: Vec<_> = often.map(|(words, count)| OtherWord { words, count }).collect();
    words.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.words.cmp(&b.words)));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_frequent_and_impersonal_words_ask() {
        let given = [
            ("Permis bateau", 2),
            ("permis  bateau", 1),
            ("carte de pêche", 7),
            ("adieu", 2),
            ("dossier 123456", 9),
            ("moi@exemple.fr", 9),
            ("formulaire 2042", 3),
            ("…", 9),
        ];
        let given = given.map(|(words, count)| OtherWord { words: words.into(), count });
        let asked = promotable(given.to_vec());
        let asked: Vec<_> = asked.iter().map(|word| (word.words.as_str(), word.count)).collect();
        assert_eq!(asked, [("carte de peche", 7), ("formulaire 2042", 3), ("permis bateau", 3)]);
    }
}
