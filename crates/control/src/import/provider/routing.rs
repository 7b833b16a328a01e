//! When a provider is asked, for whom, and with how much patience.

use super::bounded;
use crate::import::row::Row;
use crate::service::provider::url;
use domain::Names;
use domain::breaker::BreakerRule;
use domain::provider::{PRIORITY_MAX, ProviderKind};
use domain::routing::{ATTEMPTS_MAX, Routing};
use domain::schedule::ActiveHours;
use domain::time::{DAY, SECOND};
use domain::timeout::Timeouts;
use std::collections::BTreeMap;

/// The URLs that all providers of one vendor and type share there.
pub(super) struct Pool(Vec<Row>);

impl Pool {
    pub(super) fn new(mut rows: Vec<Row>) -> Self {
        rows.retain(|row| !row.is_deleted() && row.flag("is_enabled").unwrap_or(true));
        rows.sort_by_key(|row| (row.whole("sort_order").unwrap_or_default(), row.id()));
        Self(rows)
    }

    /// What cannot be a URL is passed over: the others can.
    fn beside(&self, provider: &Row, kind: ProviderKind) -> Names {
        let tidy = |row: &Row| url("endpoints", &row.text("url")?).ok();
        let (own, vendor) = (tidy(provider), provider.whole("provider_vendor_id"));
        let same = self.0.iter().filter(|row| vendor.is_some() && row.whole("vendor_id") == vendor);
        let same = same.filter(|row| row.text("provider_type").as_deref() == Some(kind.as_str()));
        same.filter_map(tidy).filter(|url| own.as_ref() != Some(url)).collect::<Vec<_>>().into()
    }
}

/// False: it has hours, and they never come.
pub(super) fn read(row: &Row, kind: ProviderKind, pool: &Pool, remarks: &mut Vec<String>) -> (Routing, bool) {
    let normal = BreakerRule::default();
    let (hours, has_hours) = hours(row, remarks);
    let mut bounded = |column: &str, without, least, most| bounded(row, column, without, least, most, remarks);
    let breaker = BreakerRule {
        threshold: bounded("circuit_breaker_failure_threshold", normal.threshold, 0, 1_000),
        open_ms: bounded("circuit_breaker_open_duration", normal.open_ms, SECOND, DAY),
        successes: bounded("circuit_breaker_half_open_success_threshold", normal.successes, 1, 100),
    };
    let timeouts = Timeouts {
        connect_ms: 0,
        first_byte_ms: bounded("first_byte_timeout_streaming_ms", 0, 0, DAY),
        idle_ms: bounded("streaming_idle_timeout_ms", 0, 0, DAY),
        total_ms: bounded("request_timeout_non_streaming_ms", 0, 0, DAY),
    };
    let attempts = bounded("max_retry_attempts", 0, 1, ATTEMPTS_MAX);
    let routing = Routing {
        group_priorities: group_priorities(row),
        active_hours: hours,
        allowed_clients: row.list("allowed_clients"),
        blocked_clients: row.list("blocked_clients"),
        endpoints: pool.beside(row, kind),
        max_attempts: (attempts > 0).then_some(attempts),
        sticky: !row.flag("disable_session_reuse").unwrap_or_default(),
        breaker,
        timeouts,
        model_multipliers: Vec::new(),
    };
    (routing, has_hours)
}

fn group_priorities(row: &Row) -> BTreeMap<String, i64> {
    let json = row.json("group_priorities");
    let each = json.as_object().into_iter().flatten();
    each.filter_map(|(group, priority)| Some((group.clone(), priority.as_i64()?.clamp(0, PRIORITY_MAX)))).collect()
}

/// Both ends or none. Those that cannot be read mean always there, and those that are the same mean never.
fn hours(row: &Row, remarks: &mut Vec<String>) -> (Option<ActiveHours>, bool) {
    let (Some(start), Some(end)) = (row.text("active_time_start"), row.text("active_time_end")) else {
        return (None, true);
    };
    if start == end {
        remarks.push(format!("is switched off, as its hours begin and end at {start}"));
        return (None, false);
    }
    let hours = format!("{start}-{end}").parse();
    if hours.is_err() {
        remarks.push(format!("its hours {start} to {end} cannot be read: it serves all day, as before"));
    }
    (hours.ok(), true)
}
