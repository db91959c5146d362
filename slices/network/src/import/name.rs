//! Names and other words: spaces, the short name, and what the association's name can be read from.

use super::Format;

/// One space between words, none around, line breaks kept single where `lines` asks; what cannot be printed goes.
pub(crate) fn tidy(text: &str, lines: bool) -> String {
    let text: String = text.chars().map(|letter| if letter == '\r' { '\n' } else { letter }).collect();
    let tidy_line = |line: &str| {
        let printable = line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>();
        printable.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let tidied: Vec<String> = text.split('\n').map(tidy_line).filter(|line| !line.is_empty()).collect();
    tidied.join(if lines { "\n" } else { " " })
}

/// Small letters without accents, and nothing else.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' => folded.push(letter),
            'à' | 'â' | 'ä' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'î' | 'ï' => folded.push('i'),
            'ô' | 'ö' => folded.push('o'),
            'ù' | 'û' | 'ü' => folded.push('u'),
            'ç' => folded.push('c'),
            'ÿ' => folded.push('y'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            _ => {}
        }
    }
    folded
}

/// « France services Pimms Médiation du Narbonnais - Narbonne » → « Pimms Médiation du Narbonnais – Narbonne ». The label goes, for
/// every place of the list bears it; what tells a bus or a round from the house next door stays.
pub(super) fn short(name: &str, format: Format) -> String {
    let (vehicle, rest) = match without_label(name) {
        Some(parts) => parts,
        None => return name.replace(" - ", " – "),
    };
    let rest = strip_words(rest, &["multisites", "multisite", "itinérante", "itinérantes"]);
    let rest = strip_article(rest).trim_start_matches(['-', '–', ' ']);
    if rest.is_empty() {
        return name.to_owned();
    }
    let vehicle = match vehicle {
        "" if format == Format::Bus => "Bus",
        vehicle => vehicle,
    };
    let body = capitalised(&rest.replace(" - ", " – "));
    match (vehicle, format) {
        ("", Format::Itinerant) if !fold(&body).contains("itinerant") => format!("{body} – itinérante"),
        ("", Format::MultiSite) if !fold(&body).contains("site") => format!("{body} – multisites"),
        ("", _) => body,
        (vehicle, _) if fold(&body).starts_with(&fold(vehicle)) => body,
        (vehicle, _) => format!("{vehicle} {body}"),
    }
}

/// « Bus France services de X » → (« Bus », « de X »).
fn without_label(name: &str) -> Option<(&str, &str)> {
    // Only ASCII changes its case here, so that positions hold in both texts.
    let lower = name.to_ascii_lowercase();
    let start = lower.find("france service")?;
    let after = &name[start + "france service".len()..];
    let rest = after.strip_prefix(['s', 'S']).unwrap_or(after);
    Some((name[..start].trim(), rest.trim()))
}

fn strip_words<'a>(text: &'a str, words: &[&str]) -> &'a str {
    match text.split_once(' ') {
        Some((first, rest)) if words.contains(&first.to_lowercase().as_str()) => rest.trim_start(),
        _ => text,
    }
}

/// Drops a leading « de », « du », « des », « d’ ».
pub(super) fn strip_article(text: &str) -> &str {
    ["de ", "du ", "des ", "d'", "d’"].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
