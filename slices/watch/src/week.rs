//! The last week in words, for a letter: what waits for an answer, the surest first.

use crate::{
    Watch,
    evidence::series_days,
    policy,
    reading::Finding,
    store::{self, Night},
    watched::Watched,
    words,
};
use db::DbError;
use figures::{Letter, Words, charts::Bar, short_day, span_words};
use insight::watch::OpenDay;
use kernel::{Actor, Day};
use web::Text;

/// Findings told in the letter; the others are counted.
const TOLD: usize = 6;

impl Watch {
    /// What the week that began on `monday` says to somebody; nothing when nothing in it waits for an answer.
    ///
    /// # Errors
    /// Of the database.
    pub async fn week(&self, actor: &Actor, text: Text, monday: Day) -> Result<Option<Letter>, DbError> {
        let (network, catalogue) = (self.directory.now(), self.catalogue.now());
        let sunday = monday.plus(6);
        let words = Words::new(text, &network, &catalogue, sunday);
        let follows = |place| policy::follows(&network, actor, place);
        let mut tx = self.app.db.read(actor).await?;
        let findings = self.signals.findings(&mut tx, &catalogue, monday, follows).await?;
        let board = follows(None);
        let in_week = |finding: &Finding| {
            let (first, last) = (Day::of(finding.episode.first), Day::of(finding.episode.last));
            first <= sunday && last >= monday && finding.is_open() && (!board || finding.is_for_board())
        };
        let findings: Vec<Finding> = findings.into_iter().filter(in_week).collect();
        let goes = |finding: &&Finding| findings.iter().any(|visits| finding.goes_with(visits));
        let findings: Vec<Finding> = findings.iter().filter(|finding| !goes(finding)).cloned().collect();
        let Some(surest) = findings.first() else { return Ok(None) };
        let days = match store::last_night(&mut tx).await? {
            Some(Night { day, .. }) => {
                let common = store::common_after(&mut tx, day).await?;
                series_days(&mut tx, (surest.place, Watched::Visits), day, &common).await?
            }
            None => Vec::new(),
        };
        drop(tx);
        let week = span_words(text, monday, sunday);
        let signals = text.many("watch-week-n", findings.len() as u64);
        let mut sentences = vec![text.many("watch-week-lead", findings.len() as u64)];
        sentences.extend(findings.iter().take(TOLD).map(|finding| sentence(&words, finding)));
        let more = findings.len().saturating_sub(TOLD);
        if more > 0 {
            sentences.push(text.many("watch-week-more", more as u64));
        }
        if network.demonstration() {
            sentences.push(text.say("watch-week-simulated"));
        }
        let during = days.iter().filter(|day| (monday.date()..=sunday.date()).contains(&day.date));
        let name = words::place(&words, surest);
        Ok(Some(Letter {
            subject: text.fill("watch-week-subject", &[("week", week.clone().into()), ("signals", signals.into())]),
            title: text.fill("watch-week-title", &[("week", week.into())]),
            sentences,
            bars: during.map(|day| bar(text, day)).collect(),
            bars_title: format!("{name} – {}", text.say("watch-week-bars")),
            head: Vec::new(),
            rows: Vec::new(),
            path: "/watch".to_owned(),
        }))
    }
}

fn sentence(words: &Words, finding: &Finding) -> String {
    let said = [
        ("place", words::place(words, finding).into()),
        ("what", words::title(words, finding).into()),
        ("gap", words::gap(words.text, finding.watched, &finding.episode).into()),
    ];
    words.text.fill("watch-week-finding", &said)
}

fn bar(text: Text, day: &OpenDay) -> Bar {
    let counted = words::whole(f64::from(day.visits));
    let said = [("counted", text.count(counted).into()), ("expected", text.count(words::whole(day.mean())).into())];
    Bar {
        label: short_day(text, Day::of(day.date)),
        n: counted,
        value: text.fill("watch-week-bar", &said),
        hollow: false,
    }
}
