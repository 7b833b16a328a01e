//! The control plane: all SQL, all use cases, all jobs. It publishes what routing needs as a [`Snapshot`] and stores what
//! the data plane reports.

mod change;
mod db;
mod error;
mod keyfile;
mod limiter;
mod redis;
mod seal;
mod snapshot;
mod store;
mod tag;

pub mod alert;
pub mod auth;
pub mod backup;
pub mod csv;
pub mod doctor;
pub mod import;
pub mod job;
pub mod service;
pub mod writer;

pub use auth::Actor;
pub use db::Db;
pub use error::{Error, Result};
pub use keyfile::make_folder;
pub use tag::{tag, tag_of};

use arc_swap::{ArcSwap, ArcSwapOption};
use domain::clock::Clock;
use domain::health::{ComponentHealth, Health, HealthStatus};
use domain::price::SyncReport;
use domain::setting::Settings;
use domain::snapshot::Snapshot;
use domain::{Millis, Secret};
use egress::Egress;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

const DATABASE_LIMIT: Duration = Duration::from_secs(3);

pub struct Options {
    pub db: Db,
    /// Where the master key is kept when none is given.
    pub data_dir: PathBuf,
    pub admin_token: Secret,
    pub master_key: Option<Secret>,
    pub redis_url: Option<String>,
    /// IANA name; what holds until an admin sets another one.
    pub time_zone: Option<String>,
    pub session_ttl_seconds: i64,
    /// Unknown keys from one address within five minutes that lock it for fifteen; 0 = never.
    pub login_failures_max: u32,
    /// Where prices may come from.
    pub egress: Egress,
    pub clock: Clock,
}

/// The handle of the control plane. Cheap to clone.
#[derive(Clone)]
pub struct Control(Arc<Inner>);

struct Inner {
    db: Db,
    seal: seal::Seal,
    snapshot: Arc<ArcSwap<Snapshot>>,
    settings: ArcSwap<Settings>,
    /// Settings that are not stored.
    defaults: service::setting::Defaults,
    admin_token: Secret,
    session_ttl: i64,
    limiter: Mutex<limiter::Limiter>,
    redis: Option<redis::Redis>,
    /// Tells instances apart that share a database.
    instance: String,
    /// Requests that have ended wait to be stored.
    behind: AtomicBool,
    /// One rebuild at a time, so that an older one never replaces a newer one.
    publishing: tokio::sync::Mutex<()>,
    last_sync: ArcSwapOption<SyncReport>,
    egress: Egress,
    clock: Clock,
    backups: Arc<Semaphore>,
}

impl Control {
    /// Loads the price seed and publishes the first snapshot.
    pub async fn open(options: Options) -> Result<Self> {
        let defaults = service::setting::defaults(options.time_zone.as_deref());
        let seal = keyfile::seal(&options.db, &options.data_dir, options.master_key).await?;
        let control = Self(Arc::new(Inner {
            db: options.db,
            seal,
            snapshot: Arc::default(),
            settings: ArcSwap::from_pointee(defaults.settings.clone()),
            defaults,
            admin_token: options.admin_token,
            session_ttl: options.session_ttl_seconds,
            limiter: Mutex::new(limiter::Limiter::new(options.login_failures_max)),
            redis: options.redis_url.as_deref().map(redis::Redis::new).transpose()?,
            instance: uuid::Uuid::now_v7().to_string(),
            behind: AtomicBool::new(false),
            publishing: tokio::sync::Mutex::default(),
            last_sync: ArcSwapOption::empty(),
            egress: options.egress,
            clock: options.clock,
            backups: Arc::new(Semaphore::new(1)),
        }));
        service::audit::chain::begin(&control).await?;
        control.prices().seed().await?;
        control.reload().await?;
        Ok(control)
    }

    /// What the data plane routes by; every saved change is in it when its call returns.
    pub fn snapshot(&self) -> Arc<ArcSwap<Snapshot>> {
        Arc::clone(&self.0.snapshot)
    }

    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The way out that it was given.
    pub fn egress(&self) -> &Egress {
        &self.0.egress
    }

    /// Asks the database and Redis, with a time limit each.
    pub async fn health(&self) -> Health {
        let database = timed(async {
            tokio::time::timeout(DATABASE_LIMIT, self.0.db.ping()).await.is_ok_and(|answer| answer.is_ok())
        });
        let redis = async {
            match &self.0.redis {
                Some(redis) => timed(redis.ping()).await,
                None => ComponentHealth { status: HealthStatus::Unchecked, latency_ms: None },
            }
        };
        let (database, redis) = tokio::join!(database, redis);
        Health { database, redis }
    }

    fn now(&self) -> Millis {
        self.0.clock.now()
    }
}

async fn timed(answers: impl Future<Output = bool>) -> ComponentHealth {
    let start = Instant::now();
    let up = answers.await;
    let latency = i64::try_from(start.elapsed().as_millis()).ok();
    match up {
        true => ComponentHealth { status: HealthStatus::Up, latency_ms: latency },
        false => ComponentHealth { status: HealthStatus::Down, latency_ms: None },
    }
}
