//! What can stop the program, each as a sentence that says what to do.

use db::{BackupError, DbError, Flaw, OpenError, RestoreError, Silence};
use kernel::system_words;
use std::path::PathBuf;

/// Why a command stopped. Its words are French: they are for the person at the keyboard.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Another program listens there.
    #[error(
        "l’adresse {0} est déjà prise par un autre programme. Arrêtez-le, ou choisissez-en une autre : --listen 127.0.0.1:8001."
    )]
    PortTaken(String),
    /// The address cannot be listened on.
    #[error("impossible d’écouter sur {address} : {}.", system_words(.error))]
    Listen {
        /// The address.
        address: String,
        /// The system's words.
        error: std::io::Error,
    },
    /// Another parvis uses the folder.
    #[error(
        "le dossier {0} est déjà utilisé par un autre parvis. Arrêtez-le d’abord, ou indiquez un autre dossier : --data."
    )]
    FolderTaken(PathBuf),
    /// The folder cannot be used.
    #[error("le dossier {folder} ne peut pas être utilisé : {}. Vérifiez son chemin et ses droits.", system_words(.error))]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// The folder holds something else than what the command works on.
    #[error("{0}")]
    Refused(String),
    /// The data come from a newer version.
    #[error(
        "ces données ont été écrites par une version plus récente de Parvis (étape {found}, ce programme connaît l’étape {known}). \
         Rien n’a été touché : installez la version la plus récente."
    )]
    Newer {
        /// The last step found.
        found: i64,
        /// The last step known.
        known: i64,
    },
    /// A migration is not ours.
    #[error(
        "l’étape {0} de ces données n’est pas celle de ce programme : elles viennent d’une version de développement. Rien n’a été touché."
    )]
    Altered(i64),
    /// The database address is wrong.
    #[error(
        "DATABASE_URL n’est pas une adresse PostgreSQL utilisable. Exemple : postgres://parvis:secret@localhost/parvis."
    )]
    Address,
    /// The database server does not answer.
    #[error(
        "la base de données ne répond pas ({0}). Vérifiez que le serveur PostgreSQL tourne et que DATABASE_URL désigne le bon \
         serveur, la bonne base et le bon compte."
    )]
    Away(String),
    /// The file may not be read or written.
    #[error(
        "le fichier parvis.db de ce dossier ne peut pas être ouvert ou écrit. Vérifiez les droits de ce fichier et de son dossier."
    )]
    Denied,
    /// No room left.
    #[error(
        "le disque est plein. Libérez de la place, puis relancez la commande : rien de ce qui était enregistré n’est perdu."
    )]
    DiskFull,
    /// The file is held by another process.
    #[error("la base de données est verrouillée par un autre programme. Fermez-le, puis recommencez.")]
    Locked,
    /// The file is no database, or is damaged.
    #[error(
        "le fichier parvis.db de ce dossier ne se lit pas : ce n’est pas une base de données, ou il est abîmé. Restaurez une \
         sauvegarde dans un autre dossier : parvis restore FICHIER --data DOSSIER."
    )]
    Damaged,
    /// A file cannot be read or written.
    #[error("{file} : {}.", system_words(.error))]
    File {
        /// The file.
        file: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// Something unforeseen.
    #[error("erreur inattendue : {0}")]
    Other(String),
}

impl From<DbError> for Trouble {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Away(silence) => Self::Away(silent(&silence)),
            DbError::Full => Self::DiskFull,
            DbError::Locked => Self::Locked,
            DbError::Denied(_) => Self::Denied,
            DbError::Damaged(_) => Self::Damaged,
            DbError::Contention => Self::Away("deux écritures se gênent ; recommencez".into()),
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Newer { found, known } => Self::Newer { found, known },
            OpenError::Altered(number) => Self::Altered(number),
            OpenError::Address(_) => Self::Address,
            OpenError::Db(DbError::Other(error)) => Self::Away(error.to_string()),
            OpenError::Db(error) => error.into(),
        }
    }
}

impl From<BackupError> for Trouble {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::There(file) => Self::Refused(format!(
                "{} existe déjà : une sauvegarde n’en remplace jamais une autre. Choisissez un autre nom.",
                file.display()
            )),
            BackupError::File(error) => {
                Self::Refused(format!("la sauvegarde ne s’écrit pas : {}.", system_words(&error)))
            }
            BackupError::Broken(flaw) => {
                Self::Refused(format!("la sauvegarde relue n’est pas cohérente : {}.", flawed(&flaw)))
            }
            BackupError::Db(error) => error.into(),
            BackupError::Open(error) => error.into(),
        }
    }
}

impl From<RestoreError> for Trouble {
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::Broken(flaw) => flaw.into(),
            RestoreError::File(error) => error.into(),
            RestoreError::Full => Self::Refused(
                "la base de destination contient déjà des données : une sauvegarde se restaure dans une base vide. Rien n’a été changé."
                    .into(),
            ),
            RestoreError::Db(error) => error.into(),
            RestoreError::Open(error) => error.into(),
        }
    }
}

impl From<Flaw> for Trouble {
    fn from(flaw: Flaw) -> Self {
        let why = flawed(&flaw);
        Self::Refused(format!("ce fichier n’est pas une sauvegarde utilisable : {why}. Rien n’a été changé."))
    }
}

/// Why a database does not answer.
fn silent(silence: &Silence) -> String {
    match silence {
        Silence::System(error) => system_words(error),
        Silence::TimedOut => "pas de réponse à temps".into(),
        Silence::Account(_) => "le compte ou son mot de passe est refusé".into(),
        Silence::Unknown(_) => "cette base n’existe pas sur ce serveur".into(),
        Silence::Ended(_) => "il s’est interrompu, ou n’accepte plus de connexion".into(),
    }
}

fn flawed(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unreadable(_) => "ce n’est pas une base de données Parvis".into(),
        Flaw::Damaged(_) => "le fichier est abîmé".into(),
        Flaw::Gap { place, said, held } => format!("le lieu {place} annonce {said} saisies et en contient {held}"),
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull { Self::DiskFull } else { Self::Other(system_words(&error)) }
    }
}
