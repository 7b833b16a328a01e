//! Every schema that there ever was becomes today's, with all that is in it: also twice, by two at once, and after having been
//! stopped half way.

use crate::bench::{Bench, empty_postgres, run};
use crate::migration::{before, folder};
use control::Db;
use std::collections::BTreeSet;
use std::time::Duration;
use tempfile::TempDir;

const ROWS: i64 = 40;

fn files(dialect: &str) -> Vec<String> {
    let files =
        std::fs::read_dir(folder(dialect)).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = files.collect();
    files.sort();
    files
}

/// Brings a database to the schema before the file that is called `next`.
async fn migrate(db: &Db, dialect: &str, next: &str) {
    let migrator = before(next, dialect).await;
    match db {
        Db::Sqlite { write, .. } => migrator.run(write).await.unwrap(),
        Db::Postgres { pool, .. } => migrator.run(pool).await.unwrap(),
    }
}

/// What the very first schema could hold.
async fn fill(db: &Db) {
    let mut sql = "INSERT INTO users (name, note, role, groups, allowed_models, enabled, created_at, updated_at)
            VALUES ('ann', '', 'user', '[]', '[]', TRUE, 1, 1);
        INSERT INTO keys (user_id, name, hash, hint, groups, can_login, enabled, created_at, updated_at)
            VALUES (1, 'laptop', 'aa', '', '[]', TRUE, TRUE, 1, 1);
        INSERT INTO providers (name, kind, url, credential, key_hint, weight, priority, multiplier, groups, allowed_models, note,
            enabled, created_at, updated_at) VALUES ('main', 'claude', 'https://h.example', '', '', 1, 0, 10000, '[]', '[]', '',
            TRUE, 1, 1);
        INSERT INTO settings (name, value) VALUES ('site_title', 'Ours');"
        .to_owned();
    for row in 0..ROWS {
        sql.push_str(&format!(
            "INSERT INTO usage_ledger (request_id, at, user_id, key_id, provider_id, model, outcome, failed, unpriced, estimated,
                input, output, cache_write_5m, cache_write_1h, cache_read, reasoning, cost)
                VALUES ('r{row}', {}, 1, 1, 1, 'm', 'ok', FALSE, FALSE, FALSE, 10, 5, 0, 0, 0, 0, 7);",
            1_795_000_000_000_i64 + row * 3_600_000
        ));
    }
    run(db, &sql).await.unwrap();
}

/// Columns and indices, but for the days of the log.
async fn schema(db: &Db) -> BTreeSet<String> {
    match db {
        Db::Sqlite { write, .. } => {
            let sql = "SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk
                FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
                AND m.name NOT LIKE 'sqlite%'
                UNION ALL SELECT name || ' on ' || tbl_name FROM sqlite_master WHERE type IN ('index', 'trigger')";
            sqlx::query_scalar(sql).fetch_all(write).await.unwrap().into_iter().collect()
        }
        Db::Postgres { pool, .. } => {
            let sql = "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
                FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'request\\_log\\_2%'
                UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                AND tablename NOT LIKE 'request\\_log\\_2%'";
            sqlx::query_scalar(sql).fetch_all(pool).await.unwrap().into_iter().collect()
        }
    }
}

async fn sums(db: &Db) -> (i64, i64) {
    let sql = "SELECT COUNT(*), CAST(SUM(cost) AS BIGINT) FROM usage_ledger";
    match db {
        Db::Sqlite { read, .. } => sqlx::query_as(sql).fetch_one(read).await.unwrap(),
        Db::Postgres { pool, .. } => sqlx::query_as(sql).fetch_one(pool).await.unwrap(),
    }
}

/// Opens without bringing the schema up to date.
async fn bare(dsn: &str) -> Db {
    match dsn.strip_prefix("sqlite:") {
        Some(path) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
            let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
            Db::Sqlite { read: pool.clone(), write: pool }
        }
        None => {
            let pool = sqlx::PgPool::connect(dsn).await.unwrap();
            Db::Postgres { pool: pool.clone(), writer: pool.clone(), jobs: pool }
        }
    }
}

async fn upgraded(dialect: &str, dsn: impl AsyncFn() -> (String, TempDir)) {
    let all = files(dialect);
    let (fresh, _fresh) = dsn().await;
    let db = Db::connect(&fresh).await.unwrap();
    let today = schema(&db).await;
    db.close().await;
    for version in 1..all.len() {
        let (dsn, _dir) = dsn().await;
        let db = bare(&dsn).await;
        migrate(&db, dialect, &all[1]).await;
        fill(&db).await;
        migrate(&db, dialect, &all[version]).await;
        db.close().await;
        // Stopped sooner or later.
        for ms in [1, 3, 9] {
            let _ = tokio::time::timeout(Duration::from_millis(ms), Db::connect(&dsn)).await;
            if dialect == "sqlite" {
                // Unlike a process that is killed, its thread ends the statement that it is at.
                let db = bare(&dsn).await;
                run(&db, "BEGIN EXCLUSIVE; ROLLBACK").await.unwrap();
                db.close().await;
            }
        }
        if dialect == "postgres" {
            let (one, other) = tokio::join!(Db::connect(&dsn), Db::connect(&dsn));
            one.unwrap().close().await;
            other.unwrap().close().await;
        }
        Db::connect(&dsn).await.unwrap().close().await;
        let bench = Bench::at(dsn).await;
        let db = bench.control.db();
        assert_eq!(schema(db).await, today, "from {}", all[version - 1]);
        assert_eq!(sums(db).await, (ROWS, ROWS * 7), "from {}", all[version - 1]);
        bench.control.complete_days().await.unwrap();
        let users = bench.control.users().list(&bench.admin).await.unwrap();
        assert_eq!(users.len(), 1, "from {}", all[version - 1]);
        assert_eq!(bench.control.settings().get().site_title, "Ours");
        db.close().await;
    }
}

#[tokio::test]
async fn every_schema_of_sqlite_becomes_todays() {
    upgraded("sqlite", async || {
        let dir = TempDir::new().unwrap();
        (format!("sqlite:{}", dir.path().join("hub.db").display()), dir)
    })
    .await;
}

#[tokio::test]
async fn every_schema_of_postgres_becomes_todays() {
    upgraded("postgres", async || (empty_postgres().await, TempDir::new().unwrap())).await;
}
