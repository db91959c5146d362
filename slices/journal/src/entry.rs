//! An entry as it travels, and how it is read: raw JSON in, checked type on.

use jiff::{
    SignedDuration, Timestamp,
    fmt::temporal::{DateTimeParser, PiecesOffset},
};
use kernel::{AccountId, DeviceId, DeviceKind, EntryId, PlaceId, Refusal};
use serde_json::{Map, Value};

/// How many entries one call may carry.
pub const MOST_ENTRIES: usize = 500;
/// How large one entry may be, in bytes of JSON.
pub const LARGEST_ENTRY: usize = 16 * 1024;
/// How long a note may be, in characters.
const LONGEST_NOTE: usize = 2_000;
/// A clock is set right by at most ten years: more is a mistake, not a drift.
const LARGEST_OFFSET_MS: i64 = 10 * 365 * 86_400_000;

/// An entry whose form is right. Whether it may stand is for the append to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name, a UUIDv7.
    pub id: EntryId,
    /// The version of its kind.
    pub version: u16,
    /// Where it happened.
    pub place: PlaceId,
    /// Its kind: `request.recorded`.
    pub kind: String,
    /// When it happened: what the device's clock said, set right by the last known distance to the server.
    pub happened: Timestamp,
    /// That distance, in milliseconds (server minus device).
    pub clock_offset: i64,
    /// The device's offset from UTC, in minutes.
    pub utc_offset: i32,
    /// Who did it.
    pub agent: Option<AccountId>,
    /// From which device; the append writes the sender's.
    pub device: Option<DeviceId>,
    /// Through which kind of device it came, so that what is imported or simulated stays known as such; the append writes it.
    pub door: Option<DeviceKind>,
    /// Whether its sender vouches for a right to correct what others recorded: the agent's own session, with that right. The
    /// append writes it.
    pub corrects_any: bool,
    /// Its facts.
    pub body: Map<String, Value>,
    /// Its words, kept apart.
    pub note: Option<String>,
}

/// A member is not what its kind says.
pub fn malformed(what: &'static str) -> Refusal {
    Refusal::invalid("entry-malformed").with("what", what)
}

/// Refuses members that are not among these: a newer client must name its version.
pub fn only(object: &Map<String, Value>, names: &[&str]) -> Result<(), Refusal> {
    match object.keys().find(|name| !names.contains(&name.as_str())) {
        Some(name) => {
            let name: String = name.chars().take(60).collect();
            Err(Refusal::invalid("entry-unknown-member").with("name", name))
        }
        None => Ok(()),
    }
}

impl Entry {
    /// An entry that the server itself makes, now.
    pub fn here(id: EntryId, place: PlaceId, kind: &str, now: Timestamp, body: Map<String, Value>) -> Self {
        Self {
            id,
            version: 1,
            place,
            kind: kind.to_owned(),
            happened: Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now),
            clock_offset: 0,
            utc_offset: 0,
            agent: None,
            device: None,
            door: None,
            corrects_any: false,
            body,
            note: None,
        }
    }

    /// Reads an entry. Unknown members are refused: a newer client must name its version.
    pub fn read(value: &Value) -> Result<Self, Refusal> {
        let object = value.as_object().ok_or_else(|| Refusal::invalid("entry-no-object"))?;
        only(object, &["id", "v", "place", "kind", "at", "clock", "agent", "device", "body", "note"])?;
        if value.to_string().len() > LARGEST_ENTRY {
            return Err(Refusal::invalid("entry-too-large").with("largest", LARGEST_ENTRY / 1024));
        }
        let id = name(text(object, "id")?)?;
        let (at, utc_offset) = instant(text(object, "at")?)?;
        let clock_offset = match object.get("clock") {
            None | Some(Value::Null) => 0,
            Some(clock) => offset(clock.as_object().ok_or_else(|| malformed("clock"))?)?,
        };
        let happened = at.checked_add(SignedDuration::from_millis(clock_offset)).map_err(|_| malformed("at"))?;
        let body = match object.get("body") {
            Some(Value::Object(body)) => body.clone(),
            _ => return Err(malformed("body")),
        };
        let note = match object.get("note") {
            None | Some(Value::Null) => None,
            Some(Value::String(note)) => Some(note.trim().replace('\0', "")).filter(|note| !note.is_empty()),
            Some(_) => return Err(malformed("note")),
        };
        if note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
            return Err(Refusal::invalid("entry-note-too-long").with("longest", LONGEST_NOTE));
        }
        if note.as_deref().is_some_and(looks_secret) {
            return Err(Refusal::invalid("entry-note-secret"));
        }
        let version = object.get("v").and_then(Value::as_u64).and_then(|v| u16::try_from(v).ok());
        Ok(Self {
            id,
            version: version.ok_or_else(|| malformed("v"))?,
            place: PlaceId(object.get("place").and_then(Value::as_i64).ok_or_else(|| malformed("place"))?),
            kind: text(object, "kind")?.to_owned(),
            // Milliseconds are what is stored; nothing finer may make two equal entries differ.
            happened: Timestamp::from_millisecond(happened.as_millisecond()).map_err(|_| malformed("at"))?,
            clock_offset,
            utc_offset,
            agent: number(object, "agent")?.map(AccountId),
            device: number(object, "device")?.map(DeviceId),
            door: None,
            corrects_any: false,
            body,
            note,
        })
    }

    /// Its facts as stored. Members are kept in the order of their names, so the same facts are the same text.
    pub fn body_text(&self) -> String {
        serde_json::to_string(&self.body).expect("a map of JSON values is JSON")
    }

    /// What two entries must share to be the same: everything but the sender's clock and the words. `body` is
    /// [`body_text`](Self::body_text).
    pub fn digest(&self, body: &str) -> Vec<u8> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.version.to_le_bytes());
        hasher.update(self.kind.as_bytes());
        hasher.update(&self.happened.as_millisecond().to_le_bytes());
        hasher.update(&self.agent.map_or(0, |agent| agent.0).to_le_bytes());
        hasher.update(body.as_bytes());
        hasher.finalize().as_bytes()[..16].to_vec()
    }

    /// The record it is about, when it is a correction or a withdrawal.
    pub fn target(&self) -> Option<EntryId> {
        self.body.get("target").and_then(Value::as_str).and_then(|target| target.parse().ok())
    }
}

