//! Stages on the running hub, as its users meet it: SDKs, a browser, command line tools.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::context::Context;
use super::count::Count;
use crate::shell::{command, has, read, step, watch};
use crate::{debian, layout, npm, python};

const SDKS: [&str; 2] = ["pytest==9.*", "anthropic==2.*"];

pub(crate) fn sdk(context: &mut Context) -> Result<Count> {
    let mut tests = python::tool("pytest", &SDKS)?;
    tests.args(["-q", "-p", "no:cacheprovider", "end2end/sdk"]);
    finish(context, tests)
}

pub(crate) fn console(context: &mut Context) -> Result<Count> {
    if !has("chromium") {
        debian::install("testing in a browser", &["chromium"])?;
    }
    debian::install("Chinese in screenshots", &["fonts-noto-cjk"])?;
    let folder = layout::root().join("end2end");
    if !folder.join("node_modules").exists() {
        step("installing the packages of end2end from npm", || {
            read(command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))
        })?;
    }
    let mut tests = command("node");
    tests.arg("end2end/run.mjs").env("CHROMIUM", "/usr/bin/chromium");
    finish(context, tests)
}

pub(crate) fn clis(context: &mut Context) -> Result<Count> {
    let claude = npm::tool("@anthropic-ai/claude-code", "latest", "claude")?;
    let mut tests = python::tool("pytest", &SDKS)?;
    tests.args(["-q", "-p", "no:cacheprovider", "end2end/cli"]).env("CLAUDE", claude);
    finish(context, tests)
}

fn finish(context: &mut Context, mut tests: Command) -> Result<Count> {
    context.with_hub(&mut tests)?;
    let (succeeded, output) = watch(&mut tests).context("the tests could not start")?;
    Count::of(succeeded, &output)
}
