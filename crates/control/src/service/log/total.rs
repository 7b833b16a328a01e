//! What the rows cost and used that a list finds: out of the roll-ups, which know it of any number of rows, as long as they
//! tell apart what is asked for. So it is the number of every other page.

use crate::Result;
use crate::db::Tx;
use crate::store::request_log::wanted::{Models, Wanted};
use crate::store::usage::{self, Scope};
use crate::store::{facet::Facet, request_log, sums, usage_day};
use domain::log::LogTotals;
use domain::report::{Dimension, Filter, Totals};

/// Rows that are added up where the roll-ups do not help. More of them would make the page wait.
pub(super) const ROWS_MAX: i64 = 1_000;

pub(super) async fn of(tx: &mut Tx, wanted: &Wanted) -> Result<LogTotals> {
    match in_roll_ups(wanted) {
        Some(filter) => Ok(LogTotals { totals: rolled_up(tx, wanted, &filter).await?, complete: true }),
        None => {
            let (totals, complete) = request_log::sum(tx, wanted, ROWS_MAX).await?;
            Ok(LogTotals { totals, complete })
        }
    }
}

/// The filter without its models, when some facet knows it and them.
fn in_roll_ups(wanted: &Wanted) -> Option<Filter> {
    let filter = &wanted.filter;
    let by_row = filter.session.is_some() || filter.status.is_some() || filter.mismatch || filter.unpriced;
    if by_row || wanted.nothing || matches!(wanted.models, Models::Like(_)) {
        return None;
    }
    let known = Filter { user: filter.user, key: filter.key, provider: filter.provider, ..Filter::default() };
    let model = matches!(wanted.models, Models::Named(_)).then_some(Dimension::Model);
    let dimensions: Vec<Dimension> = known.dimensions().chain(model).collect();
    Facet::covering(&dimensions).map(|_| known)
}

/// From the first row on that is still in the log: what has been cleaned away is not in the list either.
async fn rolled_up(tx: &mut Tx, wanted: &Wanted, filter: &Filter) -> Result<Totals> {
    let Some(oldest) = request_log::oldest(tx).await? else { return Ok(Totals::default()) };
    let from = wanted.filter.from.map_or(oldest, |from| from.max(oldest));
    let state = usage_day::state(tx).await?;
    let scope = Scope { state: &state, filter, from, until: wanted.filter.until };
    match &wanted.models {
        Models::Named(names) if names.is_empty() => Ok(Totals::default()),
        Models::Named(names) => {
            let parts: Vec<_> = names.iter().map(|name| usage::part(Dimension::Model, 0, name)).collect();
            let rows = usage::board(tx, scope, Dimension::Model, Some(&parts), &sums::NUMBERS).await?;
            Ok(rows.iter().map(|row| row.totals).sum())
        }
        Models::All | Models::Like(_) => usage::total(tx, scope).await,
    }
}
