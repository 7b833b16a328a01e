//! `cch import`: takes over what the TypeScript system is set up with.

use crate::config::{Config, ImportOptions};
use control::import::Wanted;
use std::io::Write;

/// # Errors
/// When one of the databases fails; then nothing of the set-up is taken over.
pub async fn run(config: &Config, options: &ImportOptions) -> anyhow::Result<()> {
    let control = super::control(config).await?;
    let wanted = Wanted { ledger: options.ledger, dry_run: options.dry_run };
    let imported = control.import(&options.from, wanted).await;
    control.db().close().await;
    Ok(write!(std::io::stdout(), "{}", imported?)?)
}
