//! A hub's database as it is after a busy quarter, and how long the console's queries take on it.
// It talks to a terminal.
#![allow(clippy::print_stdout)]

mod clean;
mod fill;
mod measure;
mod question;
mod rollup;
mod table;
mod team;
mod traffic;

use anyhow::Result;
use clap::{Parser, Subcommand};
use control::{Control, Db, Options};
use domain::Secret;
use domain::clock::Clock;

#[derive(Parser)]
struct Arguments {
    /// `postgres://…`, or `sqlite:` and a path
    #[arg(long)]
    dsn: String,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write made-up users, keys, providers and requests into an empty database; the same seed makes the same rows
    Fill(fill::Options),
    /// Run every query of the console, and say how long they took
    Measure(measure::Options),
    /// Export the whole log as CSV to nowhere, and say how much memory that took
    Export,
    /// Clean the older half of the log, with a writer at work
    Clean,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let control = Control::open(Options {
        db: Db::connect(&arguments.dsn).await?,
        data_dir: std::env::temp_dir(),
        admin_token: Secret::new("load"),
        master_key: Some(Secret::new("load")),
        redis_url: None,
        time_zone: None,
        session_ttl_seconds: 3_600,
        login_failures_max: 10,
        egress: egress::Egress::default(),
        clock: Clock::default(),
    })
    .await?;
    match arguments.task {
        Task::Fill(options) => fill::run(&control, &options).await,
        Task::Measure(options) => measure::run(&control, &options).await,
        Task::Export => measure::export(&control).await,
        Task::Clean => clean::run(&control).await,
    }
}
