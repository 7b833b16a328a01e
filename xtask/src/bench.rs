//! `cargo xtask bench`: what the hub costs, beside a floor and beside others, measured in one run.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::binary::{HUB, VENDOR};
use crate::service::{self, Stop};
use crate::shell::{cargo, command, read, run, step};
use crate::{debian, layout, npm, python, run as hub};

const PORTKEY: (&str, &str) = ("@portkey-ai/gateway", "1.15.2");
const LITELLM: &str = "litellm[proxy]==1.104.3";
/// The part that is run when none is named.
const WHOLE: &str = "matrix";
/// The data plane alone.
const RELAY: &str = "relay";

#[derive(Args)]
pub(crate) struct Options {
    /// A hub without its console inside and without whole-program optimisation: to work by, not to publish
    #[arg(long)]
    draft: bool,
    /// Write down the instructions that a request takes now as those that tests compare with
    #[arg(long)]
    accept: bool,
    /// Without Portkey and LiteLLM
    #[arg(long)]
    no_peers: bool,
    /// Without PostgreSQL and Redis
    #[arg(long)]
    no_servers: bool,
    /// The part of `bench` to run, and that part's own options
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn bench(options: &Options) -> Result<()> {
    if options.accept {
        return instructions(true);
    }
    let _stop = Stop::at_the_end()?;
    let tools = build(&["-p", "bench", "-p", "mockvendor"])?;
    let hub = if options.draft { build(&["-p", "server", "--bin", HUB])?.join(HUB) } else { hub::build(true)? };
    let mut bench = command(&tools.join("bench").display().to_string());
    let (part, further) = options.arguments.split_first().map_or((WHOLE, &[][..]), |(part, rest)| (part, rest));
    bench.arg(part).arg("--cch").arg(hub).arg("--mockvendor").arg(tools.join(VENDOR));
    bench.arg("--relay").arg(tools.join(RELAY)).arg("--folder").arg(layout::tools().join("bench"));
    if optional("nginx", debian::install("measuring the floor", &["nginx"])).is_some() {
        bench.args(["--nginx", "/usr/sbin/nginx"]);
    }
    if !options.no_servers {
        bench.args(["--postgres", &service::start_postgres()?, "--redis", &service::start_redis()?]);
    }
    if !options.no_peers {
        if let Some(home) = optional("Portkey", npm::install(PORTKEY.0, PORTKEY.1)) {
            bench.arg("--portkey").arg(home.join("build/start-server.js"));
        }
        if let Some(litellm) = optional("LiteLLM", python::tool("litellm", &[LITELLM])) {
            bench.arg("--litellm").arg(litellm.get_program());
        }
    }
    run(bench.args(further))
}

/// Counts the data plane's instructions for a request and compares them with those that were written down, or writes them
/// down.
pub(crate) fn instructions(accept: bool) -> Result<()> {
    debian::install("counting instructions", &["valgrind", "libc6-dbg"])?;
    let tools = step("building the data plane as for figures", || build(&["-p", "bench", "-p", "mockvendor"]))?;
    let mut bench = command(&tools.join("bench").display().to_string());
    bench.arg("instructions").arg("--relay").arg(tools.join(RELAY)).arg("--mockvendor").arg(tools.join(VENDOR));
    bench.arg("--folder").arg(layout::tools().join("instructions"));
    bench.arg("--baseline").arg(layout::root().join("bench/instructions.txt"));
    bench.args(["--compiler", &read(command("rustc").arg("--version"))?]);
    if accept {
        bench.arg("--accept");
    }
    run(&mut bench)
}

/// Builds with the profile for figures, and gives the folder of what was built.
fn build(what: &[&str]) -> Result<PathBuf> {
    run(cargo().args(["build", "--quiet", "--profile", "bench"]).args(what))?;
    Ok(layout::cargo_target().join("release"))
}

/// What cannot be had is left out, with a word.
fn optional<T>(who: &str, found: Result<T>) -> Option<T> {
    found.inspect_err(|error| println!("  without {who}: {error:#}")).ok()
}
