//! Rows in bulk: `COPY` on PostgreSQL, long `INSERT`s on SQLite.

use anyhow::Result;
use control::Db;
use sqlx::postgres::PgPoolCopyExt;
use sqlx::{QueryBuilder, Sqlite};

/// SQLite takes 32,766 parameters a statement.
const PARAMETERS: usize = 32_000;

pub(crate) enum Value {
    Null,
    Int(i64),
    Flag(bool),
    Text(String),
}

type Column<R> = (&'static str, Box<dyn Fn(&R) -> Value + Send + Sync>);

/// Which columns of a table are written, and from what.
pub(crate) struct Table<R> {
    name: &'static str,
    columns: Vec<Column<R>>,
}

impl<R> Table<R> {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, columns: Vec::new() }
    }

    pub(crate) fn column(mut self, name: &'static str, value: impl Fn(&R) -> Value + Send + Sync + 'static) -> Self {
        self.columns.push((name, Box::new(value)));
        self
    }

    pub(crate) async fn write(&self, db: &Db, rows: &[R]) -> Result<()> {
        let names: Vec<&str> = self.columns.iter().map(|column| column.0).collect();
        let names = names.join(", ");
        match db {
            Db::Postgres { pool, .. } => {
                let mut copy = pool.copy_in_raw(&format!("COPY {} ({names}) FROM STDIN", self.name)).await?;
                for part in rows.chunks(2_000) {
                    let mut text = String::new();
                    part.iter().for_each(|row| self.line(&mut text, row));
                    copy.send(text.into_bytes()).await?;
                }
                copy.finish().await?;
            }
            Db::Sqlite { write, .. } => {
                let mut tx = write.begin().await?;
                for part in rows.chunks(PARAMETERS / self.columns.len()) {
                    let mut query = QueryBuilder::<Sqlite>::new(format!("INSERT INTO {} ({names}) ", self.name));
                    query.push_values(part, |mut values, row| {
                        for (_, value) in &self.columns {
                            match value(row) {
                                Value::Null => values.push_bind(None::<i64>),
                                Value::Int(number) => values.push_bind(number),
                                Value::Flag(flag) => values.push_bind(flag),
                                Value::Text(text) => values.push_bind(text),
                            };
                        }
                    });
                    query.build().execute(&mut *tx).await?;
                }
                tx.commit().await?;
            }
        }
        Ok(())
    }

    /// In the text form of `COPY`.
    fn line(&self, out: &mut String, row: &R) {
        for (place, (_, value)) in self.columns.iter().enumerate() {
            if place > 0 {
                out.push('\t');
            }
            match value(row) {
                Value::Null => out.push_str("\\N"),
                Value::Int(number) => out.push_str(&number.to_string()),
                Value::Flag(flag) => out.push_str(if flag { "t" } else { "f" }),
                Value::Text(text) if !text.contains(['\\', '\t', '\n']) => out.push_str(&text),
                Value::Text(text) => {
                    out.push_str(&text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n"));
                }
            }
        }
        out.push('\n');
    }
}
