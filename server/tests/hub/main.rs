//! The hub as a process of its own, with an invented vendor behind it: what its users rely on.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

/// Each test once for each database.
macro_rules! on_both {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::common::Place::sqlite()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::common::Place::postgres().await).await;
            })*
        }
    };
}

mod access;
mod backup;
mod change;
mod common;
mod condition;
mod crash;
mod database_away;
mod declare;
mod disk_full;
mod document;
mod drill;
mod example;
mod export;
mod import;
mod instance;
mod lease;
mod ledger;
mod login;
mod quota;
mod resource;
mod secret;
mod shutdown;
mod startup;
mod telemetry;
mod why;
mod window;
