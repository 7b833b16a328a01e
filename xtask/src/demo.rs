//! `cargo xtask demo`: a hub full of life, for looking at.

use anyhow::Result;
use clap::Args;

use crate::binary::{self, HUB, VENDOR};
use crate::service::{self, Stop};
use crate::shell::{self, command};
use crate::{layout, site};

#[derive(Args)]
pub(crate) struct Options {
    /// Port of the hub
    #[arg(long, default_value_t = 23000)]
    port: u16,
}

/// Builds what changed, starts the invented vendor, and runs the hub on it until it ends.
pub(crate) fn run(options: &Options) -> Result<()> {
    let site = site::build(false)?;
    let binaries = binary::build(&[HUB, VENDOR])?;
    let _stop = Stop::at_the_end()?;
    // Made-up data is made anew each time.
    let data = layout::root().join("data-demo");
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    let port = service::free_port()?;
    let mut vendor = command(&binaries[1].display().to_string());
    vendor.args(["--port", &port.to_string(), "--lively", "--pace", "60"]);
    println!("→ starting the invented vendor on port {port}");
    service::start("the invented vendor", &mut vendor, port, None)?;
    println!("→ starting the hub on port {}", options.port);
    shell::run(
        command(&binaries[0].display().to_string())
            .env("CCH_SITE_DIR", site)
            .env("CCH_DATA_DIR", data)
            .env("PORT", options.port.to_string())
            .env("CCH_DEMO_VENDOR", format!("http://127.0.0.1:{port}")),
    )
}
