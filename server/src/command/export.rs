//! `cch export`: the configuration as a file.

use crate::config::Config;
use control::Actor;
use domain::ApiError;
use std::io::Write;

/// # Errors
/// When the database cannot be read.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let control = super::control(config).await?;
    let text = control.declared().export(&Actor::command("cch export")).await.map_err(ApiError::from)?;
    control.db().close().await;
    Ok(write!(std::io::stdout(), "{text}")?)
}
