//! How long it takes to clean the log, and whether rows are stored meanwhile.

use crate::measure::examples;
use crate::question::admin;
use anyhow::{Context, Result};
use control::{Control, writer};
use domain::RequestId;
use domain::log::{LogEntry, RecordKind};
use domain::time::DAY;
use journal::Journal;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Removes the older half.
pub(crate) async fn run(control: &Control) -> Result<()> {
    let (now, rows) = examples(control, 1).await?;
    let newest = rows.first().context("the log is empty")?;
    let admin = admin();
    let dry = Instant::now();
    let all = control.logs().clean(&admin, now, true).await?.rows;
    println!("{all} rows, counted in {:.1} s", dry.elapsed().as_secs_f64());
    let (mut low, mut high) = (0, 400);
    while high - low > 1 {
        let middle = (low + high) / 2;
        let older = control.logs().clean(&admin, now - middle * DAY, true).await?.rows;
        if older * 2 > all { low = middle } else { high = middle }
    }
    let (stop, stopped) = watch::channel(false);
    let sample = control.logs().get(&admin, &newest.id).await?;
    let writing = tokio::spawn(write(control.clone(), sample, stopped));
    let start = Instant::now();
    let cleaned = control.logs().clean(&admin, now - high * DAY, false).await?;
    println!("{} rows gone, {} days at once, in {:.1} s", cleaned.rows, cleaned.days, start.elapsed().as_secs_f64());
    stop.send(true)?;
    let mut waits = writing.await??;
    waits.sort();
    let at = |part: usize| waits[(waits.len() - 1) * part / 100].as_millis();
    println!(
        "{} rows written meanwhile, each to be read after {} ms, the slowest after {} ms",
        waits.len(),
        at(50),
        at(100)
    );
    Ok(())
}

/// Rows one after the other, as the data plane writes them; how long each took until a page could read it.
async fn write(control: Control, sample: LogEntry, stopped: watch::Receiver<bool>) -> Result<Vec<Duration>> {
    let dir = std::env::temp_dir().join(format!("load-{}", std::process::id()));
    let (journal, reader) = Journal::open(&dir)?;
    let writer = tokio::spawn(writer::run(control.clone(), reader, stopped.clone()));
    let mut waits = Vec::new();
    while !*stopped.borrow() {
        let id = RequestId(format!("{}-{}", sample.id.as_str(), waits.len()));
        let entry = LogEntry { id: id.clone(), at: sample.at + 1, ..sample.clone() };
        let start = Instant::now();
        journal.append(&RecordKind::Settled.write(&entry)?)?;
        while control.logs().get(&admin(), &id).await.is_err() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        waits.push(start.elapsed());
    }
    writer.await?;
    std::fs::remove_dir_all(dir)?;
    Ok(waits)
}
