//! `cch backup`: everything that the hub has stored, in one file.

use super::progress::Meter;
use crate::config::{BackupOptions, Config};
use anyhow::Context;
use control::Actor;
use control::backup::{Wanted, master_key};
use std::io::Write;
use std::time::Instant;

/// # Errors
/// When the database cannot be read, or the file not written; then what was there before is there still.
pub async fn run(config: &Config, options: &BackupOptions) -> anyhow::Result<()> {
    let control = super::control(config).await?;
    let key = options.with_master_key.then(|| master_key(&config.data_dir, config.master_key.clone()));
    let wanted = Wanted { logs: !options.without_logs, master_key: key.transpose()?.flatten() };
    let (start, mut meter) = (Instant::now(), Meter::new());
    let file = options.file.display();
    let taken = control.backup(&Actor::command("cch backup"), &options.file, &wanted, &mut |now| meter.tell(now)).await;
    control.db().close().await;
    let taken = taken.with_context(|| format!("{file} was not written"))?;
    let (ledger, mut out) = (taken.trailer.ledger, std::io::stdout());
    writeln!(
        out,
        "{file}: {} rows, {} bytes, in {:.1} s\n  ledger: {} requests, {}\n  left out: {}\n  SHA-256 of its lines: {}",
        taken.trailer.rows,
        taken.bytes,
        start.elapsed().as_secs_f64(),
        ledger.requests,
        ledger.cost,
        taken.header.left.join(", "),
        taken.trailer.sha256
    )?;
    match options.with_master_key {
        true => writeln!(out, "The master key is in it: keep it as you keep secrets.")?,
        false => {
            writeln!(out, "The master key is not in it: keep that elsewhere. Nothing else decrypts the credentials.")?
        }
    }
    Ok(())
}
