//! One page a file, by route.

mod login;
mod overview;

pub(crate) use login::LoginPage;
pub(crate) use overview::OverviewPage;
