//! What is derived from the ledger and the log, by the database itself.

use anyhow::Result;
use control::Db;
use domain::speed::Speed;
use sqlx::AssertSqlSafe;

const NUMBERS: &str = "SUM(requests), SUM(failures), SUM(unpriced), SUM(retries), SUM(input), SUM(output),
    SUM(cache_write_5m), SUM(cache_write_1h), SUM(cache_read), SUM(input_image), SUM(output_image), SUM(reasoning),
    SUM(cost), STRING_AGG(speed, ' ')";

/// Of the ledger; none of its rows is an attempt that was given up.
const QUARTERS: &str = "INSERT INTO usage_rollup
    SELECT at / 900000 * 900000, user_id, key_id, provider_id, group_name, model, COUNT(*),
        SUM(CASE WHEN failed THEN 1 ELSE 0 END), SUM(CASE WHEN unpriced THEN 1 ELSE 0 END), SUM(retries), SUM(input),
        SUM(output), SUM(cache_write_5m), SUM(cache_write_1h), SUM(cache_read), SUM(input_image), SUM(output_image),
        SUM(reasoning), SUM(cost), STRING_AGG(speed, ' ')
    FROM usage_ledger GROUP BY 1, 2, 3, 4, 5, 6";

/// No request of it was tried twice.
const ATTEMPTS: &str = "INSERT INTO provider_attempts (bucket, provider_id, attempts, failures)
    SELECT bucket, provider_id, SUM(requests), SUM(failures) FROM usage_rollup
    WHERE bucket >= (SELECT MAX(bucket) FROM usage_rollup) - 604800000 GROUP BY 1, 2";

const MODELS: &str = "INSERT INTO logged_models (model, last_at)
    SELECT model, MAX(at) / 86400000 * 86400000 FROM request_log WHERE model IS NOT NULL GROUP BY model";

/// The facets of `usage_hour`: number, what each keeps apart, and the other columns of its key.
const HOURLY: [(i64, &str, &str); 5] = [
    (0, "", "0, 0, 0, '', ''"),
    (1, ", group_name, model", "0, 0, 0, group_name, model"),
    (2, ", user_id, group_name", "user_id, 0, 0, group_name, ''"),
    (3, ", provider_id, group_name", "0, 0, provider_id, group_name, ''"),
    (8, ", provider_id", "0, 0, provider_id, '', ''"),
];

/// The days are the hub's own to build ([`control::Control::complete_days`]).
pub(crate) async fn derive(db: &Db) -> Result<()> {
    run(db, QUARTERS).await?;
    shorten(db, "usage_rollup").await?;
    for (facet, by, key) in HOURLY {
        let sql = format!(
            "INSERT INTO usage_hour SELECT {facet}, bucket / 3600000 * 3600000 AS begun, {key}, {NUMBERS}
             FROM usage_rollup GROUP BY begun{by}"
        );
        run(db, &sql).await?;
    }
    shorten(db, "usage_hour").await?;
    run(db, ATTEMPTS).await?;
    run(db, MODELS).await
}

/// Writes speeds that are longer than the hub lets them become anew, as it does.
async fn shorten(db: &Db, table: &str) -> Result<()> {
    let row = if matches!(db, Db::Postgres { .. }) { "ctid" } else { "rowid" };
    let select = AssertSqlSafe(format!("SELECT CAST({row} AS TEXT), speed FROM {table} WHERE LENGTH(speed) > 1500"));
    let cast = if matches!(db, Db::Postgres { .. }) { "tid" } else { "INTEGER" };
    let update = format!("UPDATE {table} SET speed = $1 WHERE {row} = CAST($2 AS {cast})");
    match db {
        Db::Postgres { pool, .. } => {
            let long: Vec<(String, String)> = sqlx::query_as(select).fetch_all(pool).await?;
            let mut tx = pool.begin().await?;
            for (row, speed) in long {
                let speed = Speed::parse(&speed).to_string();
                sqlx::query(AssertSqlSafe(update.clone())).bind(speed).bind(row).execute(&mut *tx).await?;
            }
            tx.commit().await?;
        }
        Db::Sqlite { write, .. } => {
            let long: Vec<(String, String)> = sqlx::query_as(select).fetch_all(write).await?;
            let mut tx = write.begin().await?;
            for (row, speed) in long {
                let speed = Speed::parse(&speed).to_string();
                sqlx::query(AssertSqlSafe(update.clone())).bind(speed).bind(row).execute(&mut *tx).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

/// PostgreSQL fills tables far quicker without their indices: how to make them again. Those of primary keys stay.
pub(crate) async fn drop_indices(db: &Db) -> Result<Vec<String>> {
    const SQL: &str = "SELECT indexname::TEXT, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename IN ('request_log', 'usage_ledger', 'usage_rollup', 'usage_hour')
        AND indexname NOT LIKE '%_pkey%'";
    let Db::Postgres { pool, .. } = db else { return Ok(Vec::new()) };
    let found: Vec<(String, String)> = sqlx::query_as(SQL).fetch_all(pool).await?;
    for (name, _) in &found {
        run(db, &format!("DROP INDEX {name}")).await?;
    }
    Ok(found.into_iter().map(|(_, sql)| sql.replace(" ON ONLY ", " ON ")).collect())
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
