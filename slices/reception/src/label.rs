//! What a request is called: by the names of its own date.

use catalogue::Snapshot;
use kernel::Day;
use network::StopRow;

/// Names things from the catalogue.
#[derive(Clone, Copy)]
pub(crate) struct Labels<'a> {
    pub catalogue: &'a Snapshot,
}

impl Labels<'_> {
    /// « EDF · Facture à comprendre »: the operator, or else the family, before the theme.
    pub fn request(&self, theme: u16, operator: Option<u16>, day: Day) -> String {
        let Some(theme) = self.catalogue.theme_by_id(theme) else { return theme.to_string() };
        let family = || self.catalogue.family_by_id(theme.family).map(|family| family.short.clone());
        let before = operator.map(|id| self.operator(id, day)).or_else(family);
        match before.filter(|before| *before != theme.label) {
            Some(before) => format!("{before} · {}", theme.label),
            None => theme.label.clone(),
        }
    }

    /// « Énergie · Facture à comprendre »: the family before the theme.
    pub fn theme(&self, theme: u16) -> String {
        self.request(theme, None, Day(0))
    }

    /// An operator, in short; by the whole name it had on the day when it has another since.
    pub fn operator(&self, id: u16, day: Day) -> String {
        let Some(operator) = self.catalogue.operator_by_id(id) else { return id.to_string() };
        let then = operator.name(day);
        let renamed = operator.names.last().is_some_and(|(_, last)| last != then);
        if renamed { then.to_owned() } else { operator.short.clone() }
    }
}

/// « Saillans, place de la mairie »: the commune before the stop, unless the stop says it.
pub(crate) fn stop(stop: &StopRow) -> String {
    let says = catalogue::fold(&stop.name).contains(&catalogue::fold(&stop.commune));
    if says { stop.name.clone() } else { format!("{}, {}", stop.commune, stop.name) }
}
