//! The ledger's sums by hour of UTC, for the broken days at the ends of spans and for the course of a day.

use super::facet::Facet;
use super::sums::{Cell, Tally};
use super::usage_rollup::{self, Table};
use crate::Result;
use crate::db::Tx;
use domain::Millis;
use domain::time::HOUR;

/// Adds cells of quarters of an hour to their hours.
pub(super) async fn add(tx: &mut Tx, cells: &[(Cell, Tally)]) -> Result<()> {
    for facet in Facet::HOURLY {
        let hours = facet.fold(cells, |bucket| Some(Millis(bucket.0.div_euclid(HOUR) * HOUR)));
        let lead = [("facet", facet as i64)];
        usage_rollup::upsert(tx, &Table { name: "usage_hour", time: "hour", lead: &lead }, &hours).await?;
    }
    Ok(())
}
