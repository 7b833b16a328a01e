use crate::Result;
use crate::db::{Tx, on};

pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    const SQL: &str = "SELECT name, value FROM settings";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn set(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO settings (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    on!(tx, |conn| sqlx::query(SQL).bind(name).bind(value).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, name: &str) -> Result<()> {
    const SQL: &str = "DELETE FROM settings WHERE name = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(name).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The value that is stored: the first one to come stays.
pub(crate) async fn get_or_set(tx: &mut Tx, name: &str, value: &str) -> Result<String> {
    const SQL: &str = "INSERT INTO settings (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = settings.value RETURNING value";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).bind(name).bind(value).fetch_one(conn).await)?)
}
