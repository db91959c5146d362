//! `GET /watch`: what the nights found, what is still to be answered first. `POST /watch/run`: looks now.

use super::Names;
use crate::{
    From, Watch,
    evidence::Evidence,
    policy,
    reading::Finding,
    run::is_late,
    store::{self, Night},
    watched::Watched,
    words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use figures::{Words, tabs};
use insight::watch::{Kind, Way};
use kernel::Day;
use maud::{Markup, html};
use web::{Context, Page, Result, Section, parts, see_other};

/// Findings whose last signal is older than six weeks are history: the page of their series has them.
const SHOWN: i32 = 42;
/// Findings told in full; the others in a line.
const CARDS: usize = 12;
/// Lines shown of what was answered, and of what only directors hear of.
const LINES: usize = 40;

pub(super) async fn page(State(watch): State<Watch>, context: Context) -> Result<Response> {
    let names = Names::of(&watch, &context);
    let words = names.words(&context);
    let mut tx = watch.app.db.read(&context.actor).await?;
    let night = store::last_night(&mut tx).await?;
    let replays = night.is_none() && store::has_found(&mut tx).await?;
    let from = night.as_ref().map_or(names.today, |night| night.day).plus(-SHOWN);
    let follows = |place| policy::follows(&names.network, &context.actor, place);
    let findings = watch.signals.findings(&mut tx, &names.catalogue, from, follows).await?;
    let board = follows(None);
    let records_nothing =
        |finding: &Finding| night.as_ref().is_some_and(|night| is_silent(&names.network, finding, night));
    let sorted = Sorted::of(findings, board, records_nothing);
    let mut told = Vec::new();
    if let Some(night) = &night {
        let common = store::common_after(&mut tx, night.day).await?;
        for finding in sorted.open.iter().take(CARDS) {
            told.push((finding, watch.evidence(&mut tx, finding, night.day, &common).await?));
        }
    }
    drop(tx);
    let text = context.text;
    let title = text.say("watch-title");
    let content = html! {
        main.page.stack #content {
            (tabs(&context, "/watch"))
            div.page-head {
                div {
                    h1 { (title) }
                    p { (text.say(if board { "watch-lead-board" } else { "watch-lead" })) }
                }
                div.push.row {
                    a.button.button-quiet href="/watch/rota" { (parts::icon("calendar-dots")) " " (text.say("rota-title")) }
                    a.button.button-plain href="/watch/method" { (parts::icon("info")) " " (text.say("watch-method")) }
                }
            }
            @match &night {
                None if replays => { (parts::notice(parts::Tone::Warn, &context.text.say("watch-replays"))) }
                None => { (not_yet(&context)) }
                Some(night) => {
                    @if is_late(night.day, context.now) { (parts::notice(parts::Tone::Warn, &text.say("watch-late"))) }
                    (silent(&words, &sorted.silent))
                    @if told.is_empty() && sorted.silent.is_empty() { (calm(&context)) }
                    @if !told.is_empty() {
                        h2 { (text.many("watch-to-read", sorted.open.len() as u64)) }
                        div.watch-cards { @for (finding, evidence) in &told { (card(&words, finding, evidence, night)) } }
                    }
                    (lines(&words, "watch-more", &sorted.open[told.len()..], night))
                    (lines(&words, "watch-following", &sorted.following, night))
                    (lines(&words, "watch-of-directors", &sorted.quieter, night))
                    (lines(&words, "watch-answered", &sorted.answered, night))
                    (looked(&context, night, board))
                }
            }
        }
    };
    Ok(Page::new(&context, title).section(Section::Figures).style("figures.css").draw(content))
}

pub(super) async fn run(State(watch): State<Watch>) -> Response {
    tokio::spawn(async move {
        if let Err(error) = watch.catch_up(From::LastNight).await {
            tracing::warn!(%error, "the watch did not look");
        }
    });
    see_other("/watch").into_response()
}

/// Findings by what is to be done with them.
struct Sorted {
    /// Places of which nothing came in the last night.
    silent: Vec<Finding>,
    /// To be read and answered.
    open: Vec<Finding>,
    /// Themes that go with the visits of their place, which are among the open.
    following: Vec<Finding>,
    /// What only the directors of the places hear of: on the board only.
    quieter: Vec<Finding>,
    answered: Vec<Finding>,
}

impl Sorted {
    fn of(findings: Vec<Finding>, board: bool, silent: impl Fn(&Finding) -> bool) -> Self {
        let mut sorted = Self {
            silent: Vec::new(),
            open: Vec::new(),
            following: Vec::new(),
            quieter: Vec::new(),
            answered: Vec::new(),
        };
        for finding in findings {
            let pile = match () {
                () if !finding.is_open() => &mut sorted.answered,
                () if silent(&finding) => &mut sorted.silent,
                () if board && !finding.is_for_board() => &mut sorted.quieter,
                () => &mut sorted.open,
            };
            pile.push(finding);
        }
        let visits: Vec<Finding> =
            sorted.open.iter().filter(|finding| finding.watched == Watched::Visits).cloned().collect();
        let goes = |finding: &Finding| visits.iter().any(|visits| finding.goes_with(visits));
        (sorted.following, sorted.open) = sorted.open.into_iter().partition(goes);
        sorted
    }
}

