use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;
use domain::audit::{AuditEntry, AuditFilter, AuditRow};
use sqlx::QueryBuilder;

/// The id is the database's to give.
pub(crate) async fn insert(tx: &mut Tx, entry: &AuditEntry) -> Result<()> {
    const SQL: &str =
        "INSERT INTO audit_log (at, actor_id, actor_name, ip, category, action, target_id, target_name, before, after, success)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let AuditEntry { row, before, after } = entry;
    on!(tx, |conn| sqlx::query(SQL)
        .bind(row.at)
        .bind(row.actor_id)
        .bind(&row.actor_name)
        .bind(&row.ip)
        .bind(row.category())
        .bind(&row.action)
        .bind(row.target_id)
        .bind(&row.target_name)
        .bind(before.as_ref().map(ToString::to_string))
        .bind(after.as_ref().map(ToString::to_string))
        .bind(row.success)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Newest first, older than `before`.
pub(crate) async fn list(
    tx: &mut Tx,
    filter: &AuditFilter,
    before: (Millis, i64),
    limit: i64,
) -> Result<Vec<AuditRow>> {
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT id, at, actor_id, actor_name, ip, action, target_id, target_name, success FROM audit_log WHERE TRUE",
        );
        for (sql, text) in [(" AND category = ", &filter.category), (" AND actor_name = ", &filter.actor)] {
            if let Some(text) = text {
                query.push(sql).push_bind(text.clone());
            }
        }
        let numbers = [
            (" AND target_id = ", filter.target),
            (" AND at >= ", filter.from.map(|at| at.0)),
            (" AND at < ", filter.until.map(|at| at.0)),
        ];
        for (sql, number) in numbers {
            if let Some(number) = number {
                query.push(sql).push_bind(number);
            }
        }
        match filter.success {
            Some(true) => query.push(" AND success = TRUE"),
            Some(false) => query.push(" AND success = FALSE"),
            None => &mut query,
        };
        query.push(" AND (at, id) < (").push_bind(before.0.0).push(", ").push_bind(before.1).push(")");
        query.push(" ORDER BY at DESC, id DESC LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await?
    }))
}

pub(crate) async fn get(tx: &mut Tx, id: i64) -> Result<Option<AuditEntry>> {
    const SQL: &str = "SELECT id, at, actor_id, actor_name, ip, action, target_id, target_name, success, before, after
        FROM audit_log WHERE id = $1";
    let found: Option<Stored> = on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?;
    let Some(Stored { row, before, after }) = found else { return Ok(None) };
    let value = |text: Option<String>| text.map(|text| serde_json::from_str(&text)).transpose();
    Ok(Some(AuditEntry { row, before: value(before)?, after: value(after)? }))
}

#[derive(sqlx::FromRow)]
struct Stored {
    #[sqlx(flatten)]
    row: AuditRow,
    before: Option<String>,
    after: Option<String>,
}
