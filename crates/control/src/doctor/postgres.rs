//! How PostgreSQL is set up.

use crate::db::CONNECTIONS;
use domain::finding::Finding;
use std::collections::HashMap;

/// The oldest version that PostgreSQL's own makers still mend, times 10,000.
const OLDEST: i64 = 140_000;

/// `settings`: by name; none of SQLite.
pub(super) fn check(settings: &HashMap<String, String>) -> Vec<Finding> {
    let number = |name: &str| settings.get(name).and_then(|value| value.parse::<i64>().ok());
    let is_off = |name: &str| settings.get(name).is_some_and(|value| value == "off");
    let mut found = Vec::new();
    if let Some(version) = number("server_version_num").filter(|version| *version < OLDEST) {
        found.push(Finding::warning(
            "postgres_is_old",
            format!(
                "PostgreSQL {} is older than the hub is made for: use {} or later.",
                version / 10_000,
                OLDEST / 10_000
            ),
        ));
    }
    let reserved = number("superuser_reserved_connections").unwrap_or_default();
    let room = number("max_connections").map(|most| most - reserved);
    if let Some(room) = room.filter(|room| *room < i64::from(CONNECTIONS)) {
        found.push(Finding::warning(
            "postgres_connections",
            format!(
                "PostgreSQL lets {room} connections in, and each instance of the hub takes up to {CONNECTIONS}: raise \
                 max_connections to {CONNECTIONS} for each instance and {reserved} more."
            ),
        ));
    }
    for name in ["synchronous_commit", "fsync", "full_page_writes"].into_iter().filter(|name| is_off(name)) {
        found.push(Finding::warning(
            "postgres_may_forget",
            format!(
                "PostgreSQL's {name} is off: if its machine fails, requests are lost from the ledger that the hub takes for \
                 stored. Switch it on."
            ),
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(settings: &[(&str, &str)]) -> Vec<String> {
        let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        check(&settings).into_iter().map(|found| found.code).collect()
    }

    #[test]
    fn traps_and_their_absence() {
        let sound = [
            ("server_version_num", "170002"),
            ("max_connections", "100"),
            ("superuser_reserved_connections", "3"),
            ("synchronous_commit", "on"),
            ("fsync", "on"),
            ("full_page_writes", "on"),
        ];
        assert_eq!(codes(&sound), Vec::<String>::new());
        assert_eq!(codes(&[]), Vec::<String>::new(), "SQLite has none");
        for (name, value, code) in [
            ("server_version_num", "130014", "postgres_is_old"),
            ("max_connections", "20", "postgres_connections"),
            ("synchronous_commit", "off", "postgres_may_forget"),
            ("fsync", "off", "postgres_may_forget"),
        ] {
            let with: Vec<_> = sound.into_iter().map(|(n, v)| (n, if n == name { value } else { v })).collect();
            assert_eq!(codes(&with), [code], "{name}");
        }
    }
}
