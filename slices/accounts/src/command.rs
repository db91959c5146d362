//! `parvis account` and `parvis device`: what is done from a shell, first of all the first administrator. Whoever holds the
//! shell holds the data: the rules about scopes do not bind them, those that keep the installation usable do.

mod account;
mod device;

pub use account::AccountCommand;
pub use device::DeviceCommand;

use crate::{
    model::Secret,
    password::{self, Known},
};
use kernel::{Actor, Refusal};
use std::io::BufRead;
use web::{Locale, Text};

/// Who acts in a command.
const ACTOR: Actor = Actor::System("command");
/// Commands speak French, as the documentation does.
const TEXT: Text = Text { locale: Locale::French };

/// Why a command did nothing: a sentence for whoever typed it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CommandError(String);

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> Self {
        Self(TEXT.refusal(&refusal))
    }
}

impl From<web::Error> for CommandError {
    fn from(error: web::Error) -> Self {
        match error {
            web::Error::Refused(refusal) => refusal.into(),
            other => Self(TEXT.refusal(&other.told().1)),
        }
    }
}

impl From<db::DbError> for CommandError {
    fn from(error: db::DbError) -> Self {
        web::Error::from(error).into()
    }
}

/// Reads a new password: twice at the terminal, or one line of the standard input. Never an argument, which every user of the
/// machine could read in the list of processes.
fn read_password(from_stdin: bool, known: &Known) -> Result<Secret, CommandError> {
    let failed = |error: std::io::Error| {
        CommandError(format!("Le mot de passe n’a pas pu être lu : {}.", kernel::system_words(&error)))
    };
    if from_stdin {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
        return Ok(password::chosen(line.trim_end_matches(['\r', '\n']), known)?);
    }
    let first = rpassword::prompt_password("Mot de passe : ").map_err(failed)?;
    let secret = password::chosen(&first, known)?;
    let second = rpassword::prompt_password("Le même, encore une fois : ").map_err(failed)?;
    if first == second { Ok(secret) } else { Err(CommandError("Les deux mots de passe diffèrent.".into())) }
}
