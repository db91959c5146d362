//! What makes a new password one that nobody guesses: its length, that it is no common one, and that it is not made of what
//! everybody knows of its owner (NIST SP 800-63B, 3.1.1.2). Rules of composition only make it forgotten: there are none.

use crate::model::Secret;
use kernel::{Grant, Refusal, Scope};
use network::Snapshot;
use zxcvbn::{Score, zxcvbn};

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most bytes of a password: hashing takes no more work for a longer one, reading it does.
const LONGEST: usize = 1024;
/// What holds against somebody who steals the hashes: a hundred million guesses at the least.
const GOOD: Score = Score::Three;
/// The fewest letters and digits that are one's own invention: a year or a department beside a name is none.
const OWN_LEFT: usize = 6;

/// What everybody knows of somebody, and a guesser tries first.
#[derive(Clone, Debug, Default)]
pub struct Known(Vec<String>);

impl Known {
    /// Somebody's name, address and places of work; our own name and that of the network come by themselves.
    pub fn of<'a>(snapshot: &Snapshot, name: &str, email: &str, grants: impl IntoIterator<Item = &'a Grant>) -> Self {
        let mut phrases = vec!["parvis pimms mediation".to_owned(), name.to_owned(), email.to_owned()];
        for grant in grants {
            let place = match grant.scope {
                Scope::Place(id) => snapshot.place(id),
                _ => None,
            };
            let association = match grant.scope {
                Scope::Association(id) => Some(id),
                _ => place.map(|place| place.row.association),
            };
            phrases.extend(place.map(|place| format!("{} {}", place.row.name, place.row.commune)));
            phrases.extend(association.and_then(|id| snapshot.association(id)).map(|found| found.name.clone()));
        }
        Self::words(&phrases)
    }

    /// Each word as it is written and without its accents, and the phrases whole.
    fn words(phrases: &[String]) -> Self {
        let mut words: Vec<String> = Vec::new();
        for phrase in phrases {
            let plain = network::fold(phrase);
            words.extend([phrase.to_lowercase(), plain.clone(), plain.replace(' ', "")]);
            for phrase in [&phrase.to_lowercase(), &plain] {
                words.extend(phrase.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
            }
        }
        words.retain(|word| word.chars().count() > 2);
        words.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        words.dedup();
        Self(words)
    }

    /// Whether a text is little else than these words.
    fn make(&self, text: &str) -> bool {
        let plain = network::fold(text);
        let left = self.0.iter().fold(plain.clone(), |left, word| left.replace(word.as_str(), " "));
        left != plain && left.chars().filter(|letter| letter.is_alphanumeric()).count() < OWN_LEFT
    }
}

/// A new password of somebody, judged where it keeps nobody waiting: an odd one takes a while.
pub async fn choose(text: &str, known: Known) -> Result<Secret, Refusal> {
    let text = text.to_owned();
    tokio::task::spawn_blocking(move || chosen(&text, &known)).await.expect("a judgement does not panic")
}

/// The same at once.
pub fn chosen(text: &str, known: &Known) -> Result<Secret, Refusal> {
    let refuse = |code| Err(Refusal::invalid(code).field("password"));
    if text.chars().count() < SHORTEST {
        return refuse("password-short");
    }
    if text.len() > LONGEST {
        return Err(Refusal::invalid("too-long").field("password").with("longest", LONGEST));
    }
    let own: Vec<&str> = known.0.iter().map(String::as_str).collect();
    let good = |own| zxcvbn(text, own).score() >= GOOD;
    match (good(&[]), good(&own) && !known.make(text)) {
        (false, _) => refuse("password-plain"),
        (true, false) => refuse("password-own"),
        (true, true) => Ok(Secret::typed(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn samira() -> Known {
        let phrases = ["parvis", "Samira Benali-Coëtmeur", "samira.benali@exemple.fr", "Médiation du Rhône"];
        Known::words(&phrases.map(str::to_owned))
    }

    #[test]
    fn what_a_guesser_tries_first_is_refused_and_why_is_said() {
        for (wrong, code) in [
            ("court", "password-short"),
            ("aaaaaaaaaaaaaaaa", "password-plain"),
            ("abcabcabcabcabc", "password-plain"),
            ("123456789012", "password-plain"),
            ("password1234", "password-plain"),
            ("motdepasse123", "password-plain"),
            ("azertyuiop12", "password-plain"),
            ("abcdefghijklmnop", "password-plain"),
            ("samira.benali@exemple.fr", "password-own"),
            ("samirabenali", "password-own"),
            ("Samira Benali 2026", "password-own"),
            ("Coetmeur-Coëtmeur", "password-own"),
            ("parvis-parvis", "password-own"),
            ("ParvisRhone2026", "password-own"),
            ("mediationdurhone", "password-own"),
        ] {
            let refusal = chosen(wrong, &samira()).expect_err(wrong);
            assert!(
                refusal.code == code || code == "password-own" && refusal.code == "password-plain",
                "{wrong}: {refusal}"
            );
        }
        for right in ["un train à Lyon", "olive tuile pont marche", "Samira aime le fenouil braisé", "kQ7vR2xZp9Lw"] {
            assert!(chosen(right, &samira()).is_ok(), "{right}");
        }
        let refusal = chosen("mediationdurhone", &samira()).unwrap_err();
        assert_eq!(refusal.code, "password-own");
    }

    proptest! {
        #[test]
        fn anything_is_judged(text in any::<String>(), own in any::<String>()) {
            let judged = chosen(&text, &Known::words(&[own]));
            prop_assert!(text.chars().count() >= SHORTEST || judged.is_err());
        }
    }
}
