use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) model: String,
    pub(crate) source: String,
    /// The model's entry in LiteLLM's format.
    pub(crate) entry: String,
    pub(crate) updated_at: Millis,
}

/// By model.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Row>> {
    const SQL: &str = "SELECT model, source, entry, updated_at FROM prices ORDER BY model";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

/// (model, entry); leaves alone what an admin entered.
pub(crate) async fn seed(tx: &mut Tx, prices: &[(String, String)], now: Millis) -> Result<()> {
    on!(tx, |conn| {
        let mut query = QueryBuilder::new("INSERT INTO prices (model, source, entry, updated_at) ");
        query.push_values(prices, |mut values, (model, entry)| {
            values.push_bind(model).push_bind("seed").push_bind(entry).push_bind(now);
        });
        query.push(
            " ON CONFLICT (model) DO UPDATE SET entry = excluded.entry, updated_at = excluded.updated_at
              WHERE prices.source = 'seed'",
        );
        query.build().execute(conn).await?;
    });
    Ok(())
}
