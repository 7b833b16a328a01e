//! LiteLLM's proxy (PyPI), with one worker and no database.

use super::{MODEL, Target, VENDOR_KEY, free_address, listening};
use crate::process::Process;
use anyhow::Result;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

const KEY: &str = "sk-bench-litellm";

pub(super) async fn start(program: &Path, vendor: SocketAddr, folder: &Path) -> Result<Target> {
    let address = free_address()?;
    let config = format!(
        "model_list:
  - model_name: {MODEL}
    litellm_params: {{ model: anthropic/{MODEL}, api_base: \"http://{vendor}\", api_key: {VENDOR_KEY} }}
general_settings: {{ master_key: {KEY} }}
"
    );
    let file = folder.join("litellm.yaml");
    std::fs::write(&file, config)?;
    let mut command = Command::new(program);
    command.arg("--config").arg(&file).args(["--host", "127.0.0.1", "--port", &address.port().to_string()]);
    // Its prices come with it, instead of from the network.
    command.env("LITELLM_LOCAL_MODEL_COST_MAP", "True").env("LITELLM_LOG", "ERROR").env("LITELLM_TELEMETRY", "False");
    let mut process = Process::start(&mut command, &folder.join("litellm.log"))?;
    listening(&mut process, "LiteLLM", address).await?;
    Ok(Target { name: "LiteLLM", address, process, headers: vec![("x-api-key", KEY.to_owned())] })
}
