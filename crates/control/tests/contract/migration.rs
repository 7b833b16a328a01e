//! Both databases have the same schema, and starting again or twice at once does no harm.

use crate::bench::{Bench, empty_postgres};
use control::Db;
use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(crate) fn folder(dialect: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(dialect)
}

/// The migrations that there were before the one that is called `next`.
pub(crate) async fn before(next: &str, dialect: &str) -> Migrator {
    let older = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(folder(dialect)).unwrap().map(Result::unwrap) {
        if file.file_name().to_str().unwrap() < next {
            std::fs::copy(file.path(), older.path().join(file.file_name())).unwrap();
        }
    }
    Migrator::new(older.path()).await.unwrap()
}

#[test]
fn the_folders_have_the_same_files() {
    let names = |dialect: &str| {
        std::fs::read_dir(folder(dialect)).unwrap().map(|file| file.unwrap().file_name()).collect::<BTreeSet<_>>()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[tokio::test]
async fn the_schemas_are_equal() {
    let (sqlite, postgres) = (Bench::sqlite().await, Bench::postgres().await);
    let (Db::Sqlite { read, .. }, Db::Postgres { pool, .. }) = (sqlite.control.db(), postgres.control.db()) else {
        panic!("the benches are mixed up")
    };
    // Table, column, may be null, place in the primary key.
    let columns = "SELECT m.name || '.' || c.name || ' null:' || (c.\"notnull\" = 0 AND c.pk = 0) || ' key:' || c.pk
        FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
        AND m.name NOT LIKE 'sqlite%'";
    let ours: BTreeSet<String> = sqlx::query_scalar(columns).fetch_all(read).await.unwrap().into_iter().collect();
    let columns = "SELECT c.table_name || '.' || c.column_name || ' null:' || CASE c.is_nullable WHEN 'YES' THEN 1 ELSE 0 END
        || ' key:' || COALESCE((SELECT k.ordinal_position FROM information_schema.key_column_usage k
            JOIN information_schema.table_constraints t ON t.constraint_name = k.constraint_name AND t.constraint_type = 'PRIMARY KEY'
            WHERE k.table_schema = 'public' AND k.table_name = c.table_name AND k.column_name = c.column_name), 0)
        FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name NOT LIKE '\\_sqlx%'";
    let theirs: BTreeSet<String> = sqlx::query_scalar(columns).fetch_all(pool).await.unwrap().into_iter().collect();
    assert_eq!(ours, theirs);
    assert!(ours.contains("users.expires_at null:1 key:0") && ours.contains("request_log.id null:0 key:2"), "{ours:?}");

    // Index, uniqueness, whether partial, columns.
    let indices = "SELECT l.name || ' unique:' || l.\"unique\" || ' partial:' || l.partial || ' ' ||
        (SELECT GROUP_CONCAT(i.name) FROM pragma_index_info(l.name) i)
        FROM sqlite_master m JOIN pragma_index_list(m.name) l WHERE m.type = 'table' AND l.origin = 'c'";
    let ours: BTreeSet<String> = sqlx::query_scalar(indices).fetch_all(read).await.unwrap().into_iter().collect();
    let indices =
        "SELECT c.relname || ' unique:' || x.indisunique::int || ' partial:' || (x.indpred IS NOT NULL)::int || ' ' ||
        (SELECT STRING_AGG(a.attname, ',' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid)
        FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class t ON t.oid = x.indrelid
        WHERE n.nspname = 'public' AND NOT x.indisprimary AND NOT t.relispartition AND t.relname NOT LIKE '\\_sqlx%'";
    let theirs: BTreeSet<String> = sqlx::query_scalar(indices).fetch_all(pool).await.unwrap().into_iter().collect();
    assert_eq!(ours, theirs);
    assert!(ours.contains("users_name unique:1 partial:1 name"), "{ours:?}");
}

#[tokio::test]
async fn instances_may_start_at_once() {
    let dsn = empty_postgres().await;
    let (a, b, c) = tokio::join!(Db::connect(&dsn), Db::connect(&dsn), Db::connect(&dsn));
    for db in [a, b, c] {
        db.unwrap().ping().await.unwrap();
    }
}

#[tokio::test]
async fn a_wrong_address_is_told() {
    let error = Db::connect("mysql://h/db").await.unwrap_err();
    assert!(error.to_string().contains("sqlite:"), "{error}");
}

/// How many requests a provider takes at once was part of its routing.
#[tokio::test]
async fn concurrency_becomes_a_limit() {
    const INSERT: &str = "INSERT INTO providers (name, kind, url, credential, key_hint, weight, priority, multiplier, groups,
        allowed_models, note, enabled, created_at, updated_at, routing) VALUES
        ('plain', 'claude', '', '', '', 1, 0, 10000, '[]', '[]', '', TRUE, 0, 0, '{}'),
        ('without', 'claude', '', '', '', 1, 0, 10000, '[]', '[]', '', TRUE, 0, 0, '{\"concurrency\":0,\"sticky\":false}'),
        ('with', 'claude', '', '', '', 1, 0, 10000, '[]', '[]', '', TRUE, 0, 0, '{\"concurrency\":8,\"sticky\":true}')";
    let dir = tempfile::tempdir().unwrap();
    let file = format!("sqlite:{}", dir.path().join("cch.db").display());
    let mut sqlite = SqliteConnection::connect(&format!("{file}?mode=rwc")).await.unwrap();
    before("0004", "sqlite").await.run(&mut sqlite).await.unwrap();
    sqlx::query(INSERT).execute(&mut sqlite).await.unwrap();
    sqlite.close().await.unwrap();
    let server = empty_postgres().await;
    let mut postgres = PgConnection::connect(&server).await.unwrap();
    before("0004", "postgres").await.run(&mut postgres).await.unwrap();
    sqlx::query(INSERT).execute(&mut postgres).await.unwrap();
    for dsn in [file, server] {
        let bench = Bench::at(dsn).await;
        let providers = bench.control.providers().list(&bench.admin).await.unwrap();
        let found: Vec<_> =
            providers.iter().map(|one| (one.limits.caps.concurrent_requests, one.routing.sticky)).collect();
        assert_eq!(found, [(None, true), (None, false), (Some(8), true)]);
    }
}
