//! What several instances share, against how Redis keeps it.

use super::clock::{self, Reading};
use crate::redis::Redis;
use domain::Millis;
use domain::finding::Finding;

pub(super) async fn check(redis: &Redis) -> Vec<Finding> {
    let asked = Millis::now();
    let Some(theirs) = redis.time().await else {
        return vec![Finding::warning(
            "redis_is_away",
            "Redis does not answer: instances limit each for itself, and do not share sessions. Start it, or correct REDIS_URL.",
        )];
    };
    let reading = Reading { asked, answered: Millis::now(), theirs };
    let mut found: Vec<_> = clock::check("Redis", Some(reading)).into_iter().collect();
    // Where it is not told, it is not known.
    let info = redis.info().await.unwrap_or_default();
    found.extend(eviction(&info));
    found.extend(persistence(&info, redis.saves().await));
    found
}

/// One of the lines of `INFO`.
fn field<'a>(info: &'a str, name: &str) -> Option<&'a str> {
    info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
}

fn eviction(info: &str) -> Option<Finding> {
    let policy = field(info, "maxmemory_policy")?;
    let is_bounded = field(info, "maxmemory").is_some_and(|bytes| bytes != "0");
    (policy != "noeviction" && is_bounded).then(|| {
        Finding::warning(
            "redis_evicts",
            format!(
                "Redis throws keys away when its memory is full (maxmemory-policy {policy}): what was used of limits is lost \
                 then, until the ledger is read again. Set noeviction."
            ),
        )
    })
}

/// `saves`: whether it writes snapshots; none where it does not say.
fn persistence(info: &str, saves: Option<bool>) -> Option<Finding> {
    let forgets = field(info, "aof_enabled") == Some("0") && saves == Some(false);
    forgets.then(|| {
        Finding::hint(
            "redis_forgets",
            "Redis keeps nothing over a restart: sessions then lose their providers once, and what limits count is read anew \
             from the ledger. `appendonly yes` keeps both.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: &str =
        "# Memory\r\nmaxmemory:1073741824\r\nmaxmemory_policy:allkeys-lru\r\n# Persistence\r\naof_enabled:0\r\n";

    #[test]
    fn eviction_is_told_where_it_can_happen() {
        assert!(eviction(INFO).unwrap().text.contains("allkeys-lru"));
        assert_eq!(eviction(&INFO.replace("allkeys-lru", "noeviction")), None);
        assert_eq!(eviction(&INFO.replace("1073741824", "0")), None);
        assert_eq!(eviction(""), None);
    }

    #[test]
    fn forgetting_is_told_where_it_is_known() {
        assert!(persistence(INFO, Some(false)).is_some());
        assert_eq!(persistence(INFO, Some(true)), None);
        assert_eq!(persistence(INFO, None), None);
        assert_eq!(persistence(&INFO.replace("aof_enabled:0", "aof_enabled:1"), Some(false)), None);
    }

    #[tokio::test]
    async fn a_redis_that_is_away_is_told() {
        let found = check(&Redis::new("redis://127.0.0.1:9").unwrap()).await;
        assert_eq!(found.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["redis_is_away"]);
    }

    #[tokio::test]
    async fn a_redis_that_answers_is_asked() {
        let url = std::env::var("TEST_REDIS_URL").expect("TEST_REDIS_URL is not set: run through cargo xtask test");
        let redis = Redis::new(&url).unwrap();
        assert!(field(&redis.info().await.unwrap(), "maxmemory_policy").is_some());
        assert!(redis.saves().await.is_some());
        let found = check(&redis).await;
        assert!(!found.iter().any(|one| ["redis_is_away", "clocks_differ"].contains(&one.code.as_str())), "{found:?}");
    }
}
