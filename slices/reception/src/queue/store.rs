//! All the SQL of tickets.

use super::{
    presence::{Presence, Spot},
    ticket::{Handed, Lasted, Stage, Ticket},
};
use db::{DbError, Tx, Value, values};
use jiff::Timestamp;
use journal::id_lists;
use kernel::{AccountId, Day, EntryId, PlaceId};

const TICKET: &str = "visit, day, number, family, priority, arrived_at, stage, since_at, desk, agent, handed, handed_by, \
    waited_ms, called_ms, served_ms, held_ms";

db::row! {
    struct TicketRow {
        visit: EntryId,
        day: Day,
        number: i64,
        family: Option<u16>,
        priority: bool,
        arrived: Timestamp,
        stage: u8,
        since: Timestamp,
        desk: Option<String>,
        agent: Option<AccountId>,
        handed: Option<EntryId>,
        handed_by: Option<AccountId>,
        waited: i64,
        called: i64,
        served: i64,
        held: i64,
    }
}

impl TicketRow {
    fn ticket(self) -> Result<Ticket, DbError> {
        let Self {
            visit,
            day,
            number,
            family,
            priority,
            arrived,
            stage,
            since,
            desk,
            agent,
            handed,
            handed_by,
            waited,
            called,
            served,
            held,
        } = self;
        let stage = Stage::from_code(stage).ok_or(DbError::OutOfRange("Stage"))?;
        let handed = handed.map(|entry| Handed { entry, by: handed_by });
        let lasted = Lasted { waited, called, served, held };
        Ok(Ticket { visit, day, number, family, priority, arrived, stage, since, desk, agent, handed, lasted })
    }
}

async fn read(tx: &mut Tx, sql: String, values: Vec<Value>) -> Result<Vec<Ticket>, DbError> {
    tx.all::<TicketRow>(sql, values).await?.into_iter().map(TicketRow::ticket).collect()
}

/// The tickets of visits.
pub(crate) async fn tickets(tx: &mut Tx, place: PlaceId, visits: &[EntryId]) -> Result<Vec<Ticket>, DbError> {
    let mut found = Vec::new();
    for (list, values) in id_lists(place, visits) {
        found.extend(
            read(tx, format!("select {TICKET} from ticket where place = $1 and visit in ({list})"), values).await?,
        );
    }
    Ok(found)
}

