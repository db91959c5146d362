//! How the body of an entry is kept: in fewer bytes than its JSON, which comes back to the letter.
//!
//! | first byte | what the row holds |
//! |---|---|
//! | `{` | the JSON itself, from its brace on |
//! | 1 | a zstd frame of the JSON, made with the first dictionary, without the four bytes that every frame begins with |
//! | 2 | the sixteen bytes of a visit, when it is the last member; then such a frame of what stands before it, or nothing for a brace alone |
//!
//! A body is written in the shortest of these forms and read in any of them, so rows of before need no conversion. A better dictionary
//! is a form of its own beside this one: the first is never changed, since bodies of all years are read with it. It was made of
//! simulated bodies by `cargo run --release -p parvis --example body_dictionary`.

use db::{DbError, Row};
use std::{cell::RefCell, io, sync::LazyLock};
use uuid::Uuid;
use zstd::{
    bulk::{Compressor, Decompressor},
    dict::{DecoderDictionary, EncoderDictionary},
    zstd_safe::get_frame_content_size,
};

const FRAME: u8 = 1;
const VISIT: u8 = 2;

/// What stands around a visit that is the last member.
const LAST_VISIT: &str = r#""visit":""#;
const END: &str = r#""}"#;
/// What every zstd frame begins with.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Beyond this a frame is damaged: no body is as long.
const LONGEST: usize = 1 << 20;
/// Level 12 would leave a sixth less in twice the time, on every write.
const LEVEL: i32 = 3;

static DICTIONARY: &[u8] = include_bytes!("body/first.dictionary");
static TO_WRITE: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
static TO_READ: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));

/// A body as its row will hold it.
pub(crate) fn pack(json: &str) -> Vec<u8> {
    let packed = match last_visit(json) {
        Some(("{", visit)) => Ok([&[VISIT], visit.as_bytes().as_slice()].concat()),
        Some((before, visit)) => frame(before).map(|frame| [&[VISIT], visit.as_bytes().as_slice(), &frame].concat()),
        None => frame(json).map(|frame| [&[FRAME], frame.as_slice()].concat()),
    };
    packed.ok().filter(|packed| packed.len() < json.len()).unwrap_or_else(|| json.into())
}

/// The JSON of a body that stands in column `index` of a row.
pub(crate) fn read(row: &Row, index: usize) -> Result<String, DbError> {
    unpack(&row.get::<Vec<u8>>(index)?).ok_or(DbError::OutOfRange("body of an entry"))
}

/// The JSON of what a row holds; nothing when it is damaged.
fn unpack(kept: &[u8]) -> Option<String> {
    match kept {
        [b'{', ..] => String::from_utf8(kept.to_vec()).ok(),
        [FRAME, frame @ ..] => unframe(frame),
        [VISIT, rest @ ..] => {
            let (visit, frame) = rest.split_first_chunk::<16>()?;
            let before = if frame.is_empty() { "{".to_owned() } else { unframe(frame)? };
            Some(format!("{before}{LAST_VISIT}{}{END}", Uuid::from_bytes(*visit)))
        }
        _ => None,
    }
}

/// What stands before the visit that is the last member, and the visit.
fn last_visit(json: &str) -> Option<(&str, Uuid)> {
    let (before, visit) = json.strip_suffix(END)?.rsplit_once(LAST_VISIT)?;
    let id = Uuid::try_parse(visit).ok()?;
    // Written otherwise, in capitals for one, it would not come back to the letter.
    (id.to_string() == visit).then_some((before, id))
}

/// Compressors are costly to make and not to be shared: each thread keeps its own.
fn frame(text: &str) -> io::Result<Vec<u8>> {
    thread_local! {
        static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    }
    COMPRESSOR.with_borrow_mut(|kept| {
        let compressor = match kept {
            Some(compressor) => compressor,
            None => {
                let mut compressor = Compressor::with_prepared_dictionary(&TO_WRITE)?;
                // The form says which dictionary it is.
                compressor.include_dictid(false)?;
                kept.insert(compressor)
            }
        };
        let frame = compressor.compress(text.as_bytes())?;
        let frame = frame.strip_prefix(&MAGIC).ok_or(io::ErrorKind::InvalidData)?;
        Ok(frame.to_vec())
    })
}

fn unframe(frame: &[u8]) -> Option<String> {
    let frame = [&MAGIC, frame].concat();
    let length = get_frame_content_size(&frame).ok()??;
    let length = usize::try_from(length).ok().filter(|length| *length <= LONGEST)?;
    let json = Decompressor::with_prepared_dictionary(&TO_READ).ok()?.decompress(&frame, length).ok()?;
    String::from_utf8(json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const REQUEST: &str = r#"{"acts":["explain"],"defaults":["support","outcome"],"minutes":6,"operator":"edf","outcome":"resolved","support":"with","theme":"electricite.facture","visit":"01936b2e-0000-7000-8000-0000000000aa"}"#;
    const CLOSED: &str = r#"{"visit":"01936b2e-0000-7000-8000-0000000000aa"}"#;

    fn comes_back(json: &str) -> Vec<u8> {
        let kept = pack(json);
        assert_eq!(unpack(&kept).as_deref(), Some(json));
        assert!(kept.len() <= json.len());
        kept
    }

    #[test]
    fn usual_bodies_take_a_third_of_their_room() {
        let request = comes_back(REQUEST);
        assert!(request.len() <= REQUEST.len() / 3, "{} bytes of {}", request.len(), REQUEST.len());
        assert_eq!(comes_back(CLOSED).len(), 17);
        assert_eq!(comes_back(r#"{"channel":"site","language":"fr"}"#)[0], FRAME);
    }

    #[test]
    fn what_was_written_before_the_forms_is_read() {
        for json in ["{}", REQUEST, CLOSED, r#"{"reason":"déménagé"}"#] {
            assert_eq!(unpack(json.as_bytes()).as_deref(), Some(json));
        }
    }

    /// A row written by this program is read by every later one.
    #[test]
    fn the_first_dictionary_never_changes() {
        let digest = "2c1b9c9bbb4b2f55590bedc449174186dbcbf594fa7fbcdfc215cf292f1178a4";
        assert_eq!(blake3::hash(DICTIONARY).to_hex().as_str(), digest);
        let kept = "0201936b2e0000700080000000000000aa2096bd0000083608fc02fdd11f492a539a2cf96852343cbd27f98a06";
        assert_eq!(unpack(&hex(kept)).as_deref(), Some(REQUEST));
    }

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    #[test]
    fn a_visit_written_otherwise_comes_back_as_it_was() {
        for visit in ["01936B2E-0000-7000-8000-0000000000AA", "01936b2e0000700080000000000000aa", "", "x", "1\"}"] {
            comes_back(&format!(r#"{{"visit":"{visit}"}}"#));
            comes_back(&format!(r#"{{"facts":{{"visit":"{visit}"}},"visit":"{visit}"}}"#));
        }
    }

    proptest! {
        #[test]
        fn any_body_comes_back_to_the_letter(words in "\\PC{0,300}", minutes in any::<u64>(), nested in any::<bool>()) {
            let mut body = serde_json::json!({"words": words, "minutes": minutes});
            if nested {
                body["facts"] = body.clone();
            }
            comes_back(&body.to_string());
        }

        #[test]
        fn damaged_rows_are_refused_or_read(kept in prop::collection::vec(any::<u8>(), 0..80), form in 0u8..4) {
            let _ = unpack(&kept);
            let _ = unpack(&[&[form], kept.as_slice()].concat());
        }
    }
}
