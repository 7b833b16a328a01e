//! Which rows of the log a query is about.

use crate::Result;
use crate::db::{Tx, containing};
use crate::store::{key, logged_model};
use domain::Owner;
use domain::log::{LogFilter, StatusFilter};
use sqlx::{Database, Encode, QueryBuilder, Type};

/// More models than these are asked for by their pattern, row by row: it finds enough of them soon.
const MODELS: i64 = 100;

/// A filter with its owner and its model pattern resolved, so that an index can answer it.
pub(crate) struct Wanted {
    /// Somebody else's rows are asked for.
    pub(crate) nothing: bool,
    /// Its user is the owner, or none where the key says as much.
    pub(crate) filter: LogFilter,
    pub(crate) models: Models,
}

pub(crate) enum Models {
    All,
    Named(Vec<String>),
    Like(String),
}

impl Wanted {
    /// `owner`: only these rows.
    pub(crate) async fn find(tx: &mut Tx, owner: Option<Owner>, filter: &LogFilter) -> Result<Self> {
        let (user, key) = Owner::ids(owner);
        let mut nothing = filter.user.zip(user).is_some_and(|(asked, own)| asked != own)
            || filter.key.zip(key).is_some_and(|(asked, own)| asked != own);
        let mut filter = LogFilter { user: user.or(filter.user), key: key.or(filter.key), ..filter.clone() };
        if let (Some(user), Some(key)) = (filter.user, filter.key) {
            match key::owner(tx, key).await? {
                // PostgreSQL takes the two for independent, expects next to no rows, and reads all of them to sort them.
                Some(owner) if owner == user => filter.user = None,
                Some(_) => nothing = true,
                None => {}
            }
        }
        let models = match &filter.model {
            None => Models::All,
            Some(part) => {
                let names = logged_model::find(tx, part, MODELS + 1).await?;
                if names.len() as i64 > MODELS { Models::Like(containing(part)) } else { Models::Named(names) }
            }
        };
        Ok(Self { nothing, filter, models })
    }

    /// Adds to a `WHERE` that has something already.
    pub(super) fn narrow<DB: Database>(&self, query: &mut QueryBuilder<DB>)
    where
        for<'t> i64: Encode<'t, DB> + Type<DB>,
        for<'t> String: Encode<'t, DB> + Type<DB>,
    {
        let filter = &self.filter;
        // The plus keeps the index of a user or key out of it where a session is asked for, which is narrower.
        let (user, key) = match filter.session {
            Some(_) => (" AND +user_id = ", " AND +key_id = "),
            None => (" AND user_id = ", " AND key_id = "),
        };
        let numbers = [
            (user, filter.user.map(|id| id.0)),
            (key, filter.key.map(|id| id.0)),
            (" AND provider_id = ", filter.provider.map(|id| id.0)),
            (" AND at >= ", filter.from.map(|at| at.0)),
            (" AND at < ", filter.until.map(|at| at.0)),
        ];
        for (sql, value) in numbers {
            if let Some(value) = value {
                query.push(sql).push_bind(value);
            }
        }
        if self.nothing {
            query.push(" AND FALSE");
        }
        if let Some(session) = &filter.session {
            query.push(" AND session = ").push_bind(session.clone());
        }
        match &self.models {
            Models::All => {}
            Models::Named(names) if names.is_empty() => {
                query.push(" AND FALSE");
            }
            Models::Named(names) => {
                query.push(" AND model IN (");
                let mut list = query.separated(", ");
                names.iter().for_each(|name| {
                    list.push_bind(name.clone());
                });
                query.push(")");
            }
            Models::Like(pattern) => {
                query.push(" AND LOWER(model) LIKE LOWER(").push_bind(pattern.clone()).push(r") ESCAPE '\'");
            }
        }
        if filter.mismatch {
            query.push(" AND mismatch = TRUE");
        }
        if filter.unpriced {
            query.push(" AND unpriced = TRUE");
        }
        match filter.status {
            Some(StatusFilter::Ok) => query.push(" AND outcome = 'ok'"),
            Some(StatusFilter::NotOk) => query.push(" AND outcome <> 'ok'"),
            None => query,
        };
    }
}
