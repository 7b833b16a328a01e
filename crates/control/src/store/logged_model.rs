//! The models that log rows name: few, where the rows are many.

use crate::Result;
use crate::db::{Tx, containing, on};
use domain::Millis;
use domain::time::DAY;
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// Notes that there are rows of these models at these times. In one order everywhere, so that instances that write at
/// once do not wait for each other in a circle.
pub(crate) async fn note<'a>(tx: &mut Tx, rows: impl Iterator<Item = (&'a str, Millis)>) -> Result<()> {
    let mut days: BTreeMap<&str, i64> = BTreeMap::new();
    for (model, at) in rows {
        let day = at.0.div_euclid(DAY) * DAY;
        days.entry(model).and_modify(|last| *last = day.max(*last)).or_insert(day);
    }
    if days.is_empty() {
        return Ok(());
    }
    on!(tx, |conn| {
        let mut query = QueryBuilder::new("INSERT INTO logged_models (model, last_at) ");
        query.push_values(&days, |mut values, (model, day)| {
            values.push_bind(*model).push_bind(*day);
        });
        query.push(
            " ON CONFLICT (model) DO UPDATE SET last_at = excluded.last_at
              WHERE logged_models.last_at < excluded.last_at",
        );
        query.build().execute(conn).await?;
    });
    Ok(())
}

/// Those whose name has `part` in it, in any case; at most `limit`.
pub(crate) async fn find(tx: &mut Tx, part: &str, limit: i64) -> Result<Vec<String>> {
    const SQL: &str = r"SELECT model FROM logged_models WHERE LOWER(model) LIKE LOWER($1) ESCAPE '\' LIMIT $2";
    let pattern = containing(part);
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).bind(&pattern).bind(limit).fetch_all(conn).await)?)
}

/// Forgets those without a row since the UTC day of `before`.
pub(crate) async fn forget(tx: &mut Tx, before: Millis) -> Result<()> {
    const SQL: &str = "DELETE FROM logged_models WHERE last_at < $1";
    let day = before.0.div_euclid(DAY) * DAY;
    on!(tx, |conn| sqlx::query(SQL).bind(day).execute(conn).await.map(|_| ()))?;
    Ok(())
}
