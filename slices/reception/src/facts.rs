//! The facts of a visit and of a request as they come in a body: raw JSON in, checked type on.

use catalogue::Snapshot;
use journal::{malformed, only};
use kernel::{EntryId, Refusal};
use serde_json::{Map, Value};
use tally::{Act, Acts, Age, Channel, Origin, Outcome, Support};

/// What is known of a visit; everything is optional, nothing is a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitFacts {
    /// How it came.
    pub channel: Option<Channel>,
    /// At which stop of the round.
    pub stop: Option<i64>,
    /// Age band.
    pub age: Option<Age>,
    /// Coarse origin.
    pub origin: Option<Origin>,
    /// Language spoken, BCP 47.
    pub language: Option<String>,
    /// Whether it is the first.
    pub first: Option<bool>,
    /// Who came along.
    pub company: Option<String>,
}

/// What is known of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestFacts {
    /// The visit it belongs to.
    pub visit: EntryId,
    /// The theme's id.
    pub theme: u16,
    /// The operator's id.
    pub operator: Option<u16>,
    /// What was done.
    pub acts: Acts,
    /// Who did it.
    pub support: Option<Support>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Why it was not possible.
    pub reason: Option<String>,
    /// The operator one was sent to.
    pub referred_to: Option<u16>,
    /// How long it took.
    pub minutes: Option<u16>,
    /// What nobody touched.
    pub defaults: Defaults,
}

/// Which of a request's facts nobody touched: they are defaults, not observations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// The acts.
    pub acts: bool,
    /// The support.
    pub support: bool,
    /// The outcome.
    pub outcome: bool,
}

impl Defaults {
    /// As stored: acts 1, support 2, outcome 4.
    pub fn bits(self) -> i64 {
        i64::from(self.acts) + 2 * i64::from(self.support) + 4 * i64::from(self.outcome)
    }

    /// From what is stored.
    pub fn from_bits(bits: i64) -> Self {
        Self { acts: bits & 1 != 0, support: bits & 2 != 0, outcome: bits & 4 != 0 }
    }
}

/// Who may come along.
pub const COMPANY: [&str; 4] = ["alone", "family", "professional", "other"];
/// A request that took longer than this is a mistake of the keyboard.
pub(crate) const LONGEST: u64 = 1440;

fn unknown(name: &'static str, code: &str) -> Refusal {
    Refusal::invalid("entry-unknown-code").with("name", name).with("code", code.chars().take(60).collect::<String>())
}

/// A member that is text, or absent; anything else is refused.
pub(crate) fn text<'a>(body: &'a Map<String, Value>, name: &'static str) -> Result<Option<&'a str>, Refusal> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        // No engine stores a zero byte in a text, and no word of a list has one.
        Some(Value::String(text)) if !text.contains('\0') => Ok(Some(text)),
        Some(_) => Err(malformed(name)),
    }
}

fn code<T>(
    body: &Map<String, Value>,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    text(body, name)?.map(|slug| read(slug).ok_or_else(|| unknown(name, slug))).transpose()
}

impl VisitFacts {
    /// Reads the body of `visit.opened`, or the facts of its correction; `queue` is for the queue to read.
    pub fn read(body: &Map<String, Value>, stops: &[network::StopRow]) -> Result<Self, Refusal> {
        only(body, &["channel", "stop", "age", "origin", "language", "first", "with", "defaults", "queue"])?;
        let stop = match body.get("stop") {
            None | Some(Value::Null) => None,
            Some(stop) => {
                let found = stop.as_i64().filter(|id| stops.iter().any(|known| known.id == *id));
                Some(found.ok_or_else(|| unknown("stop", &stop.to_string()))?)
            }
        };
        let first = match body.get("first") {
            None | Some(Value::Null) => None,
            Some(Value::Bool(first)) => Some(*first),
            Some(_) => return Err(malformed("first")),
        };
        let language = code(body, "language", |tag| {
            let plausible = (2..=12).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            plausible.then(|| tag.to_owned())
        })?;
        Ok(Self {
            channel: code(body, "channel", Channel::from_slug)?,
            stop,
            age: code(body, "age", Age::from_slug)?,
            origin: code(body, "origin", Origin::from_slug)?,
            language,
            first,
            company: code(body, "with", |slug| COMPANY.contains(&slug).then(|| slug.to_owned()))?,
        })
    }
}

impl RequestFacts {
    /// Reads the body of `request.recorded`, or the facts of its correction.
    pub fn read(body: &Map<String, Value>, catalogue: &Snapshot) -> Result<Self, Refusal> {
        only(
            body,
            &[
                "visit",
                "theme",
                "operator",
                "acts",
                "support",
                "outcome",
                "reason",
                "referred_to",
                "minutes",
                "defaults",
            ],
        )?;
        let visit = text(body, "visit")?.and_then(|id| id.parse().ok());
        let visit = visit.ok_or_else(|| malformed("visit"))?;
        let theme = code(body, "theme", |code| catalogue.theme(code).map(|theme| theme.id))?;
        // A code of a few letters: words about a person have no room in it.
        let reason = code(body, "reason", |slug| {
            let short = (1..=24).contains(&slug.len()) && slug.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            short.then(|| slug.to_owned())
        })?;
        let minutes = match body.get("minutes") {
            None | Some(Value::Null) => None,
            Some(minutes) => match minutes.as_u64() {
                Some(minutes) if minutes <= LONGEST => Some(u16::try_from(minutes).unwrap_or(0)),
                _ => return Err(Refusal::invalid("entry-minutes").with("longest", LONGEST)),
            },
        };
        Ok(Self {
            visit,
            theme: theme.ok_or_else(|| malformed("theme"))?,
            operator: code(body, "operator", |code| catalogue.operator(code).map(|operator| operator.id))?,
            acts: acts(body)?,
            support: code(body, "support", Support::from_slug)?,
            outcome: code(body, "outcome", Outcome::from_slug)?,
            reason,
            referred_to: code(body, "referred_to", |code| catalogue.operator(code).map(|operator| operator.id))?,
            minutes,
            defaults: defaults(body)?,
        })
    }
}

fn acts(body: &Map<String, Value>) -> Result<Acts, Refusal> {
    let list = match body.get("acts") {
        Some(Value::Array(list)) if !list.is_empty() => list,
        _ => return Err(malformed("acts")),
    };
    list.iter().try_fold(Acts::NONE, |acts, act| {
        let slug = act.as_str().unwrap_or_default();
        Act::from_slug(slug).map(|act| acts.with(act)).ok_or_else(|| unknown("acts", slug))
    })
}

fn defaults(body: &Map<String, Value>) -> Result<Defaults, Refusal> {
    let mut defaults = Defaults::default();
    let names = match body.get("defaults") {
        None | Some(Value::Null) => return Ok(defaults),
        Some(Value::Array(names)) => names,
        Some(_) => return Err(malformed("defaults")),
    };
    for name in names {
        match name.as_str().unwrap_or_default() {
            "acts" => defaults.acts = true,
            "support" => defaults.support = true,
            "outcome" => defaults.outcome = true,
            other => return Err(unknown("defaults", other)),
        }
    }
    Ok(defaults)
}
