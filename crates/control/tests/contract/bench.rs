//! A hub's control plane on a database of its own.

use control::auth::Identity;
use control::{Actor, Control, Db, Options, Result};
use domain::audit::{AuditEntry, AuditFilter};
use domain::clock::Clock;
use domain::key::{CreatedKey, NewKey};
use domain::provider::{NewProvider, Provider};
use domain::user::{NewUser, User};
use domain::{Secret, UserId};
use egress::Egress;
use journal::{Journal, Reader};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub(crate) const ADMIN_TOKEN: &str = "admin-token-for-tests";
pub(crate) const CREDENTIAL: &str = "sk-ant-canary-4f1d0c9b";

pub(crate) struct Bench {
    pub(crate) dsn: String,
    pub(crate) dir: TempDir,
    pub(crate) control: Control,
    pub(crate) admin: Actor,
}

impl Bench {
    pub(crate) async fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let dsn = format!("sqlite:{}", dir.path().join("cch.db").display());
        Self::on(dsn, dir).await
    }

    pub(crate) async fn postgres() -> Self {
        Self::on(empty_postgres().await, tempfile::tempdir().unwrap()).await
    }

    /// A database that is there already.
    pub(crate) async fn at(dsn: String) -> Self {
        Self::on(dsn, tempfile::tempdir().unwrap()).await
    }

    pub(crate) async fn on(dsn: String, dir: TempDir) -> Self {
        let control = Control::open(options(&dsn, &dir).await).await.unwrap();
        let admin = Actor::new(Identity::Admin { user: None, name: "admin".into() }, "192.0.2.1");
        Self { dsn, dir, control, admin }
    }

    /// Another instance on the same database and data folder.
    pub(crate) async fn second(&self) -> Control {
        Control::open(options(&self.dsn, &self.dir).await).await.unwrap()
    }

    pub(crate) async fn reopened(&self, change: impl FnOnce(&mut Options)) -> Result<Control> {
        let mut options = options(&self.dsn, &self.dir).await;
        change(&mut options);
        Control::open(options).await
    }

    pub(crate) async fn user(&self, name: &str) -> User {
        self.control.users().create(&self.admin, NewUser { name: name.into(), ..NewUser::default() }).await.unwrap()
    }

    pub(crate) async fn key(&self, user: UserId, can_login: bool) -> CreatedKey {
        let new = NewKey { name: "laptop".into(), can_login, ..NewKey::default() };
        self.control.keys().create(&self.admin, user, new).await.unwrap()
    }

    /// The newest line of the audit log.
    pub(crate) async fn audited(&self) -> AuditEntry {
        let audit = self.control.audit();
        let rows = audit.list(&self.admin, &AuditFilter::default(), None, 1).await.unwrap().items;
        audit.get(&self.admin, rows[0].id).await.unwrap()
    }

    pub(crate) async fn provider(&self, name: &str) -> Provider {
        self.control.providers().create(&self.admin, new_provider(name)).await.unwrap()
    }
}

pub(crate) fn person(user: UserId) -> Actor {
    Actor::new(Identity::User { user, alone: None, name: "someone".into() }, "192.0.2.2")
}

pub(crate) fn new_provider(name: &str) -> NewProvider {
    NewProvider {
        name: name.into(),
        url: "https://api.anthropic.com".into(),
        credential: Secret::new(CREDENTIAL),
        ..NewProvider::default()
    }
}

/// Some SQL of a test's own.
pub(crate) async fn run(db: &Db, sql: &str) -> sqlx::Result<()> {
    let sql = AssertSqlSafe(sql.to_owned());
    match db {
        Db::Sqlite { write, .. } => sqlx::raw_sql(sql).execute(write).await.map(drop),
        Db::Postgres { pool, .. } => sqlx::raw_sql(sql).execute(pool).await.map(drop),
    }
}

pub(crate) async fn options(dsn: &str, dir: &TempDir) -> Options {
    Options {
        db: Db::connect(dsn).await.unwrap(),
        data_dir: dir.path().to_owned(),
        admin_token: Secret::new(ADMIN_TOKEN),
        master_key: None,
        redis_url: None,
        time_zone: None,
        session_ttl_seconds: 604_800,
        login_failures_max: 10,
        egress: Egress::default(),
        clock: Clock::default(),
    }
}

/// The address of a new, empty database on the server of `TEST_DSN`.
pub(crate) async fn empty_postgres() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("TEST_DSN").expect(
        "no PostgreSQL to test on: run through cargo xtask test, or set TEST_DSN to an empty PostgreSQL server",
    );
    let name = format!("control_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&server).await.unwrap();
    // A run that was cut off may have left one of a process of the same number.
    for statement in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
        sqlx::query(AssertSqlSafe(format!("{statement} {name}"))).execute(&mut connection).await.unwrap();
    }
    let (address, options) = server.split_once('?').map_or((server.as_str(), None), |(a, o)| (a, Some(o)));
    let authority_end = address.find("://").map_or(0, |at| at + 3);
    let end = address[authority_end..].find('/').map_or(address.len(), |at| authority_end + at);
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("{}/{name}{options}", &address[..end])
}

/// Waits for something that happens in the background.
pub(crate) async fn until(what: &str, done: impl AsyncFn() -> bool) {
    let start = Instant::now();
    while !done().await {
        assert!(start.elapsed() < Duration::from_secs(10), "{what} did not come");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Instances that run their jobs.
pub(crate) struct Running(watch::Sender<bool>, JoinSet<()>);

impl Running {
    pub(crate) fn start(instances: &[&Control]) -> Self {
        let (stop, shutdown) = watch::channel(false);
        let mut all = JoinSet::new();
        for control in instances {
            let mut jobs = control.spawn_jobs(&shutdown);
            all.spawn(async move { while jobs.join_next().await.is_some() {} });
        }
        Self(stop, all)
    }

    pub(crate) async fn stop(mut self) {
        self.0.send_replace(true);
        while self.1.join_next().await.is_some() {}
    }
}

/// The journal of `dir`, as soon as a former one has let go of it: its thread may be at the disk still.
pub(crate) async fn journal(dir: &Path) -> (Journal, Reader) {
    let start = Instant::now();
    loop {
        match Journal::open(dir) {
            Ok(both) => return both,
            Err(error) => assert!(start.elapsed() < Duration::from_secs(10), "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
