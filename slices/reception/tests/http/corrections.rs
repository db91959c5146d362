//! Corrections and withdrawals, by the journal's door and by the forms.

use crate::house::{House, LYON, accepted, day, entry, request_body, send};
use kernel::{EntryId, Role, Scope};
use serde_json::json;
use tally::{Fact, PACKED_LEN};

const NOW: &str = "2026-11-24T10:20:00+01:00";

async fn request(house: &House, id: EntryId) -> reception::Request {
    reception::store::requests(&mut house.write().await, LYON, &[id]).await.unwrap().remove(0)
}

fn theme(house: &House, code: &str) -> u16 {
    house.catalogue.now().theme(code).unwrap().id
}

#[tokio::test]
async fn one_corrects_ones_own_and_the_director_anybodys() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let lea = house.person("lea", Role::Mediator, Scope::Place(LYON)).await;
    let (karim, mut his) = house.karim().await;
    let (visit, id, entries) = house.visit_with(samira, NOW, "famille.prime");
    accepted(send(&mut client, &entries).await);
    let correction = |agent, replaces: EntryId, code: &str| {
        let body = json!({"target": id, "replaces": replaces, "facts": request_body(visit, code)});
        entry(house.id(), LYON, agent, "corrected", NOW, body)
    };
    assert_eq!(send(&mut client, &[correction(lea, id, "famille.rsa")]).await[0].1, "entry-of-another");
    let mine = correction(samira, id, "famille.rsa");
    accepted(send(&mut client, std::slice::from_ref(&mine)).await);
    let after = request(&house, id).await;
    assert_eq!((after.theme, after.contested), (theme(&house, "famille.rsa"), false));
    // A session does not lend itself the director's right.
    assert_eq!(send(&mut client, &[correction(karim, id, "impots.avis")]).await[0].1, "entry-of-another");
    // The director saw the first state only: the last one counts, and somebody should look.
    accepted(send(&mut his, &[correction(karim, id, "impots.avis")]).await);
    let crossed = request(&house, id).await;
    assert_eq!((crossed.theme, crossed.contested), (theme(&house, "impots.avis"), true));
    // Who saw both settles it.
    accepted(send(&mut his, &[correction(karim, crossed.entry, "famille.rsa")]).await);
    assert!(!request(&house, id).await.contested);
    let other = house.visit_with(samira, NOW, "famille.prime");
    accepted(send(&mut client, &other.2).await);
    let body = json!({"target": id, "replaces": id, "facts": request_body(other.0, "famille.rsa")});
    let moved = entry(house.id(), LYON, samira, "corrected", NOW, body);
    assert_eq!(send(&mut client, &[moved]).await[0].1, "entry-other-visit");
}