/// The tickets of a day that are not over, in the order of their numbers.
pub(crate) async fn open_tickets(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Vec<Ticket>, DbError> {
    let sql = format!("select {TICKET} from ticket where place = $1 and day = $2 and stage < $3 order by number");
    read(tx, sql, values![place, day, Stage::Closed.code()]).await
}

/// The tickets given from a day to another, both included, over or not.
pub(crate) async fn tickets_between(tx: &mut Tx, place: PlaceId, from: Day, to: Day) -> Result<Vec<Ticket>, DbError> {
    let sql = format!("select {TICKET} from ticket where place = $1 and day >= $2 and day <= $3 order by day, number");
    read(tx, sql, values![place, from, to]).await
}

/// The visits whose tickets were left open before a day.
pub(crate) async fn left_open(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Vec<EntryId>, DbError> {
    let sql = "select visit from ticket where place = $1 and day < $2 and stage < $3 order by day, number";
    let visits: Vec<(EntryId,)> = tx.all(sql, values![place, day, Stage::Closed.code()]).await?;
    Ok(visits.into_iter().map(|(visit,)| visit).collect())
}

/// The last number given in a place on a day.
pub(crate) async fn last_number(tx: &mut Tx, place: PlaceId, day: Day) -> Result<i64, DbError> {
    let sql = "select coalesce(max(number), 0) from ticket where place = $1 and day = $2";
    Ok(tx.one::<(i64,)>(sql, values![place, day]).await?.0)
}

/// Notes the code of a ticket. Answers whether it is this ticket's: another one may have had it before.
pub(crate) async fn give_code(tx: &mut Tx, code: &str, place: PlaceId, ticket: &Ticket) -> Result<bool, DbError> {
    let sql = "insert into ticket_code (code, place, visit, day) values ($1, $2, $3, $4) on conflict (code) do nothing";
    tx.execute(sql, values![code, place, ticket.visit, ticket.day]).await?;
    let of = by_code(tx, code).await?;
    Ok(of.is_some_and(|(of, visit, _)| (of, visit) == (place, ticket.visit)))
}

/// The place, the visit and the day of a code.
pub(crate) async fn by_code(tx: &mut Tx, code: &str) -> Result<Option<(PlaceId, EntryId, Day)>, DbError> {
    tx.optional("select place, visit, day from ticket_code where code = $1", values![code]).await
}

/// Forgets the codes of the days before one.
pub(crate) async fn forget_codes(tx: &mut Tx, day: Day) -> Result<(), DbError> {
    tx.execute("delete from ticket_code where day < $1", values![day]).await?;
    Ok(())
}

/// Adds tickets.
pub(crate) async fn insert_tickets(tx: &mut Tx, place: PlaceId, tickets: &[&Ticket]) -> Result<(), DbError> {
    let rows = tickets.iter().map(|ticket| {
        let mut row =
            values![place, ticket.visit, ticket.day, ticket.number, ticket.family, ticket.priority, ticket.arrived];
        row.extend(changing(ticket));
        row
    });
    tx.insert_many_meanwhile(&format!("insert into ticket (place, {TICKET})"), "", rows.collect()).await?;
    Ok(())
}

/// Writes anew what may change of a ticket.
pub(crate) async fn update_ticket(tx: &mut Tx, place: PlaceId, ticket: &Ticket) -> Result<(), DbError> {
    let mut row = changing(ticket);
    row.extend(values![place, ticket.visit]);
    let sql = "update ticket set stage = $1, since_at = $2, desk = $3, agent = $4, handed = $5, handed_by = $6, \
        waited_ms = $7, called_ms = $8, served_ms = $9, held_ms = $10 where place = $11 and visit = $12";
    tx.execute(sql, row).await?;
    Ok(())
}

fn changing(ticket: &Ticket) -> Vec<Value> {
    let Lasted { waited, called, served, held } = ticket.lasted;
    let handed = ticket.handed.map(|handed| handed.entry);
    let by = ticket.handed.and_then(|handed| handed.by);
    let (stage, desk) = (ticket.stage.code(), ticket.desk.clone());
    values![stage, ticket.since, desk, ticket.agent, handed, by, waited, called, served, held]
}

const PRESENCE: &str = "agent, day, state, since_at, desk";

db::row! {
    struct PresenceRow {
        agent: AccountId,
        day: Day,
        state: u8,
        since: Timestamp,
        desk: Option<String>,
    }
}

impl PresenceRow {
    fn presence(self) -> Result<Presence, DbError> {
        let Self { agent, day, state, since, desk } = self;
        let spot = Spot::from_code(state).ok_or(DbError::OutOfRange("Spot"))?;
        Ok(Presence { agent, day, spot, since, desk })
    }
}

/// The last word of each agent of a place on a day, of those too who have gone.
pub(crate) async fn presences(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Vec<Presence>, DbError> {
    let sql = format!("select {PRESENCE} from presence where place = $1 and day = $2 order by agent");
    let rows = tx.all::<PresenceRow>(sql, values![place, day]).await?;
    rows.into_iter().map(PresenceRow::presence).collect()
}

/// The last word of an agent in a place.
pub(crate) async fn presence(tx: &mut Tx, place: PlaceId, agent: AccountId) -> Result<Option<Presence>, DbError> {
    let sql = format!("select {PRESENCE} from presence where place = $1 and agent = $2");
    tx.optional::<PresenceRow>(sql, values![place, agent]).await?.map(PresenceRow::presence).transpose()
}

/// Where an agent is said to be there, and the day of which it is said.
pub(crate) async fn whereabouts(tx: &mut Tx, agent: AccountId) -> Result<Vec<(PlaceId, Day)>, DbError> {
    let sql = "select place, day from presence where agent = $1 and state <> $2 order by place";
    tx.all(sql, values![agent, Spot::Away.code()]).await
}

/// Writes the last words of agents.
pub(crate) async fn put_presences(tx: &mut Tx, place: PlaceId, presences: &[&Presence]) -> Result<(), DbError> {
    let rows = presences.iter().map(|Presence { agent, day, spot, since, desk }| {
        values![place, *agent, *day, spot.code(), *since, desk.clone()]
    });
    let tail = "on conflict (place, agent) do update set day = excluded.day, state = excluded.state, \
        since_at = excluded.since_at, desk = excluded.desk";
    tx.insert_many_meanwhile(&format!("insert into presence (place, {PRESENCE})"), tail, rows.collect()).await?;
    Ok(())
}

/// Forgets who was there before a day.
pub(crate) async fn forget_presence(tx: &mut Tx, place: PlaceId, day: Day) -> Result<u64, DbError> {
    tx.execute("delete from presence where place = $1 and day < $2", values![place, day]).await
}

/// How the halls of some days went: how many tickets ended in being received, how many in leaving before, what all of them waited, and
/// what a desk took for those who were received, from the call on, in milliseconds.
pub(crate) async fn lasted(
    tx: &mut Tx,
    place: PlaceId,
    (from, to): (Day, Day),
) -> Result<(i64, i64, i64, i64), DbError> {
    let sql = "select cast(coalesce(sum(case when served_ms > 0 then 1 else 0 end), 0) as bigint),
            cast(coalesce(sum(case when served_ms = 0 and stage = $5 then 1 else 0 end), 0) as bigint),
            cast(coalesce(sum(waited_ms + called_ms), 0) as bigint),
            cast(coalesce(sum(case when served_ms > 0 then served_ms + called_ms else 0 end), 0) as bigint)
        from ticket where place = $1 and day >= $2 and day <= $3 and stage >= $4";
    tx.one(sql, values![place, from, to, Stage::Closed.code(), Stage::Left.code()]).await
}