fn text<'a>(object: &'a Map<String, Value>, name: &'static str) -> Result<&'a str, Refusal> {
    object.get(name).and_then(Value::as_str).ok_or_else(|| malformed(name))
}

fn number(object: &Map<String, Value>, name: &'static str) -> Result<Option<i64>, Refusal> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_i64().map(Some).ok_or_else(|| malformed(name)),
    }
}

/// The name of an entry: a UUID of version 7, whoever made it. Browsers, imports and the simulation all make such names; they grow
/// with time, which is what the journal looks them up by.
fn name(written: &str) -> Result<EntryId, Refusal> {
    let id: EntryId = written.parse().map_err(|_| malformed("id"))?;
    match id.0.get_version_num() {
        7 => Ok(id),
        version => Err(Refusal::invalid("entry-id-version").with("version", version)),
    }
}

/// How far a device's clock is from ours, in milliseconds. Its zone says nothing that the instant and the place do not say, and is
/// not kept: it must look like a zone's name, and one that this server does not know loses no entry.
fn offset(clock: &Map<String, Value>) -> Result<i64, Refusal> {
    match clock.get("zone") {
        None | Some(Value::Null) => {}
        Some(Value::String(zone)) if looks_like_a_zone(zone) => {}
        Some(_) => return Err(malformed("clock.zone")),
    }
    let offset = match clock.get("offset_ms") {
        None | Some(Value::Null) => 0,
        Some(offset) => offset.as_i64().ok_or_else(|| malformed("clock.offset_ms"))?,
    };
    let plausible = (-LARGEST_OFFSET_MS..=LARGEST_OFFSET_MS).contains(&offset);
    plausible.then_some(offset).ok_or_else(|| malformed("clock.offset_ms"))
}

/// `Europe/Paris`, `America/Argentina/Buenos_Aires`, `Etc/GMT+3`, `UTC`.
fn looks_like_a_zone(name: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "_+-".contains(letter))
    };
    name.len() <= 64 && name.split('/').all(part)
}

/// An RFC 3339 instant with the offset it was written with, in minutes.
fn instant(written: &str) -> Result<(Timestamp, i32), Refusal> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    let refused = |_| malformed("at");
    let pieces = PARSER.parse_pieces(written).map_err(refused)?;
    let offset = match pieces.offset() {
        Some(PiecesOffset::Numeric(offset)) => offset.offset().seconds() / 60,
        Some(_) => 0,
        None => return Err(malformed("at")),
    };
    Ok((PARSER.parse_timestamp(written).map_err(refused)?, offset))
}

