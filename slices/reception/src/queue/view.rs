//! The queue as it is shown: to the desks, and to the hall, which sees numbers and desks and nothing else.

use super::{Handed, Presence, Range, Spot, Stage, Ticket, store};
use catalogue::Snapshot;
use db::{DbError, Tx};
use jiff::Timestamp;
use kernel::{AccountId, Day, EntryId};
use network::Place;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// The open tickets of a place's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueueView {
    /// The place.
    pub place: i64,
    /// Its day.
    pub day: String,
    /// In the order of their numbers.
    pub tickets: Vec<TicketView>,
    /// The colleagues who are there, by name.
    pub agents: Vec<PresentView>,
    /// How long somebody who came now might wait, in minutes; nothing while the past is too short to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Range>,
}

/// A ticket, for those who receive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TicketView {
    /// The visit it belongs to.
    pub visit: EntryId,
    /// Its number.
    pub number: i64,
    /// The family the visitor pointed at: its code and its short name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilyView>,
    /// The language spoken, when it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The stop of the round at which they arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<i64>,
    /// Before the others.
    pub priority: bool,
    /// Where the visitor stands.
    pub stage: &'static str,
    /// When they arrived.
    pub arrived: Timestamp,
    /// Since when they stand there.
    pub since: Timestamp,
    /// The desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// Who receives, or is waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentView>,
    /// Who handed them over, with a word for whoever receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed: Option<HandedView>,
}

/// A ticket handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandedView {
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<AgentView>,
    /// Their words, while they are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
}

/// A colleague who is there. Since when is told so that one knows whether to wait for them, and is added up nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PresentView {
    /// The account's id.
    pub id: AccountId,
    /// « Karim ».
    pub name: String,
    /// `desk`, `break` or `office`.
    pub state: &'static str,
    /// « Bureau 2 », when at one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// A family of themes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FamilyView {
    /// Its code.
    pub code: String,
    /// « Impôts ».
    pub label: String,
}

/// A colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgentView {
    /// The account's id.
    pub id: AccountId,
    /// « Karim ».
    pub name: String,
}

/// What the hall sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HallView {
    /// The last called first.
    pub called: Vec<CalledView>,
    /// The numbers that wait, in the order in which they may expect to be called.
    pub waiting: Vec<i64>,
    /// How long somebody who came now might wait, in minutes; nothing while the past is too short to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Range>,
}

/// A number and its desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalledView {
    /// The number.
    pub number: i64,
    /// The desk.
    pub desk: String,
    /// When it was called.
    pub since: Timestamp,
}

/// The queue of a place on its day, as the desks see it and as the hall does.
pub(crate) async fn views(
    tx: &mut Tx,
    catalogue: &Snapshot,
    place: &Place,
    day: Day,
    wait: Option<Range>,
) -> Result<(QueueView, HallView), DbError> {
    let tickets = store::open_tickets(tx, place.row.id, day).await?;
    let ids: Vec<_> = tickets.iter().map(|ticket| ticket.visit).collect();
    let visits = crate::store::visits(tx, place.row.id, &ids).await?;
    let visits: BTreeMap<_, _> = visits.into_iter().map(|visit| (visit.id, visit)).collect();
    let handed: Vec<_> = tickets.iter().filter_map(|ticket| ticket.handed).collect();
    let words = words(tx, place, &handed).await?;
    let mut present = store::presences(tx, place.row.id, day).await?;
    present.retain(|presence| presence.spot != Spot::Away);
    let mut agents: Vec<_> = tickets.iter().filter_map(|ticket| ticket.agent).collect();
    agents.extend(handed.iter().filter_map(|handed| handed.by));
    agents.extend(present.iter().map(|presence| presence.agent));
    agents.sort_unstable();
    agents.dedup();
    let names = accounts::names(tx, &agents).await?;
    let agent = |id| AgentView { id, name: names.get(&id).cloned().unwrap_or_default() };
    let family = |id| {
        let family = catalogue.family_by_id(id)?;
        Some(FamilyView { code: family.code.clone(), label: family.short.clone() })
    };
    let view = |ticket: &Ticket| TicketView {
        visit: ticket.visit,
        number: ticket.number,
        family: ticket.family.and_then(family),
        language: visits.get(&ticket.visit).and_then(|visit| visit.language.clone()),
        stop: visits.get(&ticket.visit).and_then(|visit| visit.stop),
        priority: ticket.priority,
        stage: ticket.stage.slug(),
        arrived: ticket.arrived,
        since: ticket.since,
        desk: ticket.desk.clone(),
        agent: ticket.agent.map(agent),
        handed: ticket
            .handed
            .map(|Handed { entry, by }| HandedView { by: by.map(agent), word: words.get(&entry).cloned() }),
    };
    let mut agents: Vec<_> = present
        .into_iter()
        .map(|Presence { agent, spot, since, desk, .. }| PresentView {
            id: agent,
            name: names.get(&agent).cloned().unwrap_or_default(),
            state: spot.slug(),
            desk: desk.filter(|_| spot == Spot::Desk),
            since,
        })
        .collect();
    agents.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    let tickets_seen = tickets.iter().map(view).collect();
    let desks = QueueView { place: place.row.id.0, day: day.to_string(), tickets: tickets_seen, agents, wait };
    Ok((desks, hall(&tickets, wait)))
}

/// What was said in handing over, by the entries that did.
async fn words(tx: &mut Tx, place: &Place, handed: &[Handed]) -> Result<HashMap<EntryId, String>, DbError> {
    let entries: Vec<_> = handed.iter().map(|handed| handed.entry).collect();
    journal::words(tx, place.row.id, &entries).await
}

fn hall(tickets: &[Ticket], wait: Option<Range>) -> HallView {
    let mut called: Vec<_> = tickets
        .iter()
        .filter(|ticket| ticket.stage == Stage::Called)
        .filter_map(|ticket| {
            Some(CalledView { number: ticket.number, desk: ticket.desk.clone()?, since: ticket.since })
        })
        .collect();
    called.sort_by_key(|call| std::cmp::Reverse(call.since));
    let mut waiting: Vec<_> = tickets
        .iter()
        .filter(|ticket| ticket.stage == Stage::Waiting)
        .map(|ticket| (!ticket.priority, ticket.arrived, ticket.number))
        .collect();
    waiting.sort_unstable();
    HallView { called, waiting: waiting.into_iter().map(|(_, _, number)| number).collect(), wait }
}
