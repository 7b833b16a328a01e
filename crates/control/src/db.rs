//! The two databases behind one face: SQLite by default, PostgreSQL when it is set.
//!
//! SQL is written once. [`on!`] repeats an expression for each database, so sqlx checks it against both drivers with
//! their native types. That works for the portable subset:
//!
//! | Topic | Rule |
//! |---|---|
//! | parameters | `$1` in static SQL; `QueryBuilder` for lists and optional filters |
//! | ids | read back with `RETURNING id` |
//! | time | `BIGINT` unix milliseconds, from Rust as a parameter; never the database's clock |
//! | money | `BIGINT` nano-dollars |
//! | flags | `BOOLEAN`, compared with `= TRUE` |
//! | JSON | `TEXT`, read and written by serde; what is filtered by has its own column |
//! | sums | `CAST(COALESCE(SUM(x), 0) AS BIGINT)`: PostgreSQL sums to NUMERIC |
//! | upsert | `ON CONFLICT (..) DO UPDATE`; name the table where the old value is read; one row at most once a statement |
//! | text search | `LOWER(x) LIKE LOWER($1)` |
//! | paging | by key: `(at, id) < ($1, $2)` |
//! | bulk | rows x columns at most 32,766; of many rows as [`statements`] cuts them |
//! | schema | add, rename, drop a column; anything else is a new table and a copy |
//!
//! Where the dialects really differ, that one function has its own `match`.
//!
//! SQLite has one writer: a pool of one connection writes, another one reads. On PostgreSQL the journal's writer has
//! connections of its own, so that a busy console cannot hold it up, and so have jobs, so that they hold up nobody.
//!
//! Inside a job's run ([`in_run`]) every transaction is the run's: it uses the jobs' connections, and one that writes fails
//! when the run has lost its lease.

use crate::{Error, store};
use domain::job::Job;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite, Transaction};
use std::str::FromStr;
use std::time::Duration;

/// How long a caller waits for a free connection before the database counts as away.
const ACQUIRE: Duration = Duration::from_secs(5);

/// After which a connection that reads SQLite is closed: each holds pages of up to 2 MB.
const IDLE: Duration = Duration::from_secs(20);

/// Most connections to PostgreSQL of one instance: everybody's, the journal writer's own, and those of jobs.
pub(crate) const CONNECTIONS: u32 = SHARED + WRITER + JOBS;
const SHARED: u32 = 16;
const WRITER: u32 = 2;
const JOBS: u32 = 2;

static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

#[derive(Clone, Debug)]
pub enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres { pool: PgPool, writer: PgPool, jobs: PgPool },
}

/// One run of a job, as long as it has its lease.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) job: Job,
    pub(crate) token: i64,
}

tokio::task_local! {
    static RUN: Run;
}

/// Every transaction that `work` opens is this run's.
pub(crate) async fn in_run<T>(run: Run, work: impl Future<Output = T>) -> T {
    RUN.scope(run, work).await
}

fn run() -> Option<Run> {
    RUN.try_with(|run| *run).ok()
}

/// A transaction; dropped without [`Tx::commit`], nothing of it stays.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// `on!(tx, |conn| sqlx::query("..").execute(conn).await)`: the expression once for each database, `conn` being that
/// database's connection.
macro_rules! on {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::db::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}
pub(crate) use on;

/// Rows of one statement that writes many, longest first.
const LENGTHS: [usize; 3] = [128, 16, 1];

/// Cuts rows into statements of few different lengths: each of those is compiled once and kept, where one of any length
/// would be compiled for every batch.
pub(crate) fn statements<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let length = LENGTHS.into_iter().find(|length| *length <= rows.len())?;
        let (now, later) = rows.split_at(length);
        rows = later;
        Some(now)
    })
}

