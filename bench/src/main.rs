//! What the hub costs beside what is asked through it: time, processor, memory; against a floor and against others, in one run.
// It talks to a terminal.
#![allow(clippy::print_stdout)]

mod connection;
mod figures;
mod instructions;
mod load;
mod options;
mod part;
mod process;
mod question;
mod report;
mod take;
mod target;
mod watch;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use options::Options;
use part::{Findings, Part};
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::task::LocalSet;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Measure, and write down how it went
    Measure(Box<Options>),
    /// Count the data plane's instructions for a request, and compare them with what they were
    Instructions(instructions::Options),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let task = Arguments::parse().task;
    open_many()?;
    LocalSet::new()
        .run_until(async move {
            match task {
                Task::Measure(options) => measure(&options).await,
                Task::Instructions(options) => instructions::run(&options).await,
            }
        })
        .await
}

/// As many connections as this machine lets anybody have, for this program and those that it starts.
fn open_many() -> Result<()> {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, rustix::process::Rlimit { current: limit.maximum, ..limit })
        .context("the limit of open files cannot be raised")
}

async fn measure(options: &Options) -> Result<()> {
    if options.folder.exists() {
        std::fs::remove_dir_all(&options.folder)?;
    }
    std::fs::create_dir_all(&options.folder)?;
    let parts = if options.parts.is_empty() { &Part::ALL[..] } else { &options.parts };
    let mut findings = Findings::default();
    for part in parts {
        println!("→ {part:?}");
        findings.add(*part, options).await.with_context(|| format!("{part:?}"))?;
    }
    let text = report::whole(options, &findings)?;
    match options.report.as_ref().filter(|_| Part::ALL.iter().all(|part| parts.contains(part))) {
        Some(path) => std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display())),
        None => {
            println!("\n{text}");
            Ok(())
        }
    }
}
