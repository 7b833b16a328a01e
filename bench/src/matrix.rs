//! Every kind of request, at every concurrency, to everybody: by turns, so that whatever else the machine does meets all alike.

use crate::figures::Figures;
use crate::load::{self, Shape};
use crate::question::Question;
use crate::report;
use crate::target::{self, MODEL, Programs, Target, Vendor};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    programs: Programs,
    /// Working folder for those that are measured
    #[arg(long)]
    folder: PathBuf,
    /// Seconds for each figure
    #[arg(long, default_value_t = 4.0)]
    seconds: f64,
    #[arg(long, default_value_t = 1)]
    rounds: usize,
    /// Only rows whose name contains this
    #[arg(long, default_value = "")]
    only: String,
    /// Only those whose name contains one of these
    #[arg(long, value_delimiter = ',')]
    who: Vec<String>,
    /// Where the figures are written to
    #[arg(long)]
    report: Option<PathBuf>,
}

/// One line of the matrix.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) bytes: usize,
    pub(crate) stream: bool,
    pub(crate) shapes: &'static [Shape],
    pub(crate) script: fn() -> Value,
}

pub(crate) fn short() -> Value {
    json!({ "text": "Done: the test passes now." })
}

pub(crate) fn frames(count: usize, delay_ms: u64) -> Value {
    json!({ "text_parts": vec!["and so on "; count], "chunk_delay_ms": delay_ms })
}

const ONE: Shape = Shape::Closed(1);
const SOME: Shape = Shape::Closed(32);
const MANY: Shape = Shape::Closed(256);
/// No more than all but the slowest can do: what it shows is how long those wait that come while others are served.
const STEADY: Shape = Shape::Open(500.0);

const ROWS: [Row; 6] = [
    Row { name: "JSON, 1 KB", bytes: 1 << 10, stream: false, shapes: &[ONE, SOME, MANY, STEADY], script: short },
    Row { name: "JSON, 64 KB", bytes: 64 << 10, stream: false, shapes: &[ONE, SOME, MANY], script: short },
    Row { name: "JSON, 512 KB", bytes: 512 << 10, stream: false, shapes: &[ONE, SOME], script: short },
    Row {
        name: "stream of 200 frames",
        bytes: 1 << 10,
        stream: true,
        shapes: &[ONE, SOME, MANY],
        script: || frames(200, 0),
    },
    Row {
        name: "stream of 2,000 frames",
        bytes: 1 << 10,
        stream: true,
        shapes: &[ONE, SOME],
        script: || frames(2_000, 0),
    },
    Row {
        name: "stream, a frame every 5 ms",
        bytes: 1 << 10,
        stream: true,
        shapes: &[ONE, SOME],
        script: || frames(100, 5),
    },
];

/// What one of them did with one kind of request at one concurrency.
pub(crate) struct Found {
    pub(crate) row: &'static str,
    pub(crate) shape: Shape,
    pub(crate) who: &'static str,
    pub(crate) figures: Figures,
    pub(crate) time: Duration,
    pub(crate) cpu: Duration,
    pub(crate) memory_kib: u64,
}

impl Found {
    fn is_like(&self, other: &Self) -> bool {
        (self.row, self.shape, self.who) == (other.row, other.shape, other.who)
    }

    fn add(&mut self, other: &Self) {
        self.figures.add(&other.figures);
        self.time += other.time;
        self.cpu += other.cpu;
        self.memory_kib = self.memory_kib.max(other.memory_kib);
    }

    /// Seconds of the processor for each answer, in microseconds.
    pub(crate) fn cpu_us(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.figures.answered.max(1) as f64
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.figures.answered as f64 / self.time.as_secs_f64()
    }
}

pub(crate) async fn run(options: &Options) -> Result<()> {
    if options.folder.exists() {
        std::fs::remove_dir_all(&options.folder)?;
    }
    std::fs::create_dir_all(&options.folder)?;
    let vendor = Vendor::start(&options.programs.mockvendor, &options.folder).await?;
    let targets = target::all(&options.programs, &vendor.target, &options.folder).await?;
    let wanted = |target: &&Target| options.who.is_empty() || options.who.iter().any(|who| target.name.contains(who));
    let everybody: Vec<&Target> = [&vendor.target].into_iter().chain(targets.iter().filter(wanted)).collect();
    let mut found: Vec<Found> = Vec::new();
    for row in ROWS.iter().filter(|row| row.name.contains(&options.only)) {
        for shape in row.shapes {
            for _ in 0..options.rounds {
                for target in &everybody {
                    let one = measure(options, row, *shape, target, &vendor).await?;
                    println!("{}", report::line(&one));
                    match found.iter_mut().find(|found| found.is_like(&one)) {
                        Some(found) => found.add(&one),
                        None => found.push(one),
                    }
                }
            }
        }
    }
    let mut text = String::new();
    report::matrix(&mut text, &found)?;
    match &options.report {
        Some(path) => std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display())),
        None => Ok(()),
    }
}

async fn measure(
    options: &Options,
    row: &'static Row,
    shape: Shape,
    target: &Target,
    vendor: &Vendor,
) -> Result<Found> {
    vendor.play(&(row.script)()).await?;
    let (warm, time) = (Duration::from_secs_f64(options.seconds / 4.0), Duration::from_secs_f64(options.seconds));
    let question = Question::new(MODEL, row.bytes, row.stream);
    let begun = Instant::now();
    let watch = async {
        tokio::time::sleep_until((begun + warm).into()).await;
        let before = target.process.cpu();
        tokio::time::sleep_until((begun + warm + time).into()).await;
        (target.process.cpu() - before, target.process.memory())
    };
    let asking = load::run(target, question, shape, warm, time);
    let ((cpu, memory_kib), figures) = tokio::join!(watch, asking);
    // Others may repeat what failed; nobody may answer what was not asked.
    let count = vendor.count().await?;
    ensure!(
        figures.failures() > 0 || count == figures.asked,
        "{}: {} requests were asked, {} came to the vendor",
        target.name,
        figures.asked,
        count
    );
    Ok(Found { row: row.name, shape, who: target.name, figures, time, cpu, memory_kib })
}
