//! `cch apply`: the configuration becomes what a file says.

use crate::config::Config;
use anyhow::{Context, anyhow};
use clap::Args;
use control::Actor;
use control::service::declare::{Apply, Refused, Source};
use domain::ApiError;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// With `--dry-run`: something would change.
const WOULD_CHANGE: u8 = 2;

#[derive(Clone, Debug, Args)]
pub struct ApplyArgs {
    /// The file; `-` reads standard input.
    #[arg(short, long, value_name = "FILE")]
    pub file: PathBuf,
    /// Changes nothing, and exits with 2 if something would change.
    #[arg(long)]
    pub dry_run: bool,
    /// Deletes what the file's sections do not name.
    #[arg(long)]
    pub prune: bool,
}

/// # Errors
/// What is wrong with the file; then nothing was changed.
pub async fn run(config: &Config, args: &ApplyArgs) -> anyhow::Result<ExitCode> {
    let name = args.file.display();
    let text = if args.file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(&args.file)
    };
    let text = text.with_context(|| format!("{name} cannot be read"))?;
    let control = super::control(config).await?;
    let how = Apply { prune: args.prune, dry_run: args.dry_run };
    let applied = control.declared().apply(&Actor::command("cch apply"), &text, &Source::read, how).await;
    control.db().close().await;
    let report = applied.map_err(|refused| match refused {
        faults @ Refused::Faults(_) => anyhow!("{name} was not applied, and nothing was changed:\n{faults}"),
        Refused::Failed(error) => ApiError::from(error).into(),
    })?;
    let mut out = std::io::stdout();
    for line in &report.lines {
        writeln!(out, "{line}")?;
    }
    for (key, text) in &report.made {
        writeln!(out, "! {key} has the text {}, which is shown this once", text.expose())?;
    }
    writeln!(out, "{}", report.summary(!args.dry_run))?;
    Ok(if args.dry_run && report.differs() { ExitCode::from(WOULD_CHANGE) } else { ExitCode::SUCCESS })
}
