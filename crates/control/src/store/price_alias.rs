use crate::Result;
use crate::db::{Tx, on};
use domain::price::PriceAlias;

/// By alias.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<PriceAlias>> {
    const SQL: &str = "SELECT alias, model FROM price_aliases ORDER BY alias";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn get(tx: &mut Tx, alias: &str) -> Result<Option<PriceAlias>> {
    const SQL: &str = "SELECT alias, model FROM price_aliases WHERE alias = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(alias).fetch_optional(conn).await)?)
}

pub(crate) async fn put(tx: &mut Tx, alias: &PriceAlias) -> Result<()> {
    const SQL: &str = "INSERT INTO price_aliases (alias, model) VALUES ($1, $2)
        ON CONFLICT (alias) DO UPDATE SET model = excluded.model";
    on!(tx, |conn| sqlx::query(SQL).bind(&alias.alias).bind(&alias.model).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, alias: &str) -> Result<()> {
    const SQL: &str = "DELETE FROM price_aliases WHERE alias = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(alias).execute(conn).await.map(|_| ()))?;
    Ok(())
}