#[tokio::test]
async fn the_figures_follow_every_change() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (visit, id, entries) = house.visit_with(samira, NOW, "famille.prime");
    accepted(send(&mut client, &entries).await);
    let correct = json!({"target": visit, "replaces": visit, "facts": {"channel": "phone", "age": "70+"}});
    let withdraw = json!({"target": id});
    let everything = json!({"target": visit});
    accepted(send(&mut client, &[entry(house.id(), LYON, samira, "corrected", NOW, correct)]).await);
    accepted(send(&mut client, &[entry(house.id(), LYON, samira, "withdrawn", NOW, withdraw.clone())]).await);
    let late = entry(
        house.id(),
        LYON,
        samira,
        "corrected",
        NOW,
        json!({"target": id, "replaces": id, "facts": request_body(visit, "famille.rsa")}),
    );
    assert_eq!(send(&mut client, &[late]).await[0].1, "entry-withdrawn");
    accepted(send(&mut client, &[entry(house.id(), LYON, samira, "withdrawn", NOW, everything)]).await);
    let again = entry(house.id(), LYON, samira, "request.recorded", NOW, request_body(visit, "famille.rsa"));
    assert_eq!(send(&mut client, &[again]).await[0].1, "entry-visit-withdrawn");
    let mut tx = house.write().await;
    let changes = journal::changes(&mut tx, LYON, 0, 100).await.unwrap();
    let count = |facts: &Option<Vec<u8>>| facts.as_ref().map_or(0, Vec::len) / PACKED_LEN;
    let counts: Vec<_> = changes.iter().map(|change| (count(&change.removed), count(&change.added))).collect();
    // A correction of the visit is told of its request too; a withdrawal only takes away.
    assert_eq!(counts, [(0, 1), (0, 1), (2, 2), (1, 0), (1, 0)]);
    let mut standing: Vec<Vec<u8>> = Vec::new();
    for change in &changes {
        for fact in change.removed.iter().flat_map(|facts| facts.chunks(PACKED_LEN)) {
            let position = standing.iter().position(|known| known == fact).expect("what is taken away stood");
            standing.remove(position);
        }
        for fact in change.added.iter().flat_map(|facts| facts.chunks(PACKED_LEN)) {
            assert!(Fact::unpack(fact.try_into().unwrap()).is_ok());
            standing.push(fact.to_vec());
        }
    }
    assert_eq!(standing, Vec::<Vec<u8>>::new());
    assert_eq!(reception::store::counts_of_day(&mut tx, LYON, day("2026-11-24")).await.unwrap(), (0, 0));
}

#[tokio::test]
async fn a_closed_month_wants_a_reason() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (_, mut director) = house.karim().await;
    let october = "2026-10-12T10:00:00+02:00";
    let (visit, id, entries) = house.visit_with(samira, october, "famille.prime");
    accepted(send(&mut client, &entries).await);
    let close = format!("/activity/{LYON}/closed-months");
    client.post(&close, &[("month", "2026-10")]).await.expect(403);
    director.post(&close, &[("month", "2026-11")]).await.expect(422);
    director.post(&close, &[("month", "demain")]).await.expect(422);
    director.post("/activity/3/closed-months", &[("month", "2026-10")]).await.expect(404);
    let there = director.post(&close, &[("month", "2026-10")]).await.expect(303);
    let page = director.get(there.location()).await.expect(200);
    assert!(page.body.contains("clos le mardi 24 novembre 2026, 10\u{a0}h\u{a0}24 par karim"), "{}", page.body);
    // By the door …
    let body = json!({"target": id, "replaces": id, "facts": request_body(visit, "famille.rsa")});
    let mut correction = entry(house.id(), LYON, samira, "corrected", NOW, body);
    assert_eq!(send(&mut client, std::slice::from_ref(&correction)).await[0].1, "entry-month-closed");
    correction["body"]["reason"] = "mauvaise touche".into();
    accepted(send(&mut client, &[correction]).await);
    // … and by the form, which says so beside its field and keeps what was typed.
    let path = format!("/activity/{LYON}/requests/{id}");
    let fields = [("theme", "impots.avis"), ("acts", "inform"), ("why", ""), ("minutes", "12"), ("replaces", "")];
    let refused = client.post(&format!("{path}/correction"), &fields).await.expect(422);
    assert!(refused.body.contains("Ce mois est clos") && refused.body.contains("value=\"12\""));
    let refused = client.post(&format!("{path}/withdrawal"), &[("because", "")]).await.expect(422);
    assert!(refused.body.contains("Ce mois est clos"));
    client.post(&format!("{path}/withdrawal"), &[("because", "saisie en double")]).await.expect(303);
    assert!(request(&house, id).await.withdrawn);
}

