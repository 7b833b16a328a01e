//! The database of the TypeScript system: read in one snapshot, by a session that cannot write.

use super::Rows;
use super::row::Row;
use crate::{Error, Result};
use domain::Secret;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection};
use std::collections::{HashMap, HashSet};
use std::str::FromStr;

const BEGIN: &str = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
    BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Its versions differ in their tables and columns, so rows come as JSON, whatever is in them.
pub(super) struct Source {
    connection: PgConnection,
    /// By table.
    columns: HashMap<String, HashSet<String>>,
}

impl Source {
    pub(super) async fn open(from: &Secret) -> Result<Self> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| from.expose().starts_with(scheme)) {
            let text = "The address of the database to import from must begin with postgres:// or postgresql://.";
            return Err(Error::Start(text.to_owned()));
        }
        let opened = async {
            let options = PgConnectOptions::from_str(from.expose())?.application_name("cch import");
            let mut connection = options.connect().await?;
            sqlx::raw_sql(BEGIN).execute(&mut connection).await?;
            const COLUMNS: &str = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT)
                FROM information_schema.columns WHERE table_schema = CURRENT_SCHEMA()";
            let found: Vec<(String, String)> = sqlx::query_as(COLUMNS).fetch_all(&mut connection).await?;
            Ok((connection, found))
        };
        let (connection, found) = opened.await.map_err(|error: sqlx::Error| {
            Error::Start(format!("The database to import from cannot be read: {error}. Is --from its address?"))
        })?;
        let mut columns: HashMap<_, HashSet<_>> = HashMap::new();
        for (table, column) in found {
            columns.entry(table).or_default().insert(column);
        }
        let source = Self { connection, columns };
        match source.has("keys", "key") || source.has("providers", "key") {
            true => Ok(source),
            false => Err(Error::Start(
                "The database to import from is not the TypeScript system's: neither keys nor providers have their key."
                    .to_owned(),
            )),
        }
    }

    pub(super) fn has(&self, table: &str, column: &str) -> bool {
        self.columns.get(table).is_some_and(|columns| columns.contains(column))
    }

    /// Every row of a table.
    pub(super) async fn rows(&mut self, table: &'static str) -> Result<Rows> {
        if !self.has(table, "id") {
            return Ok(None);
        }
        let sql = AssertSqlSafe(format!("SELECT CAST(TO_JSONB(t) AS TEXT) FROM {table} t ORDER BY id"));
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut self.connection).await?;
        Ok(Some(rows.iter().map(|json| Row::read(json)).collect::<Result<_>>()?))
    }

    /// Those `wanted` columns that there are of the next rows, whose `key` is beyond `after`.
    pub(super) async fn page(
        &mut self,
        table: &'static str,
        key: &'static str,
        wanted: &[&'static str],
        after: i64,
        limit: i64,
    ) -> Result<Vec<Row>> {
        let columns: Vec<_> = wanted.iter().copied().filter(|column| self.has(table, column)).collect();
        let sql = AssertSqlSafe(format!(
            "SELECT CAST(TO_JSONB(t) AS TEXT) FROM (SELECT {} FROM {table} WHERE {key} > CAST($1 AS BIGINT)
             ORDER BY {key} LIMIT $2) t ORDER BY {key}",
            columns.join(", ")
        ));
        let query = sqlx::query_scalar(sql).bind(after).bind(limit);
        let rows: Vec<String> = query.fetch_all(&mut self.connection).await?;
        rows.iter().map(|json| Row::read(json)).collect()
    }
}
