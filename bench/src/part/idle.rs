//! Many streams held open that say something every few seconds: is any refused or cut, and what does each take of memory?

use super::matrix::frames;
use crate::load::{self, Shape};
use crate::options::Options;
use crate::question::Question;
use crate::target::{MODEL, Target, Vendor};
use anyhow::Result;
use std::time::{Duration, Instant};

/// In which all of them come.
pub(crate) const ARRIVAL: Duration = Duration::from_secs(2);
/// Content frames of each.
pub(crate) const FRAMES: usize = 10;

pub(crate) struct Held {
    pub(crate) who: &'static str,
    pub(crate) asked: u64,
    /// Refused, cut, or without an end.
    pub(crate) failed: u64,
    /// Under way when memory was read, by the vendor's count.
    pub(crate) open: u64,
    pub(crate) before_kib: u64,
    pub(crate) open_kib: u64,
    pub(crate) after_kib: u64,
}

impl Held {
    pub(crate) fn kib_each(&self) -> f64 {
        self.open_kib.saturating_sub(self.before_kib) as f64 / self.open.max(1) as f64
    }
}

pub(crate) async fn run(options: &Options) -> Result<Vec<Held>> {
    let vendor = Vendor::start(&options.programs.mockvendor, &options.folder).await?;
    let mut all = Vec::new();
    if let Some(floor) = options.programs.floor(&vendor.target, &options.folder).await? {
        all.push(hold(options, &vendor, &floor).await?);
    }
    for store in &options.programs.stores() {
        let hub = options.programs.plan(store, &options.folder).start(vendor.target.address).await?;
        all.push(hold(options, &vendor, &hub.target).await?);
    }
    Ok(all)
}

async fn hold(options: &Options, vendor: &Vendor, target: &Target) -> Result<Held> {
    tokio::time::sleep(options.rest()).await;
    let before_kib = target.process.memory();
    vendor.play(&frames(FRAMES, options.rest().as_millis() as u64 / FRAMES as u64)).await?;
    let (question, begun) = (Question::new(MODEL, 1 << 10, true), Instant::now());
    let rate = options.idle_streams as f64 / ARRIVAL.as_secs_f64();
    let look = async {
        tokio::time::sleep(ARRIVAL + options.rest() / 2).await;
        let count = vendor.count().await?;
        anyhow::Ok((count.came - count.whole, target.process.memory()))
    };
    let asking = load::run(target, &question, Shape::Open(rate), begun, begun + ARRIVAL);
    let (look, figures) = tokio::join!(look, asking);
    let (open, open_kib) = look?;
    tokio::time::sleep(options.rest() * 2).await;
    let held = Held {
        who: target.name,
        asked: figures.asked,
        failed: figures.failures(),
        open,
        before_kib,
        open_kib,
        after_kib: target.process.memory(),
    };
    println!("{}: {} streams, {} failed, {:.1} KiB each", held.who, held.asked, held.failed, held.kib_each());
    figures.failed.iter().for_each(|(reason, count)| println!("  {count} × {reason}"));
    Ok(held)
}
