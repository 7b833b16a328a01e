//! How long the console's queries take, through the same use cases that pages and API call.

use crate::question::{Ask, admin, questions};
use anyhow::Result;
use clap::Args;
use control::Control;
use domain::Millis;
use domain::log::{LogFilter, LogRow};
use domain::time::HOUR;
use fastrand::Rng;
use std::time::{Duration, Instant};

#[derive(Args)]
pub(crate) struct Options {
    /// How often each is asked
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// Only those with this in their name
    #[arg(long)]
    only: Option<String>,
    /// Fail when a p95 is above so many milliseconds
    #[arg(long)]
    limit: Option<u64>,
}

/// The newest row's time, and rows from all over the log.
pub(crate) async fn examples(control: &Control, count: usize) -> Result<(Millis, Vec<LogRow>)> {
    let (logs, admin) = (control.logs(), admin());
    let newest = logs.list(&admin, &LogFilter::default(), None, 1).await?.items;
    let now = newest.first().map_or(Millis::now(), |row| row.at + 1);
    let mut luck = Rng::with_seed(7);
    let mut rows = newest;
    while rows.len() < count && !rows.is_empty() {
        let filter = LogFilter { until: Some(now - luck.i64(0..40 * 24) * HOUR), ..LogFilter::default() };
        rows.extend(logs.list(&admin, &filter, None, 1).await?.items);
    }
    Ok((now, rows))
}

pub(crate) async fn run(control: &Control, options: &Options) -> Result<()> {
    control.complete_days().await?;
    let (now, rows) = examples(control, options.rounds).await?;
    let mut slow = Vec::new();
    println!("{:<44} {:>8} {:>8} {:>8}   milliseconds of {} calls", "", "p50", "p95", "max", options.rounds);
    for (name, question, shape) in questions() {
        if options.only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let mut times = Vec::new();
        for row in &rows {
            let start = Instant::now();
            question(Ask { control, row, now, shape: &shape }).await?;
            times.push(start.elapsed());
        }
        times.sort();
        let at = |share: usize| times[(times.len() * share).div_ceil(100).clamp(1, times.len()) - 1];
        println!("{name:<44} {} {} {}", ms(at(50)), ms(at(95)), ms(at(100)));
        if options.limit.is_some_and(|limit| at(95) > Duration::from_millis(limit)) {
            slow.push(name);
        }
    }
    anyhow::ensure!(slow.is_empty(), "too slow: {}", slow.join("; "));
    Ok(())
}

fn ms(time: Duration) -> String {
    format!("{:>8.1}", time.as_secs_f64() * 1_000.0)
}

/// Resident memory of this process, in bytes.
fn memory() -> Result<i64> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let pages: i64 = pages.split_whitespace().nth(1).unwrap_or_default().parse()?;
    Ok(pages * 4_096)
}

pub(crate) async fn export(control: &Control) -> Result<()> {
    let start = Instant::now();
    let mut export = control.logs().export(&admin(), LogFilter::default());
    export.next().await?;
    let before = memory()?;
    let (mut most, mut bytes, mut lines) = (before, 0, 0);
    while let Some(text) = export.next().await? {
        bytes += text.len();
        lines += text.lines().count();
        most = most.max(memory()?);
    }
    println!(
        "{lines} lines, {bytes} bytes in {:.1} s; at most {} KiB more memory",
        start.elapsed().as_secs_f64(),
        (most - before) / 1_024
    );
    Ok(())
}
