use crate::Result;
use crate::db::{Tx, on};
use crate::seal::Seal;
use crate::store::audit_head::{self, Head};
use domain::Millis;
use domain::audit::{AuditEntry, AuditFilter, AuditRow};
use serde_json::Value;
use sqlx::QueryBuilder;

/// A line as it is stored.
#[derive(sqlx::FromRow)]
pub(crate) struct Line {
    #[sqlx(flatten)]
    pub(crate) row: AuditRow,
    category: String,
    before: Option<String>,
    after: Option<String>,
    pub(crate) hash: String,
}

impl Line {
    fn new(entry: &AuditEntry) -> Self {
        let text = |value: &Option<Value>| value.as_ref().map(ToString::to_string);
        let AuditEntry { row, before, after } = entry;
        let (category, before, after) = (row.category().to_owned(), text(before), text(after));
        Self { row: row.clone(), category, before, after, hash: String::new() }
    }

    /// What its hash has to be after a line whose hash is `previous`. The id is not in it: it is the database's to give.
    pub(crate) fn link(&self, seal: &Seal, previous: &str) -> Result<String> {
        let Self { row, category, before, after, .. } = self;
        let who = (row.actor_id, &row.actor_name, &row.ip);
        let what = (category, &row.action, row.target_id, &row.target_name, row.success);
        Ok(seal.link(&serde_json::to_string(&(previous, row.at, who, what, before, after))?))
    }
}

/// Behind the last line. The id is the database's to give.
pub(crate) async fn insert(tx: &mut Tx, seal: &Seal, entry: &AuditEntry) -> Result<()> {
    const SQL: &str =
        "INSERT INTO audit_log (at, actor_id, actor_name, ip, category, action, target_id, target_name, before, after, success, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let head = audit_head::hold(tx).await?;
    let line = Line::new(entry);
    let hash = line.link(seal, &head.hash)?;
    on!(tx, |conn| sqlx::query(SQL)
        .bind(line.row.at)
        .bind(line.row.actor_id)
        .bind(&line.row.actor_name)
        .bind(&line.row.ip)
        .bind(&line.category)
        .bind(&line.row.action)
        .bind(line.row.target_id)
        .bind(&line.row.target_name)
        .bind(&line.before)
        .bind(&line.after)
        .bind(line.row.success)
        .bind(&hash)
        .execute(conn)
        .await
        .map(|_| ()))?;
    audit_head::set(tx, &Head { lines: head.lines + 1, hash }).await
}

/// Oldest first, behind the line `id`.
pub(crate) async fn after(tx: &mut Tx, id: i64, limit: i64) -> Result<Vec<Line>> {
    const SQL: &str =
        "SELECT id, at, actor_id, actor_name, ip, action, target_id, target_name, success, category, before,
        after, hash FROM audit_log WHERE id > $1 ORDER BY id LIMIT $2";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).bind(limit).fetch_all(conn).await)?)
}

/// Of a line that has none.
pub(crate) async fn set_hash(tx: &mut Tx, id: i64, hash: &str) -> Result<()> {
    const SQL: &str = "UPDATE audit_log SET hash = $2 WHERE id = $1 AND hash = ''";
    on!(tx, |conn| sqlx::query(SQL).bind(id).bind(hash).execute(conn).await.map(|_| ()))?;
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
    let Some(line) = after(tx, id.saturating_sub(1), 1).await?.pop().filter(|line| line.row.id == id) else {
        return Ok(None);
    };
    let value = |text: Option<String>| text.map(|text| serde_json::from_str(&text)).transpose();
    Ok(Some(AuditEntry { row: line.row, before: value(line.before)?, after: value(line.after)? }))
}
