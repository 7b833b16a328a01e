//! What a user, key or provider has spent since an arbitrary millisecond, exactly as the ledger says. All of it in one
//! read transaction, so that rows on their way from the ledger to the sums are neither missed nor counted twice.

use super::facet::Facet;
use super::span::{Parts, Source, Sources};
use super::usage_day;
use crate::Result;
use crate::db::{Tx, on};
use domain::report::Filter;
use domain::time::BUCKET;
use domain::{KeyId, Millis, Nanos, ProviderId, UserId};
use sqlx::QueryBuilder;

/// Whose spending it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpendOwner {
    User(UserId),
    Key(KeyId),
    Provider(ProviderId),
}

impl SpendOwner {
    fn filter(self) -> Filter {
        match self {
            Self::User(id) => Filter { user: Some(id), ..Filter::default() },
            Self::Key(id) => Filter { key: Some(id), ..Filter::default() },
            Self::Provider(id) => Filter { provider: Some(id), ..Filter::default() },
        }
    }

    fn facet(self) -> Facet {
        match self {
            Self::User(_) | Self::Key(_) => Facet::KeyModel,
            Self::Provider(_) => Facet::ProviderModel,
        }
    }
}

/// The cost of its requests that came at `from` or later, and before `until`, by model.
pub(crate) async fn spent(
    tx: &mut Tx,
    owner: SpendOwner,
    from: Millis,
    until: Option<Millis>,
) -> Result<Vec<(String, Nanos)>> {
    let state = usage_day::state(tx).await?;
    let parts = Parts::of(from, until, Sources { days: Some((&state, owner.facet())), hours: None });
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new("SELECT model, CAST(SUM(cost) AS BIGINT) FROM (");
        parts.push(&mut query, |_| "model, cost".to_owned(), &owner.filter());
        query.push(") r GROUP BY model ORDER BY model");
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// The same by quarter of an hour, oldest first. In the first one is what came at `from` or later, if it is a broken one.
pub(crate) async fn spent_buckets(
    tx: &mut Tx,
    owner: SpendOwner,
    from: Millis,
) -> Result<Vec<(Millis, String, Nanos)>> {
    let parts = Parts::of(from, None, Sources::default());
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new("SELECT quarter, model, CAST(SUM(cost) AS BIGINT) FROM (");
        let quarter = |source: Source| format!("{0} - {0} % {BUCKET} AS quarter, model, cost", source.time());
        parts.push(&mut query, quarter, &owner.filter());
        query.push(") r GROUP BY quarter, model ORDER BY quarter, model");
        query.build_query_as().fetch_all(conn).await?
    }))
}
