//! The pages: what may be asked, what was issued, and the frames.

mod ask;
mod frames;
mod issued;
mod list;

use crate::{
    compose::Composer,
    document::{Asked, Document},
    frame::{Frame, Sorter},
    store,
};
use catalogue::Catalogue;
use db::Tx;
use figures::{Figures, Words};
use jiff::Timestamp;
use kernel::{Actor, Day, PlaceId, Refusal, Right, Whereabouts};
use network::Directory;
use web::{App, Need, Result, Routed, Routes, Text};

/// What the handlers share.
#[derive(Clone)]
struct Here {
    app: App,
    figures: Figures,
    directory: Directory,
    catalogue: Catalogue,
}

/// Reports and frames.
pub fn routes(app: App, figures: Figures, directory: Directory, catalogue: Catalogue) -> Routed {
    let see = Need::Right(Right::SeeFigures);
    let export = Need::Right(Right::Export);
    Routes::new()
        .get("/reports", see, list::list)
        .get("/reports/new", see, ask::ask)
        .post("/reports", export, ask::issue)
        .get("/reports/{number}", see, issued::report)
        .get("/reports/{number}/workbook", export, issued::workbook)
        .get("/reports/{number}/tables/{section}", export, issued::csv)
        .get("/reports/{number}/changes", see, issued::changes)
        .get("/frames", see, frames::list)
        .get("/frames/{code}", see, frames::frame)
        .post("/frames/{code}", Need::Right(Right::EditCatalogue), frames::edit)
        .with_state(Here { app, figures, directory, catalogue })
}

impl Here {
    /// The document of a question, as of now.
    async fn compose(&self, tx: &mut Tx, asked: &Asked, frame: &Frame, now: Timestamp, text: Text) -> Result<Document> {
        let heads = journal::heads(tx).await?.into_iter().filter(|(place, _)| asked.places.contains(place)).collect();
        let (network, catalogue) = (self.directory.now(), self.catalogue.now());
        let sorter: Sorter = frame.compile(&catalogue)?;
        let mut words = Words::new(text, &network, &catalogue, catalogue::today(now));
        (words.from, words.to) = (asked.from, asked.to);
        let operator = match &asked.operator {
            Some(code) => Some(catalogue.operator(code).ok_or_else(Refusal::missing)?.id),
            None => None,
        };
        let all = network.places().filter(|place| place.stage_at(now).receives()).count();
        let document = self.figures.look(|tally| {
            Composer {
                asked,
                frame,
                sorter: &sorter,
                words: &words,
                tally,
                operator,
                simulated: network.demonstration(),
                whole: (asked.places.len() >= all).then(|| network.name().to_owned()),
            }
            .compose(heads)
        });
        Ok(document.map_err(|_| Refusal::invalid("figures-too-many-groups"))?)
    }

    /// The version of a frame that holds for a period: the latest that began by its first day, or else the first.
    async fn frame_for(&self, tx: &mut Tx, code: &str, day: Day) -> Result<(i64, Frame)> {
        let versions: Vec<_> = store::frames(tx).await?.into_iter().filter(|row| row.code == code).collect();
        let row = versions.iter().find(|row| row.from <= day).or(versions.last()).ok_or_else(Refusal::missing)?;
        Ok((row.version, row.frame()?))
    }

    /// Whether somebody holds a right over all these places.
    fn holds(&self, actor: &Actor, right: Right, places: &[PlaceId]) -> bool {
        let mine = self.directory.now().places_of(actor, right);
        actor.may(right, Whereabouts::Network) || places.iter().all(|id| mine.iter().any(|place| place.row.id == *id))
    }
}

/// « 2026-0007 ».
fn number(year: i64, number: i64) -> String {
    format!("{year}-{number:04}")
}

/// The year and the number in it.
fn parse_number(text: &str) -> Result<(i64, i64), Refusal> {
    let halves = text.split_once('-').and_then(|(year, number)| Some((year.parse().ok()?, number.parse().ok()?)));
    halves.ok_or_else(Refusal::missing)
}
