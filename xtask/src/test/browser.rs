//! Stages on the running hub, as its users meet it: SDKs, a browser, command line tools.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::context::Context;
use super::count::Count;
use crate::shell::{command, has, read, step, watch};
use crate::{debian, layout, npm, python, stamp};

pub(crate) fn sdk(context: &mut Context) -> Result<Count> {
    finish(context, pytest("end2end/sdk", "sdk")?)
}

pub(crate) fn api(context: &mut Context) -> Result<Count> {
    finish(context, pytest("end2end/api", "api")?)
}

pub(crate) fn console(context: &mut Context) -> Result<Count> {
    if !has("chromium") {
        debian::install("testing in a browser", &["chromium"])?;
    }
    debian::install("Chinese in screenshots", &["fonts-noto-cjk"])?;
    let folder = layout::root().join("end2end");
    stamp::unless_fresh("end2end", &[folder.join("package-lock.json")], &folder.join("node_modules"), || {
        step("installing the packages of end2end from npm", || {
            read(command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder)).map(drop)
        })
    })?;
    let mut tests = command("node");
    tests.arg("end2end/run.mjs").env("CHROMIUM", "/usr/bin/chromium");
    finish(context, tests)
}

/// Where the tests look for a tool, its package at npm, its command.
const CLIS: [(&str, &str, &str); 3] = [
    ("CLAUDE", "@anthropic-ai/claude-code", "claude"),
    ("CODEX", "@openai/codex", "codex"),
    ("GEMINI", "@google/gemini-cli", "gemini"),
];

pub(crate) fn clis(context: &mut Context) -> Result<Count> {
    let mut tests = pytest("end2end/cli", "sdk")?;
    for (variable, package, name) in CLIS {
        tests.env(variable, npm::tool(package, "latest", name)?);
    }
    finish(context, tests)
}

/// `packages`: whose list of them is installed.
pub(super) fn pytest(folder: &str, packages: &str) -> Result<Command> {
    let packages = fs::read_to_string(layout::root().join("end2end").join(packages).join("requirements.txt"))?;
    let packages: Vec<&str> = packages.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut tests = python::tool("pytest", &packages)?;
    tests.args(["-q", "-p", "no:cacheprovider", folder]).env("PYTHONDONTWRITEBYTECODE", "1");
    Ok(tests)
}

fn finish(context: &mut Context, mut tests: Command) -> Result<Count> {
    context.with_hub(&mut tests)?;
    let (succeeded, output) = watch(&mut tests).context("the tests could not start")?;
    Count::of(succeeded, &output)
}
