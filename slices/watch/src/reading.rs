//! Signals as people read them: one finding an episode, with what was answered to it.

use crate::{book::Found, store, watched::Watched};
use catalogue::Snapshot as Catalogue;
use db::{DbError, Tx};
use insight::watch::{Episode, Tier, Way, episodes};
use jiff::{Timestamp, civil::Date};
use kernel::{AccountId, Day, PlaceId};
use std::sync::{Arc, Mutex};

/// Days before those that are shown from which signals are read, so that an episode that began then is whole.
const BEFORE: i32 = 120;
/// Standard deviations.
const BESIDE: f64 = 3.0;

/// What somebody said of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is known why.
    Explained,
    /// Something was done about it.
    Acted,
    /// It says nothing of use.
    Irrelevant,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Explained, Self::Acted, Self::Irrelevant];

    /// The word in the database and in a form.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Explained => "explained",
            Self::Acted => "acted",
            Self::Irrelevant => "irrelevant",
        }
    }

    /// The verdict of a word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.slug() == slug)
    }
}

/// An answer to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The night of the episode's first signal when it was given.
    pub about: Day,
    /// When.
    pub said: Timestamp,
    /// By whom.
    pub by: AccountId,
    /// What.
    pub verdict: Verdict,
    /// In their words.
    pub words: String,
    /// The event of the calendar that it made.
    pub event: Option<i64>,
}

/// An episode of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The place, or the network.
    pub place: Option<PlaceId>,
    /// What the series counts.
    pub watched: Watched,
    /// The episode.
    pub episode: Episode,
    /// What was said of it, oldest first.
    pub answers: Vec<Answer>,
}

impl Finding {
    /// Whether the board of the network hears of it.
    pub fn is_for_board(&self) -> bool {
        self.place.is_none() || self.episode.strongest.tier() == Tier::Network
    }

    /// Whether nobody has answered.
    pub fn is_open(&self) -> bool {
        self.answers.is_empty()
    }

    /// Whether it says no more than a change of the visits of the same place on the same days: its theme went with them. What is left of it
    /// beside that change is judged as a count is, by three standard deviations.
    pub fn goes_with(&self, visits: &Finding) -> bool {
        let (own, all) = (&self.episode.strongest, &visits.episode.strongest);
        let together = self.place == visits.place
            && visits.watched == Watched::Visits
            && self.watched != Watched::Visits
            && own.kind.way().is_some()
            && own.kind.way() == all.kind.way()
            && self.episode.first <= visits.episode.last
            && visits.episode.first <= self.episode.last;
        let due = own.expected * all.observed / all.expected.max(1e-9);
        together && (own.observed - due).abs() < BESIDE * due.max(1.0).sqrt()
    }

    /// Where its page is.
    pub fn path(&self) -> String {
        let (place, way) = (self.place.map_or(0, |place| place.0), way_in_address(self.episode.strongest.kind.way()));
        format!("/watch/{place}/{}/{way}/{}", self.watched.code(), self.episode.first)
    }
}

/// How a way stands in an address: two findings of one series may begin in one night.
pub(crate) fn way_in_address(way: Option<Way>) -> &'static str {
    if way.is_none() { "week" } else { way_slug(way) }
}

/// How a way is stored.
pub(crate) fn way_slug(way: Option<Way>) -> &'static str {
    match way {
        Some(Way::Up) => "up",
        Some(Way::Down) => "down",
        None => "",
    }
}

/// Signals of a night's reading, by series, each oldest first, and which reading it was.
type Read = (Day, Timestamp, Arc<Vec<(Day, Found)>>);

/// The signals that were last read: a page of the Union looks at those of every place, and they change once a night.
#[derive(Clone, Default)]
pub(crate) struct Signals(Arc<Mutex<Option<Read>>>);

impl Signals {
    /// The signals that findings since a day are made of.
    async fn since(&self, tx: &mut Tx, from: Day) -> Result<Arc<Vec<(Day, Found)>>, DbError> {
        let Some(night) = store::last_night(tx).await? else { return Ok(Arc::default()) };
        let known = self.0.lock().expect("nobody panics while they look").clone();
        if let Some((since, ran, signals)) = known
            && ran == night.ran
            && since <= from
        {
            return Ok(signals);
        }
        let signals = Arc::new(store::signals_between(tx, from.plus(-BEFORE), night.day).await?);
        *self.0.lock().expect("nobody panics while they look") = Some((from, night.ran, signals.clone()));
        Ok(signals)
    }

