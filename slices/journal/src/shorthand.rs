//! How kinds and bodies are written in the database: a body says the same few phrases again and again, and a journal of a nation
//! holds tens of millions of them.
//!
//! JSON never holds a raw control character, so each of them may stand for a phrase, and a text without any stands for itself: what an
//! older program wrote is read as it is. It stays text, on both engines.
//!
//! Phrases are for ever: a new one takes a code that is still free.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use std::str::FromStr;
use uuid::Uuid;

/// One code a phrase, from the first. Longer phrases that begin alike stand before shorter ones.
const PHRASES: [(char, &str); 27] = [
    ('\u{1}', "{\"acts\":[\""),
    ('\u{2}', "\"],\"defaults\":[\""),
    ('\u{3}', "outcome\"],\"minutes\":"),
    ('\u{4}', "outcome\",\"support\"],\"minutes\":"),
    ('\u{5}', "support\"],\"minutes\":"),
    ('\u{6}', "\"],\"minutes\":"),
    ('\u{7}', ",\"operator\":\""),
    ('\u{8}', "\"outcome\":\"resolved\",\"support\":\""),
    ('\u{b}', "\"outcome\":\""),
    ('\u{c}', "\",\"support\":\""),
    ('\u{e}', "with\",\"theme\":\""),
    ('\u{f}', "self\",\"theme\":\""),
    ('\u{10}', "for\",\"theme\":\""),
    ('\u{11}', "explain"),
    ('\u{12}', "accompany"),
    ('\u{13}', "inform"),
    ('\u{14}', "{\"age\":\""),
    ('\u{15}', "\"channel\":\"site\""),
    ('\u{16}', "\"first\":false"),
    ('\u{17}', "\"first\":true"),
    ('\u{18}', "\"language\":\"fr\""),
    ('\u{19}', "\"language\":\""),
    ('\u{1a}', "\"origin\":\""),
    ('\u{1b}', "request.recorded"),
    ('\u{1c}', "visit.opened"),
    ('\u{1d}', "visit.closed"),
    ('\u{1e}', "referred"),
];

/// The name of a visit, its sixteen bytes in base64.
const VISIT: char = '\u{1f}';
const NAMED: &str = "\"visit\":\"";
const NAME: usize = 36;
const SHORT_NAME: usize = 22;

/// A text in shorthand. One that holds control characters already, which no kind and no body does, is left as it is.
pub(crate) fn write(text: &str) -> String {
    if text.contains(|letter: char| letter.is_ascii_control()) {
        return text.to_owned();
    }
    let mut short = String::with_capacity(text.len() / 2);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let phrase = PHRASES.iter().find(|(_, phrase)| rest.starts_with(phrase));
        rest = if let Some((code, phrase)) = phrase {
            short.push(*code);
            &rest[phrase.len()..]
        } else if let Some((name, after)) = visit(rest) {
            short.push(VISIT);
            BASE64.encode_string(name.as_bytes(), &mut short);
            after
        } else {
            short.push(letter);
            &rest[letter.len_utf8()..]
        };
    }
    short
}

/// `"visit":"…"` at the beginning of a text, its name written as a UUID writes itself, and what comes after.
fn visit(text: &str) -> Option<(Uuid, &str)> {
    let after = text.strip_prefix(NAMED)?;
    let (name, after) = after.split_at_checked(NAME)?;
    let uuid = Uuid::from_str(name).ok().filter(|uuid| uuid.hyphenated().to_string() == name)?;
    Some((uuid, after.strip_prefix('"')?))
}

/// What a text in shorthand says. Codes that mean nothing, which only damage brings, are left as they are.
pub(crate) fn read(short: &str) -> String {
    let mut text = String::with_capacity(short.len() * 3);
    let mut rest = short;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_control()) {
        text.push_str(&rest[..at]);
        let code = char::from(rest.as_bytes()[at]);
        rest = &rest[at + 1..];
        if let Some((_, phrase)) = PHRASES.iter().find(|(known, _)| *known == code) {
            text.push_str(phrase);
        } else if let Some((uuid, after)) = Some(code).filter(|code| *code == VISIT).and_then(|_| name(rest)) {
            text.push_str(NAMED);
            text.push_str(&uuid.hyphenated().to_string());
            text.push('"');
            rest = after;
        } else {
            text.push(code);
        }
    }
    text.push_str(rest);
    text
}

fn name(short: &str) -> Option<(Uuid, &str)> {
    let (name, after) = short.split_at_checked(SHORT_NAME)?;
    Some((Uuid::from_slice(&BASE64.decode(name).ok()?).ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VISIT_ID: &str = "019abf65-5300-7e87-a2b3-7274ecfa81d9";

    #[test]
    fn frequent_bodies_are_short_and_phrases_never_change() {
        let request = format!(
            "{{\"acts\":[\"explain\"],\"defaults\":[\"outcome\"],\"minutes\":6,\"operator\":\"edf\",\"outcome\":\"resolved\",\
             \"support\":\"with\",\"theme\":\"electricite.facture\",\"visit\":\"{VISIT_ID}\"}}"
        );
        for (text, short) in [
            (
                request.as_str(),
                "\u{1}\u{11}\u{2}\u{3}6\u{7}edf\",\u{8}\u{e}electricite.facture\",\u{1f}AZq_ZVMAfoeis3J07PqB2Q}",
            ),
            (&format!("{{\"visit\":\"{VISIT_ID}\"}}"), "{\u{1f}AZq_ZVMAfoeis3J07PqB2Q}"),
            ("{\"channel\":\"site\",\"first\":false,\"language\":\"ar\"}", "{\u{15},\u{16},\u{19}ar\"}"),
            ("request.recorded", "\u{1b}"),
            ("agent.present", "agent.present"),
        ] {
            assert_eq!(write(text), short);
            assert_eq!(read(short), text);
        }
        let all: String = PHRASES.iter().map(|(code, phrase)| format!("{}{phrase}", u32::from(*code))).collect();
        assert_eq!(blake3::hash(all.as_bytes()).to_hex()[..16], *"725ded424f68c7ac");
    }

    /// Texts made of pieces of bodies, cut anywhere.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[ -~é€]{0,6}",
            (0..PHRASES.len(), 0..40usize).prop_map(|(at, cut)| PHRASES[at].1.chars().take(cut).collect()),
            (any::<u128>(), 0..50usize, any::<bool>()).prop_map(|(name, cut, upper)| {
                let name = Uuid::from_u128(name).hyphenated().to_string();
                let name = if upper { name.to_uppercase() } else { name };
                format!("\"visit\":\"{name}\"").chars().take(cut).collect()
            }),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(text in text()) {
            let short = write(&text);
            prop_assert!(short.len() <= text.len());
            prop_assert_eq!(read(&short), text.clone());
            prop_assert_eq!(read(&text), text, "what an older program wrote stands for itself");
        }

        #[test]
        fn damage_is_no_panic(short in "[\u{1}-\u{1f}a-zé]{0,40}") {
            read(&short);
        }
    }
}
