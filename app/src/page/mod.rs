//! One page a file, by route.

mod connect;
mod log;
mod login;
mod overview;
mod provider;
mod user;

pub(crate) use connect::ConnectPage;
pub(crate) use log::LogPage;
pub(crate) use login::LoginPage;
pub(crate) use overview::OverviewPage;
pub(crate) use provider::ProvidersPage;
pub(crate) use user::UsersPage;
