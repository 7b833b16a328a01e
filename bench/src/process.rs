//! A program that is measured: its time on the processor and its memory, with those of all programs that it started.

use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a process is looked at, to see whether it rests.
const LOOK: Duration = Duration::from_millis(200);

pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// What it says goes to `log`.
    pub(crate) fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let said = File::create(log)?;
        command.stdin(Stdio::null()).stderr(said.try_clone()?).stdout(said);
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().with_context(|| format!("{program} did not start"))?;
        Ok(Self { child })
    }

    /// Has it end by itself.
    pub(crate) fn interrupt(mut self) -> Result<()> {
        Command::new("kill").arg("-INT").arg(self.child.id().to_string()).status()?;
        self.child.wait()?;
        Ok(())
    }

    fn family(&self) -> Vec<u32> {
        let mut all = vec![self.child.id()];
        let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let id = entry.ok()?.file_name().to_str()?.parse().ok()?;
                let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
                let parent = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
                Some((id, parent))
            })
            .collect();
        let mut at = 0;
        while at < all.len() {
            let parent = all[at];
            all.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
            at += 1;
        }
        all
    }

    /// Of all its threads that still run, to the nanosecond.
    pub(crate) fn cpu(&self) -> Duration {
        let threads = self.family().into_iter().flat_map(|id| fs::read_dir(format!("/proc/{id}/task"))).flatten();
        let times = threads.filter_map(|thread| {
            let stat = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            stat.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(times.sum())
    }

    /// Waits until it has next to nothing to do: what it has put off belongs to what it was asked.
    pub(crate) async fn rest(&self) {
        for _ in 0..100 {
            let before = self.cpu();
            tokio::time::sleep(LOOK).await;
            if self.cpu().saturating_sub(before) < LOOK / 20 {
                return;
            }
        }
    }

    /// Resident, in KiB; what several of its programs share counts once, what others share with it in part (Pss).
    pub(crate) fn memory(&self) -> u64 {
        self.pages("Pss:")
    }

    /// Resident, in KiB, whoever shares it (Rss).
    pub(crate) fn resident(&self) -> u64 {
        self.pages("Rss:")
    }

    fn pages(&self, kind: &str) -> u64 {
        let of = |id: &u32| -> Option<u64> {
            let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
            rollup.lines().find_map(|line| line.strip_prefix(kind))?.trim().strip_suffix(" kB")?.parse().ok()
        };
        self.family().iter().filter_map(of).sum()
    }

    /// Waits until `ready` says so.
    pub(crate) async fn until(&mut self, what: &str, patience: Duration, ready: impl AsyncFn() -> bool) -> Result<()> {
        let begun = Instant::now();
        while !ready().await {
            if let Some(status) = self.child.try_wait()? {
                bail!("{what} ended with {status}");
            }
            if begun.elapsed() > patience {
                bail!("{what} was not ready within {patience:?}");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        for id in self.family().into_iter().rev() {
            let _ = Command::new("kill").arg("-9").arg(id.to_string()).stderr(Stdio::null()).status();
        }
        let _ = self.child.wait();
    }
}
