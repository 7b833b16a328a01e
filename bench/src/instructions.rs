//! How many instructions the data plane takes for a request: they repeat where times do not, so a change that makes
//! requests dearer is seen whatever else the machine does.

use crate::connection::Connection;
use crate::part::matrix::{frames, short};
use crate::question::Question;
use crate::target::{MODEL, Relay, Target, Vendor};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Options {
    #[arg(long)]
    relay: PathBuf,
    #[arg(long)]
    mockvendor: PathBuf,
    /// Working folder
    #[arg(long)]
    folder: PathBuf,
    /// The counts to compare with: a line for the compiler, then one for each trace
    #[arg(long)]
    baseline: PathBuf,
    /// The compiler, as it names itself; counts of another one are not compared
    #[arg(long)]
    compiler: String,
    /// Write the counts down as the new ones to compare with
    #[arg(long)]
    accept: bool,
}

/// More than that is a failure, in percent. What differs from run to run is a tenth of it.
const MORE: f64 = 3.0;
/// The gate itself is tried with so much more, in percent: it must not pass.
const WASTE: f64 = 5.0;
/// Answers before those that are counted, and those.
const BEFORE: usize = 50;
const COUNTED: usize = 200;

struct Trace {
    name: &'static str,
    bytes: usize,
    stream: bool,
    script: fn() -> Value,
}

const TRACES: [Trace; 3] = [
    Trace { name: "json-1k", bytes: 1 << 10, stream: false, script: short },
    Trace { name: "json-64k", bytes: 64 << 10, stream: false, script: short },
    Trace { name: "stream-200", bytes: 1 << 10, stream: true, script: || frames(200, 0) },
];

pub(crate) async fn run(options: &Options) -> Result<()> {
    std::fs::create_dir_all(&options.folder)?;
    let vendor = Vendor::start(&options.mockvendor, &options.folder).await?;
    let relay = Relay { program: &options.relay, vendor: vendor.target.address, folder: &options.folder };
    let mut text = format!("{}\n", options.compiler);
    let mut counts = Vec::new();
    for trace in &TRACES {
        vendor.play(&(trace.script)()).await?;
        let count = per_request(&relay, trace, 0).await?;
        println!("{}: {count:.0} instructions a request", trace.name);
        writeln!(text, "{} {count:.0}", trace.name)?;
        counts.push((trace, count));
    }
    if options.accept {
        return std::fs::write(&options.baseline, text).context("the counts cannot be written");
    }
    let baseline = std::fs::read_to_string(&options.baseline)
        .with_context(|| format!("{} cannot be read: --accept writes it", options.baseline.display()))?;
    if baseline.lines().next() != Some(&*options.compiler) {
        println!("the counts to compare with are another compiler's: {}", baseline.lines().next().unwrap_or_default());
        return Ok(());
    }
    for (trace, count) in &counts {
        let more = compared(&baseline, trace.name, *count)?;
        println!("{}: {more:+.1} % beside {}", trace.name, options.baseline.display());
        ensure!(
            more <= MORE,
            "{} takes {more:.1} % more instructions than before: mend it, or --accept it with a reason",
            trace.name
        );
    }
    // A gate that lets everything through would look the same.
    let (trace, count) = &counts[0];
    vendor.play(&(trace.script)()).await?;
    let one = per_request(&relay, trace, 1_000).await? - count;
    let wasted = per_request(&relay, trace, (1_000.0 * count * WASTE / 100.0 / one) as u64).await?;
    let more = compared(&baseline, trace.name, wasted)?;
    println!("{}: {more:+.1} % with {WASTE} % wasted on purpose", trace.name);
    ensure!(more > MORE || more - WASTE < -1.0, "{WASTE} % more instructions were not noticed");
    Ok(())
}

fn compared(baseline: &str, name: &str, count: f64) -> Result<f64> {
    let line = baseline.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let before: f64 = line.with_context(|| format!("no count of {name} to compare with"))?.parse()?;
    Ok((count / before - 1.0) * 100.0)
}

/// What the program takes for more answers, less what it takes for fewer: its start and end are in both.
async fn per_request(relay: &Relay<'_>, trace: &Trace, waste: u64) -> Result<f64> {
    let few = counted(relay, trace, BEFORE, waste).await?;
    let many = counted(relay, trace, BEFORE + COUNTED, waste).await?;
    Ok((many - few) as f64 / COUNTED as f64)
}

async fn counted(relay: &Relay<'_>, trace: &Trace, answers: usize, waste: u64) -> Result<i64> {
    let out = relay.folder.join("callgrind.out");
    let valgrind =
        ["valgrind".to_owned(), "--tool=callgrind".to_owned(), format!("--callgrind-out-file={}", out.display())];
    let target = relay.start(&valgrind, &["--waste".to_owned(), waste.to_string()]).await?;
    ask(&target, &Question::new(MODEL, trace.bytes, trace.stream), answers).await?;
    target.process.interrupt()?;
    total(&out)
}

async fn ask(target: &Target, question: &Question, answers: usize) -> Result<()> {
    let (head, mut request) = (target.head(), Vec::new());
    let mut connection = Connection::open(target.address).await?;
    for number in 0..answers {
        question.write(number as u128, &head, &mut request);
        let (status, _) = connection.ask(&request, |_| ()).await?;
        ensure!(status == 200, "status {status}");
    }
    Ok(())
}

fn total(out: &Path) -> Result<i64> {
    let text = std::fs::read_to_string(out).context("valgrind wrote no counts")?;
    let total = text.lines().find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")));
    Ok(total.context("valgrind wrote no sum")?.trim().parse()?)
}
