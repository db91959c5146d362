//! Themes: what may be mended of one, a new one, and the end of one.

use super::{LONGEST_LABEL, VersionDay, lines, new_code, version_day, word};
use crate::{Snapshot, Theme};
use kernel::{Day, Refusal};
use tally::{Act, Acts, Branch, Support};
use web::{Fields, FormErrors};

/// The theme whose words feed the watch: the counter cannot do without it.
const OTHER: &str = "autre.autre";

/// A day's work is the longest usual case.
const MOST_MINUTES: u16 = 480;

/// What may be mended of a theme within its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ThemeFacts {
    pub label: String,
    pub branch: Branch,
    pub acts: Acts,
    pub support: Option<Support>,
    pub minutes: u16,
    pub synonyms: Vec<String>,
    pub operators: Vec<u16>,
}

/// Reads the facts of a theme; `before` is the theme as it stands, whose operators keep their order.
pub(crate) fn theme(
    errors: &mut FormErrors,
    fields: &Fields,
    present: &Snapshot,
    before: Option<&Theme>,
) -> Option<ThemeFacts> {
    let label = errors.required(fields, "label", LONGEST_LABEL);
    let branch = word(errors, fields, "branch", Branch::from_slug);
    let acts: Option<Acts> = fields.every("act").iter().map(|slug| Act::from_slug(slug)).collect();
    let acts = acts.filter(|acts| !acts.is_empty()).ok_or(Refusal::invalid("theme-no-act").field("act"));
    let acts = errors.take(acts);
    let support = match fields.optional("support") {
        None => Some(None),
        Some(_) => word(errors, fields, "support", Support::from_slug).map(Some),
    };
    let minutes = fields.get("minutes").parse().ok().filter(|minutes| (1..=MOST_MINUTES).contains(minutes));
    let minutes =
        errors.take(minutes.ok_or(Refusal::invalid("theme-minutes").field("minutes").with("most", MOST_MINUTES)));
    let synonyms = lines(errors, fields, "synonyms");
    let operators = operators(errors, fields, present, before);
    if !errors.is_empty() {
        return None;
    }
    Some(ThemeFacts { label, branch: branch?, acts: acts?, support: support?, minutes: minutes?, synonyms, operators })
}

/// Ticked boxes have no order: those that stay keep theirs, new ones follow.
fn operators(errors: &mut FormErrors, fields: &Fields, present: &Snapshot, before: Option<&Theme>) -> Vec<u16> {
    let ticked: Option<Vec<u16>> =
        fields.every("operator").iter().map(|code| present.operator(code).map(|operator| operator.id)).collect();
    let Some(mut ticked) = ticked else {
        errors.push(Refusal::invalid("catalogue-not-listed").field("operator"));
        return Vec::new();
    };
    let order = before.map_or(&[][..], |theme| &theme.operators);
    ticked.sort_by_key(|id| (order.iter().position(|known| known == id).unwrap_or(usize::MAX), *id));
    ticked.dedup();
    ticked
}

impl ThemeFacts {
    /// The theme with these facts.
    pub fn mend(self, theme: &Theme) -> Theme {
        let ThemeFacts { label, branch, acts, support, minutes, synonyms, operators } = self;
        Theme { label, branch, acts, support, minutes, synonyms, operators, ..theme.clone() }
    }

    /// A new theme of a family, which begins with a version.
    pub fn begin(self, present: &Snapshot, family: &crate::Family, since: i64) -> Theme {
        let prefix = format!("{}.", family.code);
        let blank = Theme {
            id: present.themes().map(|theme| theme.id).max().unwrap_or(0) + 1,
            code: new_code(&prefix, &self.label, |code| present.theme(code).is_some()),
            family: family.id,
            label: String::new(),
            branch: family.branch,
            acts: Acts::NONE,
            support: None,
            minutes: 0,
            // The simulated network asks only for what comes with the product.
            weight: 0.0,
            synonyms: Vec::new(),
            operators: Vec::new(),
            since,
            until: None,
        };
        self.mend(&blank)
    }
}

/// The end of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    pub from: VersionDay,
    pub becomes: u16,
}

/// Reads the end of a theme: from when, and what its requests are compared with afterwards.
pub(crate) fn ending(
    errors: &mut FormErrors,
    fields: &Fields,
    present: &Snapshot,
    theme: &Theme,
    today: Day,
) -> Option<Ending> {
    if theme.code == OTHER {
        errors.push(Refusal::invalid("theme-other-stays"));
    }
    if theme.until.is_some() {
        errors.push(Refusal::invalid("theme-already-ended"));
    }
    let from = version_day(errors, fields, present, today);
    if from.is_some_and(|from| from.existing.is_some_and(|number| number <= theme.since)) {
        errors.push(Refusal::invalid("theme-begins-then").field("from"));
    }
    let becomes = word(errors, fields, "becomes", |code| {
        present.theme(code).filter(|other| other.until.is_none() && other.id != theme.id).map(|other| other.id)
    });
    if !errors.is_empty() {
        return None;
    }
    Some(Ending { from: from?, becomes: becomes? })
}
