//! A list that is taken in again: what it says is followed, what it leaves empty is kept.

use jiff::Timestamp;
use kernel::{Actor, Day};
use network::{PlaceRow, import, store, take};

const SYSTEM: Actor = Actor::System("test");
const TITLES: &str = "id_fs,lib_fs,adresse,insee_com,code_postal,lib_com,latitude,longitude,mail,telephone,h_lundi,h_mardi,h_mercredi,\
                      h_jeudi,h_vendredi,h_samedi,commentaire,type_fs,format_fs\n";

async fn taken(app: &web::App, row: &str) -> PlaceRow {
    let list = import::read([TITLES, row].concat().as_bytes()).unwrap();
    let drafts: Vec<_> = list.rows.iter().filter_map(|row| row.outcome.draft()).cloned().collect();
    let mut tx = app.db.write(&SYSTEM).await.unwrap();
    take(&mut tx, Timestamp::UNIX_EPOCH, Day(0), "Liste", false, &drafts, |_| true).await.unwrap();
    let row = store::places(&mut tx).await.unwrap().remove(0);
    tx.commit().await.unwrap();
    row
}

#[tokio::test]
async fn what_a_list_leaves_empty_is_kept() {
    let (app, _, _store) = testkit::app().await;
    let bare = "1,Pimms Médiation Essai,,29019,29200,Brest,48.39,-4.48,,,,,,,,,,Principal,Fixe\n";
    let mut row = taken(&app, bare).await;
    row.hours = Some("Mo-Fr 09:00-12:00".into());
    row.phone = Some("02 98 00 00 00".into());
    row.mail = Some("accueil@exemple.fr".into());
    row.address = "1 rue de la Gare".into();
    row.remark = "Sonnez.".into();
    let mut tx = app.db.write(&SYSTEM).await.unwrap();
    store::update_place(&mut tx, Timestamp::UNIX_EPOCH, row.clone()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(taken(&app, bare).await, row);
    let unplaced = bare.replace("48.39,-4.48", ",");
    assert_eq!(taken(&app, &unplaced).await, row);

    let told =
        "1,Pimms Médiation Essai,2 rue du Port,29019,29200,Brest,48.39,-4.48,,,10:00 - 11:00,,,,,,,Principal,Fixe\n";
    let followed = taken(&app, told).await;
    assert_eq!(
        (followed.address.as_str(), followed.hours.as_deref()),
        ("2 rue du Port", Some("Mo 10:00-11:00; PH closed"))
    );
    assert_eq!(followed.phone, row.phone);
}
