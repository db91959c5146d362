//! What a finding says, in sentences that a newcomer understands.

use crate::{
    evidence::{Carrier, Evidence, span},
    reading::Finding,
    watched::Watched,
};
use figures::{Words, change_words, short_day};
use insight::watch::{Episode, Kind, Signal, Way};
use jiff::civil::Date;
use kernel::{Day, Scope};
use network::{Event, Explanation, explanations};
use tally::Key;
use web::{Text, date_words};

/// A change of the network smaller than this is none.
const STABLE: f64 = 0.03;
/// Scores from which a finding is almost certain, and from which it is very likely.
const CERTAIN: f64 = 6.0;
/// Of what the calendar says, as much is repeated.
const SAID: usize = 4;
/// From so many times what was expected on, the times are told instead of a percentage.
const MANY_TIMES: f64 = 3.0;
/// Expected counts below it are told with a decimal.
const SMALL: f64 = 10.0;

/// The name of the place, or of the network.
pub(crate) fn place(words: &Words, finding: &Finding) -> String {
    let place = finding.place.and_then(|id| words.network.place(id));
    place.map_or_else(|| words.network.name().to_owned(), |place| place.row.short_name.clone())
}

/// What is counted: « Visites », « Demandes, Facture d’électricité ».
pub(crate) fn subject(words: &Words, watched: Watched) -> String {
    let named = |dimension, id: u16| words.label(dimension, Key::Code(i32::from(id)));
    match watched {
        Watched::Visits => words.text.say("watch-visits"),
        Watched::Theme(id) => named(tally::Dimension::Theme, id),
        Watched::Operator(id) => named(tally::Dimension::Operator, id),
    }
}

/// « Moins de visites », « Facture d’électricité : demandes en hausse ».
pub(crate) fn title(words: &Words, finding: &Finding) -> String {
    let kind = finding.episode.strongest.kind;
    match finding.watched {
        Watched::Visits => kind_words(words.text, &finding.episode.strongest),
        watched => {
            let key = match kind.way() {
                Some(Way::Up) if kind == Kind::Spike => "watch-theme-spike",
                Some(Way::Up) => "watch-theme-up",
                Some(Way::Down) if kind == Kind::Drop => "watch-theme-drop",
                Some(Way::Down) => "watch-theme-down",
                None => "watch-theme-weekday",
            };
            words.text.fill(key, &[("what", subject(words, watched).into())])
        }
    }
}

/// What kind of fluctuation of visits it is.
pub fn kind_words(text: Text, signal: &Signal) -> String {
    text.say(match signal.kind {
        Kind::Spike => "watch-kind-spike",
        Kind::Drop => "watch-kind-drop",
        Kind::Outage if signal.observed == 0.0 => "watch-kind-outage",
        Kind::Outage => "watch-kind-outage-partial",
        Kind::ShiftUp => "watch-kind-shift-up",
        Kind::ShiftDown => "watch-kind-shift-down",
        Kind::DriftUp => "watch-kind-drift-up",
        Kind::DriftDown => "watch-kind-drift-down",
        Kind::Emergence => "watch-kind-emergence",
        Kind::Weekday => "watch-kind-weekday",
    })
}

/// « Depuis le 3 mars 2026 (9 jours d’ouverture) : 512 visites pour 415 attendues (+23 %). »
pub(crate) fn gap(text: Text, watched: Watched, episode: &Episode) -> String {
    let signal = &episode.strongest;
    if signal.kind == Kind::Weekday {
        return text.fill("watch-gap-weekday", &[("since", day(text, signal.since).into())]);
    }
    let counted = match watched {
        Watched::Visits => text.many("figures-n-visits", whole(signal.observed)),
        Watched::Theme(_) | Watched::Operator(_) => text.many("figures-n-requests", whole(signal.observed)),
    };
    let share = signal.observed / signal.expected.max(1e-9) - 1.0;
    let change = match share {
        _ if signal.expected < 0.5 => text.say("watch-new"),
        // « +745 % » says less than « 8 fois plus ».
        share if share >= MANY_TIMES - 1.0 => text.many("watch-times", whole(share + 1.0)),
        share => change_words(text, share),
    };
    let said = [
        ("since", day(text, signal.since).into()),
        ("n", f64::from(signal.open_days).into()),
        ("counted", counted.into()),
        ("expected", count(text, signal.expected).into()),
        ("change", change.into()),
    ];
    text.fill("watch-gap", &said)
}

