//! Limits: how forms set them, and how pages show what is left of them.

/// The names of a form's own fields, with those of its limits.
macro_rules! with_limits {
    ($($name:literal),* $(,)?) => {
        &[
            $($name,)*
            "concurrent_requests",
            "concurrent_sessions",
            "rpm",
            "tpm",
            "usd_5h",
            "usd_day",
            "usd_week",
            "usd_month",
            "usd_total",
            "day_start",
            "models",
        ]
    };
}
pub(crate) use with_limits;

mod bar;
mod draft;
mod fields;
mod figure;
mod models;
mod word;

pub use bar::QuotaBar;
pub use draft::{LimitsDraft, LimitsValues};
pub use fields::LimitFields;
pub use word::limit_word;
