//! What a hub keeps its data in.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// The database that hubs get, each a new one.
const DATABASE: &str = "cch_bench";

pub(crate) enum Store {
    /// SQLite and memory.
    Embedded,
    /// PostgreSQL and Redis.
    Servers { postgres: String, redis: String },
}

impl Store {
    pub(crate) const EMBEDDED: &'static str = "hub (SQLite, memory)";
    pub(crate) const SERVERS: &'static str = "hub (PostgreSQL, Redis)";

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Embedded => Self::EMBEDDED,
            Self::Servers { .. } => Self::SERVERS,
        }
    }

    pub(crate) fn folder(&self) -> &'static str {
        match self {
            Self::Embedded => "hub-sqlite",
            Self::Servers { .. } => "hub-postgres",
        }
    }

    /// As a hub's settings name it.
    pub(crate) fn settings(&self) -> Result<Vec<(&'static str, String)>> {
        Ok(match self {
            Self::Embedded => Vec::new(),
            Self::Servers { postgres, redis } => {
                let (server, _) = postgres.rsplit_once('/').context("the address of PostgreSQL names no database")?;
                vec![("DSN", format!("{server}/{DATABASE}")), ("REDIS_URL", redis.clone())]
            }
        })
    }

    /// Forgets whatever another hub has left. `home`: the hub's folder.
    pub(crate) fn empty(&self, home: &Path) -> Result<()> {
        if home.exists() {
            std::fs::remove_dir_all(home)?;
        }
        let Self::Servers { postgres, redis } = self else { return Ok(()) };
        for sql in [format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"), format!("CREATE DATABASE {DATABASE}")] {
            run(Command::new("psql").args([postgres, "-q", "-c", &sql]))?;
        }
        run(Command::new("redis-cli").args(["-u", redis, "flushall"]))
    }
}

fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let done = command.stdin(Stdio::null()).output().with_context(|| format!("{program} could not be started"))?;
    if !done.status.success() {
        bail!("{program}: {}", String::from_utf8_lossy(&done.stderr).trim());
    }
    Ok(())
}
