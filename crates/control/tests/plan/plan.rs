//! No statement reads the log or the ledger from end to end: whatever it wants, an index knows where it is.

use crate::bench::{Bench, run};
use crate::calls::{reads, writes};
use crate::crowd::gather;
use crate::recorder::{self, Heard, listen};
use control::Db;
use sqlx::{AssertSqlSafe, Row, SqlitePool};

/// What no index answers.
const SLOW: &str = "SELECT COUNT(*) FROM request_log WHERE duration_ms = 7";

#[tokio::test]
async fn sqlite() {
    let _alone = listen().await;
    let bench = Bench::sqlite().await;
    gather(&bench).await;
    let Db::Sqlite { read, .. } = bench.control.db() else { panic!("not SQLite") };
    assert!(scans(&plan(read, SLOW).await), "the test sees what it looks for");
    assert!(scans(&plan(read, "SELECT * FROM usage_ledger l ORDER BY cost LIMIT 1").await));
    for (what, heard) in reads(&bench).await.into_iter().chain(writes(&bench).await) {
        for statement in
            heard.statements.iter().filter(|sql| sql.contains("request_log") || sql.contains("usage_ledger"))
        {
            let plan = plan(read, statement).await;
            assert!(!scans(&plan), "{what}\n{statement}\n{}", plan.join("\n"));
        }
    }
}

async fn plan(pool: &SqlitePool, sql: &str) -> Vec<String> {
    let rows = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"))).fetch_all(pool).await.unwrap();
    rows.iter().map(|row| row.get("detail")).collect()
}

/// A walk along an index is none: it stops at the limit.
fn scans(plan: &[String]) -> bool {
    let tables = ["request_log", "usage_ledger", "l"];
    plan.iter().any(|step| tables.iter().any(|table| step.trim() == format!("SCAN {table}")))
}

#[tokio::test]
async fn postgres() {
    let _alone = listen().await;
    let bench = Bench::postgres().await;
    gather(&bench).await;
    let Db::Postgres { pool, .. } = bench.control.db() else { panic!("not PostgreSQL") };
    let name: String = sqlx::query_scalar("SELECT current_database()").fetch_one(pool).await.unwrap();
    for setting in [
        "session_preload_libraries = 'auto_explain'",
        "auto_explain.log_min_duration = 0",
        "auto_explain.log_level = 'notice'",
        "client_min_messages = 'notice'",
    ] {
        run(bench.control.db(), &format!("ALTER DATABASE {name} SET {setting}")).await.unwrap();
    }
    // Whoever connects from now on tells its plans.
    let told = Bench { control: bench.second().await, ..bench };
    let slow = async |sql: &'static str| {
        recorder::take(told.control.db()).await;
        run(told.control.db(), sql).await.unwrap();
        reads_all(&recorder::take(told.control.db()).await).cloned()
    };
    assert!(slow(SLOW).await.is_some(), "the test sees what it looks for");
    assert!(slow("SELECT * FROM usage_ledger l ORDER BY cost LIMIT 1").await.is_some());
    assert!(slow("SELECT 1 FROM request_log WHERE id = 'r00001'").await.is_none());
    let mut plans = 0;
    for (what, heard) in reads(&told).await.into_iter().chain(writes(&told).await) {
        plans += heard.notices.len();
        if let Some(plan) = reads_all(&heard) {
            panic!("{what}\n{plan}");
        }
    }
    assert!(plans > 200, "{plans} plans");
}

/// That of a whole table is meant where the rows of a day are counted before they are dropped.
fn reads_all(heard: &Heard) -> Option<&String> {
    let scans = ["Seq Scan on request_log", "Seq Scan on usage_ledger"];
    let counts = |plan: &String| plan.contains("SELECT COUNT(*) FROM request_log_");
    heard.notices.iter().find(|plan| scans.iter().any(|scan| plan.contains(scan)) && !counts(plan))
}
