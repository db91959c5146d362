//! Told tables that somebody read, kept for the next reader: what an issue told never changes.

use crate::{store, told::Told};
use db::Tx;
use std::sync::{Arc, Mutex};
use web::{Error, Result};

/// Figures kept in all, over the tables: a nation's year holds some two hundred thousand, in fifty megabytes.
const MOST_FIGURES: usize = 300_000;

/// An issue: series, year, revision, quarters.
type Issue = (String, i64, i64, i64);

/// See the module. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Shelf(Arc<Mutex<Kept>>, Arc<tokio::sync::Mutex<()>>);

/// The last one read first.
type Kept = Vec<(Issue, Arc<Told>)>;

impl Shelf {
    /// What was told last of a series' year.
    pub async fn told(&self, tx: &mut Tx, series: &str, year: i64) -> Result<Option<Arc<Told>>> {
        let Some((revision, quarters)) = store::last_told(tx, series, year).await? else { return Ok(None) };
        let issue = (series.to_owned(), year, revision, quarters);
        if let Some(told) = self.take(&issue) {
            return Ok(Some(told));
        }
        // Whoever comes while it is being read waits for it instead of reading it too.
        let _reading = self.1.lock().await;
        if let Some(told) = self.take(&issue) {
            return Ok(Some(told));
        }
        let Some(told) = store::told(tx, (series, year, revision, quarters)).await? else { return Ok(None) };
        let damaged = |error: &dyn std::fmt::Display| Error::Internal(format!("release {series} {year}: {error}"));
        // Megabytes of JSON: not on the threads that serve.
        let read = tokio::task::spawn_blocking(move || serde_json::from_str::<Told>(&told)).await;
        let told = Arc::new(read.map_err(|error| damaged(&error))?.map_err(|error| damaged(&error))?);
        self.put(issue, told.clone());
        Ok(Some(told))
    }

    /// The table of an issue, which is then the last to be put away.
    fn take(&self, issue: &Issue) -> Option<Arc<Told>> {
        let mut kept = self.0.lock().expect("nobody panics at the shelf");
        let at = kept.iter().position(|(known, _)| known == issue)?;
        kept[..=at].rotate_right(1);
        Some(kept[0].1.clone())
    }

    fn put(&self, issue: Issue, told: Arc<Told>) {
        let mut kept = self.0.lock().expect("nobody panics at the shelf");
        kept.retain(|(known, _)| *known != issue);
        kept.insert(0, (issue, told));
        let mut figures = 0;
        // The first stays whatever its size: it has just been read.
        kept.retain(|(_, told)| {
            let first = figures == 0;
            figures += told.figures.len().max(1);
            first || figures <= MOST_FIGURES
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::told::ToldFigure;

    fn table(figures: usize) -> Arc<Told> {
        let figure = ToldFigure {
            place: "p".into(),
            category: "c".into(),
            period: "2026".into(),
            visits: None,
            withheld: None,
            resolved_percent: None,
            resolved_within: None,
            mean_minutes: None,
        };
        Arc::new(Told {
            series: "network".into(),
            network: "n".into(),
            year: 2026,
            revision: 0,
            quarters: 1,
            made: jiff::Timestamp::UNIX_EPOCH,
            simulated: true,
            places: Vec::new(),
            categories: Vec::new(),
            figures: vec![figure; figures],
        })
    }

    #[test]
    fn what_was_read_longest_ago_leaves_first() {
        let shelf = Shelf::default();
        let issue = |year| ("network".to_owned(), year, 0, 1);
        for year in 1..=3 {
            shelf.put(issue(year), table(100_000));
        }
        assert!(shelf.take(&issue(1)).is_some());
        shelf.put(issue(4), table(100_000));
        assert!(shelf.take(&issue(2)).is_none(), "1, 3 and 4 were read since");
        assert!([1, 3, 4].into_iter().all(|year| shelf.take(&issue(year)).is_some()));
        shelf.put(issue(5), table(MOST_FIGURES + 1));
        assert!(shelf.take(&issue(5)).is_some() && shelf.take(&issue(4)).is_none());
    }
}
