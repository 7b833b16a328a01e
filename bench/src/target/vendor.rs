//! The far end: mockvendor, with a count of its own.

use super::{DIRECT, Target, VENDOR_KEY, free_address, listening};
use crate::connection::Connection;
use crate::process::Process;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

pub(crate) struct Vendor {
    pub(crate) target: Target,
}

/// Requests that it was asked, and those of them whose answer has left as a whole.
pub(crate) struct Count {
    pub(crate) came: u64,
    pub(crate) whole: u64,
}

impl Vendor {
    pub(crate) async fn start(program: &Path, folder: &Path) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(program);
        command.args(["--lean", "--port", &address.port().to_string()]);
        let mut process = Process::start(&mut command, &folder.join("vendor.log"))?;
        listening(&mut process, "mockvendor", address).await?;
        let headers = vec![("x-api-key", VENDOR_KEY.to_owned())];
        Ok(Self { target: Target { name: DIRECT, address, process, headers } })
    }

    /// Every answer follows this script from now on; counting begins anew.
    pub(crate) async fn play(&self, script: &Value) -> Result<()> {
        self.rule(&[json!({ "script": script })]).await
    }

    /// The same with several scripts and whom each is for; the first that fits counts.
    pub(crate) async fn rule(&self, rules: &[Value]) -> Result<()> {
        self.ask("DELETE", "/_mock/script", None).await?;
        self.ask("DELETE", "/_mock/bill", None).await?;
        for rule in rules {
            self.ask("POST", "/_mock/script", Some(rule)).await?;
        }
        Ok(())
    }

    /// By its own count.
    pub(crate) async fn count(&self) -> Result<Count> {
        let sums: Value = serde_json::from_slice(&self.ask("GET", "/_mock/sums", None).await?)?;
        let rows = sums.as_array().context("mockvendor tells no sums")?;
        let sum = |field: &str| rows.iter().filter_map(|row| row[field].as_u64()).sum();
        Ok(Count { came: sum("requests"), whole: sum("complete") })
    }

    async fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Vec<u8>> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let head = format!("{method} {path} HTTP/1.1\r\n");
        let (status, answer) = Connection::once(self.target.address, &head, &body).await?;
        ensure!(status < 300, "mockvendor answered {method} {path} with {status}");
        Ok(answer)
    }
}
