//! What is derived from the ledger and the log, by the database itself.

use anyhow::Result;
use control::Db;
use sqlx::AssertSqlSafe;

/// Statements that fill a table from rows that are there. A new derived table is one more of them.
const DERIVED: [&str; 2] = [
    "INSERT INTO usage_rollup (bucket, user_id, key_id, provider_id, model, requests, failures, unpriced, input, output,
        cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning, cost)
     SELECT at / 900000 * 900000, user_id, key_id, provider_id, model, COUNT(*), SUM(CASE WHEN failed THEN 1 ELSE 0 END),
        SUM(CASE WHEN unpriced THEN 1 ELSE 0 END), SUM(input), SUM(output), SUM(cache_write_5m), SUM(cache_write_1h),
        SUM(cache_read), SUM(input_image), SUM(output_image), SUM(reasoning), SUM(cost)
     FROM usage_ledger GROUP BY 1, 2, 3, 4, 5",
    "INSERT INTO logged_models (model, last_at)
     SELECT model, MAX(at) / 86400000 * 86400000 FROM request_log WHERE model IS NOT NULL GROUP BY model",
];

pub(crate) async fn derive(db: &Db) -> Result<()> {
    for sql in DERIVED {
        run(db, sql).await?;
    }
    Ok(())
}

/// What a database does by itself in quiet hours: statistics for its planner, and which pages are all visible.
pub(crate) async fn settle(db: &Db) -> Result<()> {
    match db {
        Db::Postgres { .. } => run(db, "VACUUM (ANALYZE)").await,
        Db::Sqlite { .. } => run(db, "PRAGMA optimize = 0x10002").await,
    }
}

pub(crate) async fn run(db: &Db, sql: &str) -> Result<()> {
    let sql = AssertSqlSafe(sql.to_owned());
    match db {
        Db::Postgres { pool, .. } => sqlx::raw_sql(sql).execute(pool).await.map(drop)?,
        Db::Sqlite { write, .. } => sqlx::raw_sql(sql).execute(write).await.map(drop)?,
    }
    Ok(())
}
