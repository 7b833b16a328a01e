//! Stages on native code.

use anyhow::Result;

use super::context::Context;
use super::count::Count;
use crate::bench;
use crate::binary::{self, HUB, VENDOR, select};
use crate::debian;
use crate::fuzz::brief;
use crate::layout;
use crate::python;
use crate::readme as table;
use crate::shell::{cargo, has, run, step, watch};

pub(crate) fn format(_: &mut Context) -> Result<Count> {
    run(cargo().args(["fmt", "--all", "--check"])).map(|()| Count::ONE)
}

pub(crate) fn clippy(_: &mut Context) -> Result<Count> {
    let strict = ["--all-targets", "--quiet", "--", "-D", "warnings"];
    run(select(cargo().arg("clippy"))?.args(strict))?;
    run(cargo().args(["clippy", "-p", "xtask"]).args(strict)).map(|()| Count::ONE)
}

pub(crate) fn nextest(context: &mut Context) -> Result<Count> {
    if !has("cargo-nextest") {
        step("installing cargo-nextest, which takes some minutes", || {
            run(cargo().args(["install", "cargo-nextest", "--locked"]))
        })?;
    }
    let all = ["--no-fail-fast", "--no-tests=pass", "--cargo-quiet"];
    let mut hub = cargo();
    select(hub.args(["nextest", "run"]))?.args(all);
    context.with_services(&mut hub)?;
    hub.env("PROMTOOL", debian::unpack("prometheus")?.join("usr/bin/promtool"));
    let mut own = cargo();
    own.args(["nextest", "run", "-p", "xtask"]).args(all);
    let mut count = Count::default();
    for tests in [&mut hub, &mut own] {
        let (succeeded, output) = watch(tests)?;
        count += Count::of(succeeded, &output)?;
    }
    Ok(count)
}

pub(crate) fn instructions(_: &mut Context) -> Result<Count> {
    bench::instructions(false).map(|()| Count::ONE)
}

pub(crate) fn fuzz(_: &mut Context) -> Result<Count> {
    brief().map(|passed| Count { passed, failed: 0 })
}

/// The newest at the time of writing: what differs is listed for this one.
const LITELLM: &str = "litellm==1.110.2";

pub(crate) fn prices(_: &mut Context) -> Result<Count> {
    let script = layout::root().join("crates/gateway/tests/fixtures/cost/litellm_check.py");
    run(python::tool("python", &[LITELLM])?.arg(script)).map(|()| Count::ONE)
}

pub(crate) fn binaries(context: &mut Context) -> Result<Count> {
    let mut built = binary::build(&[HUB, VENDOR])?.into_iter();
    context.hub = built.next().unwrap_or_default();
    context.vendor = built.next().unwrap_or_default();
    Ok(Count::ONE)
}

pub(crate) fn readme(context: &mut Context) -> Result<Count> {
    table::check(&context.hub).map(|()| Count::ONE)
}
