//! Operators, their dated names, and who signed with whom.

use super::{LONGEST_LABEL, lines, new_code, word};
use crate::{Operator, OperatorKind, Partnership, Snapshot};
use kernel::{AssociationId, Day, Refusal};
use web::{Fields, FormErrors};

/// The longest short name, in bytes: it stands on a key of the counter.
const LONGEST_SHORT: usize = 40;

/// What may be mended of an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OperatorFacts {
    pub short: String,
    pub kind: OperatorKind,
    pub synonyms: Vec<String>,
}

/// Reads the facts of an operator.
pub(crate) fn operator(errors: &mut FormErrors, fields: &Fields) -> Option<OperatorFacts> {
    let short = errors.required(fields, "short", LONGEST_SHORT);
    let kind = word(errors, fields, "kind", OperatorKind::from_slug);
    let synonyms = lines(errors, fields, "synonyms");
    if errors.is_empty() { Some(OperatorFacts { short, kind: kind?, synonyms }) } else { None }
}

impl OperatorFacts {
    /// The operator with these facts.
    pub fn mend(self, operator: &Operator) -> Operator {
        let OperatorFacts { short, kind, synonyms } = self;
        Operator { short, kind, synonyms, ..operator.clone() }
    }

    /// A new operator, with the name it has had from a day on.
    pub fn begin(self, present: &Snapshot, from: Day, name: String) -> Operator {
        Operator {
            id: present.operators().map(|operator| operator.id).max().unwrap_or(0) + 1,
            code: new_code("", &self.short, |code| present.operator(code).is_some()),
            short: self.short,
            kind: self.kind,
            names: vec![(from, name)],
            synonyms: self.synonyms,
        }
    }
}

/// Reads a name and the day it is taken.
pub(crate) fn name(errors: &mut FormErrors, fields: &Fields) -> Option<(Day, String)> {
    let name = errors.required(fields, "name", LONGEST_LABEL);
    let from = required_date(errors, fields, "from");
    if errors.is_empty() { Some((from?, name)) } else { None }
}

/// Reads a partnership. One that begins on the same day as a known one replaces it, which is how its end is written; any other must
/// stand apart from those of the same two.
pub(crate) fn partnership(
    errors: &mut FormErrors,
    fields: &Fields,
    present: &Snapshot,
    known: impl Fn(AssociationId) -> bool,
) -> Option<Partnership> {
    let association = word(errors, fields, "association", |id| id.parse().ok().filter(|id| known(*id)));
    let operator = word(errors, fields, "operator", |code| present.operator(code).map(|operator| operator.id));
    let from = required_date(errors, fields, "from");
    let to = errors.date(fields, "to");
    if !errors.is_empty() {
        return None;
    }
    let partnership = Partnership { association: association?, operator: operator?, from: from?, to };
    if to.is_some_and(|to| to < partnership.from) {
        errors.push(Refusal::invalid("partnership-backwards").field("to"));
    }
    let others = present.partnerships(partnership.association);
    if others.iter().any(|other| other.from != partnership.from && overlap(other, &partnership)) {
        errors.push(Refusal::invalid("partnership-overlaps").field("from"));
    }
    if errors.is_empty() { Some(partnership) } else { None }
}

fn overlap(one: &Partnership, other: &Partnership) -> bool {
    let before = |a: &Partnership, b: &Partnership| a.to.is_some_and(|to| to < b.from);
    one.operator == other.operator && !before(one, other) && !before(other, one)
}

fn required_date(errors: &mut FormErrors, fields: &Fields, name: &'static str) -> Option<Day> {
    if fields.optional(name).is_none() {
        errors.push(Refusal::invalid("empty").field(name));
        return None;
    }
    errors.date(fields, name)
}
