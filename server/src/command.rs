//! What `cch` does besides serving, beside a hub that runs or without one; one file for each.

pub mod apply;
pub mod audit;
pub mod backup;
pub mod doctor;
pub mod export;
pub mod import;
pub mod restore;
pub mod second_factor;

mod progress;

use crate::config::Config;
use crate::{startup, telemetry};
use control::Control;

fn log(config: &Config) -> anyhow::Result<()> {
    telemetry::log::install(&config.log_level, config.log_format).map(|_| ())
}

/// The control plane alone. A running hub notices what it changes within a second.
async fn control(config: &Config) -> anyhow::Result<Control> {
    log(config)?;
    Ok(startup::control(config).await?.0)
}