#[tokio::test]
async fn what_arrives_after_the_closing_is_kept_and_seen() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (_, mut director) = house.karim().await;
    let visit_on = |at: &str| house.visit_with(samira, at, "famille.prime");
    let (early, _, entries) = visit_on("2026-10-12T10:00:00+02:00");
    accepted(send(&mut client, &entries).await);
    let there = director.post(&format!("/activity/{LYON}/closed-months"), &[("month", "2026-10")]).await.expect(303);
    let closed = there.location();
    assert!(!director.get(closed).await.expect(200).body.contains("après la clôture"));
    // A counter that was offline brings a whole visit of the 12th and one of the 31st, and a request of a visit known before.
    house.clock.advance(60);
    let (_, _, mut late) = visit_on("2026-10-12T11:00:00+02:00");
    let (_, gone, more) = visit_on("2026-10-31T23:30:00+01:00");
    late.extend(more);
    let at = "2026-10-12T10:05:00+02:00";
    late.push(entry(house.id(), LYON, samira, "request.recorded", at, request_body(early, "famille.rsa")));
    // The month that follows was not closed.
    late.extend(visit_on("2026-11-01T00:30:00+01:00").2);
    accepted(send(&mut client, &late).await);
    let page = director.get(closed).await.expect(200).body.replace('\u{a0}', " ");
    assert!(page.contains("5 saisies arrivées après la clôture : <a href=\"/activity?place=1&amp;day=2026-10-12\">lundi 12 octobre</a> (3), "), "{page}");
    assert!(page.contains("day=2026-10-31\">samedi 31 octobre</a> (2)"), "{page}");
    let day = director.get("/activity?place=1&day=2026-10-12").await.expect(200).body;
    assert_eq!(
        day.matches("Arrivée après la clôture").count(),
        2,
        "a visit that came whole, a request that came alone"
    );
    let next = director.get("/activity?place=1&day=2026-11-01").await.expect(200).body;
    assert!(!next.contains("après la clôture"));
    // What is withdrawn since weighs nothing any more.
    let body = json!({"target": gone, "reason": "saisie en double"});
    accepted(send(&mut client, &[entry(house.id(), LYON, samira, "withdrawn", NOW, body)]).await);
    assert!(director.get(closed).await.expect(200).body.contains("4 saisies arrivées après la clôture"));
}

