//! Every kind of request, at every concurrency, to everybody: by turns, so that whatever else the machine does meets all alike.

use crate::load::Shape;
use crate::options::Options;
use crate::question::Question;
use crate::report;
use crate::take::{Taken, compare, take};
use crate::target::{MODEL, Target, Vendor};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// One line of the matrix.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) bytes: usize,
    pub(crate) stream: bool,
    pub(crate) shapes: &'static [Shape],
    pub(crate) script: fn() -> Value,
}

/// However large the question was, no limit of tokens a minute is reached.
pub(crate) fn short() -> Value {
    json!({ "text": "Done: the test passes now.", "usage": { "input": 1_000, "output": 8 } })
}

pub(crate) fn frames(count: usize, delay_ms: u64) -> Value {
    json!({ "text_parts": vec!["and so on "; count], "chunk_delay_ms": delay_ms })
}

pub(crate) const ONE: Shape = Shape::Closed(1);
pub(crate) const SOME: Shape = Shape::Closed(32);
const MANY: Shape = Shape::Closed(256);
/// No more than all but the slowest can do: what it shows is how long those wait that come while others are served.
const STEADY: Shape = Shape::Open(500.0);

pub(crate) const SMALL: &str = "JSON, 1 KB";
pub(crate) const LARGE: &str = "JSON, 64 KB";
pub(crate) const STREAM: &str = "stream of 200 frames";
pub(crate) const PACED: &str = "stream, a frame every 5 ms";

const ROWS: [Row; 6] = [
    Row { name: SMALL, bytes: 1 << 10, stream: false, shapes: &[ONE, SOME, MANY, STEADY], script: short },
    Row { name: LARGE, bytes: 64 << 10, stream: false, shapes: &[ONE, SOME, MANY], script: short },
    Row { name: "JSON, 512 KB", bytes: 512 << 10, stream: false, shapes: &[ONE, SOME], script: short },
    Row { name: STREAM, bytes: 1 << 10, stream: true, shapes: &[ONE, SOME, MANY], script: || frames(200, 0) },
    Row {
        name: "stream of 2,000 frames",
        bytes: 1 << 10,
        stream: true,
        shapes: &[ONE, SOME],
        script: || frames(2_000, 0),
    },
    Row { name: PACED, bytes: 1 << 10, stream: true, shapes: &[ONE, SOME], script: || frames(100, 5) },
];

/// What one of them did with one kind of request at one concurrency.
pub(crate) struct Found {
    pub(crate) row: &'static str,
    pub(crate) shape: Shape,
    pub(crate) who: &'static str,
    pub(crate) taken: Taken,
}

impl Found {
    fn is_like(&self, other: &Self) -> bool {
        (self.row, self.shape, self.who) == (other.row, other.shape, other.who)
    }
}

/// Memory before the first request, and some time after the last.
pub(crate) struct Rested {
    pub(crate) who: &'static str,
    pub(crate) before_kib: u64,
    pub(crate) after_kib: u64,
}

pub(crate) async fn run(options: &Options) -> Result<(Vec<Found>, Vec<Rested>)> {
    let vendor = Vendor::start(&options.programs.mockvendor, &options.folder).await?;
    let targets = options.programs.all(&vendor.target, &options.folder).await?;
    let wanted = |target: &&Target| options.who.is_empty() || options.who.iter().any(|who| target.name.contains(who));
    let targets: Vec<&Target> = targets.iter().filter(wanted).collect();
    tokio::time::sleep(options.rest()).await;
    let before: Vec<u64> = targets.iter().map(|target| target.process.memory()).collect();
    let mut found: Vec<Found> = Vec::new();
    for row in ROWS.iter().filter(|row| row.name.contains(&options.only)) {
        let question = Question::new(MODEL, row.bytes, row.stream);
        for shape in row.shapes {
            for _ in 0..options.rounds {
                for target in [&vendor.target].into_iter().chain(targets.iter().copied()) {
                    vendor.play(&(row.script)()).await?;
                    let taken = take(target, &question, *shape, options.time()).await;
                    compare(&vendor, &[&taken]).await.context(target.name)?;
                    let one = Found { row: row.name, shape: *shape, who: target.name, taken };
                    println!("{}", report::line(&one));
                    match found.iter_mut().find(|found| found.is_like(&one)) {
                        Some(found) => found.taken.add(&one.taken),
                        None => found.push(one),
                    }
                }
            }
        }
    }
    tokio::time::sleep(options.rest() * 2).await;
    let rested = targets.iter().zip(before).map(|(target, before_kib)| Rested {
        who: target.name,
        before_kib,
        after_kib: target.process.memory(),
    });
    Ok((found, rested.collect()))
}
