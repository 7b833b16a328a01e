//! Commands that work on the hub's database, beside a hub that runs or without one.

pub mod apply;
pub mod export;

use crate::config::Config;
use crate::{startup, telemetry};
use control::Control;

/// The control plane alone. A running hub notices what it changes within a second.
async fn control(config: &Config) -> anyhow::Result<Control> {
    telemetry::install(&config.log_level)?;
    let (admin_token, _) = control::auth::admin_token(&config.data_dir, config.admin_token.clone())?;
    startup::control(config, admin_token).await
}
