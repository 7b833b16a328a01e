//! `cargo xtask load`: a database as it is after a busy quarter, and how quickly the console reads it.

use anyhow::Result;
use clap::Args;

use crate::shell::{cargo, run};

#[derive(Args)]
pub(crate) struct Options {
    /// What `crates/load` takes: --dsn, then fill, measure, export or clean, each with --help
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    arguments: Vec<String>,
}

/// Optimised, as figures are worth nothing otherwise.
pub(crate) fn load(options: &Options) -> Result<()> {
    run(cargo().args(["run", "--quiet", "--profile", "bench", "-p", "load", "--"]).args(&options.arguments))
}
