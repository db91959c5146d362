//! Whatever is recorded, corrected and withdrawn, in whatever order it arrives: the tally, the database and a plain list give
//! the same answer to any question, and the journal, the tables and the tally hold the same facts.

use crate::{
    common::{self, Installation, entry, id, installation},
    naive,
};
use figures::sql;
use jiff::{SignedDuration, Timestamp};
use kernel::{Day, DeviceKind, PlaceId};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};
use tally::{CountedMeasure, DailyCount, Dimension, Fact, Filter, Measure, Question};

#[derive(Clone, Debug)]
enum Step {
    /// A visit, with the minute of its day (0 to 1,500, so that nights and clock changes come too).
    Open {
        door: Option<DeviceKind>,
        place: i64,
        day: i32,
        minute: i64,
        facts: Value,
        /// Whoever waits has a ticket.
        waits: bool,
    },
    /// What the queue says of the n-th visit, some minutes after it opened; refused where nothing waits.
    Move {
        visit: usize,
        after: i64,
        kind: &'static str,
    },
    /// On the n-th visit so far (modulo how many there are), some minutes after it opened.
    Record {
        visit: usize,
        after: i64,
        facts: Value,
    },
    Close {
        visit: usize,
        after: i64,
    },
    CorrectVisit {
        visit: usize,
        facts: Value,
    },
    CorrectRequest {
        request: usize,
        facts: Value,
    },
    WithdrawVisit {
        visit: usize,
    },
    WithdrawRequest {
        request: usize,
    },
    Count {
        place: i64,
        day: i32,
        measure: CountedMeasure,
        n: u32,
    },
    CatchUp,
    Restart,
    Reload,
}

const MOVES: &[&str] =
    &["visit.called", "visit.served", "visit.held", "visit.resumed", "visit.returned", "visit.handed", "visit.left"];

/// From the first recorded day, 2 February 2026, to 23 November: two changes of the clock.
const FIRST: i32 = 9_529;
const DAYS: i32 = 294;
/// Around the changes of the clock of 29 March and 25 October 2026, and the changeover of 1 March.
const AWKWARD: [i32; 6] = [9_584, 9_583, 9_794, 9_795, 9_555, 9_556];

fn a_day() -> impl Strategy<Value = i32> {
    prop_oneof![2 => FIRST..FIRST + DAYS, 1 => select(&AWKWARD[..])]
}

fn visit_facts() -> impl Strategy<Value = Value> {
    let codes = |codes: &'static [&'static str]| proptest::option::of(select(codes));
    (
        codes(&["site", "phone", "message", "home", "round", "outbound"]),
        codes(&["0-11", "18-24", "60-69", "70+"]),
        codes(&["qpv", "commune", "elsewhere"]),
        codes(&["fr", "ar", "pt-BR", "fr-CA", "xx"]),
        proptest::option::of(any::<bool>()),
        codes(&["alone", "family"]),
    )
        .prop_map(|(channel, age, origin, language, first, with)| {
            json!({"channel": channel, "age": age, "origin": origin, "language": language, "first": first, "with": with})
        })
}

fn request_facts() -> impl Strategy<Value = Value> {
    let themes = ["electricite.facture", "electricite.delai", "famille.rsa", "papiers.identite", "sante.mdph"];
    (
        select(themes.to_vec()),
        proptest::option::of(select(vec!["edf", "caf", "cpam", "france-travail"])),
        proptest::sample::subsequence(
            vec!["inform", "explain", "refer", "accompany", "mediate", "provide", "sell"],
            1..4,
        ),
        proptest::option::of(select(vec!["self", "with", "for"])),
        proptest::option::of(select(vec!["resolved", "referred", "follow", "waiting", "impossible", "left"])),
        proptest::option::of(0..1_440u32),
        proptest::sample::subsequence(vec!["acts", "support", "outcome"], 0..=3),
    )
        .prop_map(|(theme, operator, acts, support, outcome, minutes, defaults)| {
            json!({"theme": theme, "operator": operator, "acts": acts, "support": support, "outcome": outcome,
                "minutes": minutes, "defaults": defaults})
        })
}

fn a_step() -> impl Strategy<Value = Step> {
    let door = select(vec![None, None, Some(DeviceKind::Import), Some(DeviceKind::Simulation)]);
    let any = any::<usize>;
    prop_oneof![
        8 => (door, 1..=3i64, a_day(), 0..1_500i64, visit_facts(), select(vec![true, false]))
            .prop_map(|(door, place, day, minute, facts, waits)| Step::Open { door, place, day, minute, facts, waits }),
        12 => (any(), 0..130i64, select(MOVES)).prop_map(|(visit, after, kind)| Step::Move { visit, after, kind }),
        12 => (any(), 0..3_000i64, request_facts()).prop_map(|(visit, after, facts)| Step::Record { visit, after, facts }),
        3 => (any(), 0..300i64).prop_map(|(visit, after)| Step::Close { visit, after }),
        3 => (any(), visit_facts()).prop_map(|(visit, facts)| Step::CorrectVisit { visit, facts }),
        4 => (any(), request_facts()).prop_map(|(request, facts)| Step::CorrectRequest { request, facts }),
        1 => any().prop_map(|visit| Step::WithdrawVisit { visit }),
        1 => any().prop_map(|request| Step::WithdrawRequest { request }),
        2 => (1..=3i64, a_day(), select(CountedMeasure::ALL), 0..90u32)
            .prop_map(|(place, day, measure, n)| Step::Count { place, day, measure, n }),
        2 => Just(Step::CatchUp),
        1 => Just(Step::Restart),
        1 => Just(Step::Reload),
    ]
}

