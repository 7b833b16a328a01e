//! Those that are asked, side by side: the vendor itself, nginx in front of it, the hub, other gateways.

mod hub;
mod litellm;
mod nginx;
mod portkey;
mod relay;
mod vendor;

pub(crate) use hub::{Hub, Store};
pub(crate) use relay::Relay;
pub(crate) use vendor::Vendor;

use crate::process::Process;
use anyhow::{Context, Result};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The model that is asked for: one with a price.
pub(crate) const MODEL: &str = "claude-sonnet-4-5";
/// The key that the vendor gets.
pub(crate) const VENDOR_KEY: &str = "sk-ant-bench-0123456789";

pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) address: SocketAddr,
    pub(crate) process: Process,
    /// Of every request to it, beside those that all have.
    headers: Vec<(&'static str, String)>,
}

impl Target {
    /// The head of a request without its length and end.
    pub(crate) fn head(&self) -> String {
        let mut head = format!(
            "POST /v1/messages HTTP/1.1\r\nhost: {}\r\nuser-agent: claude-cli/2.1.330 (external, cli)\r\n\
             anthropic-version: 2023-06-01\r\ncontent-type: application/json\r\n",
            self.address
        );
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head
    }
}

/// Where what is needed is; what is absent is left out.
#[derive(clap::Args)]
pub(crate) struct Programs {
    #[arg(long)]
    pub(crate) cch: PathBuf,
    #[arg(long)]
    pub(crate) mockvendor: PathBuf,
    /// The hub's data plane by itself
    #[arg(long)]
    pub(crate) relay: Option<PathBuf>,
    #[arg(long)]
    nginx: Option<PathBuf>,
    /// The gateway's script, for node
    #[arg(long)]
    portkey: Option<PathBuf>,
    #[arg(long)]
    litellm: Option<PathBuf>,
    /// A PostgreSQL that may be filled, and a Redis that may be emptied, for the hub
    #[arg(long, requires = "redis")]
    pub(crate) postgres: Option<String>,
    #[arg(long, requires = "postgres")]
    pub(crate) redis: Option<String>,
}

/// All that there are, each in front of the vendor.
pub(crate) async fn all(programs: &Programs, vendor: &Target, folder: &Path) -> Result<Vec<Target>> {
    let mut all = Vec::new();
    if let Some(nginx) = &programs.nginx {
        all.push(nginx::start(nginx, vendor.address, folder).await?);
    }
    if let Some(program) = &programs.relay {
        all.push(Relay { program, vendor: vendor.address, folder }.start(&[], &[]).await?);
    }
    all.push(Hub::start(&programs.cch, &Store::Embedded, vendor.address, folder).await?.target);
    if let (Some(postgres), Some(redis)) = (&programs.postgres, &programs.redis) {
        let store = Store::Servers { postgres: postgres.clone(), redis: redis.clone() };
        all.push(Hub::start(&programs.cch, &store, vendor.address, folder).await?.target);
    }
    if let Some(script) = &programs.portkey {
        all.push(portkey::start(script, vendor.address, folder).await?);
    }
    if let Some(litellm) = &programs.litellm {
        all.push(litellm::start(litellm, vendor.address, folder).await?);
    }
    Ok(all)
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// Until it takes connections.
async fn listening(process: &mut Process, what: &str, address: SocketAddr) -> Result<()> {
    process
        .until(what, Duration::from_secs(120), async || tokio::net::TcpStream::connect(address).await.is_ok())
        .await
        .with_context(|| format!("{what} cannot be measured"))
}
