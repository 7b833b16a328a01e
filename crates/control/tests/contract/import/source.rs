//! Databases of the TypeScript system.

use crate::bench::empty_postgres;
use domain::Secret;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

pub(super) struct Source {
    connection: PgConnection,
    pub(super) address: Secret,
}

impl Source {
    /// A small team's.
    pub(super) async fn team() -> Self {
        let mut source = Self::empty().await;
        source.run(include_str!("schema.sql")).await;
        source.run(include_str!("rows.sql")).await;
        source
    }

    /// Of an early version.
    pub(super) async fn old() -> Self {
        let mut source = Self::empty().await;
        source.run(include_str!("old.sql")).await;
        source
    }

    async fn empty() -> Self {
        let dsn = empty_postgres().await;
        let connection = PgConnection::connect(&dsn).await.unwrap();
        Self { connection, address: Secret::new(dsn) }
    }

    pub(super) async fn run(&mut self, sql: &str) {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut self.connection).await.unwrap();
    }

    pub(super) async fn number(&mut self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut self.connection).await.unwrap()
    }

    /// Every row as text.
    pub(super) async fn dump(&mut self) -> Vec<String> {
        const TABLES: &str = "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
        let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut self.connection).await.unwrap();
        let mut dump = Vec::new();
        for table in tables {
            let sql = AssertSqlSafe(format!("SELECT CAST(t AS TEXT) FROM {table} t ORDER BY 1"));
            let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut self.connection).await.unwrap();
            dump.extend(rows.into_iter().map(|row| format!("{table} {row}")));
        }
        dump
    }
}
