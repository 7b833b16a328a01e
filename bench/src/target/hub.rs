//! The hub with everything on: a key and a user with limits of every kind, sticky sessions, log, costs.

use super::{Store, Target, VENDOR_KEY, free_address};
use crate::connection::Connection;
use crate::process::Process;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const ADMIN: &str = "bench-admin-token";
/// Hubs that share a database share it, and `crates/load` fills databases with it.
const MASTER_KEY: &str = "load";
/// Nano-dollars: a million dollars.
const MUCH: i64 = 1_000_000_000_000_000;
/// In seconds. Every request of a load is a session of its own: by the default of five minutes they would pile up as no
/// hub's sessions do.
pub(crate) const SESSION_TTL: u64 = 10;

/// How a hub is to be started.
pub(crate) struct Plan<'a> {
    pub(crate) program: &'a Path,
    pub(crate) store: &'a Store,
    pub(crate) home: PathBuf,
    /// The one processor that it gets; all when there is none.
    pub(crate) core: Option<usize>,
}

pub(crate) struct Hub {
    pub(crate) target: Target,
    /// From its start until it said so.
    pub(crate) ready_after: Duration,
}

impl Plan<'_> {
    /// What the hub says.
    pub(crate) fn log(&self) -> PathBuf {
        self.home.with_extension("log")
    }

    /// A new hub that knows one provider and one user with a key.
    pub(crate) async fn start(&self, vendor: SocketAddr) -> Result<Hub> {
        self.store.empty(&self.home)?;
        let mut hub = self.open().await?;
        hub.furnish(vendor, &json!({})).await?;
        Ok(hub)
    }

    /// On whatever its store holds already.
    pub(crate) async fn open(&self) -> Result<Hub> {
        let address = free_address()?;
        let mut command = Command::new(self.program);
        if let Some(core) = self.core {
            command = Command::new("taskset");
            command.args(["-c", &core.to_string()]).arg(self.program);
        }
        // Nothing of this terminal's own settings.
        command.env_clear();
        command.envs([("ADMIN_TOKEN", ADMIN), ("HOST", "127.0.0.1"), ("LOG_LEVEL", "warn")]);
        command.env("CCH_MASTER_KEY", MASTER_KEY);
        command.env("PORT", address.port().to_string()).env("SESSION_TTL", SESSION_TTL.to_string());
        command.env("CCH_DATA_DIR", &self.home).envs(self.store.settings()?);
        let (name, begun) = (self.store.name(), Instant::now());
        let mut process = Process::start(&mut command, &self.log())?;
        let ready = async || status(address).await.is_ok_and(|status| status == 200);
        process.until(name, Duration::from_secs(60), ready).await?;
        let target = Target { name, address, process, headers: Vec::new() };
        Ok(Hub { target, ready_after: begun.elapsed() })
    }
}

impl Hub {
    /// A provider and a user with a key. `routing`: the provider's own, where it differs from the default.
    pub(crate) async fn furnish(&mut self, vendor: SocketAddr, routing: &Value) -> Result<()> {
        // High enough that nothing is refused, and each of them is counted.
        let limits = json!({
            "rpm": 1_000_000, "tpm": 1_000_000_000, "concurrent_sessions": 1_000_000,
            "usd_5h": MUCH, "usd_day": MUCH, "usd_month": MUCH,
        });
        let provider = json!({
            "name": "vendor", "kind": "claude", "url": format!("http://{vendor}"), "credential": VENDOR_KEY,
            "limits": limits, "routing": routing,
        });
        self.post("/api/v1/providers", &provider).await?;
        let user = self.post("/api/v1/users", &json!({ "name": "bench", "limits": limits })).await?;
        let id = user["id"].as_i64().context("a user without an id")?;
        let key = self.post(&format!("/api/v1/users/{id}/keys"), &json!({ "name": "bench", "limits": limits })).await?;
        let secret = key["secret"].as_str().context("a key without its text")?;
        self.target.headers.push(("x-api-key", secret.to_owned()));
        Ok(())
    }

    /// Asked with the key of another one, which has the same database.
    pub(crate) fn with_key_of(mut self, other: &Self) -> Self {
        self.target.headers.clone_from(&other.target.headers);
        self
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let head = format!("POST {path} HTTP/1.1\r\nauthorization: Bearer {ADMIN}\r\n");
        let (status, answer) = Connection::once(self.target.address, &head, &body.to_string()).await?;
        ensure!(status == 201, "POST {path}: {status} {}", String::from_utf8_lossy(&answer));
        Ok(serde_json::from_slice(&answer)?)
    }
}

async fn status(hub: SocketAddr) -> Result<u16> {
    Ok(Connection::once(hub, "GET /api/health/ready HTTP/1.1\r\n", "").await?.0)
}
