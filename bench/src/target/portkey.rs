//! Portkey's gateway (npm), told by headers where to go.

use super::{Target, VENDOR_KEY, free_address, listening};
use crate::process::Process;
use anyhow::Result;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

pub(super) async fn start(script: &Path, vendor: SocketAddr, folder: &Path) -> Result<Target> {
    let address = free_address()?;
    let mut command = Command::new("node");
    command.arg(script).args(["--headless", &format!("--port={}", address.port())]).env("NODE_ENV", "production");
    // It refuses hosts on this machine otherwise.
    command.env("TRUSTED_CUSTOM_HOSTS", "127.0.0.1,localhost");
    let mut process = Process::start(&mut command, &folder.join("portkey.log"))?;
    listening(&mut process, "Portkey", address).await?;
    let headers = vec![
        ("x-api-key", VENDOR_KEY.to_owned()),
        ("x-portkey-provider", "anthropic".to_owned()),
        ("x-portkey-custom-host", format!("http://{vendor}/v1")),
    ];
    Ok(Target { name: "Portkey", address, process, headers })
}
