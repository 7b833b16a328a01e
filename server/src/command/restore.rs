//! `cch restore`: a hub as it was when a backup was taken.

use super::progress::Meter;
use crate::config::{Config, RestoreOptions};
use control::backup::Restore;
use domain::window::Zone;
use std::io::Write;
use std::time::Instant;

/// # Errors
/// When nothing was restored, and why.
pub async fn run(config: &Config, options: &RestoreOptions) -> anyhow::Result<()> {
    super::log(config)?;
    let restore = Restore {
        file: options.file.clone(),
        dsn: config.database(),
        data_dir: config.data_dir.clone(),
        master_key: config.master_key.clone(),
        replace: options.replace,
    };
    let (start, mut meter) = (Instant::now(), Meter::new());
    let restored = restore.run(&mut |now| meter.tell(now)).await?;
    let (ledger, mut out) = (restored.trailer.ledger, std::io::stdout());
    writeln!(
        out,
        "{}: {} rows restored in {:.1} s, as of {}",
        options.file.display(),
        restored.trailer.rows,
        start.elapsed().as_secs_f64(),
        Zone::UTC.rfc3339(restored.header.made_at)
    )?;
    writeln!(out, "  ledger: {} requests, {}, as when it was taken", ledger.requests, ledger.cost)?;
    let (lines, hash) = (restored.audit.lines, &restored.audit.hash);
    match restored.audit.holds() {
        true if lines == 0 => writeln!(out, "  audit log: empty")?,
        true => writeln!(out, "  audit log: {lines} lines hold, the last with the hash {hash}")?,
        false => {
            writeln!(out, "  audit log: it is not as it was written, as in the hub of before; see `cch audit verify`")?
        }
    }
    if let Some(path) = restored.key_file {
        writeln!(out, "  master key: put into {}", path.display())?;
    }
    Ok(())
}
