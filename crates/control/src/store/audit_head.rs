use crate::Result;
use crate::db::{Tx, on};

/// Where the audit log ends: how many lines it has, and the hash of the last.
#[derive(Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Head {
    pub(crate) lines: i64,
    pub(crate) hash: String,
}

pub(crate) async fn get(tx: &mut Tx) -> Result<Head> {
    const SQL: &str = "SELECT lines, hash FROM audit_head WHERE id = 1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_optional(conn).await)?.unwrap_or_default())
}

/// Nobody else writes a line until the transaction ends, so that each knows the one before it.
pub(crate) async fn hold(tx: &mut Tx) -> Result<Head> {
    const SQL: &str = "UPDATE audit_head SET lines = lines WHERE id = 1 RETURNING lines, hash";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_one(conn).await)?)
}

pub(crate) async fn set(tx: &mut Tx, head: &Head) -> Result<()> {
    const SQL: &str = "UPDATE audit_head SET lines = $1, hash = $2 WHERE id = 1";
    on!(tx, |conn| sqlx::query(SQL).bind(head.lines).bind(&head.hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}
