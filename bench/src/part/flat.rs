//! Does a request cost more where there is more of everything? Few and many of one thing, asked by turns.

use super::{matrix, median};
use crate::load::Shape;
use crate::options::Options;
use crate::question::Question;
use crate::take::{compare, take};
use crate::target::{MODEL, Plan, Relay, Store, Target, Vendor};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is measured of the data plane alone: its option, few, many.
const COUNTS: [(&str, &str, &str, &str); 3] = [
    ("keys", "--keys", "10", "100000"),
    ("providers", "--providers", "3", "500"),
    ("rules in each list", "--rules", "0", "500"),
];

/// Time on the processor for a request, in microseconds, turn by turn.
pub(crate) struct Beside {
    pub(crate) what: String,
    pub(crate) few: Vec<f64>,
    pub(crate) many: Vec<f64>,
}

impl Beside {
    pub(crate) fn ratio(&self) -> f64 {
        median(&self.many) / median(&self.few)
    }
}

pub(crate) async fn run(options: &Options) -> Result<Vec<Beside>> {
    let vendor = Vendor::start(&options.programs.mockvendor, &options.folder).await?;
    let folders = ["few", "many"].map(|name| options.folder.join(name));
    folders.iter().try_for_each(std::fs::create_dir_all)?;
    let [few_folder, many_folder] = folders.each_ref().map(PathBuf::as_path);
    let mut all = Vec::new();
    if let Some(program) = &options.programs.relay {
        for (what, option, few, many) in COUNTS {
            let relay = |folder| Relay { program, vendor: vendor.target.address, folder };
            let asked = |count: &str| [option.to_owned(), count.to_owned()];
            let sides =
                [relay(few_folder).start(&[], &asked(few)).await?, relay(many_folder).start(&[], &asked(many)).await?];
            all.push(by_turns(options, &vendor, format!("{what}: {few} and {many}"), &sides).await?);
        }
    }
    if let Some(load) = &options.programs.load {
        let [few, many] = [(few_folder, 0), (many_folder, options.rows)];
        let sides = [hub(options, load, &vendor, few).await?, hub(options, load, &vendor, many).await?];
        tokio::time::sleep(options.rest()).await;
        all.push(by_turns(options, &vendor, format!("rows of the ledger: 0 and {}", options.rows), &sides).await?);
    }
    Ok(all)
}

/// A whole hub with the same users, keys and providers, and so many rows.
async fn hub(options: &Options, load: &Path, vendor: &Vendor, (folder, rows): (&Path, usize)) -> Result<Target> {
    let plan = Plan { home: folder.join("hub"), ..options.programs.plan(&Store::Embedded, folder) };
    std::fs::create_dir_all(&plan.home)?;
    let database = format!("sqlite:{}", plan.home.join("hub.db").display());
    let mut fill = Command::new(load);
    fill.args(["--dsn", &database, "fill", "--rows", &rows.to_string()]);
    ensure!(fill.status().context("the ledger cannot be filled")?.success(), "the ledger could not be filled");
    let mut hub = plan.open().await?;
    hub.furnish(vendor.target.address, &serde_json::json!({})).await?;
    Ok(hub.target)
}

async fn by_turns(options: &Options, vendor: &Vendor, what: String, sides: &[Target; 2]) -> Result<Beside> {
    let question = Question::new(MODEL, 1 << 10, false);
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..options.turns {
        for (target, times) in sides.iter().zip(&mut times) {
            vendor.play(&matrix::short()).await?;
            let taken = take(target, &question, Shape::Closed(32), options.time() / 2).await;
            compare(vendor, &[&taken]).await?;
            ensure!(taken.figures.failures() == 0, "{what}: {:?}", taken.figures.failed);
            times.push(taken.cpu_us());
        }
    }
    let [few, many] = times;
    let beside = Beside { what, few, many };
    println!("{}: {:.3} ×", beside.what, beside.ratio());
    Ok(beside)
}
