//! What each chart shows of a course of figures.

use crate::component::{ChartData, Series, Shape, Unit, course_labels, layers};
use crate::i18n::locale;
use domain::leaderboard::Statistics;
use domain::report::Totals;
use domain::speed::Percentiles;

/// Each layer's share of the tokens.
pub(super) fn mix(course: &Statistics) -> ChartData {
    let all: Vec<i64> = course.sums.iter().map(|sums| sums.usage.total()).collect();
    let share = |column: usize, totals: &Totals| match all.get(column) {
        Some(all @ 1..) => totals.usage.total() as f64 / *all as f64,
        _ => 0.0,
    };
    ChartData {
        unit: Unit::Share,
        labels: course_labels(course),
        series: layers(&course.series, share),
        shape: Shape::Bars,
    }
}

/// The share of what went in that came from the vendors' caches.
pub(super) fn cache(course: &Statistics) -> ChartData {
    let name = locale().overview().cache_rate().to_owned();
    let values = course.sums.iter().map(|sums| sums.cache_hit_rate().unwrap_or(f64::NAN)).collect();
    lines(course, Unit::Share, vec![Series { name, color: 3, values }])
}

pub(super) fn first_content(course: &Statistics) -> ChartData {
    speed(course, [|of| of.first_content_p50, |of| of.first_content_p90, |of| of.first_content_p99])
}

pub(super) fn duration(course: &Statistics) -> ChartData {
    speed(course, [|of| of.duration_p50, |of| of.duration_p90, |of| of.duration_p99])
}

type Percentile = fn(&Percentiles) -> Option<f64>;

fn speed(course: &Statistics, percentiles: [Percentile; 3]) -> ChartData {
    let line = |((name, color), of): ((&str, u8), Percentile)| Series {
        name: name.to_owned(),
        color,
        values: course.percentiles.iter().map(|column| of(column).unwrap_or(f64::NAN)).collect(),
    };
    let names = [("P50", 1), ("P90", 2), ("P99", 5)];
    lines(course, Unit::Duration, names.into_iter().zip(percentiles).map(line).collect())
}

fn lines(course: &Statistics, unit: Unit, series: Vec<Series>) -> ChartData {
    ChartData { unit, labels: course_labels(course), series, shape: Shape::Lines }
}
