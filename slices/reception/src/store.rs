//! All the SQL of visits and requests.

use crate::state::{Request, Visit};
use db::{DbError, Tx, Value, values};
use journal::id_lists;
use kernel::{AccountId, Day, EntryId, PlaceId};

const VISIT: &str = "id, day, opened_at, closed_at, channel, stop, age, origin, language, first, company, source, agent, \
    coalesce(entry, id), withdrawn, contested, waited_ms, served_ms";
const REQUEST: &str = "id, visit, day, at, theme, operator, branch, acts, support, outcome, reason, referred_to, minutes, \
    defaults, agent, coalesce(entry, id), withdrawn, contested";

db::row! {
    /// What one request of a visit says, for a table of visits.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Asked {
        /// Whose request it is.
        pub visit: EntryId,
        /// Its day.
        pub day: Day,
        /// What it is about.
        pub theme: i64,
        /// Whom it concerns.
        pub operator: Option<i64>,
        /// How it ended.
        pub outcome: Option<i64>,
        /// How long it took.
        pub minutes: Option<i64>,
        /// Who recorded it.
        pub agent: Option<AccountId>,
    }
}

/// The requests of a place's visits between two days: visit after visit, those of each in the order in which they were made.
pub async fn asked(tx: &mut Tx, place: PlaceId, from: Day, to: Day) -> Result<Vec<Asked>, DbError> {
    let sql = "select r.visit, r.day, r.theme, r.operator, r.outcome, r.minutes, r.agent
        from request r join visit v on v.place = r.place and v.id = r.visit
        where r.place = $1 and r.day between $2 and $3 and not r.withdrawn and not v.withdrawn
        order by r.visit, r.at, r.id";
    tx.all(sql, values![place, from, to]).await
}

/// Visits by their ids.
pub async fn visits(tx: &mut Tx, place: PlaceId, ids: &[EntryId]) -> Result<Vec<Visit>, DbError> {
    let mut found = Vec::new();
    for (list, values) in id_lists(place, ids) {
        let sql = format!("select {VISIT} from visit where place = $1 and id in ({list})");
        found.extend(tx.all(sql, values).await?);
    }
    Ok(found)
}

/// Requests by their ids.
pub async fn requests(tx: &mut Tx, place: PlaceId, ids: &[EntryId]) -> Result<Vec<Request>, DbError> {
    let mut found = Vec::new();
    for (list, values) in id_lists(place, ids) {
        let sql = format!("select {REQUEST} from request where place = $1 and id in ({list})");
        found.extend(tx.all(sql, values).await?);
    }
    Ok(found)
}

/// The requests of visits, looked for among those of their days: few are there, and an index by visit would weigh on every one.
pub async fn requests_of(tx: &mut Tx, place: PlaceId, visits: &[EntryId]) -> Result<Vec<Request>, DbError> {
    let mut found = Vec::new();
    for (list, values) in id_lists(place, visits) {
        let days = format!("select day from visit where place = $1 and id in ({list})");
        let sql = format!("select {REQUEST} from request where place = $1 and day in ({days}) and visit in ({list})");
        found.extend(tx.all(sql, values).await?);
    }
    Ok(found)
}

