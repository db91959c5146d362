//! Taking an imported list into the network: new places are added, known ones follow the list, and twice is the same as once.

use crate::{
    import::{PlaceDraft, associations_of},
    model::Stage,
    store::{self, PlaceRow},
};
use db::{DbError, Tx};
use jiff::Timestamp;
use kernel::{AssociationId, Day, PlaceId};
use std::collections::{BTreeMap, HashSet};

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Places that were not there.
    pub added: Vec<PlaceId>,
    /// Places whose facts changed.
    pub changed: Vec<PlaceId>,
    /// Places that are as they were.
    pub same: usize,
}

/// Takes the `wanted` places of a list in. The whole list is given, since it is what groups places into associations. `source` says where the facts come from, with their date; `today` is the stage's day when the list does
/// not say since when a place is open. What people edited in the product and the list does not know (stage, exceptions, stops,
/// association) stays.
pub async fn take(
    tx: &mut Tx,
    now: Timestamp,
    today: Day,
    source: &str,
    simulated: bool,
    list: &[PlaceDraft],
    wanted: impl Fn(&PlaceDraft) -> bool,
) -> Result<Taken, DbError> {
    let mut associations: BTreeMap<String, AssociationId> = store::associations(tx)
        .await?
        .into_iter()
        .filter_map(|association| Some((association.external?, association.id)))
        .collect();
    let mut home: BTreeMap<String, AssociationId> = BTreeMap::new();
    let drafts: Vec<_> = list.iter().filter(|draft| wanted(draft)).collect();
    let chosen: HashSet<_> = drafts.iter().map(|draft| draft.external_id.as_str()).collect();
    for draft in associations_of(list) {
        if !draft.places.iter().any(|place| chosen.contains(place.as_str())) {
            continue;
        }
        let id = match associations.get(&draft.key) {
            Some(id) => *id,
            None => store::add_association(tx, now, Some(&draft.key), &draft.name).await?,
        };
        associations.insert(draft.key, id);
        home.extend(draft.places.into_iter().map(|place| (place, id)));
    }
    let known: BTreeMap<String, PlaceRow> =
        store::places(tx).await?.into_iter().filter_map(|row| Some((row.external.clone()?, row))).collect();
    let mut taken = Taken::default();
    for draft in drafts {
        match known.get(&draft.external_id) {
            None => {
                let Some(association) = home.get(&draft.external_id) else { continue };
                let row = new_row(draft, *association, today, source, simulated);
                taken.added.push(store::add_place(tx, now, row).await?);
            }
            Some(found) => {
                let row = followed(found, draft, source);
                if row == *found {
                    taken.same += 1;
                } else {
                    taken.changed.push(row.id);
                    store::update_place(tx, now, row).await?;
                }
            }
        }
    }
    Ok(taken)
}

fn new_row(draft: &PlaceDraft, association: AssociationId, today: Day, source: &str, simulated: bool) -> PlaceRow {
    let opened = draft.labelled_since.map_or(today, Day::of);
    let row = PlaceRow {
        id: PlaceId(0),
        association,
        external: Some(draft.external_id.clone()),
        name: String::new(),
        short_name: String::new(),
        kind: String::new(),
        stage: Stage::Mature.code().to_owned(),
        opened,
        closed: None,
        address: String::new(),
        post_code: String::new(),
        commune: String::new(),
        insee: String::new(),
        department: String::new(),
        latitude: None,
        longitude: None,
        phone: None,
        mail: None,
        zone: String::new(),
        holiday_zone: String::new(),
        school_zone: String::new(),
        hours: None,
        by_appointment: false,
        remark: String::new(),
        source: String::new(),
        simulated,
        changeover: None,
    };
    followed(&row, draft, source)
}

/// A place with the facts that the list speaks of; what it leaves empty stays as it is.
fn followed(row: &PlaceRow, draft: &PlaceDraft, source: &str) -> PlaceRow {
    let address = [draft.address.as_str(), draft.address_more.as_str()];
    let address = address.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let said = |text: &str, known: &String| if text.is_empty() { known.clone() } else { text.to_owned() };
    let (latitude, longitude) = match draft.position {
        Some(position) => (Some(position.latitude), Some(position.longitude)),
        None => (row.latitude, row.longitude),
    };
    PlaceRow {
        name: draft.name.clone(),
        short_name: draft.short_name.clone(),
        kind: draft.kind.code().to_owned(),
        address: said(&address, &row.address),
        post_code: said(draft.post_code.as_ref().map_or("", |code| code.as_str()), &row.post_code),
        commune: draft.commune.clone(),
        insee: said(draft.insee.as_ref().map_or("", |code| code.as_str()), &row.insee),
        department: draft.territory.code.to_owned(),
        latitude,
        longitude,
        phone: draft.telephone.clone().or_else(|| row.phone.clone()),
        mail: draft.mail.clone().or_else(|| row.mail.clone()),
        zone: draft.territory.time_zone.to_owned(),
        holiday_zone: draft.territory.holidays.code().to_owned(),
        school_zone: draft.territory.school.map_or(String::new(), |zone| zone.code().to_owned()),
        hours: draft.hours.clone().or_else(|| row.hours.clone()),
        by_appointment: draft.appointments,
        remark: said(&draft.comment, &row.remark),
        source: source.to_owned(),
        ..row.clone()
    }
}