/// Whether a note looks like something that must never be written down: a social security number, a bank account number, or
/// a password said to be one.
pub fn looks_secret(note: &str) -> bool {
    let packed: String = note.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_uppercase();
    let bytes = packed.as_bytes();
    let account = bytes.windows(27).any(|window| {
        window.starts_with(b"FR")
            && window[2..4].iter().all(u8::is_ascii_digit)
            && window[4..14].iter().all(u8::is_ascii_digit)
    });
    let mut run = 0;
    let mut digits_apart = note.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\u{a0}' | '\u{202f}'));
    let social = digits_apart.any(|c| {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        run >= 13
    });
    let lower = note.to_lowercase();
    let password = ["mot de passe", "mdp", "password", "code secret"]
        .iter()
        .any(|word| lower.split(word).skip(1).any(|after| after.trim_start().starts_with([':', '='])));
    account || social || password
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn sample() -> Value {
        json!({"id": "01936b2e-0000-7000-8000-000000000001", "v": 1, "place": 1, "kind": "request.recorded",
            "at": "2026-11-24T10:21:04.120+01:00", "clock": {"offset_ms": -7_200_000, "zone": "Europe/Paris"},
            "agent": 7, "body": {"b": 1, "a": 2}})
    }

    #[test]
    fn a_device_two_hours_ahead_records_the_right_hour() {
        let entry = Entry::read(&sample()).unwrap();
        assert_eq!(entry.happened.to_string(), "2026-11-24T07:21:04.12Z");
        assert_eq!((entry.utc_offset, entry.clock_offset), (60, -7_200_000));
    }

    #[test]
    fn a_name_is_a_uuid_of_version_7() {
        for (id, code) in [
            ("01936b2e-0000-7000-8000-000000000001", None),
            ("01936B2E00007000A000000000000001", None),
            ("6ba7b810-9dad-41d1-80b4-00c04fd430c8", Some("entry-id-version")),
            ("01936b2e-0000-8000-8000-000000000001", Some("entry-id-version")),
            ("00000000-0000-0000-0000-000000000000", Some("entry-id-version")),
            ("01936b2e", Some("entry-malformed")),
        ] {
            let mut value = sample();
            value["id"] = id.into();
            assert_eq!(Entry::read(&value).err().map(|refusal| refusal.code), code, "{id}");
        }
    }

    #[test]
    fn a_clock_is_read_whole_or_refused() {
        for (clock, offset) in [
            (json!(null), Some(0)),
            (json!({}), Some(0)),
            (json!({"offset_ms": null, "zone": null}), Some(0)),
            (json!({"offset_ms": 5, "zone": "Europe/Paris"}), Some(5)),
            (json!({"offset_ms": 5, "zone": "America/Argentina/Buenos_Aires"}), Some(5)),
            (json!({"offset_ms": 5, "zone": "Etc/GMT+3"}), Some(5)),
            (json!({"offset_ms": 5, "zone": "Mars/Olympus_Mons"}), Some(5)),
            (json!({"zone": 2}), None),
            (json!({"zone": ""}), None),
            (json!({"zone": "Europe//Paris"}), None),
            (json!({"zone": "l’heure d’ici"}), None),
            (json!({"zone": "x".repeat(65)}), None),
            (json!({"offset_ms": "5"}), None),
            (json!({"offset_ms": i64::MIN}), None),
            (json!("Europe/Paris"), None),
            (json!(-320), None),
            (json!([]), None),
        ] {
            let mut value = sample();
            value["clock"] = clock.clone();
            let read = Entry::read(&value);
            assert_eq!(read.as_ref().ok().map(|entry| entry.clock_offset), offset, "{clock}");
            assert!(read.is_ok() || read.is_err_and(|refusal| refusal.code == "entry-malformed"), "{clock}");
        }
    }

    #[test]
    fn the_digest_is_of_the_facts_not_of_the_words() {
        let first = Entry::read(&sample()).unwrap();
        let mut other = sample();
        other["note"] = "un mot".into();
        let digest = |entry: &Entry| entry.digest(&entry.body_text());
        assert_eq!(digest(&first), digest(&Entry::read(&other).unwrap()));
        other["body"]["a"] = 3.into();
        assert_ne!(digest(&first), digest(&Entry::read(&other).unwrap()));
    }

    #[test]
    fn what_must_never_be_written_is_seen() {
        for secret in [
            "n° 1 85 05 78 006 084 36",
            "IBAN FR76 3000 6000 0112 3456 7890 189",
            "son mdp\u{20}: Soleil2020",
            "Mot de passe=abc",
        ] {
            assert!(looks_secret(secret), "{secret}");
        }
        for plain in ["a perdu son mot de passe", "facture du 12/03/2026, 84,20 €", "rappeler le 06 12 34 56 78"] {
            assert!(!looks_secret(plain), "{plain}");
        }
    }

    proptest! {
        #[test]
        fn any_json_is_read_or_refused(text in ".{0,200}", number in any::<i64>()) {
            for name in ["id", "v", "place", "kind", "at", "clock", "agent", "device", "body", "note"] {
                let mut value = sample();
                value[name] = Value::String(text.clone());
                let _ = Entry::read(&value);
                value[name] = number.into();
                let _ = Entry::read(&value);
                value[name] = json!([{"x": text}, number]);
                let _ = Entry::read(&value);
            }
        }
    }
}
