//! The words of the hub: pure types and arithmetic that both planes, the management API and the console share.
//!
//! Nothing here does IO or knows a clock: the time is always an argument.

pub mod alert;
pub mod audit;
pub mod availability;
pub mod backup;
pub mod batch;
#[cfg(feature = "snapshot")]
pub mod books;
pub mod breaker;
pub mod client;
pub mod clock;
pub mod decimal;
pub mod dialect;
pub mod drill;
pub mod edit;
pub mod error;
pub mod finding;
pub mod glob;
pub mod google;
pub mod group;
pub mod health;
pub mod id;
pub mod job;
pub mod key;
pub mod leaderboard;
pub mod limit;
pub mod log;
pub mod member;
pub mod metric;
pub mod model;
pub mod money;
pub mod name;
pub mod overrides;
mod owner;
pub mod patch;
pub mod price;
pub mod provider;
pub mod proxy;
pub mod quota;
pub mod redirect;
pub mod report;
pub mod routing;
pub mod schedule;
pub mod search;
pub mod secret;
pub mod session;
pub mod setting;
pub mod sign_in;
pub mod simulation;
#[cfg(feature = "snapshot")]
pub mod snapshot;
pub mod speed;
pub mod time;
pub mod timeout;
pub mod token;
pub mod url;
pub mod usage;
pub mod user;
pub mod wall;
pub mod why;
#[cfg(feature = "tz")]
pub mod window;

pub use dialect::Dialect;
pub use error::ApiError;
pub use id::{GroupId, KeyId, ProviderId, RequestId, TokenId, UserId};
pub use money::{Nanos, Ratio};
pub use name::Names;
pub use owner::Owner;
pub use patch::Patch;
pub use secret::Secret;
pub use time::Millis;
