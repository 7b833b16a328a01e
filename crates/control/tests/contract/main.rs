//! What the control plane promises, on SQLite and on PostgreSQL.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

/// Each test once for each database.
macro_rules! contract {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::bench::Bench::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::bench::Bench::postgres().await).await;
            })*
        }
    };
}

mod access;
mod alert;
mod audit;
mod availability;
mod backup;
mod bench;
mod cancel;
mod change;
mod cleaning;
mod crud;
mod declare;
mod declare_fault;
mod declare_secret;
mod doctor;
mod entered;
mod export;
mod group;
mod import;
mod job;
mod leaderboard;
mod limit;
mod log;
mod log_total;
mod login;
mod member;
mod migration;
mod overview;
mod own_key;
mod price;
mod provider_batch;
mod query;
mod quota;
mod reprice;
mod routing;
mod sample;
mod search;
mod secret;
mod setting;
mod sign_in;
mod spend;
mod story;
mod table;
mod token;
mod upgrade;
mod wall;
mod writer;
