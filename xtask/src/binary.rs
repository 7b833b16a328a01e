//! The native binaries.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::layout;
use crate::shell::{cargo, read, run, step};

pub(crate) const HUB: &str = "cch";
pub(crate) const VENDOR: &str = "mockvendor";

/// Builds the development binaries of these names, and returns where they are.
pub(crate) fn build(names: &[&str]) -> Result<Vec<PathBuf>> {
    let mut build = cargo();
    select(build.arg("build"))?;
    for name in names {
        build.args(["--bin", name]);
    }
    step(&format!("building {}", names.join(" and ")), || run(&mut build))?;
    Ok(names.iter().map(|name| layout::binary(name, false)).collect())
}

/// Builds the hub as one file that carries its site.
pub(crate) fn build_release() -> Result<PathBuf> {
    step("building the hub with its site inside (release)", || {
        run(cargo().args(["build", "--release", "-p", "server", "--features", "embed", "--bin", HUB]))
    })?;
    Ok(layout::binary(HUB, true))
}

/// Whether somebody builds the hub here again and again: the compiler has kept something of it.
pub(crate) fn is_at_work() -> bool {
    let kept = fs::read_dir(layout::cargo_target().join("debug/incremental")).into_iter().flatten().flatten();
    kept.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("app-"))
}

/// Selects every native package but this one. Building, checking and testing all select the same packages, so that
/// dependencies get the same features each time and are compiled once; and never the whole workspace, since that would
/// turn on both sides of `app` at once.
pub(crate) fn select(command: &mut Command) -> Result<&mut Command> {
    let about = read(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let about: Value = serde_json::from_str(&about)?;
    let default = about["workspace_default_members"].as_array().context("cargo metadata names no default members")?;
    for package in about["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if name != env!("CARGO_PKG_NAME") && default.contains(&package["id"]) {
            command.args(["-p", name]);
        }
    }
    Ok(command)
}
