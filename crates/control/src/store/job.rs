use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;
use domain::job::Job;

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) name: String,
    /// Whoever is at it, or was when it died; empty: its last run came to an end.
    pub(crate) holder: String,
    pub(crate) lease_until: Millis,
    pub(crate) next_at: Millis,
    pub(crate) asked: bool,
    pub(crate) started_at: Option<Millis>,
    pub(crate) ended_at: Option<Millis>,
    pub(crate) done: Option<i64>,
    pub(crate) error: Option<String>,
}

pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Row>> {
    const SQL: &str = "SELECT name, holder, lease_until, next_at, asked, started_at, ended_at, done, error FROM jobs";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

/// One that nobody has run yet.
pub(crate) async fn add(tx: &mut Tx, job: Job) -> Result<()> {
    const SQL: &str = "INSERT INTO jobs (name, token, holder, lease_until, next_at, asked)
        VALUES ($1, 0, '', 0, 0, FALSE) ON CONFLICT (name) DO NOTHING";
    on!(tx, |conn| sqlx::query(SQL).bind(job.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The token of a run that begins now; none: another instance is at it, or has been since `seen` was when it was due.
pub(crate) async fn claim(
    tx: &mut Tx,
    job: Job,
    holder: &str,
    seen: Millis,
    now: Millis,
    until: Millis,
) -> Result<Option<i64>> {
    const SQL: &str = "UPDATE jobs SET token = token + 1, holder = $2, lease_until = $4, started_at = $3, asked = FALSE
        WHERE name = $1 AND lease_until <= $3 AND (next_at = $5 OR asked = TRUE OR holder <> '')
        RETURNING token";
    Ok(on!(tx, |conn| {
        let query = sqlx::query_scalar(SQL).bind(job.as_str()).bind(holder).bind(now).bind(until).bind(seen);
        query.fetch_optional(conn).await
    })?)
}

/// False: the run has lost its lease to another one.
pub(crate) async fn renew(tx: &mut Tx, job: Job, token: i64, until: Millis) -> Result<bool> {
    const SQL: &str = "UPDATE jobs SET lease_until = $3 WHERE name = $1 AND token = $2";
    Ok(on!(tx, |conn| {
        sqlx::query(SQL).bind(job.as_str()).bind(token).bind(until).execute(conn).await?.rows_affected() > 0
    }))
}

/// Holds the row until the transaction ends. False as with [`renew`].
pub(crate) async fn hold(tx: &mut Tx, job: Job, token: i64) -> Result<bool> {
    const SQL: &str = "UPDATE jobs SET token = token WHERE name = $1 AND token = $2";
    Ok(on!(tx, |conn| sqlx::query(SQL).bind(job.as_str()).bind(token).execute(conn).await?.rows_affected() > 0))
}

/// How a run ended.
pub(crate) struct End {
    pub(crate) at: Millis,
    pub(crate) next_at: Millis,
    pub(crate) outcome: Result<i64, String>,
}

pub(crate) async fn end(tx: &mut Tx, job: Job, token: i64, end: &End) -> Result<()> {
    const SQL: &str = "UPDATE jobs SET holder = '', lease_until = 0, next_at = $3, ended_at = $4, done = $5, error = $6
        WHERE name = $1 AND token = $2";
    let (done, error) = (end.outcome.as_ref().ok(), end.outcome.as_ref().err());
    on!(tx, |conn| sqlx::query(SQL)
        .bind(job.as_str())
        .bind(token)
        .bind(end.next_at)
        .bind(end.at)
        .bind(done)
        .bind(error)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Nobody has to wait for the leases of an instance that stops. Its runs stay unfinished.
pub(crate) async fn release(tx: &mut Tx, holder: &str) -> Result<()> {
    const SQL: &str = "UPDATE jobs SET lease_until = 0 WHERE holder = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(holder).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn ask(tx: &mut Tx, job: Job) -> Result<()> {
    const SQL: &str = "INSERT INTO jobs (name, token, holder, lease_until, next_at, asked)
        VALUES ($1, 0, '', 0, 0, TRUE) ON CONFLICT (name) DO UPDATE SET asked = TRUE";
    on!(tx, |conn| sqlx::query(SQL).bind(job.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
