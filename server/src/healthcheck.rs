//! `cch healthcheck`: what a container's HEALTHCHECK asks.

use crate::config::Config;
use anyhow::{Context, bail};
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const LIMIT: Duration = Duration::from_secs(5);

/// # Errors
/// When the hub on this machine does not say that it is ready.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let host = if config.host.is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { config.host };
    let answer = tokio::time::timeout(LIMIT, ask((host, config.port))).await.context("no answer within 5 s")??;
    let status = answer.split_whitespace().nth(1).unwrap_or_default();
    if status != "200" {
        bail!("the hub is not ready (status {status})");
    }
    Ok(())
}

async fn ask(address: (std::net::IpAddr, u16)) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(address).await.context("the hub does not listen")?;
    stream.write_all(b"GET /api/health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
