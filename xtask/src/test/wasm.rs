//! Stages on the console's WebAssembly.

use anyhow::{Result, bail};

use super::context::Context;
use super::count::Count;
use crate::shell::{cargo, read, run};
use crate::toolchain::{TARGET, Wasm};
use crate::{layout, pack, site as console};

/// What belongs to the server, and would make the console large.
const FORBIDDEN: [&str; 5] = ["axum", "regex", "reqwest", "sqlx", "tokio"];

/// Names every forbidden package that the console depends on; macros run at build time and do not count.
pub(crate) fn guard(_: &mut Context) -> Result<Count> {
    let edges = ["--target", TARGET, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
    // Leptos lists this crate, with its regex, on both sides, but calls it on the server alone.
    let edges = edges.into_iter().chain(["--prune", "leptos_config"]);
    let tree = read(cargo().args(["tree", "-p", "frontend"]).args(edges))?;
    let mut found: Vec<&str> = tree.lines().filter(|line| is_forbidden(line)).collect();
    found.sort_unstable();
    found.dedup();
    if !found.is_empty() {
        bail!(
            "the console depends on {}; `cargo tree -p frontend --target {TARGET} -i <name>` says why",
            found.join(", ")
        );
    }
    Ok(Count::ONE)
}

fn is_forbidden(package: &str) -> bool {
    package.split_whitespace().next().is_some_and(|name| FORBIDDEN.contains(&name))
}

/// With the release profile, so that macros and build scripts are those of the `site` stage.
pub(crate) fn clippy(_: &mut Context) -> Result<Count> {
    let strict = ["--quiet", "--", "-D", "warnings"];
    let console =
        ["clippy", "-p", "app", "-p", "domain", "-p", "frontend", "--target", TARGET, "--profile", "wasm-release"];
    run(Wasm::ensure()?.cargo().args(console).args(["--features", "app/hydrate"]).args(strict)).map(|()| Count::ONE)
}

pub(crate) fn site(_: &mut Context) -> Result<Count> {
    console::build(true).map(|_| Count::ONE)
}

pub(crate) fn size(_: &mut Context) -> Result<Count> {
    pack::weigh(&layout::site(true)).map(|()| Count::ONE)
}
