//! What outlives a hub's process: its data folder, its database, its settings.

use super::{ADMIN_TOKEN, Hub};
use domain::usage::Usage;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

pub(crate) struct Place {
    folder: TempDir,
    settings: Vec<(String, String)>,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub id: String,
    pub outcome: String,
    pub usage: Usage,
    pub cost: i64,
}

impl Place {
    /// Nothing set but a free port of this machine.
    pub(crate) fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data").display().to_string();
        let settings = [("HOST", "127.0.0.1"), ("PORT", "0"), ("CCH_DATA_DIR", &data)];
        Self { settings: settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into(), folder }
    }

    /// The embedded database, and secrets that are known.
    pub(crate) fn sqlite() -> Self {
        Self::bare().with("ADMIN_TOKEN", ADMIN_TOKEN).with("CCH_MASTER_KEY", "master-key-for-tests")
    }

    /// A database of its own on the test server, and Redis.
    pub(crate) async fn postgres() -> Self {
        let redis = service("TEST_REDIS_URL");
        Self::sqlite().with("DSN", &empty_postgres().await).with("REDIS_URL", &redis)
    }

    /// With a Redis database, if any, that no other test has: limits of equal users would be one.
    pub(crate) fn apart(self, number: u8) -> Self {
        match self.setting("REDIS_URL").map(|url| empty_redis(url, number)) {
            Some(url) => self.with("REDIS_URL", &url),
            None => self,
        }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(have, _)| have != name);
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        self.settings.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn data(&self) -> PathBuf {
        PathBuf::from(self.setting("CCH_DATA_DIR").unwrap())
    }

    /// What the hubs here said on standard error.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cch"));
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.folder.path().join("log"));
        command.env_clear().envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log.unwrap());
        command
    }

    pub(crate) async fn start(&self) -> Hub {
        let started = Hub::start(self.command()).await;
        started.unwrap_or_else(|| panic!("the hub did not start: {}", self.log()))
    }

    /// What a hub says that cannot start.
    pub(crate) async fn refusal(&self) -> String {
        let before = self.log().len();
        assert!(Hub::start(self.command()).await.is_none(), "the hub started");
        let said = self.log().split_off(before);
        assert!(!said.contains("panicked"), "{said}");
        said
    }

    /// Every row of every table as text; bytes in hexadecimal.
    pub(crate) async fn tables(&self) -> Vec<(String, String)> {
        let mut tables = Vec::new();
        if let Some(dsn) = self.setting("DSN") {
            let mut database = PgConnection::connect(dsn).await.unwrap();
            let names = "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public'";
            let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut database).await.unwrap();
            for name in names {
                let rows = AssertSqlSafe(format!("SELECT CAST(t AS TEXT) FROM \"{name}\" t"));
                let rows: Vec<String> = sqlx::query_scalar(rows).fetch_all(&mut database).await.unwrap();
                tables.push((name, rows.join("\n")));
            }
            return tables;
        }
        let file = format!("sqlite:{}", self.data().join("hub.db").display());
        let mut database = SqliteConnection::connect(&file).await.unwrap();
        let names = "SELECT name FROM sqlite_schema WHERE type = 'table'";
        let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut database).await.unwrap();
        for name in names {
            let columns = AssertSqlSafe(format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{name}')"));
            let columns: Vec<String> = sqlx::query_scalar(columns).fetch_all(&mut database).await.unwrap();
            let rows = AssertSqlSafe(format!("SELECT {} FROM \"{name}\"", columns.join(" || '|' || ")));
            let rows: Vec<String> = sqlx::query_scalar(rows).fetch_all(&mut database).await.unwrap();
            tables.push((name, rows.join("\n")));
        }
        tables
    }

    pub(crate) async fn ledger(&self) -> Vec<Line> {
        type Columns = (String, String, i64, i64, i64, i64, i64, i64, i64, i64, i64);
        let sql = "SELECT request_id, outcome, input, output, cache_write_5m, cache_write_1h, cache_read, input_image, \
                   output_image, reasoning, cost \
                   FROM usage_ledger ORDER BY request_id";
        let rows: Vec<Columns> = match self.setting("DSN") {
            Some(dsn) => sqlx::query_as(sql).fetch_all(&mut PgConnection::connect(dsn).await.unwrap()).await.unwrap(),
            None => {
                let file = format!("sqlite:{}", self.data().join("hub.db").display());
                sqlx::query_as(sql).fetch_all(&mut SqliteConnection::connect(&file).await.unwrap()).await.unwrap()
            }
        };
        let line = |row: Columns| {
            let (
                id,
                outcome,
                input,
                output,
                write_5m,
                write_1h,
                cache_read,
                input_image,
                output_image,
                reasoning,
                cost,
            ) = row;
            let usage = Usage {
                input,
                output,
                cache_write_5m: write_5m,
                cache_write_1h: write_1h,
                cache_read,
                input_image,
                output_image,
                reasoning,
            };
            Line { id, outcome, usage, cost }
        };
        rows.into_iter().map(line).collect()
    }
}

fn service(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run through `cargo xtask test`"))
}

/// The address of a new, empty database on the server of `TEST_DSN`.
pub(crate) async fn empty_postgres() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = service("TEST_DSN");
    let name = format!("hub_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&server).await.unwrap();
    // A run that was cut off may have left one of a process of the same number.
    for statement in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
        sqlx::query(AssertSqlSafe(format!("{statement} {name}"))).execute(&mut connection).await.unwrap();
    }
    let (server, options) =
        server.split_once('?').map_or((server.as_str(), String::new()), |(s, o)| (s, format!("?{o}")));
    let (before, _) = server.rsplit_once('/').unwrap();
    format!("{before}/{name}{options}")
}

/// The address of an empty database of that number.
pub(crate) fn empty_redis(url: &str, number: u8) -> String {
    let url = url.trim_end_matches('/');
    let mut connection = std::net::TcpStream::connect(url.trim_start_matches("redis://")).unwrap();
    connection.write_all(format!("SELECT {number}\r\nFLUSHDB\r\nQUIT\r\n").as_bytes()).unwrap();
    let mut said = String::new();
    connection.read_to_string(&mut said).unwrap();
    assert_eq!(said.matches("+OK").count(), 3, "{said}");
    format!("{url}/{number}")
}

pub(crate) fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
