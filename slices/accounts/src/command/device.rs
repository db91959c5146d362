//! `parvis device …`

use super::{ACTOR, CommandError};
use crate::{
    store::{self, device::DeviceRow},
    team,
};
use clap::Subcommand;
use kernel::{DeviceId, DeviceKind, PlaceId, Refusal};
use network::Directory;
use web::App;

/// Gérer les appareils enrôlés.
#[derive(Debug, Subcommand)]
pub enum DeviceCommand {
    /// Créer le code à usage unique d’un nouvel appareil
    Code {
        /// Numéro du lieu
        place: PlaceId,
        /// counter, kiosk ou screen
        #[arg(long, default_value = "counter")]
        kind: String,
        /// Nom de l’appareil, par exemple « Bureau 2 »
        #[arg(long)]
        name: String,
    },
    /// Lister les appareils
    List,
    /// Révoquer un appareil et fermer ses sessions
    Revoke {
        /// Numéro de l’appareil
        device: DeviceId,
    },
}

impl DeviceCommand {
    /// Does it, and tells what came of it, line by line.
    pub async fn run(self, app: &App, directory: &Directory) -> Result<Vec<String>, CommandError> {
        match self {
            Self::Code { place, kind, name } => code(app, directory, place, &kind, &name).await,
            Self::List => list(app, directory).await,
            Self::Revoke { device } => revoke(app, device).await,
        }
    }
}

async fn code(
    app: &App,
    directory: &Directory,
    place: PlaceId,
    kind: &str,
    name: &str,
) -> Result<Vec<String>, CommandError> {
    let kind = DeviceKind::from_slug(kind).filter(|kind| DeviceKind::ENROLLED.contains(kind));
    let kind = kind.ok_or_else(|| Refusal::invalid("no-device-kind"))?;
    if directory.now().place(place).is_none() {
        return Err(CommandError("Aucun lieu ne porte ce numéro.".into()));
    }
    web::legible(name)?;
    let mut tx = app.db.write(&ACTOR).await?;
    let new = team::create_device(&mut tx, app, place, kind, name.trim()).await?;
    tx.commit().await?;
    Ok(vec![
        format!("Appareil {} créé. Ouvrez la page /enrolment sur l’appareil et saisissez ce code :", new.device),
        new.code.to_string(),
        "Il ne sert qu’une fois, pendant 24 heures.".into(),
    ])
}

async fn list(app: &App, directory: &Directory) -> Result<Vec<String>, CommandError> {
    let (now, snapshot) = (app.clock.now(), directory.now());
    let mut tx = app.db.read(&ACTOR).await?;
    let line = |row: &DeviceRow| {
        let place = snapshot.place(row.place).map_or("lieu retiré", |place| place.row.short_name.as_str());
        let state = match (row.revoked_at, row.expires_at) {
            (Some(_), _) => "révoqué",
            (None, Some(end)) if end <= now => "expiré",
            (None, Some(_)) => "enrôlé",
            (None, None) => "attend son code",
        };
        format!("{}  {}  {}  {place}  {state}", row.id, row.kind.slug(), row.name)
    };
    let lines: Vec<_> = store::device::enrolled(&mut tx).await?.iter().map(line).collect();
    Ok(if lines.is_empty() { vec!["Aucun appareil.".into()] } else { lines })
}

async fn revoke(app: &App, device: DeviceId) -> Result<Vec<String>, CommandError> {
    let mut tx = app.db.write(&ACTOR).await?;
    let row = store::device::device(&mut tx, device).await?;
    let row = row.filter(|row| DeviceKind::ENROLLED.contains(&row.kind));
    let row = row.ok_or_else(|| CommandError("Aucun appareil ne porte ce numéro.".into()))?;
    team::revoke_device(&mut tx, app.clock.now(), device).await?;
    tx.commit().await?;
    Ok(vec![format!("« {} » est révoqué, ses sessions sont fermées.", row.name)])
}
