//! The control: the rows that the journal wrote, into the same tables, on the raw engine, by prepared statements.

use rusqlite::{Connection, types::Value};
use std::{path::Path, time::Instant};

const TABLES: [&str; 3] = ["entry", "visit", "request"];

/// Seconds it takes. The rows are read beforehand; only the writing is timed.
pub(super) fn run(from: &Path, to: &Path, commits: u64) -> rusqlite::Result<f64> {
    let source = Connection::open(from)?;
    let target = Connection::open(to)?;
    target.pragma_update(None, "journal_mode", "wal")?;
    target.pragma_update(None, "synchronous", "full")?;
    for migration in db::MIGRATIONS {
        target.execute_batch(&migration.sql.replace("/*sqlite", "").replace("sqlite*/", ""))?;
    }
    target.execute("insert into place_head (place, sequence) values (1, 0)", [])?;
    let rows: Vec<Vec<Vec<Value>>> = TABLES.iter().map(|table| read(&source, table)).collect::<Result<_, _>>()?;
    let commits = usize::try_from(commits).unwrap_or(1).max(1);

    let start = Instant::now();
    let mut inserts = TABLES
        .iter()
        .zip(&rows)
        .map(|(table, rows)| {
            let columns = rows.first().map_or(1, Vec::len);
            let places = (1..=columns).map(|number| format!("?{number}")).collect::<Vec<_>>().join(",");
            target.prepare(&format!("insert into {table} values ({places})"))
        })
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut head = target.prepare("update place_head set sequence = sequence + ?1 where place = 1")?;
    for number in 0..commits {
        target.execute_batch("begin immediate")?;
        let part = |length: usize| length * number / commits..length * (number + 1) / commits;
        for (insert, rows) in inserts.iter_mut().zip(&rows) {
            for row in &rows[part(rows.len())] {
                insert.execute(rusqlite::params_from_iter(row))?;
            }
        }
        head.execute([part(rows[0].len()).len() as i64])?;
        target.execute_batch("commit")?;
    }
    Ok(start.elapsed().as_secs_f64())
}

fn read(source: &Connection, table: &str) -> rusqlite::Result<Vec<Vec<Value>>> {
    let order = if table == "entry" { "place, sequence" } else { "place, id" };
    let mut select = source.prepare(&format!("select * from {table} order by {order}"))?;
    let columns = select.column_count();
    let rows = select.query_map([], |row| (0..columns).map(|index| row.get(index)).collect())?;
    rows.collect()
}
