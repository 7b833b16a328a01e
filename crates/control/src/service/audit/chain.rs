//! Whether the audit log is as it was written. Each line's hash is made of the line and of the hash before it, with a key
//! out of the master key: who can write to the database still cannot change, take out or slip in a line unseen.

use crate::db::Tx;
use crate::seal::Seal;
use crate::store::audit_head::{self, Head};
use crate::store::audit_log::{self, Line};
use crate::{Control, Result};
use domain::audit::AuditCheck;

/// Lines that are read at once.
const BATCH: i64 = 1_000;
/// Lines that are told one by one.
const BROKEN_MAX: usize = 100;

/// Gives the lines of a log that has no hashes yet theirs.
pub(crate) async fn begin(control: &Control) -> Result<()> {
    let mut tx = control.0.db.write().await?;
    let mut head = audit_head::hold(&mut tx).await?;
    if head.lines > 0 {
        return Ok(());
    }
    let mut last = 0;
    while let Some(lines) = next(&mut tx, &mut last).await? {
        for line in &lines {
            let hash = line.link(&control.0.seal, &head.hash)?;
            audit_log::set_hash(&mut tx, line.row.id, &hash).await?;
            head = Head { lines: head.lines + 1, hash };
        }
    }
    audit_head::set(&mut tx, &head).await?;
    tx.commit().await
}

/// Reads every line.
pub(crate) async fn verify(tx: &mut Tx, seal: &Seal) -> Result<AuditCheck> {
    let head = audit_head::get(tx).await?;
    let mut check = AuditCheck { written: head.lines, ..AuditCheck::default() };
    let mut last = 0;
    while let Some(lines) = next(tx, &mut last).await? {
        for line in lines {
            check.lines += 1;
            if line.link(seal, &check.hash)? != line.hash && check.broken.len() < BROKEN_MAX {
                check.broken.push(line.row);
            }
            check.hash = line.hash;
        }
    }
    check.ends = check.hash == head.hash;
    Ok(check)
}

/// The lines behind `last`, which goes on with them.
async fn next(tx: &mut Tx, last: &mut i64) -> Result<Option<Vec<Line>>> {
    let lines = audit_log::after(tx, *last, BATCH).await?;
    Ok(lines.last().map(|line| line.row.id).map(|id| {
        *last = id;
        lines
    }))
}
