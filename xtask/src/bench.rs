//! `cargo xtask bench`: what the hub costs, beside a floor and beside others, measured in one run.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::binary::{HUB, VENDOR};
use crate::service::{self, Stop};
use crate::shell::{cargo, command, read, run, step};
use crate::{debian, layout, npm, pack, python, run as hub};

const PORTKEY: (&str, &str) = ("@portkey-ai/gateway", "1.15.2");
/// With newer ones Portkey answers every stream with status 500: they give it headers that it cannot add to.
const NODE_SERVER: (&str, &str) = ("@hono/node-server", "1.13.8");
const LITELLM: &str = "litellm[proxy]==1.104.3";
/// The part that needs a ledger filled.
const FLAT: &str = "flat";
/// What fills it.
const LOAD: &str = "load";
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
    /// The parts to run (start, matrix, idle, soak, flat, pair; all when left out) and `bench`'s own options
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
    bench.arg("measure").arg("--cch").arg(hub).arg("--mockvendor").arg(tools.join(VENDOR));
    bench.arg("--relay").arg(tools.join(RELAY)).arg("--folder").arg(layout::tools().join("bench"));
    bench.args(["--hub", &about(options.draft)?, "--compiler", &read(command("rustc").arg("--version"))?]);
    if options.draft {
        bench.arg("--report").arg(layout::tools().join("bench-draft.md"));
    } else {
        bench.arg("--report").arg(layout::root().join("bench/RESULTS.md"));
        bench.args(["--first-load", &pack::first_load(&layout::site(true))?]);
    }
    let whole = options.arguments.first().is_none_or(|first| first.starts_with('-'));
    if whole || options.arguments.iter().any(|part| part == FLAT) {
        bench.arg("--load").arg(build(&["-p", LOAD])?.join(LOAD));
    }
    if optional("nginx", debian::install("measuring the floor", &["nginx"])).is_some() {
        bench.args(["--nginx", "/usr/sbin/nginx"]);
    }
    if !options.no_servers {
        bench.args(["--postgres", &service::start_postgres()?, "--redis", &service::start_redis()?]);
    }
    if !options.no_peers {
        let overrides = json!({ NODE_SERVER.0: NODE_SERVER.1 });
        if let Some(home) = optional("Portkey", npm::install_with(PORTKEY.0, PORTKEY.1, &overrides)) {
            bench.arg("--portkey").arg(home.join("build/start-server.js"));
        }
        if let Some(litellm) = optional("LiteLLM", python::tool("litellm", &[LITELLM])) {
            bench.arg("--litellm").arg(litellm.get_program());
        }
    }
    run(bench.args(&options.arguments))
}

/// Which hub it is that is measured.
fn about(draft: bool) -> Result<String> {
    let commit = read(command("git").args(["describe", "--always", "--dirty", "--exclude=*"]))?;
    let how = if draft { "a draft: without its console, not optimised as a whole" } else { "as it is released" };
    Ok(format!("commit {commit}, {how}"))
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
