//! The code by which a visitor without an account finds their own ticket. Pure.
//!
//! It is made with the server's secret from the place, the day, the number and the visit, so the same ticket always has the same
//! code and nobody works out another's: forty bits, of which a day's tickets fill a few thousand, and wrong tries are counted.

use super::Ticket;
use kernel::PlaceId;
use std::fmt;

/// Crockford's alphabet: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 8;

/// A ticket's code: `K7QF-2M9X`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// Reads what was typed, forgiving case, spaces, dashes, look-alikes, and what keyboards of other alphabets write.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|letter| !letter.is_whitespace() && !"-–‑".contains(*letter)).map(latin);
        let code: String = letters.take(LENGTH + 1).collect();
        let known = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
        known.then_some(Self(code))
    }

    /// As it stands in an address and in the database: `K7QF2M9X`.
    pub fn plain(&self) -> &str {
        &self.0
    }
}

/// As people read it.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", &self.0[..LENGTH / 2], &self.0[LENGTH / 2..])
    }
}

/// The letter that was meant: a zero for an O, a Latin K for a Cyrillic one, a 4 for an Arabic ٤.
fn latin(typed: char) -> char {
    let digit = |zero: u32| char::from_digit(typed as u32 - zero, 10).unwrap_or(typed);
    match typed {
        '٠'..='٩' => digit(0x0660),
        '۰'..='۹' => digit(0x06f0),
        _ => match typed.to_uppercase().next().unwrap_or(typed) {
            'O' | 'О' => '0',
            'I' | 'L' | 'І' | 'İ' => '1',
            'А' => 'A',
            'В' => 'B',
            'Е' => 'E',
            'К' => 'K',
            'М' => 'M',
            'Н' => 'H',
            'Р' => 'P',
            'С' => 'C',
            'Т' => 'T',
            'Х' => 'X',
            other => other,
        },
    }
}

/// The secret that codes are made with.
#[derive(Clone)]
pub(super) struct CodeKey([u8; 32]);

impl CodeKey {
    /// From the words that are kept in the settings.
    pub fn of(kept: &str) -> Self {
        Self(blake3::derive_key("parvis ticket codes v1", kept.as_bytes()))
    }

    /// The code of a ticket; another one for each time that its codes so far belong to other tickets.
    pub fn code(&self, place: PlaceId, ticket: &Ticket, turn: u8) -> Code {
        // BLAKE3 with a key is a message authentication code of its own: what HMAC makes of an older hash.
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&place.0.to_le_bytes());
        hasher.update(&ticket.day.0.to_le_bytes());
        hasher.update(&ticket.number.to_le_bytes());
        hasher.update(ticket.visit.0.as_bytes());
        hasher.update(&[turn]);
        let hash = hasher.finalize();
        let letters = hash.as_bytes()[..LENGTH].iter().map(|byte| ALPHABET[usize::from(byte & 31)]);
        Code(letters.map(char::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use kernel::{Day, EntryId};
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn ticket(number: i64, day: i32) -> Ticket {
        Ticket::taken(EntryId(uuid::Uuid::from_u128(7)), Day(day), number, None, false, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code("K7QF2M01".into());
        for typed in ["K7QF-2M01", " k7qf 2mol ", "k7qf2moi", "К7QF-2М0І", "K٧QF–٢M٠١", "K۷QF۲M01"] {
            assert_eq!(Code::parse(typed).as_ref(), Some(&code), "{typed}");
        }
        assert_eq!(code.to_string(), "K7QF-2M01");
        for wrong in ["", "K7QF", "K7QF-2M011", "K7QF-2MU1", "é7QF2M01", "K7QF%2M0"] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn another_place_day_number_turn_or_secret_gives_another_code() {
        let key = CodeKey::of("one");
        let code = key.code(PlaceId(1), &ticket(1, 9_000), 0);
        assert_eq!(code, CodeKey::of("one").code(PlaceId(1), &ticket(1, 9_000), 0));
        let others = [
            key.code(PlaceId(2), &ticket(1, 9_000), 0),
            key.code(PlaceId(1), &ticket(2, 9_000), 0),
            key.code(PlaceId(1), &ticket(1, 9_001), 0),
            key.code(PlaceId(1), &ticket(1, 9_000), 1),
            CodeKey::of("other").code(PlaceId(1), &ticket(1, 9_000), 0),
        ];
        assert!(others.iter().all(|other| *other != code));
        let many: HashSet<_> = (0..10_000).map(|number| key.code(PlaceId(1), &ticket(number, 9_000), 0).0).collect();
        assert!(many.len() > 9_990, "{}", many.len());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_a_code_or_none(typed in any::<String>()) {
            if let Some(code) = Code::parse(&typed) {
                prop_assert_eq!(Code::parse(&code.to_string()), Some(code));
            }
        }
    }
}
