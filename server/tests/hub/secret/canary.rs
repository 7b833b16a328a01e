//! The secrets that are looked for.

use crate::common::{ADMIN_TOKEN, Place};
use sqlx::{Connection, PgConnection};

pub(super) const VENDOR_PATCHED: &str = "sk-canary/vendor+patched-2b8";
pub(super) const GUESS: &str = "sk-canary-guess-5e1f";
pub(super) const VENDOR_CREATED: &str = "sk-canary/vendor+created-7d1";
pub(super) const VENDOR_APPLIED: &str = "sk-canary/vendor+applied-90c";
pub(super) const PROXY_CREATED: &str = "canary-proxy-created-1a";
pub(super) const PROXY_PATCHED: &str = "canary-proxy-patched-2a";
pub(super) const PROXY_APPLIED: &str = "canary-proxy-applied-3a";
pub(super) const REFRESH: &str = "1//canary-refresh-6f";
pub(super) const CLIENT_SECRET: &str = "canary-client-secret-6f";
pub(super) const ACCESS: &str = "ya29.canary-access-6f";
pub(super) const OWN_KEY: &str = "sk-canary-own-text-33ad";
pub(super) const OLD_KEY: &str = "sk-canary-old-hub-0001";
pub(super) const OLD_VENDOR: &str = "sk-canary-old-vendor-0001";
pub(super) const DATABASE: &str = "canary-database-4411";
pub(super) const AWAY: &str = "canary-database-away-4412";
pub(super) const REDIS: &str = "canary-redis-8812";
pub(super) const HOOK: &str = "canary-hook-of-the-team-51";
pub(super) const HOOK_PATCHED: &str = "canary-hook-patched-52";
pub(super) const HOOK_SIGNS: &str = "canary-hook-signs-53";
pub(super) const HOOK_PROXY: &str = "canary-hook-proxy-54";
pub(super) const MISTAKE: &str = "sk-canary-mistaken-77e";
pub(super) const MISTAKEN_NUMBER: i64 = 771_203_344_551;

pub(super) const ALL: [&str; 23] = [
    HOOK,
    HOOK_PATCHED,
    HOOK_SIGNS,
    HOOK_PROXY,
    VENDOR_CREATED,
    VENDOR_PATCHED,
    VENDOR_APPLIED,
    PROXY_CREATED,
    PROXY_PATCHED,
    PROXY_APPLIED,
    REFRESH,
    CLIENT_SECRET,
    ACCESS,
    OWN_KEY,
    OLD_KEY,
    OLD_VENDOR,
    DATABASE,
    AWAY,
    REDIS,
    MISTAKE,
    GUESS,
    ADMIN_TOKEN,
    "master-key-for-tests",
];

/// A password of its own for the database, where that has one, else for a Redis that is away.
pub(super) async fn with_secrets(place: Place) -> Place {
    match place.setting("DSN").map(str::to_owned) {
        Some(dsn) => place.with("DSN", &with_password(&dsn).await),
        None => place.with("REDIS_URL", &format!("redis://:{REDIS}@127.0.0.1:9")),
    }
}

/// The same database for a role with a password.
pub(super) async fn with_password(dsn: &str) -> String {
    let mut server = PgConnection::connect(dsn).await.unwrap();
    let role = format!("CREATE ROLE hub_canary SUPERUSER LOGIN PASSWORD '{DATABASE}'");
    // Another test may have made it.
    let _ = sqlx::raw_sql(sqlx::AssertSqlSafe(role)).execute(&mut server).await;
    let (scheme, rest) = dsn.split_once("://").unwrap();
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://hub_canary:{DATABASE}@{host}")
}
