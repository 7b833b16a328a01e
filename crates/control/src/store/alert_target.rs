use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;
use domain::alert::{AlertLanguage, TargetKind};

/// Secrets sealed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) name: String,
    #[sqlx(try_from = "String")]
    pub(crate) kind: TargetKind,
    pub(crate) enabled: bool,
    #[sqlx(try_from = "String")]
    pub(crate) language: AlertLanguage,
    pub(crate) url: String,
    pub(crate) hint: String,
    pub(crate) secret: String,
    pub(crate) chat: String,
    pub(crate) template: String,
    pub(crate) events: String,
    pub(crate) proxy: String,
    pub(crate) created_at: Millis,
}

pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Row>> {
    const SQL: &str =
        "SELECT id, name, kind, enabled, language, url, hint, secret, chat, template, events, proxy, created_at
        FROM alert_targets ORDER BY name";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn get(tx: &mut Tx, id: i64) -> Result<Option<Row>> {
    const SQL: &str =
        "SELECT id, name, kind, enabled, language, url, hint, secret, chat, template, events, proxy, created_at
        FROM alert_targets WHERE id = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

/// `row.id` is the database's to give.
pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<i64> {
    const SQL: &str =
        "INSERT INTO alert_targets (name, kind, enabled, language, url, hint, secret, chat, template, events,
        proxy, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(&row.name)
        .bind(row.kind.as_str())
        .bind(row.enabled)
        .bind(row.language.as_str())
        .bind(&row.url)
        .bind(&row.hint)
        .bind(&row.secret)
        .bind(&row.chat)
        .bind(&row.template)
        .bind(&row.events)
        .bind(&row.proxy)
        .bind(row.created_at)
        .fetch_one(conn)
        .await)?)
}

/// Everything but the kind.
pub(crate) async fn update(tx: &mut Tx, row: &Row) -> Result<()> {
    const SQL: &str =
        "UPDATE alert_targets SET name = $2, enabled = $3, language = $4, url = $5, hint = $6, secret = $7,
        chat = $8, template = $9, events = $10, proxy = $11 WHERE id = $1";
    on!(tx, |conn| sqlx::query(SQL)
        .bind(row.id)
        .bind(&row.name)
        .bind(row.enabled)
        .bind(row.language.as_str())
        .bind(&row.url)
        .bind(&row.hint)
        .bind(&row.secret)
        .bind(&row.chat)
        .bind(&row.template)
        .bind(&row.events)
        .bind(&row.proxy)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<()> {
    const SQL: &str = "DELETE FROM alert_targets WHERE id = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(id).execute(conn).await.map(|_| ()))?;
    Ok(())
}
