//! From the words of a spreadsheet to codes: what the map says, or else the catalogue's own words.

use super::map::Field;
use catalogue::{Labelled, Snapshot, axes, fold};
use std::collections::{BTreeSet, HashMap};
use web::Locale;

/// Every word that means one code and no other, by field.
pub struct Vocabulary {
    codes: HashMap<Field, BTreeSet<String>>,
    words: HashMap<Field, HashMap<String, Option<String>>>,
}

/// The fields whose words are codes.
const CODED: [Field; 11] = [
    Field::Theme,
    Field::Operator,
    Field::ReferredTo,
    Field::Act,
    Field::Support,
    Field::Outcome,
    Field::Channel,
    Field::Age,
    Field::Origin,
    Field::Language,
    Field::With,
];

impl Vocabulary {
    /// The words of the catalogue.
    pub fn of(catalogue: &Snapshot) -> Self {
        let mut vocabulary = Self { codes: HashMap::new(), words: HashMap::new() };
        for theme in catalogue.themes() {
            let family = catalogue.family_by_id(theme.family).map_or("", |family| family.short.as_str());
            let whole = format!("{family} {}", theme.label);
            let words = theme.synonyms.iter().map(String::as_str).chain([theme.label.as_str(), whole.as_str()]);
            vocabulary.learn(Field::Theme, &theme.code, words);
        }
        for operator in catalogue.operators() {
            let names = operator.names.iter().map(|(_, name)| name.as_str());
            let words: Vec<_> =
                operator.synonyms.iter().map(String::as_str).chain(names).chain([operator.short.as_str()]).collect();
            vocabulary.learn(Field::Operator, &operator.code, words.iter().copied());
            vocabulary.learn(Field::ReferredTo, &operator.code, words.iter().copied());
        }
        for locale in Locale::ALL {
            let axes = axes(locale);
            let lists = [
                (Field::Act, &axes.acts),
                (Field::Support, &axes.supports),
                (Field::Outcome, &axes.outcomes),
                (Field::Channel, &axes.channels),
                (Field::Age, &axes.ages),
                (Field::Origin, &axes.origins),
                (Field::Language, &axes.languages),
            ];
            for (field, list) in lists {
                for Labelled { code, label, short, .. } in list {
                    vocabulary.learn(field, code, [label.as_str()].into_iter().chain(short.as_deref()));
                }
            }
        }
        for company in crate::facts::COMPANY {
            vocabulary.learn(Field::With, company, []);
        }
        vocabulary
    }

    fn learn<'a>(&mut self, field: Field, code: &str, words: impl IntoIterator<Item = &'a str>) {
        self.codes.entry(field).or_default().insert(code.to_owned());
        let known = self.words.entry(field).or_default();
        for word in words {
            let meaning = known.entry(fold(word)).or_insert_with(|| Some(code.to_owned()));
            // A word of two codes says neither.
            if meaning.as_deref() != Some(code) {
                *meaning = None;
            }
        }
    }

    /// Whether the words of a field are codes.
    pub fn is_coded(field: Field) -> bool {
        CODED.contains(&field)
    }

    /// Whether a code exists.
    pub fn knows(&self, field: Field, code: &str) -> bool {
        self.codes.get(&field).is_some_and(|codes| codes.contains(code))
    }

    /// The code of a word, when it is one or means just one.
    pub fn code(&self, field: Field, word: &str) -> Option<&str> {
        if let Some(code) = self.codes.get(&field).and_then(|codes| codes.get(word.trim())) {
            return Some(code);
        }
        let word = fold(word);
        if word.is_empty() {
            return None;
        }
        self.words.get(&field)?.get(&word)?.as_deref()
    }
}

/// Looks for the code whose words look most like another.
pub struct Likeness<'a> {
    vocabulary: &'a Vocabulary,
    /// The pieces of every word of a field, cut once.
    cut: HashMap<Field, Vec<(Pieces, &'a str)>>,
}

impl<'a> Likeness<'a> {
    /// Among these words.
    pub fn of(vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary, cut: HashMap::new() }
    }

    /// The nearest code, unless nothing is near.
    pub fn nearest(&mut self, field: Field, word: &str) -> Option<&'a str> {
        /// Beneath it two words have nothing to do with each other.
        const LEAST: f64 = 0.4;
        let vocabulary = self.vocabulary;
        let cut = self.cut.entry(field).or_insert_with(|| {
            let words = vocabulary.words.get(&field).into_iter().flatten();
            let words = words.filter_map(|(word, code)| Some((word.as_str(), code.as_deref()?)));
            let codes = vocabulary.codes.get(&field).into_iter().flatten().map(|code| (code.as_str(), code.as_str()));
            words.chain(codes).map(|(word, code)| (pieces(&fold(word)), code)).collect()
        });
        let wanted = pieces(&fold(word));
        let scored = cut.iter().map(|(pieces, code)| (likeness(&wanted, pieces), *code));
        // Of equals the first in the alphabet, so that a preview is the same twice.
        let best = scored.max_by(|(one, a), (other, b)| one.total_cmp(other).then_with(|| b.cmp(a)))?;
        (best.0 >= LEAST).then_some(best.1)
    }
}

/// The runs of three letters of a word, its ends included.
type Pieces = BTreeSet<[char; 3]>;

fn pieces(word: &str) -> Pieces {
    let letters: Vec<char> = format!("  {word} ").chars().collect();
    letters.windows(3).filter_map(|run| run.try_into().ok()).collect()
}

/// Dice's coefficient.
fn likeness(one: &Pieces, other: &Pieces) -> f64 {
    let common = one.intersection(other).count() as f64;
    2.0 * common / (one.len() + other.len()) as f64
}