/// The visits of a day, latest first.
pub async fn visits_of_day(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Vec<Visit>, DbError> {
    let sql = format!("select {VISIT} from visit where place = $1 and day = $2 order by opened_at desc, id desc");
    tx.all(sql, values![place, day]).await
}

/// The requests of a day, latest first.
pub async fn requests_of_day(tx: &mut Tx, place: PlaceId, day: Day) -> Result<Vec<Request>, DbError> {
    let sql = format!("select {REQUEST} from request where place = $1 and day = $2 order by at desc, id desc");
    tx.all(sql, values![place, day]).await
}

/// How many visits and requests of a day stand.
pub async fn counts_of_day(tx: &mut Tx, place: PlaceId, day: Day) -> Result<(i64, i64), DbError> {
    let sql = "select (select count(*) from visit where place = $1 and day = $2 and not withdrawn),
        (select count(*) from request r where r.place = $1 and r.day = $2 and not r.withdrawn)";
    tx.one(sql, values![place, day]).await
}

/// The days of a place that hold something, between two days, with how many visits and requests stand.
pub async fn days(tx: &mut Tx, place: PlaceId, from: Day, to: Day) -> Result<Vec<(Day, i64, i64)>, DbError> {
    let sql = "select v.day, cast(count(*) as bigint),
            cast((select count(*) from request r where r.place = $1 and r.day = v.day and not r.withdrawn) as bigint)
        from visit v where v.place = $1 and v.day between $2 and $3 and not v.withdrawn group by v.day order by v.day desc";
    tx.all(sql, values![place, from, to]).await
}

fn visit_values(visit: &Visit) -> Vec<Value> {
    values![
        visit.closed,
        visit.channel,
        visit.stop,
        visit.age,
        visit.origin,
        visit.language.clone(),
        visit.first,
        visit.company.clone(),
        Some(visit.entry).filter(|entry| *entry != visit.id),
        visit.withdrawn,
        visit.contested,
        visit.waited,
        visit.served
    ]
}

/// Adds visits.
pub(crate) async fn insert_visits(tx: &mut Tx, place: PlaceId, visits: &[&Visit]) -> Result<(), DbError> {
    let rows = visits.iter().map(|visit| {
        let mut row = values![place, visit.id, visit.day, visit.opened, visit.source, visit.agent];
        row.extend(visit_values(visit));
        row
    });
    let head = "insert into visit (place, id, day, opened_at, source, agent, closed_at, channel, stop, age, origin, language, \
        first, company, entry, withdrawn, contested, waited_ms, served_ms)";
    tx.insert_many_meanwhile(head, "", rows.collect()).await?;
    Ok(())
}

/// Writes the facts of a visit anew.
pub(crate) async fn update_visit(tx: &mut Tx, place: PlaceId, visit: &Visit) -> Result<(), DbError> {
    let mut row = visit_values(visit);
    row.extend(values![place, visit.id]);
    let sql = "update visit set closed_at = $1, channel = $2, stop = $3, age = $4, origin = $5, language = $6, first = $7, \
        company = $8, entry = $9, withdrawn = $10, contested = $11, waited_ms = $12, served_ms = $13 where place = $14 and id = $15";
    tx.execute(sql, row).await?;
    Ok(())
}

fn request_values(request: &Request) -> Vec<Value> {
    values![
        request.theme,
        request.operator,
        request.branch,
        request.acts,
        request.support,
        request.outcome,
        request.reason.clone(),
        request.referred_to,
        request.minutes,
        request.defaults,
        Some(request.entry).filter(|entry| *entry != request.id),
        request.withdrawn,
        request.contested
    ]
}

/// Adds requests.
pub(crate) async fn insert_requests(tx: &mut Tx, place: PlaceId, requests: &[&Request]) -> Result<(), DbError> {
    let rows = requests.iter().map(|request| {
        let mut row = values![place, request.id, request.visit, request.day, request.at, request.agent];
        row.extend(request_values(request));
        row
    });
    let head = "insert into request (place, id, visit, day, at, agent, theme, operator, branch, acts, support, outcome, \
        reason, referred_to, minutes, defaults, entry, withdrawn, contested)";
    tx.insert_many_meanwhile(head, "", rows.collect()).await?;
    Ok(())
}

/// Writes the facts of a request anew.
pub(crate) async fn update_request(tx: &mut Tx, place: PlaceId, request: &Request) -> Result<(), DbError> {
    let mut row = request_values(request);
    row.extend(values![place, request.id]);
    let sql = "update request set theme = $1, operator = $2, branch = $3, acts = $4, support = $5, outcome = $6, reason = $7, \
        referred_to = $8, minutes = $9, defaults = $10, entry = $11, withdrawn = $12, contested = $13 \
        where place = $14 and id = $15";
    tx.execute(sql, row).await?;
    Ok(())
}

db::row! {
    /// A month that was closed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ClosedMonth {
        /// Year × 12 + month − 1.
        pub month: i64,
        /// When it was closed.
        pub at: jiff::Timestamp,
        /// By whom.
        pub by: AccountId,
    }
}

/// The closed months of a place, latest first.
pub async fn closed_months(tx: &mut Tx, place: PlaceId) -> Result<Vec<ClosedMonth>, DbError> {
    let sql = "select month, closed_at, closed_by from closed_month where place = $1 order by month desc";
    tx.all(sql, values![place]).await
}

/// Closes a month; closing it twice changes nothing.
pub async fn close_month(
    tx: &mut Tx,
    place: PlaceId,
    month: i64,
    now: jiff::Timestamp,
    by: AccountId,
) -> Result<(), DbError> {
    let sql = "insert into closed_month (place, month, closed_at, closed_by) values ($1, $2, $3, $4)
        on conflict (place, month) do nothing";
    tx.execute(sql, values![place, month, now, by]).await?;
    Ok(())
}

/// The visits and requests of a place that stand, between two days, with their day.
pub(crate) async fn records(tx: &mut Tx, place: PlaceId, from: Day, to: Day) -> Result<Vec<(EntryId, Day)>, DbError> {
    let sql = "select id, day from visit where place = $1 and day between $2 and $3 and not withdrawn
        union all select id, day from request where place = $1 and day between $2 and $3 and not withdrawn";
    tx.all(sql, values![place, from, to]).await
}

