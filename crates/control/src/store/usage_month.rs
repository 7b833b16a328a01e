//! The days' sums by local month, so that all of years is some rows. They belong to the days' generations, and a month is
//! complete when all its days are.

use super::facet::Facet;
use super::sums::{Cell, Tally};
use super::usage_day::{self, State};
use super::usage_rollup::{self, Table};
use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;
use domain::window::Span;

fn table<'a>(lead: &'a [(&'static str, i64)]) -> Table<'a> {
    Table { name: "usage_month", time: "month", lead }
}

/// Adds cells of quarters of an hour to the months that are complete.
pub(super) async fn add(tx: &mut Tx, state: &State, cells: &[(Cell, Tally)]) -> Result<()> {
    let zone = state.zone();
    for facet in Facet::ALL {
        let months = facet.fold(cells, |bucket| Some(zone.month(bucket).from).filter(|month| *month >= state.since));
        let lead = [("generation", state.generation), ("facet", facet as i64)];
        usage_rollup::upsert(tx, &table(&lead), &months).await?;
    }
    Ok(())
}

/// Builds the months that become complete when days are so from `since` on, earlier than the state says. Between the two
/// nothing happened but on the day that begins at `since`: only the months of the two can have anything.
pub(super) async fn complete(tx: &mut Tx, state: &State, since: Millis) -> Result<()> {
    let zone = state.zone();
    let later = zone.month(state.since - 1);
    let first = (since.0 > i64::MIN).then(|| zone.month(since)).filter(|month| *month != later);
    for month in first.into_iter().chain([later]) {
        if month.from >= since {
            build(tx, state.generation, month).await?;
        }
    }
    Ok(())
}

async fn build(tx: &mut Tx, generation: i64, month: Span) -> Result<()> {
    for facet in Facet::ALL {
        let lead = [("generation", generation), ("facet", facet as i64)];
        usage_rollup::build(tx, &usage_day::table(&lead), &table(&lead), facet, month).await?;
    }
    Ok(())
}

/// Months of earlier generations from `since` on: nobody reads them any more.
pub(super) async fn forget(tx: &mut Tx, generation: i64, since: Millis) -> Result<()> {
    const SQL: &str = "DELETE FROM usage_month WHERE generation < $1 AND month >= $2";
    on!(tx, |conn| sqlx::query(SQL).bind(generation).bind(since).execute(conn).await.map(|_| ()))?;
    Ok(())
}
