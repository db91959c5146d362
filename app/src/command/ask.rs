//! `parvis ask`: a question to the figures, answered by the tally or by the database's own tables.

use super::Where;
use crate::{Parts, Trouble};
use clap::{Args, ValueEnum};
use figures::{Asked, sql};
use kernel::{Actor, Refusal};
use tally::Answer;
use web::{Locale, Text};

/// Asks a question in the words of the API's address.
#[derive(Args)]
pub struct Ask {
    /// La question, comme dans l’adresse de /api/v1/figures : « measure=requests&by=month,family&from=2026-01-01 »
    question: String,
    /// Qui répond : les chiffres en mémoire, ou les tables de la base
    #[arg(long, value_enum, default_value_t = Engine::Tally)]
    engine: Engine,
    #[command(flatten)]
    place: Where,
}

/// Who answers.
#[derive(Clone, Copy, ValueEnum)]
enum Engine {
    /// Les chiffres en mémoire
    Tally,
    /// Les tables de la base, quand les faits dépassent la mémoire
    Sql,
}

const ACTOR: Actor = Actor::System("ask");

impl Ask {
    pub(super) async fn run(self) -> Result<(), Trouble> {
        let parts = self.place.existing().await?;
        let (network, catalogue) = (parts.directory.now(), parts.catalogue.now());
        let text = Text { locale: Locale::French };
        let in_words = |refusal: &Refusal| Trouble::Refused(text.refusal(refusal));
        let now = parts.app.clock.now();
        let asked = Asked::read(&self.question, &ACTOR, text, now, &network, &catalogue);
        let asked = asked.map_err(|refusal| in_words(&refusal))?;
        let answer = self.answer(&parts, &asked).await?.map_err(|bad| in_words(&figures::refusal(bad)))?;
        let shown = asked.shown(answer);
        for row in shown["rows"].as_array().into_iter().flatten() {
            let keys =
                row["keys"].as_array().into_iter().flatten().map(|key| key["label"].as_str().unwrap_or_default());
            let numbers = ["value", "n", "known"].map(|name| row[name].to_string());
            say!("{}", keys.map(str::to_owned).chain(numbers).collect::<Vec<_>>().join("\t"));
        }
        Ok(())
    }

    async fn answer(&self, parts: &Parts, asked: &Asked<'_>) -> Result<Result<Answer, tally::BadQuestion>, Trouble> {
        match self.engine {
            Engine::Tally => Ok(parts.figures().await?.ask(&asked.question)),
            Engine::Sql => {
                let dictionary = sql::Dictionary::new(&parts.directory.now(), &parts.catalogue.now());
                let mut tx = parts.app.db.read(&ACTOR).await?;
                match sql::ask(&mut tx, &dictionary, &asked.question).await {
                    Ok(answer) => Ok(Ok(answer)),
                    Err(sql::Unanswered::Question(bad)) => Ok(Err(bad)),
                    Err(sql::Unanswered::Db(error)) => Err(error.into()),
                }
            }
        }
    }
}
