//! `parvis journal`: the record as it stands, an entry a line, for whoever looks into it or takes it elsewhere.

use super::Where;
use crate::Trouble;
use clap::Args;
use kernel::{Actor, PlaceId};
use serde_json::json;
use std::io::{BufWriter, Write};

/// Entries read at once.
const CHUNK: i64 = 1_000;

/// Prints the entries of the journal as JSON, one a line.
#[derive(Args)]
pub struct Journal {
    #[command(flatten)]
    place: Where,
    /// Numéro du lieu ; tous les lieux s’il n’est pas donné
    #[arg(long = "place")]
    only: Option<i64>,
    /// À partir de l’entrée qui suit ce numéro
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    after: i64,
    /// Avec les mots des notes, qui peuvent parler de quelqu’un
    #[arg(long)]
    words: bool,
}

impl Journal {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let parts = self.place.existing().await?;
        let mut out = BufWriter::new(std::io::stdout().lock());
        let heads = ::journal::heads(&mut parts.app.db.read(&Actor::System("journal")).await?).await?;
        for (place, _) in heads.into_iter().filter(|(place, _)| self.only.is_none_or(|only| *place == PlaceId(only))) {
            let mut after = self.after;
            loop {
                let mut tx = parts.app.db.read(&Actor::System("journal")).await?;
                let rows = ::journal::entries_since(&mut tx, place, after, CHUNK).await?;
                drop(tx);
                let Some(last) = rows.last() else { break };
                after = last.sequence;
                for row in rows {
                    let body: serde_json::Value = serde_json::from_str(&row.body).unwrap_or_default();
                    let mut line = json!({"place": place, "sequence": row.sequence, "id": row.id, "kind": row.kind,
                        "at": row.happened.to_string(), "received": row.received.to_string(), "agent": row.agent, "body": body});
                    if self.words {
                        line["words"] = row.words.into();
                    }
                    // Whoever reads the first lines only closes the pipe: there is nobody left to tell.
                    if writeln!(out, "{line}").is_err() {
                        return Ok(());
                    }
                }
            }
        }
        let _ = out.flush();
        parts.app.db.close().await;
        Ok(())
    }
}
