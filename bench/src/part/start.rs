//! From the start of the hub's program to its word that it is ready; its size, and its memory while it is asked nothing.

use super::median;
use crate::load::Shape;
use crate::options::Options;
use crate::question::Question;
use crate::take::take;
use crate::target::{Hub, MODEL, Plan, Vendor};
use anyhow::Result;
use std::time::Duration;

pub(crate) struct Started {
    pub(crate) who: &'static str,
    /// Milliseconds, the median: on an empty store, and on one with data.
    pub(crate) new_ms: f64,
    pub(crate) again_ms: f64,
    pub(crate) resident_kib: u64,
    pub(crate) memory_kib: u64,
}

pub(crate) async fn run(options: &Options) -> Result<Vec<Started>> {
    let vendor = Vendor::start(&options.programs.mockvendor, &options.folder).await?;
    let mut all = Vec::new();
    for store in &options.programs.stores() {
        let plan = options.programs.plan(store, &options.folder);
        let mut new = Vec::new();
        for _ in 0..options.starts {
            store.empty(&plan.home)?;
            new.push(ended(plan.open().await?)?);
        }
        fill(&plan, &vendor, options.time()).await?;
        let mut again = Vec::new();
        for _ in 0..options.starts {
            again.push(ended(plan.open().await?)?);
        }
        let hub = plan.open().await?;
        tokio::time::sleep(options.rest()).await;
        let process = &hub.target.process;
        let (resident_kib, memory_kib) = (process.resident(), process.memory());
        let (new_ms, again_ms) = (median(&new), median(&again));
        println!("{}: ready after {new_ms:.0} ms, {again_ms:.0} ms with data; {resident_kib} KiB", store.name());
        all.push(Started { who: store.name(), new_ms, again_ms, resident_kib, memory_kib });
    }
    Ok(all)
}

/// How long the start took; the hub comes to its own end.
fn ended(hub: Hub) -> Result<f64> {
    hub.target.process.interrupt()?;
    Ok(hub.ready_after.as_secs_f64() * 1e3)
}

async fn fill(plan: &Plan<'_>, vendor: &Vendor, time: Duration) -> Result<()> {
    let hub = plan.start(vendor.target.address).await?;
    vendor.play(&super::matrix::short()).await?;
    take(&hub.target, &Question::new(MODEL, 1 << 10, false), Shape::Closed(8), time).await;
    hub.target.process.interrupt()
}
