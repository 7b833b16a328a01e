//! The overview, from roll-ups alone and with the same number of queries for any amount of data.

use super::availability::cells;
use super::series::{self, Columns};
use super::window::Window;
use crate::auth::Actor;
use crate::db::Tx;
use crate::store::usage::{self, Named, Of, Scope};
use crate::store::{provider, provider_attempt, sums, usage_day, user};
use crate::{Control, Result};
use domain::availability::Tries;
use domain::leaderboard::{Period, When};
use domain::report::{Dimension, Leader, ModelFigures, Overview, ProviderFigures, Span, Totals};
use domain::time::BUCKET;
use domain::{Millis, ProviderId, UserId};
use std::cmp::Reverse;
use std::collections::HashMap;

const LEADERS: usize = 50;
/// Roll-up buckets in a provider's lane.
const LANE: i64 = 18;

impl Control {
    /// Admins see everything, others what they used themselves.
    pub async fn overview(&self, actor: &Actor, span: Span, dimension: Dimension, now: Millis) -> Result<Overview> {
        let zone = self.zone();
        let period = match span {
            Span::Today => Period::Day,
            Span::Week => Period::Week,
            Span::Month => Period::Month,
        };
        let Window { from, before, .. } = Window::of(zone, &When { period, ..When::default() }, now)?;
        let columns = match span {
            Span::Today => Columns::hours(from, zone.next_day(from)),
            Span::Week | Span::Month => Columns::days(zone, from, zone.next_day(now)),
        };

        let mut tx = self.0.db.read().await?;
        let state = usage_day::state(&mut tx).await?;
        let filter = actor.filter();
        let scope = Scope { state: &state, filter: &filter, from, until: None };
        let sums = columns.fold(usage::series(&mut tx, scope, Of::All, columns.step()).await?);
        let layers = series::layers(&mut tx, scope, dimension, &columns, &sums).await?;
        let before = usage::total(&mut tx, before.of(scope)).await?;
        let users = leaders(&mut tx, scope, Dimension::User).await?;
        let (providers, models, empty_hub) = match actor.is_admin() {
            true => {
                let figures = figures(&mut tx, scope, now).await?;
                let empty = figures.is_empty() || user::list(&mut tx).await?.is_empty();
                (figures, leaders(&mut tx, scope, Dimension::Model).await?, empty)
            }
            false => (Vec::new(), Vec::new(), false),
        };
        drop(tx);

        Ok(Overview {
            from,
            until: now,
            totals: sums.iter().copied().sum(),
            before,
            offsets: columns.offsets(zone),
            buckets: columns.starts,
            sums,
            series: layers,
            leaders: users.into_iter().map(leader).collect(),
            providers,
            models: models.into_iter().map(|row| ModelFigures { name: row.name, totals: row.totals }).collect(),
            empty_hub,
        })
    }
}

pub(super) fn leader(row: Named) -> Leader {
    Leader { user_id: UserId(row.id), totals: row.totals, user_name: row.name }
}

/// Those with the largest bill, largest first.
pub(super) async fn leaders(tx: &mut Tx, scope: Scope<'_>, by: Dimension) -> Result<Vec<Named>> {
    let mut rows = usage::board(tx, scope, by, None, &sums::NUMBERS).await?;
    rows.sort_by_cached_key(|row| (Reverse((row.totals.cost, row.totals.requests)), row.id, row.name.clone()));
    rows.truncate(LEADERS);
    Ok(rows)
}

pub(super) async fn figures(tx: &mut Tx, scope: Scope<'_>, now: Millis) -> Result<Vec<ProviderFigures>> {
    let lane_from = now.bucket() - (LANE - 1) * BUCKET;
    let providers = provider::list(tx).await?;
    let totals = usage::board(tx, scope, Dimension::Provider, None, &sums::NUMBERS).await?;
    let mut totals: HashMap<_, Totals> = totals.iter().map(|row| (ProviderId(row.id), row.totals)).collect();
    let mut lanes = cells(provider_attempt::lanes(tx, lane_from, BUCKET).await?, lane_from, BUCKET, LANE);
    let pairs = |lane: Vec<Tries>| lane.into_iter().map(|tries| (tries.attempts, tries.failures)).collect();
    let figures = providers.into_iter().map(|provider| ProviderFigures {
        totals: totals.remove(&provider.id).unwrap_or_default(),
        lane: lanes.remove(&provider.id).map_or_else(|| vec![(0, 0); LANE as usize], pairs),
        enabled: provider.enabled,
        provider: provider.tag(),
    });
    Ok(figures.collect())
}
