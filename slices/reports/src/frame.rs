//! A frame: a funder's own categories, as rules over what was recorded. Pure.
//!
//! The first rule that a request passes gives its category; what passes none falls through, and is shown as such. Nobody
//! records anything twice: the same request has a category in every frame.

use catalogue::Snapshot;
use kernel::{PlaceId, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use tally::{Act, Branch, Fact, Kind, Support};

/// The most rules a frame has.
pub const MOST_RULES: usize = 200;

/// A version of a frame, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Its title.
    pub title: String,
    /// Whose categories these are, and from where they come.
    #[serde(default)]
    pub about: String,
    /// In the order in which they are tried.
    pub rules: Vec<Rule>,
}

/// What leads to a category. Each list that names something must be met; within a list, one is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// The words of the category; several rules may lead to one.
    pub category: String,
    /// Codes of themes (`electricite.facture`) or families (`energie`).
    pub themes: Vec<String>,
    /// Codes of operators (`edf`) or branches (`partner`).
    pub operators: Vec<String>,
    /// Codes of acts.
    pub acts: Vec<String>,
    /// Codes of supports.
    pub supports: Vec<String>,
    /// Numbers of places.
    pub places: Vec<i64>,
}

impl Rule {
    /// Whether it names nothing: it takes all that came to it.
    pub fn takes_all(&self) -> bool {
        let Self { category: _, themes, operators, acts, supports, places } = self;
        [themes, operators, acts, supports].into_iter().all(Vec::is_empty) && places.is_empty()
    }
}

impl Frame {
    /// The categories, in the order of their first rules.
    pub fn categories(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        self.rules.iter().map(|rule| rule.category.as_str()).filter(|category| seen.insert(*category)).collect()
    }

    /// Ready to sort requests. A code that nobody knows is refused, and named.
    pub fn compile(&self, catalogue: &Snapshot) -> Result<Sorter, Refusal> {
        if self.rules.is_empty() || self.rules.len() > MOST_RULES {
            return Err(Refusal::invalid("frame-rules").with("most", MOST_RULES.to_string()));
        }
        let categories: Vec<String> = self.categories().into_iter().map(str::to_owned).collect();
        let rules = self.rules.iter().map(|rule| {
            let at = categories.iter().position(|category| *category == rule.category).expect("it is one of them");
            Tests::of(rule, at as u16, catalogue)
        });
        Ok(Sorter { rules: rules.collect::<Result<_, _>>()?, categories })
    }
}

/// A frame that sorts.
pub struct Sorter {
    rules: Vec<Tests>,
    categories: Vec<String>,
}

impl Sorter {
    /// The words of the categories, by their numbers.
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// The number of the category of a request; nothing when it falls through, or for a visit.
    pub fn sort(&self, place: PlaceId, fact: &Fact) -> Option<u16> {
        if fact.kind != Kind::Request {
            return None;
        }
        self.rules.iter().find(|rule| rule.takes(place, fact)).map(|rule| rule.category)
    }
}

/// A rule in numbers. A list that names nothing is absent.
struct Tests {
    category: u16,
    themes: Option<Bits>,
    operators: Option<(Bits, Vec<Branch>)>,
    acts: Option<Vec<Act>>,
    supports: Option<Vec<Support>>,
    places: Option<HashSet<PlaceId>>,
}

impl Tests {
    fn of(rule: &Rule, category: u16, catalogue: &Snapshot) -> Result<Self, Refusal> {
        if rule.category.trim().is_empty() {
            return Err(Refusal::invalid("frame-no-category"));
        }
        let unknown = |code: &str| Refusal::invalid("frame-unknown-code").with("code", shown(code));
        let named = |list: &[String]| (!list.is_empty()).then(|| list.to_vec());
        let themes = named(&rule.themes).map(|codes| {
            let mut bits = Bits::default();
            for code in codes {
                let before = bits.len;
                // What a theme was called in earlier versions is the same theme.
                let present = catalogue.theme(&code).map(|theme| catalogue.comparable(theme.id));
                let family = catalogue.family(&code).map(|family| family.id);
                for theme in catalogue.themes() {
                    let comparable = catalogue.comparable(theme.id);
                    let its_family = catalogue.theme_by_id(comparable).map(|theme| theme.family);
                    if present == Some(comparable) || (family.is_some() && its_family == family) {
                        bits.set(theme.id);
                    }
                }
                if bits.len == before && present.is_none() && family.is_none() {
                    return Err(unknown(&code));
                }
            }
            Ok(bits)
        });
        let operators = named(&rule.operators).map(|codes| {
            let (mut bits, mut branches) = (Bits::default(), Vec::new());
            for code in codes {
                match (catalogue.operator(&code), Branch::from_slug(&code)) {
                    (Some(operator), _) => bits.set(operator.id),
                    (None, Some(branch)) => branches.push(branch),
                    (None, None) => return Err(unknown(&code)),
                }
            }
            Ok((bits, branches))
        });
        let acts = named(&rule.acts)
            .map(|codes| codes.iter().map(|code| Act::from_slug(code).ok_or_else(|| unknown(code))).collect());
        let supports = named(&rule.supports)
            .map(|codes| codes.iter().map(|code| Support::from_slug(code).ok_or_else(|| unknown(code))).collect());
        Ok(Self {
            category,
            themes: themes.transpose()?,
            operators: operators.transpose()?,
            acts: acts.transpose()?,
            supports: supports.transpose()?,
            places: (!rule.places.is_empty()).then(|| rule.places.iter().copied().map(PlaceId).collect()),
        })
    }

    fn takes(&self, place: PlaceId, fact: &Fact) -> bool {
        let operator = |(bits, branches): &(Bits, Vec<Branch>)| {
            bits.has(fact.operator) || fact.branch.is_some_and(|branch| branches.contains(&branch))
        };
        self.themes.as_ref().is_none_or(|themes| themes.has(fact.theme))
            && self.operators.as_ref().is_none_or(operator)
            && self.acts.as_ref().is_none_or(|acts| acts.iter().any(|act| fact.acts.contains(*act)))
            && self.supports.as_ref().is_none_or(|list| fact.support.is_some_and(|support| list.contains(&support)))
            && self.places.as_ref().is_none_or(|places| places.contains(&place))
    }
}

/// What was typed, short enough to be said again.
fn shown(code: &str) -> String {
    code.chars().take(60).collect()
}

/// A set of small numbers. Zero, which stands for none, is never in it.
#[derive(Default)]
struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    fn set(&mut self, at: u16) {
        let (word, bit) = (usize::from(at) / 64, at % 64);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.len += usize::from(!self.has(at));
        self.words[word] |= 1 << bit;
    }

    fn has(&self, at: u16) -> bool {
        at != 0 && self.words.get(usize::from(at) / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}
