//! Which places of the network are asked for: the words of a query, the same for the page and for programs.

use crate::{Place, Snapshot, model::PlaceKind};
use kernel::AssociationId;
use std::sync::Arc;
use web::Fields;

/// What is asked for; nothing asked is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Words that all stand in the place's name, commune, post code, department or association.
    pub words: String,
    /// The association.
    pub association: Option<AssociationId>,
    /// The department's code.
    pub department: Option<String>,
    /// The kind.
    pub kind: Option<PlaceKind>,
}

impl Filter {
    /// Reads a query; what cannot be read is as if it had not been asked.
    pub fn read(query: &Fields) -> Self {
        Self {
            words: query.get("q").to_owned(),
            association: query.get("association").parse().ok(),
            department: query.optional("department").map(str::to_owned),
            kind: query.get("kind").parse().ok(),
        }
    }

    /// Whether nothing in particular is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The query of this filter, to be followed by other parameters.
    pub fn query(&self) -> String {
        let pairs = [
            ("q", Some(self.words.clone()).filter(|words| !words.is_empty())),
            ("association", self.association.map(|id| id.to_string())),
            ("department", self.department.clone()),
            ("kind", self.kind.map(|kind| kind.code().to_owned())),
        ];
        let given =
            pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}&", web::parts::encode(&value?))));
        given.collect()
    }

    /// The places asked for, by association and name.
    pub fn places(&self, snapshot: &Snapshot) -> Vec<Arc<Place>> {
        let words = fold(&self.words);
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        let mut places: Vec<_> = snapshot.places().filter(|place| self.takes(place, &words)).cloned().collect();
        places.sort_by(|left, right| left.words.cmp(&right.words));
        places
    }

    fn takes(&self, place: &Place, words: &[&str]) -> bool {
        self.association.is_none_or(|id| place.row.association == id)
            && self.department.as_ref().is_none_or(|code| place.row.department == *code)
            && self.kind.is_none_or(|kind| place.row.kind == kind.code())
            && words.iter().all(|word| place.words.contains(word))
    }
}

/// Small letters and digits without accents, one space between words.
pub fn fold(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(|word| {
        let number = word.bytes().any(|byte| byte.is_ascii_digit());
        if number { word.to_lowercase() } else { crate::import::fold(word) }
    });
    words.collect::<Vec<_>>().join(" ")
}