/// Year × 12 + month − 1.
pub fn month_of(day: Day) -> i64 {
    let date = day.date();
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

/// The requests that stand about a theme, by place.
pub(crate) async fn requests_about(tx: &mut Tx, theme: u16) -> Result<Vec<(PlaceId, Vec<EntryId>)>, DbError> {
    let sql = "select place, id from request where theme = $1 and not withdrawn order by place, id";
    let rows: Vec<(PlaceId, EntryId)> = tx.all(sql, values![theme]).await?;
    Ok(rows
        .chunk_by(|(one, _), (other, _)| one == other)
        .map(|chunk| {
            let place = chunk[0].0;
            (place, chunk.iter().map(|(_, id)| *id).collect())
        })
        .collect())
}

/// The requests of a place about a theme since a day, each with its day.
pub(crate) async fn days_about(
    tx: &mut Tx,
    place: PlaceId,
    theme: u16,
    since: Day,
) -> Result<Vec<(EntryId, Day)>, DbError> {
    let sql =
        "select id, day from request where place = $1 and day >= $2 and theme = $3 and not withdrawn order by day, id";
    tx.all(sql, values![place, since, theme]).await
}

/// The first day of a place that holds a visit.
pub async fn first_day(tx: &mut Tx, place: PlaceId) -> Result<Option<Day>, DbError> {
    let (day,): (Option<Day>,) = tx.one("select min(day) from visit where place = $1", values![place]).await?;
    Ok(day)
}

db::row! {
    /// How many visits or requests a place had on a day, when nothing more is known.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DailyRow {
        /// The place.
        pub place: PlaceId,
        /// The day.
        pub day: Day,
        /// `visits` or `requests`, as `tally::CountedMeasure`.
        pub measure: String,
        /// How many.
        pub number: i64,
        /// Which import said so.
        pub source: String,
    }
}

/// Every daily count of the network.
pub async fn daily_counts(tx: &mut Tx) -> Result<Vec<DailyRow>, DbError> {
    tx.all("select place, day, measure, number, source from daily_count order by place, day, measure", values![]).await
}

/// The daily counts of a place.
pub async fn daily_counts_of(tx: &mut Tx, place: PlaceId) -> Result<Vec<DailyRow>, DbError> {
    let sql = "select place, day, measure, number, source from daily_count where place = $1 order by day, measure";
    tx.all(sql, values![place]).await
}

/// Replaces all that a source says of a place by these counts.
pub(crate) async fn put_daily_counts(
    tx: &mut Tx,
    place: PlaceId,
    source: &str,
    counts: &[tally::DailyCount],
) -> Result<(), DbError> {
    tx.execute("delete from daily_count where place = $1 and source = $2", values![place, source]).await?;
    let rows =
        counts.iter().map(|count| values![place, Day(count.day.0), count.measure.slug(), count.n, source]).collect();
    tx.insert_many("insert into daily_count (place, day, measure, number, source)", "", rows).await?;
    Ok(())
}

/// How often each theme was recorded in a place between two days.
pub(crate) async fn recent_themes(tx: &mut Tx, place: PlaceId, from: Day, to: Day) -> Result<Vec<(u16, u32)>, DbError> {
    let sql = "select theme, cast(count(*) as bigint) from request
        where place = $1 and day between $2 and $3 and not withdrawn group by theme order by theme";
    tx.all(sql, values![place, from, to]).await
}

/// The days of a place, between two days, on which two corrections crossed and nobody looked since.
pub(crate) async fn contested_days(tx: &mut Tx, place: PlaceId, from: Day, to: Day) -> Result<Vec<Day>, DbError> {
    let sql = "select day from request where place = $1 and day between $2 and $3 and contested and not withdrawn
        union select day from visit where place = $1 and day between $2 and $3 and contested and not withdrawn
        order by 1";
    let days: Vec<(Day,)> = tx.all(sql, values![place, from, to]).await?;
    Ok(days.into_iter().map(|(day,)| day).collect())
}

db::row! {
    /// How often an agent recorded something alike.
    pub(crate) struct UseRow {
        pub agent: Option<AccountId>,
        pub theme: u16,
        pub operator: Option<u16>,
        pub acts: u8,
        pub support: Option<u8>,
        pub count: u64,
    }
}

/// What was recorded in a place between two days, counted by agent and by what a favourite holds.
pub(crate) async fn uses(tx: &mut Tx, place: PlaceId, from: Day, to: Day) -> Result<Vec<UseRow>, DbError> {
    let sql = "select agent, theme, operator, acts, support, cast(count(*) as bigint) from request
        where place = $1 and day between $2 and $3 and not withdrawn group by agent, theme, operator, acts, support";
    tx.all(sql, values![place, from, to]).await
}
