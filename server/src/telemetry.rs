//! The hub's own log, on standard error.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// # Errors
/// When `filter` is no level and no filter.
pub fn install(filter: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter).map_err(|error| anyhow::anyhow!("LOG_LEVEL={filter}: {error}"))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_target(false);
    // Colours are for people, not for files.
    log.with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal()).init();
    Ok(())
}
