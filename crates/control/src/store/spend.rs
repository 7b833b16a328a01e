//! What a user, key or provider has spent since an arbitrary millisecond, exactly as the ledger says. All of it in one
//! read transaction, so that rows on their way from the ledger to the sums are neither missed nor counted twice.

use super::facet::Facet;
use super::span::{Parts, Source, Sources};
use super::usage_day::State;
use crate::Result;
use crate::db::{Tx, on};
use domain::limit::LimitOwner;
use domain::report::Filter;
use domain::time::BUCKET;
use domain::{Millis, Nanos};
use sqlx::QueryBuilder;

fn filter(owner: LimitOwner) -> Filter {
    match owner {
        LimitOwner::User(id) => Filter { user: Some(id), ..Filter::default() },
        LimitOwner::Key(id) => Filter { key: Some(id), ..Filter::default() },
        LimitOwner::Provider(id) => Filter { provider: Some(id), ..Filter::default() },
    }
}

fn facet(owner: LimitOwner) -> Facet {
    match owner {
        LimitOwner::User(_) | LimitOwner::Key(_) => Facet::KeyModel,
        LimitOwner::Provider(_) => Facet::ProviderModel,
    }
}

/// The cost of its requests that came at `from` or later, and before `until`, by model.
pub(crate) async fn spent(
    tx: &mut Tx,
    state: &State,
    owner: LimitOwner,
    from: Millis,
    until: Option<Millis>,
) -> Result<Vec<(String, Nanos)>> {
    let parts = Parts::of(from, until, Sources { months: true, days: Some((state, facet(owner))), hours: None });
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new("SELECT model, CAST(SUM(cost) AS BIGINT) FROM (");
        parts.push(&mut query, |_| "model, cost".to_owned(), &filter(owner));
        query.push(") r GROUP BY model ORDER BY model");
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// The same by quarter of an hour, oldest first. In the first one is what came at `from` or later, if it is a broken one.
pub(crate) async fn spent_buckets(
    tx: &mut Tx,
    owner: LimitOwner,
    from: Millis,
) -> Result<Vec<(Millis, String, Nanos)>> {
    let parts = Parts::of(from, None, Sources::default());
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new("SELECT quarter, model, CAST(SUM(cost) AS BIGINT) FROM (");
        let quarter = |source: Source| format!("{0} - {0} % {BUCKET} AS quarter, model, cost", source.time());
        parts.push(&mut query, quarter, &filter(owner));
        query.push(") r GROUP BY quarter, model ORDER BY quarter, model");
        query.build_query_as().fetch_all(conn).await?
    }))
}
