//! Any bytes on every form.

use crate::house::{House, LYON, accepted, send};
use proptest::{prelude::*, test_runner::TestRunner};

#[test]
fn any_bytes_on_a_form_are_a_sentence_or_a_correction() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (house, paths, client) = runtime.block_on(async {
        let house = House::build().await;
        let (samira, mut client) = house.samira().await;
        let (visit, id, entries) = house.visit_with(samira, "2026-11-24T10:20:00+01:00", "famille.prime");
        accepted(send(&mut client, &entries).await);
        let (_, director) = house.karim().await;
        let paths = [
            format!("/activity/{LYON}/requests/{id}/correction"),
            format!("/activity/{LYON}/visits/{visit}/correction"),
            format!("/activity/{LYON}/closed-months"),
        ];
        (house, paths, director)
    });
    let name = prop::sample::select(vec![
        "entry",
        "replaces",
        "theme",
        "operator",
        "acts",
        "support",
        "outcome",
        "reason",
        "referred_to",
        "minutes",
        "why",
        "channel",
        "stop",
        "age",
        "origin",
        "language",
        "first",
        "with",
        "because",
        "month",
    ]);
    let value = prop_oneof![
        "\\PC{0,20}",
        "[0-9]{0,25}",
        "%[0-9a-f]{2}",
        Just("inform".into()),
        Just("famille.rsa".into()),
        Just("%00".into())
    ];
    let typed = prop::collection::vec((name, value), 0..12).prop_map(|pairs| {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&").into_bytes()
    });
    let strategy = prop_oneof![typed, prop::collection::vec(any::<u8>(), 0..200)];
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() });
    runner
        .run(&strategy, |body| {
            let mut client = client.clone();
            runtime.block_on(async {
                for path in &paths {
                    let answer =
                        client.send("POST", path, Some("application/x-www-form-urlencoded"), body.clone()).await;
                    prop_assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
                }
                Ok(())
            })
        })
        .unwrap();
    let (head, count) = runtime.block_on(house.numbers(LYON));
    assert_eq!(head, count);
}
