//! `parvis import activity` from end to end: reads, previews, and writes when asked to.

use super::{
    map::ColumnMap,
    plan::plan,
    report::FileRefusal,
    take::{Wanted, ground, place_of, take},
};
use catalogue::Catalogue;
use db::DbError;
use journal::Journal;
use kernel::{Actor, PlaceId};
use network::Directory;
use web::App;

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportStop {
    /// The file or its map cannot be used; the sentence says what to do.
    #[error(transparent)]
    File(#[from] FileRefusal),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What an import works on.
pub struct Import<'a> {
    /// The database, the clock.
    pub app: &'a App,
    /// The places.
    pub directory: &'a Directory,
    /// The codes.
    pub catalogue: &'a Catalogue,
    /// Where requests are written.
    pub journal: &'a Journal,
}

impl Import<'_> {
    /// Reads a file through its map and tells, in French, what it would record; with `apply`, records it and tells that too.
    pub async fn run(
        &self,
        file: &[u8],
        map: &str,
        place: Option<PlaceId>,
        apply: Apply,
    ) -> Result<String, ImportStop> {
        let map = ColumnMap::read(map)?;
        let place = place_of(&self.directory.now(), place, &map)?;
        let wanted = Wanted { place: &place, map: &map };
        let mut tx = self.app.db.read(&Actor::System("import activity")).await?;
        let ground = ground(&mut tx, wanted, self.app.clock.now()).await?;
        drop(tx);
        let plan = plan(file, &map, &self.catalogue.now(), &ground)?;
        let preview = format!("{}\n{}", place.row.name, plan.preview(&ground));
        Ok(match apply {
            Apply::No => format!("{preview}\nAperçu : rien n’a été écrit. Pour enregistrer, relancez avec --apply."),
            Apply::Yes => format!("{preview}\n{}", take(self.app, self.journal, wanted, &plan).await?),
        })
    }
}

/// Whether anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apply {
    /// A preview only.
    No,
    /// It is recorded.
    Yes,
}
