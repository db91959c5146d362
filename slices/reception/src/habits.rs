//! What a place and each of its agents record most: their favourites follow, once a month.

use crate::store::{self, UseRow};
use catalogue::{Catalogue, Use};
use db::DbError;
use kernel::{AccountId, Actor, Day};
use network::Directory;
use std::collections::BTreeSet;
use tally::{Acts, Support};
use web::App;

/// How far back habits are looked for.
const PERIOD: i32 = 90;

/// Chooses the favourites anew wherever a month has passed. Once a day is enough; doing it again changes nothing.
pub async fn refresh_favourites(app: &App, directory: &Directory, catalogue: &Catalogue) -> Result<(), DbError> {
    let network = directory.now();
    for place in network.places() {
        let today = Day::at(app.clock.now(), &place.zone);
        let mut tx = app.db.write(&Actor::System("favourites")).await?;
        let rows = store::uses(&mut tx, place.row.id, today.plus(-PERIOD), today).await?;
        let agents: BTreeSet<AccountId> = rows.iter().filter_map(|row| row.agent).collect();
        let everybody = std::iter::once(None).chain(agents.into_iter().map(Some));
        for agent in everybody {
            let mine = rows.iter().filter(|row| agent.is_none() || row.agent == agent);
            let usage: Vec<Use> = mine.map(usage).collect();
            catalogue.refresh_favourites(&mut tx, place.row.id, agent, today, &usage).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

fn usage(row: &UseRow) -> Use {
    Use {
        theme: row.theme,
        operator: row.operator,
        acts: Acts::from_bits(row.acts).unwrap_or(Acts::NONE),
        support: row.support.and_then(Support::from_code),
        count: row.count,
    }
}
