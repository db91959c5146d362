//! By which mail server the program writes to people.

use crate::Trouble;
use clap::Args;
use mail::{BadPost, Post};

/// Mail is sent when its server is named; the three go together.
#[derive(Args)]
pub(super) struct Posting {
    /// Serveur de courrier : smtps://nom:motdepasse@serveur ou smtp://serveur:port
    #[arg(long, env = "PARVIS_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// Expéditeur du courrier : Parvis <parvis@exemple.fr>
    #[arg(long, env = "PARVIS_MAIL_FROM")]
    mail_from: Option<String>,
    /// Adresse à laquelle on atteint le programme, pour les liens du courrier : https://parvis.exemple.fr
    #[arg(long, env = "PARVIS_ADDRESS")]
    address: Option<String>,
}

impl Posting {
    /// The server and the sender; nothing when no server is named.
    pub fn post(&self) -> Result<Option<Post>, Trouble> {
        let named = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
        let Some(smtp) = named(&self.smtp) else { return Ok(None) };
        let missing = |option: &str| Trouble::Refused(format!("le courrier demande aussi {option}."));
        let from = named(&self.mail_from).ok_or_else(|| missing("--mail-from (PARVIS_MAIL_FROM)"))?;
        let address = named(&self.address).ok_or_else(|| missing("--address (PARVIS_ADDRESS)"))?;
        Post::new(&smtp, &from, &address).map(Some).map_err(|bad| Trouble::Refused(said(&bad).into()))
    }
}

fn said(bad: &BadPost) -> &'static str {
    match bad {
        BadPost::Server => "le serveur de courrier s’écrit smtps://nom:motdepasse@serveur, ou smtp://serveur:port.",
        BadPost::Clear => {
            "le mot de passe du serveur de courrier voyagerait en clair : écrivez smtps://, ou ajoutez ?tls=required."
        }
        BadPost::Sender => "l’expéditeur s’écrit Parvis <parvis@exemple.fr>.",
        BadPost::Address => "l’adresse du programme s’écrit https://parvis.exemple.fr, sans chemin.",
    }
}
