//! The ledger's sums by local day, so that a month is thirty rows and not three thousand.
//!
//! Days belong to a time zone. When the hub gets another one, a new generation of days is built from the quarters of an
//! hour, the newest first, while requests go on: `usage_day_state` says from which day on it is complete, the writer adds
//! to complete days only, and readers take what is older from the quarters.

use crate::Result;
use crate::db::{Tx, on};
use crate::store::facet::Facet;
use crate::store::sums::{Cell, Tally};
use crate::store::usage_month;
use crate::store::usage_rollup::{self, Table};
use domain::Millis;
use domain::time::DAY;
use domain::window::{Span, Zone};
use sqlx::AssertSqlSafe;

/// Which days there are.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct State {
    pub(crate) generation: i64,
    /// IANA name.
    pub(crate) zone: String,
    /// Days that begin here or later are complete.
    pub(crate) since: Millis,
}

impl State {
    pub(crate) fn zone(&self) -> Zone {
        Zone::parse(&self.zone).unwrap_or_default()
    }

    pub(crate) fn is_complete_in(&self, zone: Zone) -> bool {
        self.zone == zone.name() && self.since.0 == i64::MIN
    }
}

const STATE: &str = "SELECT generation, zone, since FROM usage_day_state WHERE id = 1";

pub(crate) async fn state(tx: &mut Tx) -> Result<State> {
    Ok(on!(tx, |conn| sqlx::query_as(STATE).fetch_one(conn).await)?)
}

/// Nobody changes the state before this transaction ends. SQLite has one writer anyway.
async fn hold(tx: &mut Tx, lock: &'static str) -> Result<State> {
    match tx {
        Tx::Sqlite(_) => state(tx).await,
        Tx::Postgres(conn) => {
            let sql = AssertSqlSafe(format!("{STATE} {lock}"));
            Ok(sqlx::query_as(sql).fetch_one(&mut **conn).await?)
        }
    }
}

pub(super) fn table<'a>(lead: &'a [(&'static str, i64)]) -> Table<'a> {
    Table { name: "usage_day", time: "day", lead }
}

/// Adds cells of quarters of an hour to the days that are complete.
pub(super) async fn add(tx: &mut Tx, cells: &[(Cell, Tally)]) -> Result<()> {
    let state = hold(tx, "FOR SHARE").await?;
    let zone = state.zone();
    for facet in Facet::ALL {
        let days = facet.fold(cells, |bucket| Some(zone.day_start(bucket, 0)).filter(|day| *day >= state.since));
        let lead = [("generation", state.generation), ("facet", facet as i64)];
        usage_rollup::upsert(tx, &table(&lead), &days).await?;
    }
    usage_month::add(tx, &state, cells).await
}

/// One step towards complete days in that zone: a new generation, or one more of its days.
pub(crate) async fn step(tx: &mut Tx, zone: Zone, now: Millis) -> Result<()> {
    let state = hold(tx, "FOR UPDATE").await?;
    if state.is_complete_in(zone) {
        return Ok(());
    }
    if state.zone != zone.name() {
        let newest = usage_rollup::newest(tx, Millis(i64::MAX)).await?.unwrap_or_default();
        let since = zone.next_day(now.max(newest));
        return save(tx, &State { generation: state.generation + 1, zone: zone.name().to_owned(), since }).await;
    }
    match usage_rollup::newest(tx, state.since).await? {
        Some(bucket) => {
            let since = zone.day_start(bucket, 0);
            build(tx, state.generation, Span { from: since, until: zone.next_day(since) }).await?;
            usage_month::complete(tx, &state, since).await?;
            forget(tx, state.generation, since - DAY).await?;
            save(tx, &State { since, ..state }).await
        }
        None => {
            let since = Millis(i64::MIN);
            usage_month::complete(tx, &state, since).await?;
            forget(tx, state.generation, since).await?;
            save(tx, &State { since, ..state }).await
        }
    }
}

async fn save(tx: &mut Tx, state: &State) -> Result<()> {
    const SQL: &str = "UPDATE usage_day_state SET generation = $1, zone = $2, since = $3 WHERE id = 1";
    on!(tx, |conn| {
        sqlx::query(SQL).bind(state.generation).bind(&state.zone).bind(state.since).execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// The rows of one day, from its quarters of an hour.
async fn build(tx: &mut Tx, generation: i64, day: Span) -> Result<()> {
    for facet in Facet::ALL {
        let lead = [("generation", generation), ("facet", facet as i64)];
        usage_rollup::build(tx, &usage_rollup::TABLE, &table(&lead), facet, day).await?;
    }
    Ok(())
}

/// Days of earlier generations from `since` on: nobody reads them any more.
async fn forget(tx: &mut Tx, generation: i64, since: Millis) -> Result<()> {
    const SQL: &str = "DELETE FROM usage_day WHERE generation < $1 AND day >= $2";
    on!(tx, |conn| sqlx::query(SQL).bind(generation).bind(since).execute(conn).await.map(|_| ()))?;
    usage_month::forget(tx, generation, since).await
}