#[tokio::test]
async fn the_form_corrects_and_flags_what_crosses() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (_, mut director) = house.karim().await;
    house.person("lea", Role::Mediator, Scope::Place(LYON)).await;
    let (visit, id, entries) = house.visit_with(samira, NOW, "famille.prime");
    accepted(send(&mut client, &entries).await);
    let path = format!("/activity/{LYON}/requests/{id}");
    let page = client.get(&path).await.expect(200);
    let name = hidden(&page.body, "entry");
    assert_eq!(hidden(&page.body, "replaces"), id.to_string());
    let replaces = id.to_string();
    let mut fields = vec![
        ("entry", name.as_str()),
        ("replaces", &replaces),
        ("theme", "famille.rsa"),
        ("operator", "caf"),
        ("acts", "inform"),
        ("acts", "refer"),
        ("support", "with"),
        ("outcome", "resolved"),
        ("referred_to", ""),
        ("minutes", "7"),
        ("reason", ""),
        ("why", ""),
    ];
    // Sent twice, as an impatient hand does: done once.
    for _ in 0..2 {
        client.post(&format!("{path}/correction"), &fields).await.expect(303);
        house.clock.advance(2);
    }
    let after = request(&house, id).await;
    assert_eq!(
        (after.theme, after.minutes, after.acts, after.contested),
        (theme(&house, "famille.rsa"), Some(7), 0b101, false)
    );
    // What nobody changed remains a default.
    assert_eq!(reception::facts::Defaults::from_bits(after.defaults).bits(), 6);
    let page = client.get(&format!("{path}?done=correction")).await.expect(200);
    assert!(page.body.contains("La correction est enregistrée") && page.body.contains("<del>"));
    assert!(page.body.contains("Expliquer") && page.body.contains("Informer, Orienter"), "{}", page.body);
    // The director's page was older.
    fields[0].1 = "";
    fields[2].1 = "impots.avis";
    director.post(&format!("{path}/correction"), &fields).await.expect(303);
    assert!(request(&house, id).await.contested);
    let page = client.get(&path).await.expect(200);
    assert!(
        page.body.contains("sans voir la correction de l’autre")
            && page.body.contains("Faite sans avoir vu la précédente")
    );
    // Nothing changed, no act, nonsense: the sentence, and all that was typed.
    let again = client.get(&path).await;
    let (name, replaces) = (hidden(&again.body, "entry"), hidden(&again.body, "replaces"));
    client
        .post(
            &format!("{path}/correction"),
            &[
                ("entry", &*name),
                ("replaces", &replaces),
                ("theme", "impots.avis"),
                ("operator", "caf"),
                ("acts", "inform"),
                ("acts", "refer"),
                ("support", "with"),
                ("outcome", "resolved"),
                ("minutes", "7"),
            ],
        )
        .await
        .expect(303);
    assert!(!request(&house, id).await.contested, "confirming settles it");
    for (fields, says) in [
        (vec![("theme", "impots.avis")], "Cochez au moins un acte"),
        (vec![("theme", "famille.nulle"), ("acts", "inform")], "famille.nulle"),
        (vec![("theme", "impots.avis"), ("acts", "inform"), ("minutes", "long")], "de 0 à 1440"),
        (
            vec![
                ("theme", "impots.avis"),
                ("operator", "caf"),
                ("acts", "inform"),
                ("acts", "refer"),
                ("support", "with"),
                ("outcome", "resolved"),
                ("minutes", "7"),
            ],
            "Rien n’a changé",
        ),
    ] {
        let refused = client.post(&format!("{path}/correction"), &fields).await.expect(422);
        assert!(refused.body.contains(says), "{says}: {}", refused.body);
    }
    let mut lea = house.signed_in("lea").await;
    assert!(lea.get(&path).await.expect(200).body.contains("faite par une autre personne"));
    lea.post(&format!("{path}/withdrawal"), &[]).await.expect(422);
    // The visit's own form.
    let path = format!("/activity/{LYON}/visits/{visit}");
    client
        .post(&format!("{path}/correction"), &[("age", "70+"), ("first", "true"), ("stop", "1"), ("with", "family")])
        .await
        .expect(303);
    let page = client.get(&path).await.expect(200);
    assert!(
        page.body.contains("70 ans et plus")
            && page.body.contains("Mairie de Givors")
            && page.body.contains("Avec un proche")
    );
    client.post(&format!("{path}/correction"), &[("stop", "99")]).await.expect(422);
    client.post(&format!("{path}/withdrawal"), &[]).await.expect(303);
    assert!(client.get(&path).await.expect(200).body.contains("ne change plus"));
}

#[tokio::test]
async fn what_one_may_not_see_does_not_exist() {
    let house = House::build().await;
    let (samira, mut client) = house.samira().await;
    let (visit, id, entries) = house.visit_with(samira, NOW, "famille.prime");
    accepted(send(&mut client, &entries).await);
    house.person("noe", Role::Mediator, Scope::Place(crate::house::LILLE)).await;
    let mut stranger = house.signed_in("noe").await;
    for path in [format!("/activity/{LYON}/requests/{id}"), format!("/activity/{LYON}/visits/{visit}")] {
        stranger.get(&path).await.expect(404);
        stranger.post(&format!("{path}/correction"), &[]).await.expect(404);
        stranger.post(&format!("{path}/withdrawal"), &[]).await.expect(404);
        client.get(&path.replace("/1/", "/3/")).await.expect(404);
    }
    stranger.get("/activity?place=1").await.expect(404);
    stranger.get("/counter?place=1").await.expect(404);
    client.get(&format!("/activity/{LYON}/requests/{visit}")).await.expect(404);
    client.get(&format!("/activity/{LYON}/visits/nothing")).await.expect(400);
}

/// The value of a hidden field.
fn hidden(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let start = body.find(&mark).expect("the form has the field") + mark.len();
    body[start..start + body[start..].find('"').unwrap()].to_owned()
}
