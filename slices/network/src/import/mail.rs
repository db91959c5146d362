//! The organisation's mail address, and never a person's.

use super::name::fold;
use super::report::Mend;

/// Domains that give boxes to places only.
const PLACE_DOMAINS: [&str; 3] = ["france-services.gouv.fr", "pimms.org", "pimmsmediation.fr"];

/// What names a function, a service or a kind of place in the part before the @.
const FUNCTIONS: &str = "accueil agence agglo antenne asso bassin bus ccas centre cias communaute contact cyber direction droit emploi \
    epn espace famille formation france fs guichet info intercom itineran jeun labo mairie maison mds mdd mediat \
    mfs mission mjc mobil mpt msap msa mss multi numerique pays pi14 pimms plateforme point pole poste prefecture \
    proximite public quartier relais rsp rural secretariat service social solidarite usager";

/// The address to show, judged with the words that describe the place (name, commune, address …).
pub(super) fn organisation(cell: &str, about: &str, mends: &mut Vec<Mend>) -> Option<String> {
    let written: Vec<&str> = cell.split([' ', ';', ',', '\u{a0}', '\n']).filter(|word| word.contains('@')).collect();
    if written.is_empty() {
        if !cell.trim().is_empty() {
            mends.push(Mend::MailUnreadable);
        }
        return None;
    }
    let readable: Vec<String> =
        written.iter().filter(|mail| is_address(mail)).map(|mail| mail.to_lowercase()).collect();
    if readable.is_empty() {
        mends.push(Mend::MailUnreadable);
        return None;
    }
    if readable.len() > 1 {
        mends.push(Mend::SeveralMails);
    }
    let kept = readable.into_iter().find(|mail| !is_personal(mail, about));
    if kept.is_none() {
        mends.push(Mend::PersonalMail);
    }
    kept
}

/// A text without the addresses that look like a person's.
pub(super) fn without_personal(text: &str, about: &str, mends: &mut Vec<Mend>) -> String {
    let is_edge = |letter: char| letter.is_whitespace() || "/,;:()<>«»".contains(letter);
    let mut kept = String::with_capacity(text.len());
    let mut dropped = false;
    for piece in text.split_inclusive(is_edge) {
        let word = piece.trim_end_matches(is_edge).trim_end_matches('.');
        if is_address(word) && is_personal(&word.to_lowercase(), about) {
            dropped = true;
            kept.push_str(&piece[word.len()..]);
        } else {
            kept.push_str(piece);
        }
    }
    if dropped {
        mends.push(Mend::PersonalMail);
    }
    kept
}

/// Whether a word has the shape of a mail address.
pub(crate) fn is_address(word: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || ".-_+'".contains(letter);
    match word.split_once('@') {
        Some((local, domain)) => {
            !local.is_empty()
                && local.chars().all(fits)
                && domain.contains('.')
                && domain.chars().all(fits)
                && !domain.ends_with('.')
        }
        None => false,
    }
}

/// Whether nothing in an address says that it is an organisation's: in doubt, it is taken for a person's.
fn is_personal(mail: &str, about: &str) -> bool {
    let Some((local, domain)) = mail.split_once('@') else { return true };
    if PLACE_DOMAINS.contains(&domain) {
        return false;
    }
    if FUNCTIONS.split(' ').any(|function| local.contains(function)) {
        return false;
    }
    let known = format!("{}{}", fold(about), fold(domain));
    let mut words = local.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| word.len() > 2).peekable();
    words.peek().is_none() || !words.all(|word| known.contains(word))
}
