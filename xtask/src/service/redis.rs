//! A Redis of our own, on a free port, that writes nothing.

use anyhow::Result;

use crate::debian;
use crate::service::{free_port, start as start_service};
use crate::shell::{command, has, step};

/// Starts it and returns its address.
pub(crate) fn start() -> Result<String> {
    if !has("redis-server") {
        debian::install("testing on Redis", &["redis-server"])?;
    }
    let folder = tempfile::Builder::new().prefix("cch-redis-").tempdir()?;
    let port = free_port()?;
    step(&format!("starting Redis on port {port}"), || {
        let mut server = command("redis-server");
        server.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir"]);
        server.arg(folder.path());
        start_service("Redis", &mut server, port, Some(folder))
    })?;
    Ok(format!("redis://127.0.0.1:{port}"))
}
