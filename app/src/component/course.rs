//! Figures over time as a chart has them.

use super::{ChartData, Series, Shape, Unit, color_of};
use crate::i18n::locale;
use crate::ui::format::Moment;
use domain::Millis;
use domain::leaderboard::Statistics;
use domain::report::{self, Totals};

/// What bars measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    #[default]
    Cost,
    Requests,
    Tokens,
}

impl Measure {
    /// By their words in addresses.
    pub const WORDS: [(&str, Self); 3] = [("cost", Self::Cost), ("requests", Self::Requests), ("tokens", Self::Tokens)];

    pub fn unit(self) -> Unit {
        match self {
            Self::Cost => Unit::Money,
            Self::Requests => Unit::Count,
            Self::Tokens => Unit::Tokens,
        }
    }

    pub fn of(self, totals: &Totals) -> i64 {
        match self {
            Self::Cost => totals.cost.0,
            Self::Requests => totals.requests,
            Self::Tokens => totals.usage.total(),
        }
    }
}

/// A bar a column, its parts being the layers of the course.
pub fn course_bars(course: &Statistics, measure: Measure) -> ChartData {
    let series = layers(&course.series, |_, totals| measure.of(totals) as f64);
    ChartData { shape: Shape::Bars, unit: measure.unit(), labels: course_labels(course), series }
}

/// `figure`: of a column, by its number.
pub fn layers(layers: &[report::Series], figure: impl Fn(usize, &Totals) -> f64) -> Vec<Series> {
    let mut taken = Vec::new();
    let layer = |layer: &report::Series| Series {
        name: if layer.name.is_empty() { locale().overview().others().to_owned() } else { layer.name.clone() },
        color: if layer.name.is_empty() { OTHERS } else { free_color(layer.id, &mut taken) },
        values: layer.points.iter().enumerate().map(|(column, totals)| figure(column, totals)).collect(),
    };
    layers.iter().map(layer).collect()
}

/// Grey, which no layer of its own has.
const OTHERS: u8 = 0;

/// Its own colour, or the next that no layer before it has.
fn free_color(id: i64, taken: &mut Vec<u8>) -> u8 {
    let own = color_of(id);
    let color = (0..8).map(|step| (own - 1 + step) % 8 + 1).find(|color| !taken.contains(color)).unwrap_or(own);
    taken.push(color);
    color
}

/// Clock times within a day, dates beyond, with as much of them as tells the columns apart.
pub fn course_labels(course: &Statistics) -> Vec<String> {
    let moments: Vec<Moment> =
        course.buckets.iter().zip(&course.offsets).map(|(start, offset)| Moment::at(start.0, *offset)).collect();
    let first = moments.first().map(|moment| moment.date());
    let long = course.buckets.last().zip(course.buckets.first()).is_some_and(|(last, first)| is_long(*first, *last));
    let label = |moment: &Moment| match (course.hourly, moment.date()) {
        (true, date) if Some(&date) == first.as_ref() => moment.minute(),
        (true, date) => format!("{} {}", &date[5..], moment.minute()),
        (false, date) if long => date,
        (false, date) => date[5..].to_owned(),
    };
    moments.iter().map(label).collect()
}

/// The same day of a year might come twice.
fn is_long(first: Millis, last: Millis) -> bool {
    last - first > 300 * domain::time::DAY
}
