//! The French of commands: they speak to the person at the keyboard, and neither the system nor a format string does.

use std::io::{Error, ErrorKind};

/// Why the system said no, in words that end a sentence. What is rare keeps its number, by which it is looked up.
pub fn system_words(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "introuvable",
        ErrorKind::PermissionDenied => "accès refusé",
        ErrorKind::AlreadyExists => "il existe déjà",
        ErrorKind::IsADirectory => "c’est un dossier, pas un fichier",
        ErrorKind::NotADirectory => "une partie du chemin n’est pas un dossier",
        ErrorKind::InvalidFilename => "ce nom ne convient pas",
        ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "le disque est plein",
        ErrorKind::FileTooLarge => "le fichier est trop gros",
        ErrorKind::UnexpectedEof => "le fichier s’arrête trop tôt",
        ErrorKind::InvalidData => "le contenu n’est pas du texte lisible",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => {
            "un autre programme l’occupe"
        }
        ErrorKind::AddrInUse => "l’adresse est déjà prise",
        ErrorKind::AddrNotAvailable => "cette adresse n’est pas celle de cette machine",
        ErrorKind::ConnectionRefused => "connexion refusée",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe | ErrorKind::NotConnected => {
            "connexion coupée"
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => "réseau injoignable",
        ErrorKind::TimedOut => "pas de réponse à temps",
        ErrorKind::OutOfMemory => "mémoire insuffisante",
        ErrorKind::Interrupted => "interrompu",
        // The standard library gives no kind to a name that no server knows.
        _ if error.to_string().contains("lookup address") => "nom de serveur inconnu",
        _ => {
            return error
                .raw_os_error()
                .map_or("erreur du système".into(), |code| format!("erreur {code} du système"));
        }
    };
    words.into()
}

/// « 1 ligne », « 12 lignes »: in French, nothing is singular too.
pub fn counted(n: impl TryInto<u64>, one: &str, more: &str) -> String {
    let n = n.try_into().unwrap_or(0);
    format!("{n} {}", if n < 2 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_one_are_singular() {
        let lines = [0, 1, 2].map(|n: u64| counted(n, "ligne refusée", "lignes refusées"));
        assert_eq!(lines, ["0 ligne refusée", "1 ligne refusée", "2 lignes refusées"]);
    }

    #[test]
    fn what_the_system_says_is_french() {
        let lines = [
            (std::fs::read("/nulle/part").unwrap_err(), "introuvable"),
            (std::fs::read("/").unwrap_err(), "c’est un dossier, pas un fichier"),
            (std::fs::read("/dev/null/x").unwrap_err(), "une partie du chemin n’est pas un dossier"),
            (Error::from_raw_os_error(28), "le disque est plein"),
            (Error::from_raw_os_error(13), "accès refusé"),
            (Error::from_raw_os_error(92), "erreur 92 du système"),
            (Error::other("failed to lookup address information: Name or service not known"), "nom de serveur inconnu"),
            (Error::other("anything"), "erreur du système"),
        ];
        for (error, words) in lines {
            assert_eq!(system_words(&error), words, "{error}");
        }
    }
}
