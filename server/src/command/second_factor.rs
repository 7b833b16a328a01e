//! `cch second-factor remove [USER]`: for whoever has lost the app that makes the codes.

use crate::config::Config;
use control::Actor;
use std::io::Write;

/// `user`: none for the admin token.
///
/// # Errors
/// When there is no such user, or no second factor of theirs.
pub async fn remove(config: &Config, user: Option<&str>) -> anyhow::Result<()> {
    let control = super::control(config).await?;
    let removed = control.second_factors().forget(&Actor::command("cch second-factor"), user).await;
    control.db().close().await;
    removed?;
    writeln!(std::io::stdout(), "No code is asked for any more.")?;
    Ok(())
}
