use crate::Result;
use crate::db::{Tx, on};

pub(crate) async fn get(tx: &mut Tx) -> Result<i64> {
    const SQL: &str = "SELECT version FROM config_version WHERE id = 1";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).fetch_one(conn).await)?)
}

/// Whoever counts up next waits here until this transaction has ended.
pub(crate) async fn bump(tx: &mut Tx) -> Result<i64> {
    const SQL: &str = "UPDATE config_version SET version = version + 1 WHERE id = 1 RETURNING version";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).fetch_one(conn).await)?)
}
