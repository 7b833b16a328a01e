//! What the database server says of itself. SQLite has no server.

use crate::Result;
use crate::db::Tx;
use domain::Millis;
use std::collections::HashMap;

/// Those settings that bear on what the hub relies on, by name.
pub(crate) async fn settings(tx: &mut Tx) -> Result<HashMap<String, String>> {
    const SQL: &str = "SELECT name, setting FROM pg_settings WHERE name IN ('server_version_num', 'max_connections',
        'superuser_reserved_connections', 'synchronous_commit', 'fsync', 'full_page_writes')";
    let Tx::Postgres(tx) = tx else { return Ok(HashMap::new()) };
    let rows: Vec<(String, String)> = sqlx::query_as(SQL).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().collect())
}

/// By its clock.
pub(crate) async fn now(tx: &mut Tx) -> Result<Option<Millis>> {
    const SQL: &str = "SELECT CAST(EXTRACT(EPOCH FROM CLOCK_TIMESTAMP()) * 1000 AS BIGINT)";
    let Tx::Postgres(tx) = tx else { return Ok(None) };
    Ok(Some(sqlx::query_scalar(SQL).fetch_one(&mut **tx).await?))
}
