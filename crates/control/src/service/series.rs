//! Figures over time: the columns of a chart and its layers.

use crate::Result;
use crate::db::Tx;
use crate::store::sums;
use crate::store::usage::{self, Named, Of, Part, Point, Scope, Step, part};
use domain::Millis;
use domain::metric::Metric;
use domain::report::{Dimension, Series, Totals};
use domain::speed::{Percentiles, Speed};
use domain::time::{BUCKET, DAY, HOUR};
use domain::window::Zone;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Layers of a chart; what is beyond them is summed up in one without a name.
const LAYERS: usize = 8;

/// The longest spans by quarter of an hour, and by hour.
const FINE: i64 = 3 * HOUR;
const HOURLY: i64 = 2 * DAY;
/// At most; where there are more days, a column has several.
const COLUMNS: usize = 400;

/// A chart's columns, in the order of their starts. Each ends where the next one begins.
pub(super) struct Columns {
    pub(super) starts: Vec<Millis>,
    step: Step,
}

impl Columns {
    pub(super) fn hours(from: Millis, until: Millis) -> Self {
        Self::by(from, until, HOUR)
    }

    /// As fine as the span is short.
    pub(super) fn of(zone: Zone, from: Millis, until: Millis) -> Self {
        match until - from {
            length if length <= FINE => Self::by(from, until, BUCKET),
            length if length <= HOURLY => Self::hours(from, until),
            _ => Self::days(zone, from, until),
        }
    }

    fn by(from: Millis, until: Millis, size: i64) -> Self {
        let starts = (1..).map(|n| from.bucket() + n * size).take_while(|start| *start < until);
        // Where local hours are those of UTC.
        let step = if size == HOUR && from.bucket().0 % HOUR == 0 { Step::Hour } else { Step::Quarter };
        Self { starts: std::iter::once(from).chain(starts).collect(), step }
    }

    /// The first one begins at `from`, the others with their day.
    pub(super) fn days(zone: Zone, from: Millis, until: Millis) -> Self {
        let starts = std::iter::successors(Some(from), |start| Some(zone.next_day(*start)));
        let starts: Vec<Millis> = starts.take_while(|start| *start < until).collect();
        let several = starts.len().div_ceil(COLUMNS).max(1);
        Self { starts: starts.into_iter().step_by(several).collect(), step: Step::Day }
    }

    pub(super) fn step(&self) -> Step {
        self.step
    }

    pub(super) fn are_days(&self) -> bool {
        self.step == Step::Day
    }

    /// Of each column from UTC, in minutes.
    pub(super) fn offsets(&self, zone: Zone) -> Vec<i64> {
        self.starts.iter().map(|start| zone.offset_minutes(*start)).collect()
    }

    /// The sums of each column. A quarter of an hour that begins before the first column belongs to it all the same.
    pub(super) fn fold(&self, points: Vec<Point>) -> Vec<Totals> {
        self.gather(points.into_iter().map(|point| (point.at, point.totals)), |sum, totals| *sum += totals)
    }

    /// How fast the requests of each column were.
    pub(super) fn paces(&self, speeds: Vec<(Millis, Speed)>) -> Vec<Percentiles> {
        let columns: Vec<Speed> = self.gather(speeds.into_iter(), |sum: &mut Speed, speed| *sum += &speed);
        columns.iter().map(Percentiles::from).collect()
    }

    fn gather<T: Clone + Default, Item>(
        &self,
        items: impl Iterator<Item = (Millis, Item)>,
        add: impl Fn(&mut T, Item),
    ) -> Vec<T> {
        let mut columns = vec![T::default(); self.starts.len()];
        for (at, item) in items {
            let column = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
            if let Some(sum) = columns.get_mut(column) {
                add(sum, item);
            }
        }
        columns
    }
}

/// The largest of one dimension over time, largest first, and the rest. `sums`: of all together.
pub(super) async fn layers(
    tx: &mut Tx,
    scope: Scope<'_>,
    by: Dimension,
    columns: &Columns,
    sums: &[Totals],
) -> Result<Vec<Series>> {
    let mut board = usage::board(tx, scope, by, None, sums::needed(Metric::Cost)).await?;
    board.sort_by_cached_key(|row| (Reverse((row.totals.cost, row.totals.requests)), row.id, row.name.clone()));
    if board.is_empty() {
        return Ok(Vec::new());
    }
    let rest = board.len() > LAYERS;
    board.truncate(if rest { LAYERS - 1 } else { LAYERS });
    let parts: Vec<Part> = board.iter().map(|row| part(by, row.id, &row.name)).collect();
    let mut points: HashMap<Part, Vec<Point>> = HashMap::new();
    for point in usage::series(tx, scope, Of::These(by, &parts), columns.step()).await? {
        points.entry((point.id, point.name.clone())).or_default().push(point);
    }
    let mut left = sums.to_vec();
    let mut series = Vec::new();
    for (Named { id, name, owner, .. }, part) in board.into_iter().zip(&parts) {
        // Keys of several people have the same name.
        let name = if owner.is_empty() { name } else { format!("{owner} · {name}") };
        let sums = columns.fold(points.remove(part).unwrap_or_default());
        left.iter_mut().zip(&sums).for_each(|(left, sum)| *left -= *sum);
        series.push(Series { id: if by.is_named() { colour(&name) } else { id }, name, points: sums });
    }
    if rest {
        series.push(Series { id: 0, name: String::new(), points: left });
    }
    Ok(series)
}

/// A number that a name always has (FNV-1a): its colour stays the same.
pub(super) fn colour(name: &str) -> i64 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    i64::from(hash >> 1)
}
