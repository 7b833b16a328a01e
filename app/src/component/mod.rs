//! Parts of pages that know what the hub is about.

mod admin_only;
mod appearance;
mod avatar;
mod brand;
mod chart;
pub mod context;
mod errand;
mod expiry;
mod guard;
mod live;
mod log_table;
mod part;
mod problem;
mod provider_mark;
mod status;

pub use admin_only::AdminOnly;
pub use appearance::{LanguageMenu, ThemeMenu};
pub use avatar::Avatar;
pub use brand::Brand;
pub use chart::{Chart, ChartData, Series, Unit};
pub use errand::Errand;
pub use expiry::{Expires, ExpiryField};
pub use guard::guard;
pub use live::Live;
pub use log_table::LogTable;
pub use part::{Lost, opened, shown};
pub use problem::Problem;
pub use provider_mark::{ProviderMark, color_of, provider_glyph};
pub use status::{RowState, outcome_tone, outcome_word};
