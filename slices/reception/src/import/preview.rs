//! A plan as the person who imports reads it.

use super::{
    map::Field,
    plan::{Ground, Plan, french},
    report::{Meaning, RefusedRow, UnknownWord},
};
use kernel::counted;
use std::fmt::Write;

/// How many lines of a kind are shown; the counts are of all.
const SHOWN: usize = 200;

impl Plan {
    /// The plan in words: what would be recorded, what each word becomes, what is refused and why.
    pub fn preview(&self, ground: &Ground) -> String {
        let mut text = String::new();
        // Writing into a String cannot fail.
        let _ = self.write(ground, &mut text);
        text
    }

    fn write(&self, ground: &Ground, out: &mut String) -> std::fmt::Result {
        let separator = match self.separator {
            '\t' => "tabulation".to_owned(),
            other => format!("« {other} »"),
        };
        let rows = counted(self.rows, "ligne lue", "lignes lues");
        writeln!(out, "{rows} ({}, séparateur {separator}).", self.encoding)?;
        if let Some((first, last)) = self.days(&ground.zone) {
            writeln!(out, "Du {} au {} :", french(first), french(last))?;
        }
        if !self.visits.is_empty() {
            let requests = counted(self.requests(), "demande", "demandes");
            writeln!(out, "  {requests} en {}.", counted(self.visits.len(), "visite", "visites"))?;
        }
        for (measure, one, more) in [
            (tally::CountedMeasure::Visits, "visite", "visites"),
            (tally::CountedMeasure::Requests, "demande", "demandes"),
        ] {
            let days: Vec<_> = self.counts.iter().filter(|count| count.measure == measure).collect();
            if !days.is_empty() {
                let sum: u64 = days.iter().map(|count| u64::from(count.n)).sum();
                let days = counted(days.len(), "jour", "jours");
                writeln!(out, "  {} sur {days}, sans détail.", counted(sum, one, more))?;
            }
        }
        self.write_words(out)?;
        if !self.refused.is_empty() {
            let mut lines: Vec<_> = self.refused.iter().map(|row| row.line).collect();
            lines.dedup();
            writeln!(out, "\n{} :", counted(lines.len(), "ligne refusée", "lignes refusées"))?;
            for RefusedRow { line, reason } in self.refused.iter().take(SHOWN) {
                writeln!(out, "  ligne {line} : {reason}")?;
            }
            if self.refused.len() > SHOWN {
                writeln!(out, "  … et {}.", counted(self.refused.len() - SHOWN, "autre", "autres"))?;
            }
        }
        Ok(())
    }

    fn write_words(&self, out: &mut String) -> std::fmt::Result {
        let mut field: Option<Field> = None;
        for Meaning { field: of, word, code, count } in self.meanings.iter().take(SHOWN) {
            if field != Some(*of) {
                writeln!(out, "\nCe que devient la colonne « {} » :", of.slug())?;
                field = Some(*of);
            }
            writeln!(out, "  {word} → {} ({count})", code.as_deref().unwrap_or("laissé de côté"))?;
        }
        if !self.unknown.is_empty() {
            writeln!(out, "\nSans correspondance, à compléter dans le plan :")?;
        }
        for UnknownWord { field, word, count, nearest } in self.unknown.iter().take(SHOWN) {
            write!(out, "  [values.{}] \"{}\" = ", field.slug(), word.replace(['\\', '"'], "'"))?;
            match nearest {
                Some(code) => writeln!(out, "\"{code}\" ? ({count})")?,
                None => writeln!(out, "… ({count})")?,
            }
        }
        Ok(())
    }
}