fn a_filter() -> impl Strategy<Value = Filter> {
    select(Dimension::ALL).prop_flat_map(|dimension| {
        let codes: BoxedStrategy<u32> = match dimension {
            Dimension::Day | Dimension::Week => a_day().prop_map(|day| day as u32).boxed(),
            Dimension::Month => (2026 * 12..2027 * 12u32).boxed(),
            Dimension::Year => (2025..2028u32).boxed(),
            Dimension::Theme | Dimension::Operator => (0..120u32).boxed(),
            _ => (0..30u32).boxed(),
        };
        vec(codes, 0..12).prop_map(move |codes| Filter { dimension, codes })
    })
}

fn a_question() -> impl Strategy<Value = Question> {
    let by = || proptest::option::weighted(0.8, select(Dimension::ALL));
    let places = proptest::option::of(vec(0..5u32, 0..4));
    (select(Measure::ALL), by(), by(), a_day(), 0..DAYS, places, vec(a_filter(), 0..3)).prop_map(
        |(measure, one, other, from, days, places, filters)| {
            let other = other.filter(|other| Some(*other) != one);
            let (from, to) = (tally::Day(from), tally::Day(from + days));
            Question { by: [one, other], places, filters, ..Question::new(measure, from, to) }
        },
    )
}

/// What happens, and what was given names so far.
struct Story {
    here: Installation,
    names: u128,
    visits: Vec<(i64, u128, Timestamp)>,
    requests: Vec<(i64, u128, u128, Timestamp)>,
    /// The last entry that each record was made from.
    made_from: std::collections::HashMap<u128, u128>,
    counts: Vec<(u32, DailyCount)>,
}

impl Story {
    async fn append(
        &mut self,
        door: Option<DeviceKind>,
        place: i64,
        kind: &str,
        at: Timestamp,
        body: Value,
    ) -> Option<u128> {
        self.names += 1;
        let answers = self.here.append(door, place, vec![entry(self.names, place, kind, at, body)]).await;
        let refused = answers[0].refusal.as_ref().map(|refusal| refusal.code);
        // Nothing else may stand between a step and the facts, or the test would compare emptiness with emptiness.
        let of_a_ticket = |code: &str| code.starts_with("entry-ticket") || code == "entry-no-ticket";
        let expected = refused.is_none_or(|code| {
            matches!(code, "entry-visit-withdrawn" | "entry-withdrawn") || MOVES.contains(&kind) && of_a_ticket(code)
        });
        assert!(expected, "{:?}", answers[0]);
        refused.is_none().then_some(self.names)
    }

    async fn tell(&mut self, step: Step) {
        let minutes = SignedDuration::from_mins;
        match step {
            Step::Open { door, place, day, minute, mut facts, waits } => {
                if waits {
                    facts["queue"] = json!({});
                }
                let midnight =
                    Day(day).date().at(0, 0, 0, 0).to_zoned_datetime(jiff::tz::TimeZone::UTC).unwrap().timestamp();
                let at = (midnight + minutes(minute)).min(self.here.app.clock.now());
                if let Some(name) = self.append(door, place, "visit.opened", at, facts).await {
                    self.visits.push((place, name, at));
                }
            }
            Step::Move { visit, after, kind } if !self.visits.is_empty() => {
                let (place, visit, opened) = self.visits[visit % self.visits.len()];
                let at = (opened + minutes(after)).min(self.here.app.clock.now());
                let mut body = json!({"visit": id(visit).to_string()});
                if kind == "visit.called" {
                    body["desk"] = "Bureau 2".into();
                }
                self.append(None, place, kind, at, body).await;
            }
            Step::Record { visit, after, mut facts } if !self.visits.is_empty() => {
                let (place, visit, opened) = self.visits[visit % self.visits.len()];
                let at = (opened + minutes(after)).min(self.here.app.clock.now());
                facts["visit"] = id(visit).to_string().into();
                if let Some(name) = self.append(None, place, "request.recorded", at, facts).await {
                    self.requests.push((place, name, visit, at));
                }
            }
            Step::Close { visit, after } if !self.visits.is_empty() => {
                let (place, visit, opened) = self.visits[visit % self.visits.len()];
                let at = (opened + minutes(after)).min(self.here.app.clock.now());
                self.append(None, place, "visit.closed", at, json!({"visit": id(visit).to_string()})).await;
            }
            Step::CorrectVisit { visit, facts } if !self.visits.is_empty() => {
                let (place, visit, opened) = self.visits[visit % self.visits.len()];
                self.correct(place, visit, opened, facts).await;
            }
            Step::CorrectRequest { request, mut facts } if !self.requests.is_empty() => {
                let (place, request, visit, at) = self.requests[request % self.requests.len()];
                facts["visit"] = id(visit).to_string().into();
                self.correct(place, request, at, facts).await;
            }
            Step::WithdrawVisit { visit } if !self.visits.is_empty() => {
                let (place, visit, opened) = self.visits[visit % self.visits.len()];
                self.append(None, place, "withdrawn", opened, json!({"target": id(visit).to_string()})).await;
            }
            Step::WithdrawRequest { request } if !self.requests.is_empty() => {
                let (place, request, _, at) = self.requests[request % self.requests.len()];
                self.append(None, place, "withdrawn", at, json!({"target": id(request).to_string()})).await;
            }
            Step::Count { place, day, measure, n } => {
                self.here.count(place, Day(day), measure.slug(), n).await;
                let place = u32::try_from(place).unwrap();
                self.counts.retain(|(of, count)| (*of, count.day.0, count.measure) != (place, day, measure));
                self.counts.push((place, DailyCount { day: tally::Day(day), measure, n }));
            }
            Step::CatchUp => self.here.figures.catch_up().await.unwrap(),
            Step::Restart => self.here.restart().await.unwrap(),
            Step::Reload => self.here.figures.reload().await.unwrap(),
            _ => {}
        }
    }

