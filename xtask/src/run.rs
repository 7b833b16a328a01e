//! `cargo xtask build` and `cargo xtask run`.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;

use crate::binary::{self, HUB};
use crate::shell::command;
use crate::{layout, pack, site};

#[derive(Args)]
pub(crate) struct Options {
    /// Run the optimised binary that carries its site
    #[arg(long)]
    release: bool,
    /// Port of the hub
    #[arg(long, default_value_t = 23000)]
    port: u16,
    /// Arguments for the hub itself
    #[arg(last = true)]
    hub: Vec<String>,
}

/// Builds what changed, then becomes the hub.
pub(crate) fn run(options: &Options) -> Result<()> {
    let binary = build(options.release)?;
    println!("→ starting the hub on port {}", options.port);
    let mut hub = hub(&binary, options.release);
    hub.env("PORT", options.port.to_string()).args(&options.hub);
    // Only returns when it fails.
    Err(hub.exec()).with_context(|| format!("could not start {}", binary.display()))
}

/// Builds site and hub, and returns the hub's path.
pub(crate) fn build(release: bool) -> Result<PathBuf> {
    let site = site::build(release)?;
    if !release {
        return Ok(binary::build(&[HUB])?.remove(0));
    }
    pack::weigh(&site)?;
    binary::build_release()
}

/// The hub in the checkout's root; a development build is told where its site is.
pub(crate) fn hub(binary: &Path, release: bool) -> Command {
    let mut hub = command(&binary.display().to_string());
    if !release {
        hub.env("CCH_SITE_DIR", layout::site(false));
    }
    hub
}
