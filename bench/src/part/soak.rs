//! Long streams at once, for long: a third of their readers is slow, a third leaves half way, and of a third the vendor breaks
//! off half way. Memory must stay as it is.

use super::median;
use crate::connection::Connection;
use crate::load::PATIENCE;
use crate::options::Options;
use crate::question::Question;
use crate::target::{MODEL, Target, Vendor};
use crate::watch::Watch;
use anyhow::{Result, anyhow, bail, ensure};
use serde_json::json;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// Of content, in each stream.
const BYTES: usize = 5 << 20;
const FRAME: usize = 4 << 10;
/// The vendor breaks off answers of this model.
const BROKEN: &str = "claude-haiku-4-5";
/// Between two looks of a slow reader, each of 64 KiB at most: a stream takes it at least 20 s.
const SLOW: Duration = Duration::from_millis(250);

pub(crate) struct Soaked {
    pub(crate) who: &'static str,
    pub(crate) streams: usize,
    /// Streams that went as they were meant to, by how that was; and those that did not.
    pub(crate) went: BTreeMap<String, u64>,
    pub(crate) failed: BTreeMap<String, u64>,
    pub(crate) before_kib: u64,
    /// Each second.
    pub(crate) samples: Vec<u64>,
    pub(crate) after_kib: u64,
}

impl Soaked {
    pub(crate) fn most_kib(&self) -> u64 {
        self.samples.iter().copied().max().unwrap_or_default()
    }

    /// Not for as long as memory has to stay as it is.
    pub(crate) fn is_short(&self) -> bool {
        self.samples.len() < 9 * 60
    }

    /// The medians of the first and of the last quarter.
    pub(crate) fn ends_kib(&self) -> (f64, f64) {
        let samples: Vec<f64> = self.samples.iter().map(|kib| *kib as f64).collect();
        let quarter = samples.len().div_ceil(4);
        (median(&samples[..quarter]), median(&samples[samples.len() - quarter..]))
    }
}

#[derive(Clone, Copy)]
enum Reader {
    Slow,
    Leaves,
    Cut,
}

impl Reader {
    fn went(self) -> &'static str {
        match self {
            Self::Slow => "read slowly to their end",
            Self::Leaves => "left half way by the client",
            Self::Cut => "broken off half way by the vendor",
        }
    }
}

pub(crate) async fn run(options: &Options) -> Result<Soaked> {
    let vendor = Vendor::start(&options.programs.mockvendor, &options.folder).await?;
    let parts = vec!["so on ".repeat(FRAME / 6); BYTES / FRAME];
    // No limit of tokens a minute lets as many pass as these bytes would be.
    let usage = json!({ "input": 1_000, "output": 1_000 });
    vendor
        .rule(&[
            json!({ "match": { "model": BROKEN }, "script": { "text_parts": parts, "usage": usage, "end": { "rst_after_bytes": BYTES / 2 } } }),
            json!({ "script": { "text_parts": parts, "usage": usage } }),
        ])
        .await?;
    let (programs, store) = (&options.programs, &options.programs.stores()[0]);
    let plan = programs.plan(store, &options.folder);
    store.empty(&plan.home)?;
    let mut hub = plan.open().await?;
    // A vendor that breaks off that often would soon not be asked any more.
    hub.furnish(vendor.target.address, &json!({ "breaker": { "threshold": 0 } })).await?;
    tokio::time::sleep(options.rest()).await;
    let target = Rc::new(hub.target);
    let before_kib = target.process.memory();
    let until = Instant::now() + Duration::from_secs_f64(options.minutes * 60.0);
    let mut clients = JoinSet::new();
    for number in 0..options.soak_streams {
        let reader = [Reader::Slow, Reader::Leaves, Reader::Cut][number % 3];
        clients.spawn_local(client(target.clone(), reader, until));
    }
    let mut samples = Vec::new();
    while Instant::now() < until {
        tokio::time::sleep(Duration::from_secs(1)).await;
        samples.push(target.process.memory());
        if samples.len() % 30 == 0 {
            println!("{} s: {} KiB", samples.len(), samples[samples.len() - 1]);
        }
    }
    let (mut went, mut failed) = (BTreeMap::new(), BTreeMap::new());
    for (reader, result) in clients.join_all().await.into_iter().flatten() {
        match result {
            Ok(()) => *went.entry(reader.went().to_owned()).or_default() += 1,
            Err(error) => *failed.entry(format!("{error:#}")).or_default() += 1,
        }
    }
    tokio::time::sleep(options.rest() * 2).await;
    let after_kib = target.process.memory();
    let streams = options.soak_streams;
    Ok(Soaked { who: target.name, streams, went, failed, before_kib, samples, after_kib })
}

async fn client(target: Rc<Target>, reader: Reader, until: Instant) -> Vec<(Reader, Result<()>)> {
    let model = if matches!(reader, Reader::Cut) { BROKEN } else { MODEL };
    let (question, head, mut request) = (Question::new(model, 1 << 10, true), target.head(), Vec::new());
    let mut all = Vec::new();
    while Instant::now() < until {
        question.write(fastrand::u128(..), &head, &mut request);
        let asked = tokio::time::timeout(PATIENCE, read(&target, reader, &request)).await;
        all.push((reader, asked.unwrap_or_else(|_| Err(anyhow!("no end in time")))));
    }
    all
}

/// An error where the stream did not go as it was meant to.
async fn read(target: &Target, reader: Reader, request: &[u8]) -> Result<()> {
    let mut connection = match reader {
        Reader::Slow => Connection::open_slow(target.address, SLOW).await?,
        Reader::Leaves | Reader::Cut => Connection::open(target.address).await?,
    };
    let (half, mut watch) = (Notify::new(), Watch::new(true));
    let asking = connection.ask(request, |piece| {
        watch.see(piece);
        if matches!(reader, Reader::Leaves) && watch.bytes >= BYTES / 2 {
            half.notify_one();
        }
    });
    let answer = tokio::select! {
        biased;
        () = half.notified() => return Ok(()),
        answer = asking => answer,
    };
    match (reader, answer) {
        (_, Ok((status, _))) if status != 200 => bail!("status {status}"),
        (Reader::Cut, Err(_)) => {
            // How much of it came cannot be told: a reset takes away what is on its way.
            ensure!(!watch.ended && watch.bytes > 0, "a stream broke off, but not half way");
            Ok(())
        }
        (Reader::Cut, Ok(_)) => bail!("a broken stream looks whole"),
        (_, Err(error)) => Err(error),
        (_, Ok(_)) if watch.ended => Ok(()),
        (_, Ok(_)) => bail!("a stream without its end"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_is_told_by_the_quarters_at_the_ends() {
        let (went, failed) = (BTreeMap::new(), BTreeMap::new());
        let samples = vec![9, 10, 900, 50, 50, 50, 50, 20, 21, 22];
        let soaked = Soaked { who: "", streams: 0, went, failed, before_kib: 0, samples, after_kib: 0 };
        assert_eq!(soaked.ends_kib(), (10.0, 21.0));
        assert_eq!(soaked.most_kib(), 900);
    }
}
