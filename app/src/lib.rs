//! The console: pages, their parts and their texts, rendered on the server and hydrated in the browser.

#![recursion_limit = "512"]
#![allow(unreachable_pub, reason = "#[component] makes an inner `pub fn` of every component")]
#![allow(clippy::needless_pass_by_value, reason = "properties of a component are always owned")]

pub mod api;
mod app;
pub mod component;
#[cfg(feature = "ssr")]
pub mod cookie;
mod ground;
pub mod i18n;
mod page;
mod preference;
#[cfg(feature = "ssr")]
mod quota;
#[cfg(feature = "ssr")]
mod routing;
#[cfg(feature = "ssr")]
mod state;
#[cfg(feature = "ssr")]
mod trial;
pub mod ui;

#[cfg(feature = "ssr")]
pub use ground::prepare;
#[cfg(feature = "ssr")]
pub use state::{AppState, SecureCookies, SiteOptions};

pub use app::{App, shell};
pub use page::preload;
#[cfg(feature = "hydrate")]
pub use page::preload_open;
