//! Processes that run in the background until this one ends, by whatever way it ends.

mod postgres;
mod redis;

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{process, thread};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::shell::{command, run};

pub(crate) use postgres::start as start_postgres;
pub(crate) use redis::start as start_redis;

const START_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(10);

static RUNNING: Mutex<Vec<Running>> = Mutex::new(Vec::new());

struct Running {
    child: Child,
    /// Goes with the process; `None` for one that keeps nothing.
    _folder: Option<TempDir>,
}

/// Stops every process when it is dropped, and when this process is asked to end.
pub(crate) struct Stop;

impl Stop {
    pub(crate) fn at_the_end() -> Result<Self> {
        ctrlc::set_handler(|| {
            stop_all();
            process::exit(130);
        })?;
        Ok(Self)
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        stop_all();
    }
}

/// Starts `command` and waits until `port` of this machine answers.
pub(crate) fn start(name: &str, command: &mut Command, port: u16, folder: Option<TempDir>) -> Result<()> {
    let log = match &folder {
        Some(folder) => {
            let path = folder.path().join("log");
            let file = File::create(&path)?;
            command.stdout(file.try_clone()?).stderr(file);
            Some(path)
        }
        None => None,
    };
    let child = command.spawn().with_context(|| format!("could not start {name}"))?;
    let mut running = Running { child, _folder: folder };
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        let ended = running.child.try_wait()?;
        if ended.is_some() || started.elapsed() > START_LIMIT {
            running.stop();
            let said = log.and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
            bail!("{name} did not start: {}", said.trim());
        }
        thread::sleep(Duration::from_millis(50));
    }
    lock().push(running);
    Ok(())
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Leaves every process and its folder to the caller of this program.
pub(crate) fn leave_running() {
    for running in lock().drain(..) {
        running._folder.map(TempDir::keep);
    }
}

fn stop_all() {
    for mut running in lock().drain(..) {
        running.stop();
    }
}

fn lock() -> std::sync::MutexGuard<'static, Vec<Running>> {
    RUNNING.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Running {
    /// Asks politely (to PostgreSQL, an interrupt means: close connections and end), then insists.
    fn stop(&mut self) {
        let asked = run(command("kill").args(["-INT", &self.child.id().to_string()]));
        let started = Instant::now();
        while asked.is_ok() && started.elapsed() < STOP_LIMIT {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
