//! `cch audit verify`: whether the audit log is as it was written.

use crate::config::Config;
use anyhow::bail;
use control::Actor;
use domain::window::Zone;
use std::io::Write;

/// # Errors
/// When a line was changed, slipped in or taken out.
pub async fn verify(config: &Config) -> anyhow::Result<()> {
    let control = super::control(config).await?;
    let check = control.audit().verify(&Actor::command("cch audit")).await;
    control.db().close().await;
    let check = check?;
    let mut out = std::io::stdout();
    for row in &check.broken {
        let (id, at) = (row.id, Zone::UTC.rfc3339(row.at));
        writeln!(
            out,
            "line {id} ({} {}, {at}) or the one before it is not as it was written",
            row.action, row.target_name
        )?;
    }
    if check.lines != check.written {
        writeln!(out, "{} lines were written", check.written)?;
    }
    if !check.ends {
        writeln!(out, "the last line is not the one that was written last")?;
    }
    writeln!(out, "{} lines, the last with the hash {}", check.lines, check.hash)?;
    if !check.holds() {
        bail!("the audit log is not as it was written");
    }
    Ok(())
}
