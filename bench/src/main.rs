//! What the hub costs beside what is asked through it: time, processor, memory; against a floor and against others, in one run.
// It talks to a terminal.
#![allow(clippy::print_stdout)]

mod connection;
mod figures;
mod instructions;
mod load;
mod matrix;
mod process;
mod question;
mod report;
mod target;
mod watch;

use anyhow::Result;
use clap::{Parser, Subcommand};
use tokio::task::LocalSet;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Ask everybody everything, and write down how it went
    Matrix(matrix::Options),
    /// Count the data plane's instructions for a request, and compare them with what they were
    Instructions(instructions::Options),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let task = Arguments::parse().task;
    LocalSet::new()
        .run_until(async move {
            match task {
                Task::Matrix(options) => matrix::run(&options).await,
                Task::Instructions(options) => instructions::run(&options).await,
            }
        })
        .await
}
