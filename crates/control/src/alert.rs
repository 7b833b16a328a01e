//! Alerts: what is worth telling, told once to each target that wants it, however many instances notice it.
//!
//! Whoever notices something raises it ([`Control::raise`]): a row for each target, unless the same was told already. Every
//! instance sends what waits; a row belongs to whoever takes it first, and is tried again with growing pauses. Whether a target
//! still wants it is asked when it goes out.

mod form;
mod outbox;
pub(crate) mod text;
mod watch;

pub use outbox::run as send_all;
pub use watch::run as watch;
