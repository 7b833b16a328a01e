//! Hears the statements that sqlx runs, and the plans that PostgreSQL tells of.

use control::Db;
use sqlx::SqlitePool;
use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const SETTLED: &str = "SELECT 7233021";

static HEARD: Mutex<Heard> = Mutex::new(Heard { statements: Vec::new(), notices: Vec::new() });
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) statements: Vec<String>,
    pub(crate) notices: Vec<String>,
}

/// Nobody else's statements are heard while it is held.
pub(crate) async fn listen() -> tokio::sync::MutexGuard<'static, ()> {
    static LISTENING: OnceLock<()> = OnceLock::new();
    LISTENING.get_or_init(|| tracing::subscriber::set_global_default(Recorder).unwrap());
    ALONE.lock().await
}

/// What was heard since the last time.
pub(crate) async fn take(db: &Db) -> Heard {
    if let Db::Sqlite { read, write } = db {
        settle(read).await;
        settle(write).await;
    }
    let mut heard = std::mem::take(&mut *heard());
    heard.statements.retain(|sql| sql != SETTLED);
    heard
}

/// SQLite's statements are heard of on their connection's thread, maybe after their answer: when each connection has
/// answered once more, all of them were.
async fn settle(pool: &SqlitePool) {
    let mut all = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        let mut connection = pool.acquire().await.unwrap();
        sqlx::query(SETTLED).execute(&mut *connection).await.unwrap();
        all.push(connection);
    }
}

fn heard() -> MutexGuard<'static, Heard> {
    HEARD.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Recorder;

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("sqlx::")
    }

    fn event(&self, event: &Event<'_>) {
        let mut text = Text::default();
        event.record(&mut text);
        match event.metadata().target() {
            "sqlx::query" => {
                heard().statements.push(if text.statement.is_empty() { text.summary } else { text.statement })
            }
            "sqlx::postgres::notice" => heard().notices.push(text.message),
            _ => {}
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Text {
    summary: String,
    statement: String,
    message: String,
}

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => self.summary = value.to_owned(),
            "db.statement" => self.statement = value.trim().to_owned(),
            "message" => self.message = value.to_owned(),
            _ => {}
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            self.message = format!("{value:?}");
        }
    }
}