    /// The findings whose last signal is not older than a day, of whichever series `wanted` takes, the surest first.
    pub async fn findings(
        &self,
        tx: &mut Tx,
        catalogue: &Catalogue,
        from: Day,
        wanted: impl Fn(Option<PlaceId>) -> bool,
    ) -> Result<Vec<Finding>, DbError> {
        let signals = self.since(tx, from).await?;
        let mut answers = store::answers_since(tx, catalogue, from.plus(-BEFORE)).await?;
        let mut findings = Vec::new();
        for series in signals.chunk_by(|(_, one), (_, other)| (one.place, one.watched) == (other.place, other.watched))
        {
            let (_, Found { place, watched, .. }) = series[0];
            if wanted(place) {
                let answers = answers.remove(&(place, watched)).unwrap_or_default();
                let mut all = of_series(place, watched, series, &answers);
                // One that goes on since before what was read is read whole: it began, and was answered, then.
                let edge = from.plus(insight::watch::Signal::EPISODE - BEFORE).date();
                if all.iter().any(|finding| finding.episode.first < edge && Day::of(finding.episode.last) >= from) {
                    all = of(tx, catalogue, place, watched).await?;
                }
                findings.extend(all.into_iter().filter(|finding| Day::of(finding.episode.last) >= from));
            }
        }
        findings.sort_by(|one, other| other.episode.strongest.score.total_cmp(&one.episode.strongest.score));
        Ok(findings)
    }
}

/// Every finding of one series, oldest first.
pub(crate) async fn of(
    tx: &mut Tx,
    catalogue: &Catalogue,
    place: Option<PlaceId>,
    watched: Watched,
) -> Result<Vec<Finding>, DbError> {
    let signals = store::signals_of(tx, place, watched).await?;
    let answers = store::answers_of(tx, catalogue, place, watched).await?;
    Ok(of_series(place, watched, &signals, &answers))
}

fn of_series(
    place: Option<PlaceId>,
    watched: Watched,
    signals: &[(Day, Found)],
    answers: &[(String, Answer)],
) -> Vec<Finding> {
    let signals: Vec<_> = signals.iter().map(|(night, found)| (night.date(), found.signal)).collect();
    let all = episodes(&signals);
    let finding = |episode: &Episode| {
        let episode = *episode;
        let way = way_slug(episode.strongest.kind.way());
        let (first, last) = (Day::of(episode.first), Day::of(episode.last));
        let before =
            all.iter().filter(|other| way_slug(other.strongest.kind.way()) == way && other.last < episode.first);
        let before = before.map(|other| Day::of(other.last).plus(1)).max().unwrap_or(Day(i32::MIN));
        // The night of the first signal moves when days are told afterwards; the answer stays with what it was about.
        let about = before.max(first.plus(1 - insight::watch::Signal::EPISODE))..=last;
        let own = answers.iter().filter(|(of, answer)| of == way && about.contains(&answer.about));
        Finding { place, watched, episode, answers: own.map(|(_, answer)| answer.clone()).collect() }
    };
    all.iter().map(finding).collect()
}

/// The finding of a series that stands at an address.
pub(crate) fn at<'a>(findings: &'a [Finding], way: &str, night: Date) -> Option<&'a Finding> {
    findings.iter().rev().find(|finding| {
        let Episode { first, last, strongest, .. } = finding.episode;
        way_in_address(strongest.kind.way()) == way && (first..=last).contains(&night)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use insight::watch::{Kind, Signal};
    use jiff::civil::date;

    fn finding(watched: Watched, kind: Kind, (observed, expected): (f64, f64), place: i64) -> Finding {
        let (first, last) = (date(2026, 11, 2), date(2026, 11, 20));
        let signal = Signal { kind, since: first, open_days: 14, observed, expected, score: 5.0 };
        let episode = Episode { first, last, strongest: signal, night: last, latest: signal };
        Finding { place: Some(PlaceId(place)), watched, episode, answers: Vec::new() }
    }

    #[test]
    fn a_theme_that_only_follows_the_visits_says_nothing_of_its_own() {
        let visits = finding(Watched::Visits, Kind::ShiftUp, (1_330.0, 807.0), 1);
        let theme = |kind, counts, place| finding(Watched::Theme(7), kind, counts, place);
        assert!(theme(Kind::Emergence, (156.0, 99.0), 1).goes_with(&visits), "+57 % beside +65 %");
        assert!(!theme(Kind::Emergence, (52.0, 12.0), 1).goes_with(&visits), "four times as many");
        assert!(!theme(Kind::Emergence, (156.0, 99.0), 2).goes_with(&visits), "another place");
        assert!(!theme(Kind::ShiftDown, (60.0, 99.0), 1).goes_with(&visits), "the other way");
        assert!(!visits.goes_with(&visits), "visits go with nothing");
    }
}
