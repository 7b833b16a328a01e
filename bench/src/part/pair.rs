//! Two hubs on one PostgreSQL and one Redis beside one, each held to a processor of its own.
//!
//! Where there are but two processors, those that ask and those that answer need them, too, so two hubs cannot show what
//! they could do. What they take for a request can be read all the same: if two take no more for it than one, they serve
//! twice as much.

use super::{matrix, median};
use crate::load::Shape;
use crate::options::Options;
use crate::question::Question;
use crate::take::{Taken, compare, take};
use crate::target::{Hub, MODEL, Plan, Store, Vendor};
use anyhow::{Result, ensure};

const TURNS: usize = 5;
const CLIENTS: usize = 32;
/// Of what one hub does at most: so much that two of them still do it here.
const SHARE: f64 = 0.3;

/// Medians. Times are those of the hubs on their processors for a request, in microseconds.
pub(crate) struct Paired {
    pub(crate) one_per_second: f64,
    pub(crate) two_per_second: f64,
    /// Requests a second of the pace at which times are compared.
    pub(crate) rate: f64,
    pub(crate) one_us: f64,
    /// With the same requests a second in all.
    pub(crate) shared_us: f64,
    /// With the same requests a second for each.
    pub(crate) each_us: f64,
    /// How often Redis was too late for the first hub, which then told it anew what it had missed: seldom, or the machine
    /// was too small for the load.
    pub(crate) late: usize,
}

impl Paired {
    /// How much two serve beside one, each as busy as that one. Twice as much, at best: that a request takes less beside
    /// another hub is the databases' doing, which do more at once.
    pub(crate) fn scale(&self) -> f64 {
        (2.0 * self.one_us / self.each_us).min(2.0)
    }
}

pub(crate) async fn run(options: &Options) -> Result<Option<Paired>> {
    let stores = options.programs.stores();
    let Some(store) = stores.iter().find(|store| matches!(store, Store::Servers { .. })) else { return Ok(None) };
    let vendor = Vendor::start(&options.programs.mockvendor, &options.folder).await?;
    let plan = |core| Plan {
        home: options.folder.join(format!("pair-{core}")),
        core: Some(core),
        ..options.programs.plan(store, &options.folder)
    };
    let first = plan(0).start(vendor.target.address).await?;
    let full = Shape::Closed(CLIENTS);
    ask(options, &vendor, &[&first], full).await?;
    let (one_per_second, _) = ask(options, &vendor, &[&first], full).await?;
    let rate = SHARE * one_per_second;
    let mut turns: [Vec<f64>; 3] = Default::default();
    // What full load has left behind is no part of what follows.
    tokio::time::sleep(options.rest()).await;
    for _ in 0..TURNS {
        let (_, one) = ask(options, &vendor, &[&first], Shape::Paced(CLIENTS, rate)).await?;
        let second = plan(1).open().await?.with_key_of(&first);
        let both = [&first, &second];
        let (_, shared) = ask(options, &vendor, &both, Shape::Paced(CLIENTS, rate / 2.0)).await?;
        let (_, each) = ask(options, &vendor, &both, Shape::Paced(CLIENTS, rate)).await?;
        second.target.process.interrupt()?;
        for (turns, figure) in turns.iter_mut().zip([one, shared, each]) {
            turns.push(figure);
        }
    }
    let [one_us, shared_us, each_us] = turns.map(|turns| median(&turns));
    let second = plan(1).open().await?.with_key_of(&first);
    let (two_per_second, _) = ask(options, &vendor, &[&first, &second], full).await?;
    let late = std::fs::read_to_string(plan(0).log())?.matches("Redis is away or late").count();
    Ok(Some(Paired { one_per_second, two_per_second, rate, one_us, shared_us, each_us, late }))
}

/// All of `hubs` at once, each by this shape: answers a second, and time on the processor for each.
async fn ask(options: &Options, vendor: &Vendor, hubs: &[&Hub], shape: Shape) -> Result<(f64, f64)> {
    vendor.play(&matrix::short()).await?;
    let question = Question::new(MODEL, 1 << 10, false);
    let one = async |hub: &Hub| take(&hub.target, &question, shape, options.time()).await;
    let taken: Vec<Taken> = match hubs {
        [first, second] => <[Taken; 2]>::from(tokio::join!(one(first), one(second))).into(),
        _ => vec![one(hubs[0]).await],
    };
    compare(vendor, &Vec::from_iter(&taken)).await?;
    ensure!(taken.iter().all(|taken| taken.figures.failures() == 0), "requests to hubs that share a database failed");
    let answered: u64 = taken.iter().map(|taken| taken.figures.answered).sum();
    let cpu: f64 = taken.iter().map(|taken| taken.cpu.as_secs_f64()).sum();
    let (per_second, us) = (taken.iter().map(Taken::per_second).sum(), cpu * 1e6 / answered.max(1) as f64);
    println!("{} of them, {shape} each: {per_second:.0}/s, {us:.1} µs of processor", hubs.len());
    Ok((per_second, us))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_that_share_for_nothing_serve_twice_as_much() {
        let paired = |each_us| Paired {
            one_per_second: 0.0,
            two_per_second: 0.0,
            rate: 0.0,
            one_us: 100.0,
            shared_us: 150.0,
            each_us,
            late: 0,
        };
        assert_eq!(paired(100.0).scale(), 2.0);
        assert_eq!(paired(125.0).scale(), 1.6);
        assert_eq!(paired(80.0).scale(), 2.0);
    }
}
