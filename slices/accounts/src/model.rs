//! What accounts are made of, parsed at the door: mail addresses, passwords, PINs, one-time codes, scopes. Pure.

use kernel::{AssociationId, PlaceId, Randomness, Refusal, Scope};

/// A mail address, in lower case: what one signs in with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Email(String);

impl Email {
    /// Reads what was typed. Only a message that arrives proves an address: nothing is asked here but the shape of one.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let address = typed.trim().to_lowercase();
        let shaped = address.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
        let clean = address.len() <= 254 && !address.chars().any(|c| c.is_whitespace() || c.is_control());
        if shaped && clean { Ok(Self(address)) } else { Err(Refusal::invalid("not-an-email").field("email")) }
    }

    /// As stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A secret that was typed; it never appears in a log.
#[derive(Clone)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// Takes what was typed, to be compared with what is stored.
    pub fn typed(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// A new PIN: 4 to 6 digits that are neither all the same nor a run.
    pub fn pin(text: &str) -> Result<Self, Refusal> {
        let digits = text.trim().as_bytes();
        if !(4..=6).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
            return Err(Refusal::invalid("pin-shape").field("pin"));
        }
        let steps: Vec<i16> = digits.windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
        if steps.iter().all(|step| *step == steps[0] && step.abs() <= 1) {
            return Err(Refusal::invalid("pin-plain").field("pin"));
        }
        Ok(Self::typed(text.trim()))
    }
}

/// A one-time code of enrolment, to be read aloud and typed: `K7QF-2M9X`, 40 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceCode(String);

/// Crockford's alphabet: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl DeviceCode {
    /// A new code.
    pub fn draw(randomness: &dyn Randomness) -> Self {
        let mut bytes = [0; 8];
        randomness.fill(&mut bytes);
        Self(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
    }

    /// Reads what was typed, forgiving case, spaces, dashes and look-alikes.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        let code: String = letters.take(9).collect();
        let known = code.len() == 8 && code.bytes().all(|byte| ALPHABET.contains(&byte));
        known.then_some(Self(code))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Display for DeviceCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", &self.0[..4], &self.0[4..])
    }
}

/// The word and the number of a scope in the database.
pub fn scope_columns(scope: Scope) -> (&'static str, i64) {
    match scope {
        Scope::Network => ("network", 0),
        Scope::Association(id) => ("association", id.0),
        Scope::Place(id) => ("place", id.0),
    }
}

/// The scope of a word and a number.
pub fn scope_of(word: &str, id: i64) -> Option<Scope> {
    match word {
        "network" => Some(Scope::Network),
        "association" => Some(Scope::Association(AssociationId(id))),
        "place" => Some(Scope::Place(PlaceId(id))),
        _ => None,
    }
}

/// A scope as forms and the command line write it: `network`, `association:3`, `place:12`.
pub fn scope_text(scope: Scope) -> String {
    match scope_columns(scope) {
        ("network", _) => "network".into(),
        (word, id) => format!("{word}:{id}"),
    }
}

/// Reads [`scope_text`].
pub fn parse_scope(text: &str) -> Option<Scope> {
    match text.split_once(':') {
        None if text == "network" => Some(Scope::Network),
        Some((word, id)) if word != "network" => scope_of(word, id.parse().ok()?),
        _ => None,
    }
}

/// A path of our own to go to after a form, or the home page: never another site.
pub fn local_path(typed: &str) -> &str {
    // Browsers read a backslash as a slash and drop control characters: both could hide « //elsewhere ».
    let ours = typed.starts_with('/')
        && !typed.starts_with("//")
        && typed.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && typed.len() <= 1000;
    if ours { typed } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_shape_of_one() {
        assert_eq!(Email::parse(" Samira.B@Exemple.FR ").unwrap().as_str(), "samira.b@exemple.fr");
        for wrong in ["", "samira", "@exemple.fr", "a@b", "a b@exemple.fr", "a@.fr", "a@b@c.fr", "a@b.fr\u{7}"] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_pin_is_not_a_run() {
        assert!(Secret::pin("2580").is_ok());
        for wrong in ["123", "1234567", "12a4", "1111", "1234", "987654", "٣٤٥٦"] {
            assert!(Secret::pin(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = DeviceCode("0123ABCD".into());
        for typed in ["0123-ABCD", "o l23 abcd", "OI23ABCD"] {
            assert_eq!(DeviceCode::parse(typed).as_ref(), Some(&code), "{typed}");
        }
        for wrong in ["", "0123", "0123-ABCDE", "0123-ABCU", "é123ABCD"] {
            assert_eq!(DeviceCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn one_only_goes_on_to_a_page_of_ours() {
        assert_eq!(local_path("/counter?day=3"), "/counter?day=3");
        for wrong in
            ["", "counter", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/é"]
        {
            assert_eq!(local_path(wrong), "/", "{wrong:?}");
        }
    }

    #[test]
    fn a_scope_is_read_as_it_is_written() {
        for scope in [Scope::Network, Scope::Association(AssociationId(3)), Scope::Place(PlaceId(12))] {
            assert_eq!(parse_scope(&scope_text(scope)), Some(scope));
        }
        assert_eq!(parse_scope("network:1"), None);
        assert_eq!(parse_scope("place:x"), None);
    }
}
