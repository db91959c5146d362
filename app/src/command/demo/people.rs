//! Who works in the demonstration, and what it gives out.

use crate::{Parts, Trouble};
use accounts::{Email, Secret};
use jiff::Timestamp;
use kernel::{AccountId, Actor, Day, Grant, Role, Scope};
use serde_json::json;

/// Mediators of a place, besides its director.
const MEDIATORS: usize = 4;
/// Whose figures the partner of the demonstration reads.
const PARTNER: &str = "edf";

/// A team for each place, and one ready account for each role.
pub(super) async fn people(
    parts: &Parts,
    tx: &mut db::Tx,
    now: Timestamp,
    places: &[network::PlaceRow],
) -> Result<Vec<serde_json::Value>, Trouble> {
    let from = Day::of(jiff::civil::date(2005, 1, 1));
    let first = places.first().ok_or_else(|| Trouble::Other("la liste ne contient aucun lieu".into()))?;
    let mut card = Vec::new();
    let password = words(parts);
    let hash = parts
        .accounts
        .hasher
        .hash(Secret::typed(&password), &*parts.app.randomness)
        .await
        .map_err(|error| Trouble::Other(error.to_string()))?;
    let ready = [
        (Role::Mediator, "accueil", "Médiation (démo)", Scope::Place(first.id)),
        (Role::Director, "direction", "Direction (démo)", Scope::Association(first.association)),
        (Role::Officer, "union", "Union (démo)", Scope::Network),
        (Role::Administrator, "admin", "Administration (démo)", Scope::Network),
        (Role::Partner, "partenaire", "Partenaire (démo)", Scope::Network),
    ];
    for (role, name, shown, scope) in ready {
        let email = format!("{name}@demo.example");
        let account = member(tx, now, &email, shown).await?;
        accounts::set_password(tx, account, &hash).await?;
        accounts::grant(tx, account, Grant { role, scope, from, to: None }).await?;
        card.push(json!({"role": role.slug(), "email": email, "password": password, "place": first.short_name}));
    }
    for place in places {
        for number in 1..=MEDIATORS {
            let email = format!("mediation-{}-{number}@demo.example", place.id);
            let account = member(tx, now, &email, &format!("Agent {number} (démo)")).await?;
            accounts::grant(tx, account, Grant { role: Role::Mediator, scope: Scope::Place(place.id), from, to: None })
                .await?;
        }
    }
    Ok(card)
}

async fn member(tx: &mut db::Tx, now: Timestamp, email: &str, name: &str) -> Result<AccountId, Trouble> {
    let address = Email::parse(email).map_err(|refusal| Trouble::Other(refusal.code.into()))?;
    let account = accounts::create_account(tx, now, &address, name, "fr").await?;
    account.ok_or_else(|| Trouble::Refused(format!("le compte {email} existe déjà")))
}

/// A password that can be read aloud.
fn words(parts: &Parts) -> String {
    const WORDS: [&str; 32] = [
        "olive", "tuile", "pont", "marche", "galet", "lampe", "route", "prune", "sable", "voile", "tasse", "banc",
        "cerf", "dune", "frene", "grive", "houx", "image", "jonc", "laine", "menthe", "noix", "orge", "perle", "quai",
        "rive", "safran", "talus", "vigne", "wagon", "zinc", "aube",
    ];
    let mut bytes = [0; 4];
    parts.app.randomness.fill(&mut bytes);
    bytes.map(|byte| WORDS[usize::from(byte % 32)]).join("-")
}

/// The open table and the partner's are asked for once, so that there is something to read: the server's job makes them.
pub(super) async fn give_out(parts: &Parts) -> Result<(), Trouble> {
    let now = parts.app.clock.now();
    let mut tx = parts.app.db.write(&Actor::System("demo")).await?;
    if releases::store::list(&mut tx).await?.is_empty() {
        let partner = parts.catalogue.now().operator(PARTNER).map(|operator| i64::from(operator.id));
        for (reader, operator) in
            accounts::of_role(&mut tx, Role::Partner, catalogue::today(now)).await?.into_iter().zip(partner)
        {
            releases::store::set_reader(&mut tx, reader.0, operator, true, now).await?;
        }
        for series in [releases::Series::Network, releases::Series::Operator(PARTNER.into())] {
            releases::ask_latest(&mut tx, &series, now, None).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
