//! Frames sort every request exactly once, whatever their rules, and say what they do not know.

use catalogue::{Catalogue, Snapshot};
use kernel::{Actor, Day, PlaceId};
use proptest::prelude::*;
use reports::{
    SHIPPED,
    frame::{Frame, Rule},
    sorted::{Sorted, Wanted},
};
use std::sync::{Arc, LazyLock};
use tally::{Act, Acts, Branch, Dimension, Fact, Filter, Key, Kind, Measure, Question, Source, Support, Tally};

/// The shipped catalogue.
static CATALOGUE: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (app, _, _store) = testkit::app().await;
        let mut tx = app.db.write(&Actor::System("test")).await.unwrap();
        catalogue::seed(&mut tx, app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        Catalogue::load(&app.db).await.unwrap().now()
    })
});

#[test]
fn every_shipped_frame_can_be_read_and_knows_its_codes() {
    for (code, body) in SHIPPED {
        let frame: Frame = toml::from_str(body).unwrap();
        let sorter = frame.compile(&CATALOGUE).unwrap_or_else(|refusal| panic!("{code}: {refusal:?}"));
        assert!(sorter.categories().len() >= 5, "{code}");
    }
}

#[test]
fn what_nobody_knows_is_refused_and_named() {
    let rule = |change: fn(&mut Rule)| {
        let mut rule = Rule { category: "Tout".into(), ..Rule::default() };
        change(&mut rule);
        Frame { title: String::new(), about: String::new(), rules: vec![rule] }.compile(&CATALOGUE).map(|_| ())
    };
    assert_eq!(rule(|_| {}), Ok(()));
    let wrong: [fn(&mut Rule); 5] = [
        |rule| rule.themes.push("licorne".into()),
        |rule| rule.operators.push("licorne".into()),
        |rule| rule.acts.push("licorne".into()),
        |rule| rule.supports.push("licorne".into()),
        |rule| rule.category.clear(),
    ];
    for change in wrong {
        assert!(rule(change).is_err());
    }
    assert!(Frame { title: String::new(), about: String::new(), rules: Vec::new() }.compile(&CATALOGUE).is_err());
}

/// A request or a visit of one of forty days.
fn fact() -> impl Strategy<Value = Fact> {
    let (themes, operators) = (CATALOGUE.themes().count() as u16, CATALOGUE.operators().count() as u16);
    (any::<bool>(), 9_700..9_740_i32, 0..=themes, 0..=operators, 0..4_usize, 0..8_usize, 0..4_usize).prop_map(
        |(request, day, theme, operator, branch, act, support)| {
            let kind = if request { Kind::Request } else { Kind::Visit };
            let mut fact = Fact::new(kind, tally::Day(day), Source::Counter);
            if request {
                (fact.theme, fact.operator) = (theme, operator);
                fact.branch = branch.checked_sub(1).map(|at| Branch::ALL[at]);
                fact.acts = act
                    .checked_sub(1)
                    .and_then(|at| Act::ALL.get(at))
                    .map_or(Acts::NONE, |act| Acts::from_iter([*act]));
                fact.support = support.checked_sub(1).map(|at| Support::ALL[at]);
            }
            fact
        },
    )
}

fn some(list: Vec<String>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::sample::select(list), 0..3)
}

fn rule() -> impl Strategy<Value = Rule> {
    let themes = CATALOGUE.themes().map(|theme| theme.code.clone());
    let themes = themes.chain(CATALOGUE.families().iter().map(|family| family.code.clone())).collect();
    let operators = CATALOGUE.operators().map(|operator| operator.code.clone());
    let operators = operators.chain(Branch::ALL.iter().map(|branch| branch.slug().to_owned())).collect();
    let acts = Act::ALL.iter().map(|act| act.slug().to_owned()).collect();
    let supports = Support::ALL.iter().map(|support| support.slug().to_owned()).collect();
    (0..5_u8, some(themes), some(operators), some(acts), some(supports), prop::collection::vec(1..4_i64, 0..3))
        .prop_map(|(category, themes, operators, acts, supports, places)| Rule {
            category: format!("Catégorie {category}"),
            themes,
            operators,
            acts,
            supports,
            places,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The categories and what falls through are all requests, by support and by month too, as the tally counts them.
    #[test]
    fn every_request_is_sorted_once(
        facts in prop::collection::vec((1..4_i64, fact()), 0..300),
        rules in prop::collection::vec(rule(), 1..12),
        (from, to) in (9_695..9_745_i32, 9_695..9_745_i32),
        operator in prop::option::of(1..40_u16),
    ) {
        let mut tally = Tally::new(CATALOGUE.theme_families());
        facts.iter().for_each(|(place, fact)| tally.add(*place as u32, fact));
        let sorter = Frame { title: String::new(), about: String::new(), rules }.compile(&CATALOGUE).unwrap();
        let places = [1, 2, 3].map(PlaceId);
        let (from, to) = (from.min(to), from.max(to));
        let wanted = Wanted { places: &places, from: Day(from), to: Day(to), operators: operator.as_slice() };
        let sorted = Sorted::of(&tally, &sorter, &wanted);
        let filters: Vec<_> = operator.map(|id| Filter { dimension: Dimension::Operator, codes: vec![id.into()] }).into_iter().collect();
        let ask = |by| {
            let question = Question { by: [by, None], filters: filters.clone(), ..Question::new(Measure::Requests, tally::Day(from), tally::Day(to)) };
            tally.ask(&question).unwrap().rows
        };
        prop_assert_eq!(sorted.n(), ask(None).iter().map(|row| row.value).sum::<u64>());
        prop_assert_eq!(sorted.fallen_as.values().sum::<u64>(), sorted.fallen.n());
        let all = || sorted.categories.iter().chain([&sorted.fallen]);
        for row in ask(Some(Dimension::Support)) {
            let Key::Code(code) = row.keys[0] else { unreachable!("no count was imported") };
            prop_assert_eq!(all().map(|category| category.by_support[code as usize]).sum::<u64>(), row.value);
        }
        for row in ask(Some(Dimension::Month)) {
            let Key::Code(month) = row.keys[0] else { unreachable!("no count was imported") };
            prop_assert_eq!(all().map(|category| category.by_month.get(&month).copied().unwrap_or(0)).sum::<u64>(), row.value);
        }
    }
}

proptest! {
    /// A report asked again is compared with what was kept: a share that came back one bit off would look like a change.
    #[test]
    fn what_is_kept_of_a_cell_is_read_as_it_was(part in 0..1_000_000_u32, whole in 1..1_000_000_u32) {
        let share = f64::from(part) / f64::from(whole);
        for cell in [figures::Cell::Share(share), figures::Cell::Rate(share * 100.0), figures::Cell::Change(-share)] {
            let kept = serde_json::to_string(&cell).unwrap();
            prop_assert_eq!(serde_json::from_str::<figures::Cell>(&kept).unwrap(), cell);
        }
    }
}
