//! How providers do, from sums alone and with the same number of queries however many there are.

use super::provider::Providers;
use crate::auth::Actor;
use crate::store::usage::{self, Scope};
use crate::store::{provider, provider_attempt, sums, usage_day};
use crate::{Control, Result};
use domain::availability::{Availability, ProviderDay, Reach, Track, Tries};
use domain::metric::Metric;
use domain::report::{Dimension, Filter, Totals};
use domain::time::{BUCKET, DAY, HOUR};
use domain::{Millis, ProviderId};
use std::cmp::Ordering;
use std::collections::HashMap;

impl Control {
    /// For admins. The newest cell is the one that holds `now`.
    pub async fn availability(&self, actor: &Actor, reach: Reach, now: Millis) -> Result<Availability> {
        actor.require_admin()?;
        let zone = self.zone();
        let (length, count) = reach.cells();
        let starts = starts(now, length, count);
        let mut tx = self.0.db.read().await?;
        let providers = provider::list(&mut tx).await?;
        let lanes = provider_attempt::lanes(&mut tx, starts[0], length).await?;
        drop(tx);
        let mut cells = cells(lanes, starts[0], length, count);
        let mut tracks: Vec<Track> = providers
            .into_iter()
            .map(|provider| {
                let cells = cells.remove(&provider.id).unwrap_or_else(|| vec![Tries::default(); count as usize]);
                Track { total: cells.iter().copied().sum(), cells, enabled: provider.enabled, provider: provider.tag() }
            })
            .collect();
        tracks.sort_by(worst_first);
        let offsets = starts.iter().map(|start| zone.offset_minutes(*start)).collect();
        Ok(Availability { starts, offsets, tracks })
    }
}

impl Providers<'_> {
    /// What each did today, and how its last 24 hours went; in the order of their ids.
    pub async fn days(self, actor: &Actor, now: Millis) -> Result<Vec<ProviderDay>> {
        actor.require_admin()?;
        let today = self.0.zone().day_start(now, 0);
        let from = starts(now, HOUR, DAY / HOUR)[0];
        let filter = Filter::default();
        let mut tx = self.0.0.db.read().await?;
        let state = usage_day::state(&mut tx).await?;
        let scope = Scope { state: &state, filter: &filter, from: today, until: None };
        let board = usage::board(&mut tx, scope, Dimension::Provider, None, sums::needed(Metric::Requests)).await?;
        let day = provider_attempt::lanes(&mut tx, from.min(today), BUCKET).await?;
        let providers = provider::list(&mut tx).await?;
        drop(tx);
        let mut totals: HashMap<_, Totals> = board.iter().map(|row| (ProviderId(row.id), row.totals)).collect();
        let mut tries: HashMap<ProviderId, Vec<Tries>> = HashMap::new();
        for (id, at, attempts, failures) in &day {
            if *at >= today {
                tries.entry(*id).or_default().push(Tries { attempts: *attempts, failures: *failures });
            }
        }
        let mut cells = cells(day, from, HOUR, DAY / HOUR);
        let days = providers.into_iter().map(|provider| ProviderDay {
            id: provider.id,
            totals: totals.remove(&provider.id).unwrap_or_default(),
            tries: tries.remove(&provider.id).unwrap_or_default().into_iter().sum(),
            cells: cells.remove(&provider.id).unwrap_or_else(|| vec![Tries::default(); (DAY / HOUR) as usize]),
        });
        Ok(days.collect())
    }
}

/// Of so many cells, up to the one that holds `now`.
fn starts(now: Millis, length: i64, count: i64) -> Vec<Millis> {
    let last = now.0.div_euclid(length) * length;
    (0..count).map(|back| Millis(last - (count - 1 - back) * length)).collect()
}

/// Each provider's attempts from `from` on, in so many times of that length.
pub(super) fn cells(
    lanes: Vec<(ProviderId, Millis, i64, i64)>,
    from: Millis,
    length: i64,
    count: i64,
) -> HashMap<ProviderId, Vec<Tries>> {
    let mut cells: HashMap<ProviderId, Vec<Tries>> = HashMap::new();
    for (id, at, attempts, failures) in lanes {
        let lane = cells.entry(id).or_insert_with(|| vec![Tries::default(); count as usize]);
        let cell = usize::try_from((at - from).div_euclid(length)).ok().and_then(|index| lane.get_mut(index));
        if let Some(cell) = cell {
            cell.attempts += attempts;
            cell.failures += failures;
        }
    }
    cells
}

/// Who fails the largest share; of equals, who fails more; those without attempts last.
fn worst_first(a: &Track, b: &Track) -> Ordering {
    let rate = |track: &Track| track.total.success_rate().unwrap_or(f64::INFINITY);
    rate(a)
        .total_cmp(&rate(b))
        .then(b.total.failures.cmp(&a.total.failures))
        .then_with(|| a.provider.name.cmp(&b.provider.name))
}
