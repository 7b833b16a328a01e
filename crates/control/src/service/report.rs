//! The overview, from roll-ups alone and with the same number of queries for any amount of data.

use crate::auth::Actor;
use crate::store::usage_rollup::{self, Named};
use crate::store::{provider, user};
use crate::{Control, Result};
use domain::log::ProviderTag;
use domain::report::{Dimension, Leader, Overview, ProviderFigures, Series, Span, Totals};
use domain::time::{BUCKET, HOUR};
use domain::window::Zone;
use domain::{Millis, ProviderId, UserId};
use std::collections::{BTreeMap, HashMap};

/// Layers of the chart; what is beyond them is summed up in one without a name.
const LAYERS: usize = 8;
const LEADERS: i64 = 50;
/// Roll-up buckets in a provider's lane.
const LANE: i64 = 18;

impl Control {
    /// Admins see everything, others what they used themselves.
    pub async fn overview(&self, actor: &Actor, span: Span, dimension: Dimension, now: Millis) -> Result<Overview> {
        let zone = self.zone();
        let owner = actor.owner();
        let columns = columns(zone, span, now);
        let from = zone.day_start(now, span.days() - 1);
        let before_from = zone.day_start(now, 2 * span.days() - 1);
        let then = (0..span.days()).fold(now, |at, _| zone.yesterday(at));

        let mut tx = self.0.db.read().await?;
        let cells = usage_rollup::chart(&mut tx, owner, dimension, &columns).await?;
        // To the nearest bucket: what happened inside of one is not known apart.
        let before = usage_rollup::sum(&mut tx, owner, before_from, (then + BUCKET / 2).bucket()).await?;
        let leaders = usage_rollup::leaders(&mut tx, owner, from, now + 1, LEADERS).await?;
        let (providers, empty_hub) = match actor.is_admin() {
            true => {
                let figures = self.figures(&mut tx, from, now).await?;
                let empty = figures.is_empty() || user::list(&mut tx).await?.is_empty();
                (figures, empty)
            }
            false => (Vec::new(), false),
        };
        drop(tx);

        let (sums, series) = layers(&columns, dimension, cells);
        Ok(Overview {
            from,
            until: now,
            totals: sum(&sums),
            before,
            buckets: columns.iter().map(|(start, _)| *start).collect(),
            offsets: columns.iter().map(|(start, _)| zone.offset_minutes(*start)).collect(),
            sums,
            series,
            leaders: leaders
                .into_iter()
                .map(|row| Leader { user_id: UserId(row.id), user_name: row.name, totals: row.sums.into() })
                .collect(),
            providers,
            empty_hub,
        })
    }

    async fn figures(&self, tx: &mut crate::db::Tx, from: Millis, now: Millis) -> Result<Vec<ProviderFigures>> {
        let lane_from = now.bucket() - (LANE - 1) * BUCKET;
        let providers = provider::list(tx).await?;
        let totals = usage_rollup::providers(tx, from, now + 1).await?;
        let mut totals: HashMap<_, Totals> =
            totals.into_iter().map(|row| (ProviderId(row.id), row.sums.into())).collect();
        let mut lanes: HashMap<ProviderId, Vec<(i64, i64)>> = HashMap::new();
        for (id, bucket, requests, failures) in usage_rollup::lanes(tx, lane_from).await? {
            let lane = lanes.entry(id).or_insert_with(|| vec![(0, 0); LANE as usize]);
            if let Some(cell) = lane.get_mut(((bucket - lane_from) / BUCKET) as usize) {
                *cell = (requests, failures);
            }
        }
        let figures = providers.into_iter().map(|provider| ProviderFigures {
            totals: totals.remove(&provider.id).unwrap_or_default(),
            lane: lanes.remove(&provider.id).unwrap_or_else(|| vec![(0, 0); LANE as usize]),
            enabled: provider.enabled,
            provider: ProviderTag { id: provider.id, name: provider.name, kind: provider.kind },
        });
        Ok(figures.collect())
    }
}

/// The chart's columns, each with its start and end: the hours of the whole day, or the days of the span.
fn columns(zone: Zone, span: Span, now: Millis) -> Vec<(Millis, Millis)> {
    let day = |back| zone.day_start(now, back);
    // A local day has 23 to 25 hours: 36 hours after its start it is tomorrow.
    let tomorrow = zone.day_start(day(0) + 36 * HOUR, 0);
    let starts: Vec<Millis> = match span {
        Span::Today => (0..).map(|hour| day(0) + hour * HOUR).take_while(|start| *start < tomorrow).collect(),
        Span::Week | Span::Month => (0..span.days()).rev().map(day).collect(),
    };
    let ends = starts.iter().skip(1).copied().chain([tomorrow]);
    starts.iter().copied().zip(ends).collect()
}

/// Sums of each column, and the layers, largest first.
fn layers(columns: &[(Millis, Millis)], dimension: Dimension, cells: Vec<Named>) -> (Vec<Totals>, Vec<Series>) {
    let index: HashMap<Millis, usize> = columns.iter().enumerate().map(|(i, (start, _))| (*start, i)).collect();
    let mut sums = vec![Totals::default(); columns.len()];
    let mut layers: BTreeMap<(i64, String), Vec<Totals>> = BTreeMap::new();
    for cell in cells {
        let Some(&i) = index.get(&cell.lo) else { continue };
        let id = if dimension == Dimension::Model { colour(&cell.name) } else { cell.id };
        let totals = cell.sums.into();
        add(&mut sums[i], &totals);
        let points = layers.entry((id, cell.name)).or_insert_with(|| vec![Totals::default(); columns.len()]);
        add(&mut points[i], &totals);
    }
    let mut series: Vec<Series> = layers.into_iter().map(|((id, name), points)| Series { id, name, points }).collect();
    series.sort_by_cached_key(|layer| {
        let total = sum(&layer.points);
        std::cmp::Reverse((total.cost, total.requests))
    });
    if series.len() > LAYERS {
        let rest = series.split_off(LAYERS - 1);
        let points = (0..columns.len()).map(|i| sum(&rest.iter().map(|layer| layer.points[i]).collect::<Vec<_>>()));
        series.push(Series { id: 0, name: String::new(), points: points.collect() });
    }
    (sums, series)
}

/// A number that a model's name always has (FNV-1a): its colour stays the same.
fn colour(name: &str) -> i64 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    i64::from(hash >> 1)
}

fn add(to: &mut Totals, more: &Totals) {
    to.requests += more.requests;
    to.failures += more.failures;
    to.unpriced += more.unpriced;
    to.usage += more.usage;
    to.cost += more.cost;
}

fn sum(list: &[Totals]) -> Totals {
    list.iter().fold(Totals::default(), |mut all, more| {
        add(&mut all, more);
        all
    })
}
