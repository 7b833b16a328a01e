//! Parts of pages that know what the hub is about.

mod chart;

pub use chart::{Chart, ChartData, Series, Unit};
