//! The page of a place: what it says, in which language, and what it keeps to itself.

use crate::common::{BUS, CLOSED, Installation, MARSEILLE, PROJECT, installation};
use web::Language;

/// What a page says, an element a line.
fn shown(page: &str) -> String {
    let start = page.find("<header").unwrap();
    let end = page.find("<svg hidden").unwrap();
    page[start..end].replace("><", ">\n<")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_everything_in_french() {
    let here = installation().await;
    for (hour, visits) in [(9, 40), (10, 21), (11, 12), (14, 10)] {
        here.mondays(hour, visits).await;
    }
    let page = here.client().get(MARSEILLE).await.expect(200).body;
    insta::assert_snapshot!(shown(&page));
    let data = page.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    insta::assert_snapshot!("data", serde_json::to_string_pretty(&data).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_of_fewer_than_eleven_visits_is_not_shown() {
    let here = installation().await;
    for (hour, visits) in [(9, 11), (10, 10), (11, 30), (16, 12)] {
        here.mondays(hour, visits).await;
    }
    let page = here.client().get(MARSEILLE).await.expect(200).body;
    assert_eq!(page.matches("public-bar ").count(), 3, "{}", shown(&page));
    assert_eq!(page.matches("rien à dire").count(), 5, "an hour too quiet looks like an hour without any visit");
    // Two hours are left when one of them has a visit less.
    let here = installation().await;
    for (hour, visits) in [(9, 10), (11, 30), (16, 12)] {
        here.mondays(hour, visits).await;
    }
    assert!(!here.client().get(MARSEILLE).await.body.contains("Quand venir"));
}

#[tokio::test(flavor = "multi_thread")]
async fn how_many_wait_is_told_only_where_tickets_are_given() {
    let here = installation().await;
    let told = async || {
        let page = here.client().get(MARSEILLE).await.expect(200).body;
        page.split("<span>").find(|part| part.contains("atten")).map(str::to_owned)
    };
    assert_eq!(told().await, None);
    let first = here.ticket().await;
    assert!(told().await.unwrap().starts_with("1 personne attend en ce moment"));
    let second = here.ticket().await;
    assert!(told().await.unwrap().starts_with("2 personnes attendent en ce moment"));
    for visit in [first, second] {
        here.leave(visit).await;
    }
    assert!(told().await.unwrap().starts_with("Personne n’attend en ce moment"));
    here.clock.set("2026-11-24T12:30:00+01:00");
    assert_eq!(told().await, None, "a closed place has no queue");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wait_is_told_where_the_past_bears_it_out() {
    let told = async |here: &Installation, language: &str| {
        let page = here.client().get(&format!("{MARSEILLE}?lang={language}")).await.expect(200).body;
        let hall = page.split("class=\"public-wait\">").nth(1)?.split("</p>").next().unwrap().to_owned();
        hall.split("<strong>").nth(1).map(|rest| rest.split("</strong>").next().unwrap().to_owned())
    };
    let young = installation().await;
    young.received(&[17, 18]).await;
    young.ticket().await;
    assert_eq!(told(&young, "fr").await, None, "forty visits are too few");
    let here = installation().await;
    here.received(&[17, 18, 19, 20, 23]).await;
    for _ in 0..3 {
        here.ticket().await;
    }
    let french = told(&here, "fr").await.unwrap();
    assert!(french.starts_with("Attente maintenant : entre "), "{french}");
    for language in Language::ALL {
        let words = told(&here, language.tag()).await.unwrap();
        assert!(!words.contains('{') && words.chars().any(|letter| letter.is_ascii_digit()), "{words}");
    }
    here.clock.set("2026-11-24T12:30:00+01:00");
    assert_eq!(told(&here, "fr").await, None, "a closed place has no wait");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_language_is_spoken_and_none_is_remembered() {
    let here = installation().await;
    here.mondays(9, 20).await;
    here.mondays(10, 20).await;
    here.mondays(11, 20).await;
    for language in Language::ALL {
        let mut client = here.client();
        let answer = client.get(&format!("{MARSEILLE}?lang={}", language.tag())).await.expect(200);
        assert!(answer.headers.get("set-cookie").is_none());
        assert_eq!(answer.headers["content-language"], language.tag());
        let html = format!("<html lang=\"{}\" dir=\"{}\">", language.tag(), language.direction());
        assert!(answer.body.contains(&html), "{html}");
        assert!(!answer.body.contains(">public-"), "a key without its sentence: {}", shown(&answer.body));
        assert!(!shown(&answer.body).contains("{"), "an argument without its value: {}", shown(&answer.body));
        let other = client.get(MARSEILLE).await.expect(200);
        assert!(other.body.contains("<html lang=\"fr\""), "the browser's wish counts when nothing is asked");
    }
    let page = here.client().get(&format!("{MARSEILLE}?lang=uk")).await.body;
    assert!(page.contains("святковий день (<bdi lang=\"fr\">Noël</bdi>)"), "{}", shown(&page));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_address_leads_to_the_present_one() {
    let here = installation().await;
    for (old, present) in [
        ("/lieu/1", MARSEILLE),
        ("/lieu/1-aubagne", MARSEILLE),
        ("/lieu/0001-marseille", MARSEILLE),
        ("/lieu/1-Marseille?lang=ar", "/lieu/1-marseille?lang=ar"),
        ("/lieu/1?lang=//elsewhere.example", MARSEILLE),
        ("/lieu/2-isle", BUS),
    ] {
        let answer = here.client().get(old).await.expect(308);
        assert_eq!(answer.location(), present, "{old}");
    }
    for nowhere in ["/lieu/99", "/lieu/marseille", "/lieu/-1", "/lieu/1e0", "/lieu/99999999999999999999-x"] {
        here.client().get(nowhere).await.expect(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_does_not_receive_says_so() {
    let here = installation().await;
    for (path, words) in [(PROJECT, "Ce lieu est en projet"), (CLOSED, "Ce lieu est fermé définitivement")] {
        let page = here.client().get(path).await.expect(200).body;
        assert!(page.contains(words), "{}", shown(&page));
        for absent in ["Horaires", "Ouvert", "ld+json", "Quand venir"] {
            assert!(!page.contains(absent), "{absent} {}", shown(&page));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bus_says_where_it_stands() {
    let here = installation().await;
    let page = here.client().get(BUS).await.expect(200).body;
    let stops = page.split("<section").find(|section| section.contains("id=\"stops\"")).unwrap();
    insta::assert_snapshot!(stops.split("</section>").next().unwrap().replace("><", ">\n<"));
    assert!(page.contains("Ouvert jusqu’à 12\u{a0}h"), "{}", shown(&page));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_says_in_every_language_when_it_closes_for_good() {
    let here = installation().await;
    here.last_day(1, "2027-01-12").await;
    for (language, words) in [
        (Language::French, "Ce lieu ferme définitivement le 12 janvier 2027 au soir."),
        (Language::English, "on the evening of 12 January 2027"),
        (Language::Arabic, "12 يناير 2027"),
        (Language::Turkish, "12 Ocak 2027"),
        (Language::Ukrainian, "12 січня 2027"),
        (Language::Spanish, "12 de enero de 2027"),
        (Language::Portuguese, "12 de janeiro de 2027"),
    ] {
        for path in [MARSEILLE, "/lieux"] {
            let page = here.client().get(&format!("{path}?lang={}", language.tag())).await.expect(200).body;
            assert!(page.contains(words), "{path} {}", shown(&page));
        }
    }
    here.last_day(1, "2026-12-24").await;
    let page = here.client().get(MARSEILLE).await.body;
    assert!(
        !page.contains("Noël") && !page.contains("28 décembre"),
        "no day is special after the last: {}",
        shown(&page)
    );
    here.last_day(1, "2027-01-12").await;
    here.clock.set("2027-01-12T18:00:00+01:00");
    let evening = here.client().get(MARSEILLE).await.body;
    assert!(evening.contains("le 12 janvier 2027 au soir") && !evening.contains("Ouvre demain"), "{}", shown(&evening));
    here.clock.set("2027-01-13T09:30:00+01:00");
    let page = here.client().get(MARSEILLE).await.body;
    assert!(page.contains("Ce lieu est fermé définitivement") && !page.contains("12 janvier"), "{}", shown(&page));
    assert!(!here.client().get("/lieux").await.body.contains("/lieu/1-"), "it is no place to go to");
}