/// Whether a place has recorded nothing, or next to nothing, up to a night: on its last open day, that is, whenever that was.
fn is_silent(network: &network::Snapshot, finding: &Finding, night: &Night) -> bool {
    let Some(place) = finding.place.and_then(|id| network.place(id)) else { return false };
    let since = Day::of(finding.episode.last).0 + 1..=night.day.0;
    finding.episode.latest.kind == Kind::Outage
        && since.into_iter().all(|day| place.open_minutes(Day(day)).unwrap_or(0) == 0)
}

fn not_yet(context: &Context) -> Markup {
    html! {
        div.card.empty {
            (parts::icon("binoculars"))
            h2 { (context.text.say("watch-not-yet")) }
            p { (context.text.say("watch-not-yet-words")) }
        }
    }
}

fn calm(context: &Context) -> Markup {
    html! {
        div.card.empty {
            (parts::icon("check-circle"))
            h2 { (context.text.say("watch-calm-title")) }
            p { (context.text.say("watch-calm-words")) }
        }
    }
}

/// Places that stopped recording.
fn silent(words: &Words, silent: &[Finding]) -> Markup {
    html! {
        @if !silent.is_empty() {
            section.card.panel aria-labelledby="silent" {
                h2 #silent { (words.text.many("watch-silent", silent.len() as u64)) }
                p { (words.text.say("watch-silent-words")) }
                ul.watch-list {
                    @for finding in silent {
                        li {
                            (parts::icon("cloud-slash"))
                            div {
                                a href=(finding.path()) { (words::place(words, finding)) }
                                (words.text.say("explore-colon")) " "
                                (words::gap(words.text, finding.watched, &finding.episode))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn card(words: &Words, finding: &Finding, evidence: &Evidence, night: &Night) -> Markup {
    let text = words.text;
    let icon = match finding.episode.strongest.kind {
        Kind::Outage => "cloud-slash",
        Kind::Weekday => "calendar-blank",
        kind if kind.way() == Some(Way::Up) => "trend-up",
        _ => "trend-down",
    };
    html! {
        article.card.watch-card {
            div.watch-card-head {
                (parts::icon(icon))
                div {
                    h3 { a href=(finding.path()) { (words::place(words, finding)) } }
                    p.watch-card-title { (words::title(words, finding)) }
                }
            }
            p { (words::gap(text, finding.watched, &finding.episode)) }
            p.soft { (around(words, finding, evidence)) }
            @if !evidence.carriers.is_empty() {
                p { (text.say("watch-carried")) " " (evidence.carriers.iter().map(|carrier| words::carrier(words, carrier)).collect::<Vec<_>>().join(", ")) "." }
            }
            div.watch-card-foot {
                span.soft { (words::sure(text, finding)) " · " (words::seen(text, finding, night.day.date())) }
                a.button.button-quiet.button-small.push href=(finding.path()) { (text.say("watch-read")) }
            }
        }
    }
}

/// What the network does, and what the calendar says.
pub(super) fn around(words: &Words, finding: &Finding, evidence: &Evidence) -> String {
    let said = words::network(words.text, evidence).into_iter().chain([words::calendar(words, finding)]);
    said.collect::<Vec<_>>().join(" ")
}

fn lines(words: &Words, key: &str, findings: &[Finding], night: &Night) -> Markup {
    let text = words.text;
    html! {
        @if !findings.is_empty() {
            details.disclosure.card {
                summary { (text.many(key, findings.len() as u64)) }
                ul.lines {
                    @for finding in findings.iter().take(LINES) {
                        li {
                            a href=(finding.path()) { (words::place(words, finding)) }
                            (text.say("explore-colon")) " " (words::title(words, finding))
                            small {
                                (words::seen(text, finding, night.day.date()))
                                @if let Some(answer) = finding.answers.last() {
                                    " · " (text.say(&format!("watch-verdict-{}", answer.verdict.slug())))
                                    @if !answer.words.is_empty() { (text.say("explore-colon")) " " (answer.words) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// When the watch looked, and at what.
fn looked(context: &Context, night: &Night, board: bool) -> Markup {
    let text = context.text;
    let said = [
        ("day", web::date_words(text.locale, night.day.date()).into()),
        ("places", text.many("figures-places", night.places.unsigned_abs()).into()),
        ("series", text.count(night.series.unsigned_abs()).into()),
        ("seconds", web::decimal(text.locale, (night.took_ms as f64 / 1000.0).max(0.01), 2).into()),
    ];
    html! {
        form.row.soft.small method="post" action="/watch/run" {
            span { (text.fill("watch-looked", &said)) }
            @if board && Day::at(context.now, &catalogue::zone()).0 - night.day.0 > 1 {
                button.button.button-plain.button-small { (parts::icon("arrow-clockwise")) " " (text.say("watch-look-now")) }
            }
        }
    }
}
