//! What two spellings of a word have in common.

/// Lower case, without the accents and ligatures of French; all that is neither letter nor digit becomes one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            // An accent written apart from its letter.
            '\u{300}'..='\u{36f}' => {}
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A folded text as a part of a code: `carte-grise`.
pub(crate) fn slug(text: &str) -> String {
    let plain = fold(text).chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect::<String>();
    let words: Vec<_> = plain.split_whitespace().filter(|word| word.len() > 2).take(3).collect();
    if words.is_empty() { plain.split_whitespace().take(3).collect::<Vec<_>>().join("-") } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        assert_eq!(fold("  Œuvre d’été — N° 12 "), "oeuvre d ete n 12");
        assert_eq!(fold("e\u{301}te\u{301}"), fold("Été"));
        assert_eq!(fold("عربي"), "عربي");
        assert_eq!(slug("Carte grise d’un véhicule"), "carte-grise-vehicule");
        assert_eq!(slug("RC"), "rc");
    }
}
