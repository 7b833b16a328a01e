use crate::Result;
use crate::db::{Tx, on};
use domain::quota::WarningRow;
use domain::{Millis, Owner};

/// `row.id` is the database's to give.
pub(crate) async fn insert(tx: &mut Tx, row: &WarningRow) -> Result<()> {
    const SQL: &str =
        "INSERT INTO limit_warnings (at, user_id, owner_kind, owner_id, owner_name, models, kind, percent, used,
        limit_value, resets_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    on!(tx, |conn| sqlx::query(SQL)
        .bind(row.at)
        .bind(row.user_id)
        .bind(row.owner_kind.as_str())
        .bind(row.owner_id)
        .bind(&row.owner_name)
        .bind(&row.models)
        .bind(row.kind.as_str())
        .bind(row.percent)
        .bind(row.used)
        .bind(row.limit)
        .bind(row.resets_at)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Newest first, older than `before`; all, or those that concern an owner.
pub(crate) async fn list(
    tx: &mut Tx,
    owner: Option<Owner>,
    before: (Millis, i64),
    limit: i64,
) -> Result<Vec<WarningRow>> {
    const ALL: &str =
        "SELECT id, at, user_id, owner_kind, owner_id, owner_name, models, kind, percent, used, limit_value,
        resets_at FROM limit_warnings WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";
    const OWN: &str =
        "SELECT id, at, user_id, owner_kind, owner_id, owner_name, models, kind, percent, used, limit_value,
        resets_at FROM limit_warnings WHERE user_id = $4 AND (at, id) < ($1, $2)
        AND (CAST($5 AS BIGINT) IS NULL OR owner_kind <> 'key' OR owner_id = $5) ORDER BY at DESC, id DESC LIMIT $3";
    Ok(match owner {
        None => on!(tx, |conn| sqlx::query_as(ALL).bind(before.0).bind(before.1).bind(limit).fetch_all(conn).await)?,
        Some(owner) => on!(tx, |conn| sqlx::query_as(OWN)
            .bind(before.0)
            .bind(before.1)
            .bind(limit)
            .bind(owner.user)
            .bind(owner.key)
            .fetch_all(conn)
            .await)?,
    })
}

/// How many there were.
pub(crate) async fn delete_before(tx: &mut Tx, at: Millis) -> Result<i64> {
    const SQL: &str = "DELETE FROM limit_warnings WHERE at < $1";
    Ok(on!(tx, |conn| sqlx::query(SQL).bind(at).execute(conn).await?.rows_affected() as i64))
}