/// What `LIKE … ESCAPE '\'` finds `part` with, wherever it stands.
pub(crate) fn containing(part: &str) -> String {
    format!("%{}%", part.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_"))
}

impl Db {
    /// Connects to `sqlite:path`, `postgres://..` or `postgresql://..` and brings the schema up to date. A missing
    /// SQLite file is made, with its folder.
    pub async fn connect(dsn: &str) -> Result<Self, Error> {
        let db = Self::open(dsn, "cch").await?;
        match &db {
            Self::Sqlite { write, .. } => SQLITE.run(write).await?,
            // Under sqlx's advisory lock: instances that start together migrate one after another.
            Self::Postgres { pool, .. } => POSTGRES.run(pool).await?,
        }
        Ok(db)
    }

    /// Connects, whatever is there, and changes nothing. `name`: what PostgreSQL's list of sessions calls this one.
    pub(crate) async fn open(dsn: &str, name: &str) -> Result<Self, Error> {
        if dsn.starts_with("postgres://") || dsn.starts_with("postgresql://") {
            // Compiling a query takes longer than any of a page's queries may.
            let options = PgConnectOptions::from_str(dsn)?.application_name(name).options([("jit", "off")]);
            let pool = PgPoolOptions::new()
                .max_connections(SHARED)
                .acquire_timeout(ACQUIRE)
                .connect_with(options.clone())
                .await?;
            let own = |connections| {
                let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE);
                pool.connect_lazy_with(options.clone())
            };
            Ok(Self::Postgres { pool, writer: own(WRITER), jobs: own(JOBS) })
        } else if dsn.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(dsn)?
                .create_if_missing(true)
                .auto_vacuum(SqliteAutoVacuum::Incremental)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(ACQUIRE)
                .optimize_on_close(true, None);
            if let Some(folder) = options.get_filename().parent() {
                crate::keyfile::make_folder(folder)?;
            }
            let write = SqlitePoolOptions::new()
                .max_connections(1)
                .acquire_timeout(ACQUIRE)
                .connect_with(options.clone())
                .await?;
            let read = SqlitePoolOptions::new()
                .max_connections(4)
                .acquire_timeout(ACQUIRE)
                .idle_timeout(IDLE)
                .connect_lazy_with(options);
            Ok(Self::Sqlite { read, write })
        } else {
            Err(Error::Start("The database address must begin with sqlite:, postgres:// or postgresql://.".to_owned()))
        }
    }

    /// One view of the data for several queries.
    pub(crate) async fn read(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            Self::Postgres { pool, jobs, .. } => {
                begin(lent(pool, jobs), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?
            }
        })
    }

    pub(crate) async fn write(&self) -> Result<Tx, Error> {
        let tx = match self {
            // A transaction that turns from reading to writing half way fails when another one wrote in between.
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres { pool, jobs, .. } => begin(lent(pool, jobs), "BEGIN").await?,
        };
        held(tx).await
    }

    /// `write`, over the connections that are the journal writer's own.
    pub(crate) async fn write_batch(&self) -> Result<Tx, Error> {
        match self {
            Self::Postgres { writer, .. } if run().is_none() => begin(writer, "BEGIN").await,
            _ => self.write().await,
        }
    }

    /// One round trip.
    pub async fn ping(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite { read, .. } => sqlx::query("SELECT 1").execute(read).await.map(|_| ())?,
            Self::Postgres { pool, .. } => sqlx::query("SELECT 1").execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { pool, writer, jobs } => {
                writer.close().await;
                jobs.close().await;
                pool.close().await;
            }
        }
    }
}

/// The connections that whoever asks may use.
fn lent<'a>(everybodys: &'a PgPool, jobs: &'a PgPool) -> &'a PgPool {
    if run().is_some() { jobs } else { everybodys }
}

/// A run that has lost its lease writes nothing.
async fn held(mut tx: Tx) -> Result<Tx, Error> {
    match run() {
        Some(Run { job, token }) if !store::job::hold(&mut tx, job, token).await? => Err(Error::Lost),
        _ => Ok(tx),
    }
}

/// To its end, whatever becomes of the caller: sqlx does not know of a transaction yet whose beginning is given up, and
/// would lend its connection out with it.
async fn begin(pool: &PgPool, statement: &'static str) -> Result<Tx, Error> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(statement).await });
    Ok(Tx::Postgres(begun.await.map_err(std::io::Error::other)??))
}

/// The version of the newest schema that this program knows.
pub(crate) fn schema() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or_default()
}

impl Tx {
    /// Brings the schema to that version, inside the transaction.
    pub(crate) async fn migrate(&mut self, version: i64) -> Result<(), Error> {
        match self {
            Self::Sqlite(tx) => SQLITE.run_direct(Some(version), &mut **tx, false).await?,
            Self::Postgres(tx) => POSTGRES.run_direct(Some(version), &mut **tx, false).await?,
        }
        Ok(())
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
