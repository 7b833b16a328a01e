//! `cargo xtask test`: every check, in stages that go on when one that they do not need has failed.

mod browser;
mod context;
mod count;
mod deploy;
mod native;
mod report;
mod wasm;

use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

use context::Context;
use count::Count;
use report::{Outcome, Report};

use crate::service::{self, Stop};
use crate::{binary, shell};

#[derive(Args)]
pub(crate) struct Options {
    /// Also run the real command line tools against the hub (some hundred megabytes from npm)
    #[arg(long)]
    clis: bool,
    /// Run this stage and those it needs
    #[arg(long, value_name = "STAGE")]
    only: Option<String>,
    /// Leave PostgreSQL and Redis running at the end, and say where
    #[arg(long)]
    keep: bool,
}

struct Stage {
    name: &'static str,
    about: &'static str,
    needs: &'static [&'static str],
    work: fn(&mut Context) -> Result<Count>,
}

const CLIS: &str = "clis";

const STAGES: [Stage; 18] = [
    Stage { name: "format", about: "the code is formatted", needs: &[], work: native::format },
    Stage { name: "guard", about: "the console carries no server code", needs: &[], work: wasm::guard },
    Stage { name: "deploy", about: "the files that deploy the hub are sound", needs: &[], work: deploy::lint },
    Stage { name: "clippy", about: "native code has no warnings", needs: &[], work: native::clippy },
    Stage { name: "nextest", about: "tests of the packages", needs: &[], work: native::nextest },
    Stage {
        name: "instructions",
        about: "requests take no more than they did",
        needs: &[],
        work: native::instructions,
    },
    Stage { name: "fuzz", about: "made-up bytes break no parser", needs: &[], work: native::fuzz },
    Stage { name: "prices", about: "costs agree with LiteLLM's calculator", needs: &[], work: native::prices },
    Stage { name: "binaries", about: "hub and vendor for the tests below", needs: &[], work: native::binaries },
    Stage { name: "readme", about: "README.md lists the hub's settings", needs: &["binaries"], work: native::readme },
    Stage {
        name: "install",
        about: "the installer keeps secrets and data",
        needs: &["binaries"],
        work: deploy::install,
    },
    Stage { name: "site", about: "the console as users load it", needs: &[], work: wasm::site },
    Stage { name: "size", about: "the first load is within its budget", needs: &["site"], work: wasm::size },
    Stage { name: "clippy-wasm", about: "the console's code has no warnings", needs: &[], work: wasm::clippy },
    Stage { name: "sdk", about: "official SDKs through the hub", needs: &["binaries"], work: browser::sdk },
    Stage { name: "api", about: "the management API as described", needs: &["binaries"], work: browser::api },
    Stage { name: "browser", about: "the console in Chromium", needs: &["binaries", "site"], work: browser::console },
    Stage { name: CLIS, about: "real command line tools", needs: &["binaries"], work: browser::clis },
];

/// Runs the stages, reports, and fails when one of them did.
pub(crate) fn run(options: &Options) -> Result<()> {
    let wanted = wanted(options)?;
    if !binary::is_at_work() {
        shell::build_once();
    }
    let stop = Stop::at_the_end()?;
    let mut context = Context::default();
    let mut report = Report::default();
    for stage in STAGES.iter().filter(|stage| wanted.contains(&stage.name)) {
        println!("\n━━ {}: {}", stage.name, stage.about);
        let started = Instant::now();
        let outcome = match stage.needs.iter().find(|need| !report.passed(need)) {
            Some(need) => Outcome::Skipped(need),
            None => Outcome::from((stage.work)(&mut context)),
        };
        if let Outcome::Failed { why, .. } = &outcome {
            println!("  failed: {why}");
        }
        report.add(stage.name, started.elapsed(), outcome);
    }
    if options.keep {
        context.print_services();
        service::leave_running();
    }
    drop(stop);
    report.print();
    if report.has_failed() { bail!("not everything passed") } else { Ok(()) }
}

fn wanted(options: &Options) -> Result<Vec<&'static str>> {
    let Some(only) = &options.only else {
        return Ok(STAGES.iter().map(|stage| stage.name).filter(|name| *name != CLIS || options.clis).collect());
    };
    let Some(stage) = STAGES.iter().find(|stage| stage.name == only) else {
        let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("there is no stage `{only}`; there are {}", names.join(", "));
    };
    Ok(stage.needs.iter().copied().chain([stage.name]).collect())
}
