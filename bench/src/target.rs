//! Those that are asked, side by side: the vendor itself, nginx in front of it, the hub, other gateways.

mod hub;
mod litellm;
mod nginx;
mod portkey;
mod relay;
mod store;
mod vendor;

pub(crate) use hub::{Hub, Plan, SESSION_TTL};
pub(crate) use relay::Relay;
pub(crate) use store::Store;
pub(crate) use vendor::Vendor;

use crate::process::Process;
use anyhow::{Context, Result};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The vendor itself.
pub(crate) const DIRECT: &str = "direct";
/// What stands between a client and the vendor at the least.
pub(crate) const FLOOR: &str = "nginx";

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
    /// What fills a ledger
    #[arg(long)]
    pub(crate) load: Option<PathBuf>,
    #[arg(long)]
    pub(crate) nginx: Option<PathBuf>,
    /// The gateway's script, for node
    #[arg(long)]
    pub(crate) portkey: Option<PathBuf>,
    #[arg(long)]
    pub(crate) litellm: Option<PathBuf>,
    /// A PostgreSQL that may be filled, and a Redis that may be emptied, for the hub
    #[arg(long, requires = "redis")]
    pub(crate) postgres: Option<String>,
    #[arg(long, requires = "postgres")]
    pub(crate) redis: Option<String>,
}

impl Programs {
    /// Whatever a hub can keep its data in here.
    pub(crate) fn stores(&self) -> Vec<Store> {
        let servers = self.postgres.clone().zip(self.redis.clone());
        let servers = servers.map(|(postgres, redis)| Store::Servers { postgres, redis });
        [Store::Embedded].into_iter().chain(servers).collect()
    }

    /// nginx in front of the vendor, where there is one.
    pub(crate) async fn floor(&self, vendor: &Target, folder: &Path) -> Result<Option<Target>> {
        match &self.nginx {
            Some(nginx) => Ok(Some(nginx::start(nginx, vendor.address, folder).await?)),
            None => Ok(None),
        }
    }

    /// A new hub.
    pub(crate) fn plan<'a>(&'a self, store: &'a Store, folder: &Path) -> Plan<'a> {
        Plan { program: &self.cch, store, home: folder.join(store.folder()), core: None }
    }

    /// All that there are, each in front of the vendor.
    pub(crate) async fn all(&self, vendor: &Target, folder: &Path) -> Result<Vec<Target>> {
        let mut all = Vec::from_iter(self.floor(vendor, folder).await?);
        if let Some(program) = &self.relay {
            all.push(Relay { program, vendor: vendor.address, folder }.start(&[], &[]).await?);
        }
        for store in &self.stores() {
            all.push(self.plan(store, folder).start(vendor.address).await?.target);
        }
        if let Some(script) = &self.portkey {
            all.push(portkey::start(script, vendor.address, folder).await?);
        }
        if let Some(litellm) = &self.litellm {
            all.push(litellm::start(litellm, vendor.address, folder).await?);
        }
        Ok(all)
    }
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
