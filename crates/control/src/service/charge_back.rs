//! What each user and group used in a month, to share out the bill.

use crate::auth::Actor;
use crate::csv::{self, Cell};
use crate::store::usage::{self, Scope, Share};
use crate::store::usage_day;
use crate::{Control, Error, Result};
use domain::Millis;
use domain::leaderboard::{Charge, ChargeBack, GroupCharge};
use domain::metric::{Figures, Metric};
use domain::report::Totals;
use std::collections::BTreeMap;

impl Control {
    /// `month`: such as `2026-11`, in the hub's time zone; none is the one that `now` is in. Users see what they used
    /// themselves.
    pub async fn charge_back(&self, actor: &Actor, month: Option<&str>, now: Millis) -> Result<ChargeBack> {
        let zone = self.zone();
        let month = month.map_or_else(|| zone.month_of(now), str::to_owned);
        let (from, until) = zone
            .calendar_month(&month)
            .ok_or_else(|| Error::invalid("month", "This is no month. Write it as 2026-11."))?;
        let filter = actor.filter();
        let mut tx = self.0.db.read().await?;
        let state = usage_day::state(&mut tx).await?;
        let scope = Scope { state: &state, filter: &filter, from, until: Some(until) };
        let shares = usage::shares(&mut tx, scope).await?;
        let mut groups: BTreeMap<String, Totals> = BTreeMap::new();
        for share in &shares {
            *groups.entry(share.group_name.clone()).or_default() += share.totals;
        }
        Ok(ChargeBack {
            month,
            zone: zone.name().to_owned(),
            from,
            until,
            total: shares.iter().map(|share| share.totals).sum(),
            groups: groups.into_iter().map(|(group, totals)| GroupCharge { group, totals }).collect(),
            charges: shares.into_iter().map(charge).collect(),
        })
    }
}

fn charge(share: Share) -> Charge {
    let totals = share.totals;
    Charge { user_id: share.user_id, user_name: share.user_name, group: share.group_name, totals }
}

/// As CSV: a line of names, one for each user and group, and one for each group as a whole, without a user.
pub fn lines(report: ChargeBack) -> impl Iterator<Item = String> + Send {
    let metrics =
        [Metric::Requests, Metric::Input, Metric::CacheWrite, Metric::CacheRead, Metric::Output, Metric::Tokens];
    let names = ["month", "user_id", "user", "group"];
    let mut head = String::new();
    let words = metrics.iter().map(|metric| metric.word()).chain(["cost", "unpriced"]);
    csv::line(&mut head, names.into_iter().chain(words).map(Cell::Text));
    let users = report
        .charges
        .into_iter()
        .map(|charge| (Some((charge.user_id, charge.user_name)), charge.group, charge.totals));
    let groups = report.groups.into_iter().map(|GroupCharge { group, totals }| (None, group, totals));
    let month = report.month;
    std::iter::once(head).chain(users.chain(groups).map(move |(user, group, totals)| {
        let figures = Figures { totals, ..Figures::default() };
        let counts = metrics.iter().map(|metric| metric.of(&figures).map_or(0, |amount| amount.number() as i64));
        let whose = match &user {
            Some((id, name)) => [Cell::Text(&month), Cell::Number(id.0), Cell::Text(name)],
            None => [Cell::Text(&month), Cell::Empty, Cell::Empty],
        };
        let cells = whose.into_iter().chain([Cell::Text(&group)]).chain(counts.map(Cell::Number));
        let mut line = String::new();
        csv::line(&mut line, cells.chain([Cell::Money(totals.cost), Cell::Number(totals.unpriced)]));
        line
    }))
}