/// « Le réseau est stable. » or what it does; nothing for the network itself, or where it tells nothing.
pub(crate) fn network(text: Text, evidence: &Evidence) -> Option<String> {
    let change = evidence.network?;
    Some(if change.abs() < STABLE {
        text.say("watch-network-stable")
    } else {
        text.fill("watch-network-moves", &[("change", change_words(text, change).into())])
    })
}

/// How sure it is.
pub(crate) fn sure(text: Text, finding: &Finding) -> String {
    let score = finding.episode.strongest.score;
    text.say(match score {
        _ if score >= CERTAIN => "watch-certain",
        _ if score >= Signal::BOARD => "watch-very-likely",
        _ => "watch-likely",
    })
}

/// « Facture d’électricité (+34) »: a part of the difference.
pub(crate) fn carrier(words: &Words, carrier: &Carrier) -> String {
    let name = words.label(carrier.dimension, Key::Code(i32::try_from(carrier.id).unwrap_or(0)));
    let difference = carrier.difference();
    let sign = if difference < 0.0 { "\u{2212}" } else { "+" };
    let n = format!("{sign}{}", words.text.count(whole(difference.abs())));
    words.text.fill("watch-carrier", &[("name", name.into()), ("n", n.into())])
}

/// When it was seen: still, or until when.
pub(crate) fn seen(text: Text, finding: &Finding, night: Date) -> String {
    let Episode { first, last, .. } = finding.episode;
    let short = |date| short_day(text, Day::of(date));
    if first == last && night != last {
        text.fill("watch-seen-once", &[("night", short(first).into())])
    } else if night == last {
        text.fill("watch-seen-still", &[("first", short(first).into())])
    } else {
        text.fill("watch-seen-until", &[("first", short(first).into()), ("last", short(last).into())])
    }
}

/// « 41 pour 12 d’habitude ».
pub(crate) fn carried(text: Text, carrier: &Carrier) -> String {
    let (counted, expected) = (text.count(carrier.observed), count(text, carrier.expected));
    text.fill("watch-carried-words", &[("counted", counted.into()), ("expected", expected.into())])
}

/// What the calendar says of the days that a finding is about.
pub(crate) fn calendar(words: &Words, finding: &Finding) -> String {
    let text = words.text;
    let (from, to) = span(finding);
    let said: Vec<String> = match finding.place.and_then(|id| words.network.place(id)) {
        Some(place) => explanations(words.network, place, from, to).iter().map(|said| said.words(text)).collect(),
        None => {
            let everywhere = |event: &&Event| event.scope == Scope::Network && event.happens(from, to);
            let events = words.network.events().filter(everywhere);
            events.map(|event| Explanation::Event(event).words(text)).collect()
        }
    };
    if said.is_empty() {
        return text.say("watch-calendar-silent");
    }
    let said = said.iter().take(SAID).map(String::as_str).collect::<Vec<_>>().join(" · ");
    text.fill("watch-calendar-says", &[("what", said.into())])
}

/// A count as it is expected: with a decimal where it is small.
fn count(text: Text, n: f64) -> String {
    if n < SMALL { web::decimal(text.locale, n, 1) } else { text.count(whole(n)) }
}

fn day(text: Text, date: Date) -> String {
    date_words(text.locale, date)
}

/// A count as people say it.
pub(crate) fn whole(n: f64) -> u64 {
    n.round().max(0.0) as u64
}
