//! Parts of pages that know what the hub is about.

mod appearance;
mod brand;
mod chart;
pub mod context;
mod live;
mod log_table;
mod problem;
mod provider_mark;
mod status;

pub use appearance::{LanguageMenu, ThemeMenu};
pub use brand::Brand;
pub use chart::{Chart, ChartData, Series, Unit};
pub use live::Live;
pub use log_table::LogTable;
pub use problem::Problem;
pub use provider_mark::{ProviderMark, color_of};
pub use status::{RowState, outcome_tone, outcome_word};
