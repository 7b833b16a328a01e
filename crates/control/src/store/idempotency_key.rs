use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) fingerprint: String,
    /// Sealed; empty while the request is under way.
    pub(crate) answer: String,
}

/// From when on an answer is kept, and a request that has none may be under way.
#[derive(Clone, Copy)]
pub(crate) struct Since {
    pub(crate) kept: Millis,
    pub(crate) under_way: Millis,
}

/// Whether nobody has it, or nobody any more.
pub(crate) async fn take(tx: &mut Tx, hash: &str, fingerprint: &str, now: Millis, since: Since) -> Result<bool> {
    const SQL: &str = "INSERT INTO idempotency_keys (hash, fingerprint, answer, created_at) VALUES ($1, $2, '', $3)
        ON CONFLICT (hash) DO UPDATE SET fingerprint = $2, answer = '', created_at = $3
        WHERE idempotency_keys.created_at < $4 OR (idempotency_keys.created_at < $5 AND idempotency_keys.answer = '')";
    let Since { kept, under_way } = since;
    Ok(on!(tx, |conn| {
        let query = sqlx::query(SQL).bind(hash).bind(fingerprint).bind(now);
        query.bind(kept).bind(under_way).execute(conn).await?.rows_affected() > 0
    }))
}

pub(crate) async fn get(tx: &mut Tx, hash: &str) -> Result<Option<Row>> {
    const SQL: &str = "SELECT fingerprint, answer FROM idempotency_keys WHERE hash = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(hash).fetch_optional(conn).await)?)
}

pub(crate) async fn answer(tx: &mut Tx, hash: &str, answer: &str) -> Result<()> {
    const SQL: &str = "UPDATE idempotency_keys SET answer = $2 WHERE hash = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(hash).bind(answer).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, hash: &str) -> Result<()> {
    const SQL: &str = "DELETE FROM idempotency_keys WHERE hash = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Answers that are no longer kept, and requests that never ended.
pub(crate) async fn forget(tx: &mut Tx, Since { kept, under_way }: Since) -> Result<()> {
    const SQL: &str = "DELETE FROM idempotency_keys WHERE created_at < $1 OR (created_at < $2 AND answer = '')";
    on!(tx, |conn| sqlx::query(SQL).bind(kept).bind(under_way).execute(conn).await.map(|_| ()))?;
    Ok(())
}
