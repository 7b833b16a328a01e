//! `cargo xtask`: builds, runs and tests the hub.
// It talks to a terminal, and has no async runtime that a sleep could block.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

mod bench;
mod binary;
mod bundle;
mod debian;
mod demo;
mod fuzz;
mod layout;
mod load;
mod npm;
mod optimise;
mod pack;
mod python;
mod readme;
mod run;
mod service;
mod shell;
mod site;
mod split;
mod stamp;
mod style;
mod test;
mod toolchain;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, runs and tests the hub.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build what changed and start the hub on ./data
    Run(run::Options),
    /// Build the site and the hub; with --release as one optimised binary
    Build {
        #[arg(long)]
        release: bool,
    },
    /// Check and test everything, starting the services that tests need
    Test(test::Options),
    /// Start a hub full of life on ./data-demo, with an invented vendor behind it
    Demo(demo::Options),
    /// Throw made-up bytes at the data plane's parsers
    Fuzz(fuzz::Options),
    /// Fill a database with a quarter's made-up requests, and measure the console's queries on it
    Load(load::Options),
    /// Measure the hub beside nginx and other gateways
    Bench(bench::Options),
    /// Write the configuration table of README.md anew
    Readme,
}

fn main() -> ExitCode {
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work() -> Result<()> {
    match Arguments::parse().task {
        Task::Run(options) => run::run(&options),
        Task::Build { release } => run::build(release).map(|hub| println!("→ {}", hub.display())),
        Task::Test(options) => test::run(&options),
        Task::Demo(options) => demo::run(&options),
        Task::Fuzz(options) => fuzz::fuzz(&options),
        Task::Load(options) => load::load(&options),
        Task::Bench(options) => bench::bench(&options),
        Task::Readme => readme::write(),
    }
}
