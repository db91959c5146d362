//! Two people, or two tabs, on one form: nobody replaces what they have not seen.

use crate::common::{BUS, LYON_8, SAINT_GABRIEL, director, facts, marks, network, officer, with};

#[tokio::test]
async fn a_stale_form_of_facts_says_what_changed_and_is_then_taken() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/facts");
    let mut director = here.french(director());
    let opened = marks(&director.get(&path).await.expect(200).body);
    let mut first = with(facts(), "kind", "outpost");
    first.push(("opened", opened.as_str()));
    director.post(&path, &first).await.expect(303);

    let second = with(with(facts(), "address", "1 rue d’Ailleurs"), "phone", "04 91 00 00 00");
    let mut second = with(second, "by_appointment", "yes");
    second.push(("opened", opened.as_str()));
    let page = director.post(&path, &second).await.expect(422).body.replace('\u{a0}', " ");
    assert!(page.contains("Cette page a été modifiée depuis que vous l’avez ouverte"), "{page}");
    assert!(page.contains("value=\"1 rue d’Ailleurs\""), "what was typed is there");
    assert!(page.contains("Enregistré maintenant : « 14 rue des Trois-Ponts »."), "{page}");
    assert!(page.contains("Enregistré maintenant : « Antenne »."), "a choice is named as the page names it");
    assert!(page.contains("value=\"04 91 00 00 01\""), "what they had not touched follows");
    assert!(page.contains("La case n’est plus cochée.") && !page.contains("checked"));
    assert_eq!(here.place(SAINT_GABRIEL).row.address, "14 rue des Trois-Ponts");

    let again = marks(&page);
    second.pop();
    second.push(("opened", again.as_str()));
    director.post(&path, &second).await.expect(303);
    assert_eq!(here.place(SAINT_GABRIEL).row.address, "1 rue d’Ailleurs");
}

#[tokio::test]
async fn an_invalid_form_stays_on_what_it_was_opened_on() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/facts");
    let mut director = here.french(director());
    let opened = marks(&director.get(&path).await.expect(200).body);
    director.post(&path, &facts()).await.expect(303);
    let mut typed = with(with(facts(), "address", "1 rue d’Ailleurs"), "post_code", "1");
    typed.push(("opened", opened.as_str()));
    let page = director.post(&path, &typed).await.expect(422).body;
    assert_eq!(marks(&page), opened, "what was saved meanwhile is still to be told");
}

#[tokio::test]
async fn hours_that_somebody_saved_meanwhile_are_not_replaced_unseen() {
    let here = network().await;
    let path = format!("/places/{SAINT_GABRIEL}/hours");
    let mut director = here.french(director());
    let opened = marks(&director.get(&path).await.expect(200).body);
    // The facts of the place are another form: they cross nothing.
    director.post(&format!("/places/{SAINT_GABRIEL}/facts"), &facts()).await.expect(303);
    let look = [("hours", "Sa 10:00-12:00"), ("opened", opened.as_str()), ("look", "yes")];
    assert_eq!(marks(&director.post(&path, &look).await.expect(200).body), opened, "a look keeps them");
    director.post(&path, &[("hours", "Mo 10:00-12:00"), ("opened", opened.as_str())]).await.expect(303);
    let page = director.post(&path, &[("hours", "Sa 10:00-12:00"), ("opened", opened.as_str())]).await.expect(422).body;
    assert!(page.contains("Sa 10:00-12:00") && page.contains("Mo 10:00-12:00"), "{page}");
    assert_eq!(here.place(SAINT_GABRIEL).row.hours.as_deref(), Some("Mo 10:00-12:00"));
    director.post(&path, &[("hours", "Sa 10:00-12:00"), ("opened", marks(&page).as_str())]).await.expect(303);
    assert_eq!(here.place(SAINT_GABRIEL).row.hours.as_deref(), Some("Sa 10:00-12:00"));
}

#[tokio::test]
async fn a_step_is_taken_from_the_stage_that_was_seen() {
    let here = network().await;
    let path = format!("/places/{LYON_8}/stages");
    let mut officer = here.french(officer());
    for (stage, since) in [("opening", "2026-10-15"), ("ramp-up", "2026-11-02")] {
        officer.post(&path, &[("stage", stage), ("since", since)]).await.expect(303);
    }
    let opened = marks(&officer.get(&path).await.expect(200).body);
    let close = [("stage", "closed"), ("since", "2026-11-23"), ("opened", opened.as_str())];
    officer.post(&path, &[("stage", "mature"), ("since", "2026-11-20")]).await.expect(303);
    let page = officer.post(&path, &close).await.expect(422).body;
    assert!(page.contains("Cette page a été modifiée") && page.contains("20\u{a0}novembre 2026"), "{page}");
    assert_eq!(here.place(LYON_8).row.stage, "mature");
    let close = [close[0], close[1], ("opened", &*marks(&page))];
    officer.post(&path, &close).await.expect(303);
    assert_eq!(here.place(LYON_8).row.stage, "closed");
}

#[tokio::test]
async fn the_exception_that_is_removed_is_the_one_that_was_seen() {
    let here = network().await;
    let path = format!("/places/{BUS}/exceptions");
    let mut director = here.french(director());
    let add = |reason: &'static str| [("from", "2026-12-24"), ("to", ""), ("hours", ""), ("reason", reason)];
    director.post(&path, &add("Panne")).await.expect(303);
    let opened = marks(&director.get(&path).await.expect(200).body);
    let removal = format!("{path}/{}/removal", here.place(BUS).exceptions[0].id);
    director.post(&removal, &[("opened", opened.as_str())]).await.expect(303);
    // The next one takes the number that became free.
    director.post(&path, &add("Congés")).await.expect(303);
    let page = director.post(&removal, &[("opened", opened.as_str())]).await.expect(422).body;
    assert!(page.contains("rien n’a été retiré") && page.contains("Congés"), "{page}");
    assert_eq!(here.place(BUS).exceptions.len(), 1);
    director.post(&removal, &[("opened", marks(&page).as_str())]).await.expect(303);
    assert_eq!(here.place(BUS).exceptions.len(), 0);
}
