//! The hub with everything on: a key and a user with limits of every kind, sticky sessions, log, costs.

use super::{Target, VENDOR_KEY, free_address};
use crate::connection::Connection;
use crate::process::Process;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const ADMIN: &str = "bench-admin-token";
/// Nano-dollars: a million dollars.
const MUCH: i64 = 1_000_000_000_000_000;

/// What the hub keeps its data in.
pub(crate) enum Store {
    /// SQLite and memory.
    Embedded,
    /// PostgreSQL and Redis.
    Servers { postgres: String, redis: String },
}

pub(crate) struct Hub {
    pub(crate) target: Target,
}

impl Hub {
    /// A new hub that knows one provider and one user with a key.
    pub(crate) async fn start(program: &Path, store: &Store, vendor: SocketAddr, folder: &Path) -> Result<Self> {
        let mut hub = Self::open(program, store, folder).await?;
        // High enough that nothing is refused, and each of them is counted.
        let limits = json!({
            "rpm": 1_000_000, "tpm": 1_000_000_000_i64, "concurrent_sessions": 1_000_000,
            "usd_5h": MUCH, "usd_day": MUCH, "usd_month": MUCH,
        });
        let provider = json!({
            "name": "vendor", "kind": "claude", "url": format!("http://{vendor}"), "credential": VENDOR_KEY, "limits": limits,
        });
        hub.post("/api/v1/providers", &provider).await?;
        let user = hub.post("/api/v1/users", &json!({ "name": "bench", "limits": limits })).await?;
        let id = user["id"].as_i64().context("a user without an id")?;
        let key = hub.post(&format!("/api/v1/users/{id}/keys"), &json!({ "name": "bench", "limits": limits })).await?;
        let secret = key["secret"].as_str().context("a key without its text")?;
        hub.target.headers.push(("x-api-key", secret.to_owned()));
        Ok(hub)
    }

    /// On whatever its store holds already.
    pub(crate) async fn open(program: &Path, store: &Store, folder: &Path) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(program);
        // Nothing of this terminal's own settings.
        command.env_clear();
        command.envs([("ADMIN_TOKEN", ADMIN), ("HOST", "127.0.0.1"), ("LOG_LEVEL", "warn")]);
        command.env("PORT", address.port().to_string());
        let name = match store {
            Store::Embedded => "hub (SQLite, memory)",
            Store::Servers { postgres, redis } => {
                command.env("DSN", postgres).env("REDIS_URL", redis);
                "hub (PostgreSQL, Redis)"
            }
        };
        let home = folder.join(name.replace([' ', '(', ')', ','], ""));
        command.env("CCH_DATA_DIR", &home);
        let mut process = Process::start(&mut command, &home.with_extension("log"))?;
        let ready = async || status(address).await.is_ok_and(|status| status == 200);
        process.until(name, Duration::from_secs(60), ready).await?;
        Ok(Self { target: Target { name, address, process, headers: Vec::new() } })
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