    async fn correct(&mut self, place: i64, target: u128, at: Timestamp, facts: Value) {
        let replaces = self.made_from.get(&target).copied().unwrap_or(target);
        let body = json!({"target": id(target).to_string(), "replaces": id(replaces).to_string(), "facts": facts});
        if let Some(name) = self.append(None, place, "corrected", at, body).await {
            self.made_from.insert(target, name);
        }
    }

    /// Every fact that stands, by the journal alone.
    async fn facts(&self) -> Vec<naive::Placed> {
        let mut facts: Vec<naive::Placed> = Vec::new();
        let mut tx = self.here.db().read(&common::SYSTEM).await.unwrap();
        let unpack = |bytes: Option<Vec<u8>>| -> Vec<Fact> {
            bytes.unwrap_or_default().chunks(16).map(|bytes| Fact::unpack(bytes.try_into().unwrap()).unwrap()).collect()
        };
        for place in 1..=3 {
            for change in journal::changes(&mut tx, PlaceId(place), 0, 10_000).await.unwrap() {
                let place = u32::try_from(place).unwrap();
                for fact in unpack(change.removed) {
                    let at =
                        facts.iter().position(|standing| *standing == (place, fact)).expect("what is removed stood");
                    facts.swap_remove(at);
                }
                facts.extend(unpack(change.added).into_iter().map(|fact| (place, fact)));
            }
        }
        facts
    }
}

async fn agree(steps: Vec<Step>, questions: Vec<Question>) {
    let here = installation().await;
    let mut story = Story {
        here,
        names: 0,
        visits: Vec::new(),
        requests: Vec::new(),
        made_from: Default::default(),
        counts: Vec::new(),
    };
    for step in steps {
        story.tell(step).await;
    }
    let here = &story.here;
    here.figures.catch_up().await.unwrap();
    here.figures.reload_counts().await.unwrap();
    let differences = figures::check(&here.figures, here.db(), &here.directory, &here.catalogue).await.unwrap();
    assert_eq!(differences, []);

    let facts = story.facts().await;
    let (network, catalogue) = (here.directory.now(), here.catalogue.now());
    let families = catalogue.themes().map(|theme| (theme.id, theme.family)).collect();
    let changeover = |place: u32| network.place(PlaceId(place.into())).unwrap().row.changeover;
    let mut counts = story.counts.clone();
    counts.retain(|(place, count)| count.n > 0 && changeover(*place).is_none_or(|day| count.day.0 < day.0));
    let dictionary = sql::Dictionary::new(&network, &catalogue);
    let mut tx = here.db().read(&common::SYSTEM).await.unwrap();
    for question in questions {
        let expected = naive::ask(&question, &facts, &counts, &families);
        let tally = here.figures.ask(&question).unwrap();
        assert_eq!(tally, expected, "the tally, asked {question:?}");
        let database = sql::ask(&mut tx, &dictionary, &question).await.unwrap();
        assert_eq!(database, expected, "the database, asked {question:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        rng_algorithm: prop::test_runner::RngAlgorithm::ChaCha,
        rng_seed: prop::test_runner::RngSeed::Fixed(20_261_124),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_tally_the_database_and_a_plain_list_agree(steps in vec(a_step(), 1..60), questions in vec(a_question(), 24)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(agree(steps, questions));
    }
}
