use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;
use domain::audit::AuditRow;

/// `row.id` is the database's to give.
pub(crate) async fn insert(tx: &mut Tx, row: &AuditRow) -> Result<()> {
    const SQL: &str =
        "INSERT INTO audit_log (at, actor_id, actor_name, ip, action, target_id, target_name, before, after, success)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    on!(tx, |conn| sqlx::query(SQL)
        .bind(row.at)
        .bind(row.actor_id)
        .bind(&row.actor_name)
        .bind(&row.ip)
        .bind(&row.action)
        .bind(row.target_id)
        .bind(&row.target_name)
        .bind(&row.before)
        .bind(&row.after)
        .bind(row.success)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Newest first, older than `before`.
pub(crate) async fn list(tx: &mut Tx, before: (Millis, i64), limit: i64) -> Result<Vec<AuditRow>> {
    const SQL: &str = "SELECT id, at, actor_id, actor_name, ip, action, target_id, target_name, before, after, success
        FROM audit_log WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(before.0).bind(before.1).bind(limit).fetch_all(conn).await)?)
}
