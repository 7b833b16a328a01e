//! The data plane alone: what the rest of the hub costs is the difference.

use super::{MODEL, Target, free_address, listening};
use crate::process::Process;
use anyhow::Result;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

const KEY: &str = "sk-bench-relay";

pub(crate) struct Relay<'a> {
    pub(crate) program: &'a Path,
    pub(crate) vendor: SocketAddr,
    pub(crate) folder: &'a Path,
}

impl Relay<'_> {
    /// `before`: a program that runs it, with its arguments. `further`: arguments of its own.
    pub(crate) async fn start(&self, before: &[String], further: &[String]) -> Result<Target> {
        let address = free_address()?;
        let journal = self.folder.join("relay");
        if journal.exists() {
            std::fs::remove_dir_all(&journal)?;
        }
        let mut words = before.iter().map(String::as_str).chain([self.program.to_str().unwrap_or_default()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).args(["--port", &address.port().to_string(), "--key", KEY, "--model", MODEL]);
        command.arg("--vendor").arg(format!("http://{}", self.vendor)).arg("--journal").arg(&journal).args(further);
        let mut process = Process::start(&mut command, &self.folder.join("relay.log"))?;
        listening(&mut process, "the relay", address).await?;
        Ok(Target { name: "relay alone", address, process, headers: vec![("x-api-key", KEY.to_owned())] })
    }
}
