//! Many rows, quickly: a few that the writer stored, doubled inside the database.

use crate::bench::{Bench, journal, run};
use crate::sample::{NOON, attempt, entry};
use control::{Db, writer};
use domain::log::{LogEntry, Outcome, Record};
use domain::time::HOUR;
use tokio::sync::watch;

pub(crate) async fn store(bench: &Bench, entries: impl Iterator<Item = LogEntry>) {
    let dir = tempfile::tempdir_in(bench.dir.path()).unwrap();
    let (writing, reader) = journal(dir.path()).await;
    for entry in entries {
        writing.append(&serde_json::to_vec(&Record::Settled(Box::new(entry))).unwrap()).unwrap();
    }
    let (_stop, shutdown) = watch::channel(true);
    writer::run(bench.control.clone(), reader, shutdown).await;
}

/// Of 50 users with two keys each, 20 providers and 12 models; one in 25 failed. Of the last two days.
pub(crate) fn sample(number: i64) -> LogEntry {
    let mut entry = entry(&format!("r{number:05}"), NOON - number * HOUR / 16, number % 50 + 1);
    entry.caller.key_id.0 = number % 100 + 1;
    entry.model = Some(format!("model-{}", number % 12));
    entry.session = Some(format!("session-{}", number / 8));
    entry.outcome = if number % 25 == 0 { Outcome::VendorError } else { Outcome::Ok };
    entry.attempts = vec![attempt(number % 20 + 1, entry.outcome)];
    entry
}

/// 49,152 rows in the log, the ledger and the roll-ups each, in the order of their times as a writer leaves them, and what
/// the planner wants to know of them.
pub(crate) async fn gather(bench: &Bench) {
    store(bench, (0..768).map(sample)).await;
    let db = bench.control.db();
    for (table, id, time) in
        [("request_log", "id", "at"), ("usage_ledger", "request_id", "at"), ("usage_rollup", "model", "bucket")]
    {
        run(db, &format!("CREATE TABLE crowd AS SELECT * FROM {table}")).await.unwrap();
        for round in 0..6 {
            let later = if time == "at" { 7 << round } else { 0 };
            let change = format!("{id} = {id} || '-{round}', {time} = {time} + {later}");
            run(db, "CREATE TABLE doubled AS SELECT * FROM crowd").await.unwrap();
            run(db, &format!("UPDATE doubled SET {change}")).await.unwrap();
            run(db, "INSERT INTO crowd SELECT * FROM doubled").await.unwrap();
            run(db, "DROP TABLE doubled").await.unwrap();
        }
        run(db, &format!("DELETE FROM {table}")).await.unwrap();
        run(db, &format!("INSERT INTO {table} SELECT * FROM crowd ORDER BY {time}")).await.unwrap();
        run(db, "DROP TABLE crowd").await.unwrap();
    }
    // The writer stored all at once; it would have done so as they came.
    run(db, "UPDATE usage_ledger SET settled_at = at").await.unwrap();
    run(db, if matches!(db, Db::Sqlite { .. }) { "ANALYZE" } else { "VACUUM ANALYZE" }).await.unwrap();
}
