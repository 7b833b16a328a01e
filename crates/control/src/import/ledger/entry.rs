//! A row of the source's ledger as the record of a request.

use crate::import::Owners;
use crate::import::row::Row;
use crate::seal::hash;
use domain::breaker::BreakerState;
use domain::log::{Attempt, CallerTag, LogEntry, Outcome, ProviderTag, Selection};
use domain::price::Cost;
use domain::provider::ProviderKind;
use domain::usage::Usage;
use domain::{Dialect, Nanos, ProviderId, RequestId};

pub(super) const COLUMNS: [&str; 26] = [
    "request_id",
    "created_at",
    "user_id",
    "key",
    "provider_id",
    "final_provider_id",
    "model",
    "original_model",
    "endpoint",
    "is_replay",
    "blocked_by",
    "status_code",
    "is_success",
    "success_rate_outcome",
    "cost_usd",
    "input_tokens",
    "output_tokens",
    "cache_creation_input_tokens",
    "cache_creation_5m_input_tokens",
    "cache_creation_1h_input_tokens",
    "cache_read_input_tokens",
    "cache_ttl_applied",
    "input_image_tokens",
    "output_image_tokens",
    "duration_ms",
    "ttfb_ms",
];

/// What vendors do not bill.
const UNBILLED: [&str; 2] = ["/v1/messages/count_tokens", "/v1/responses/compact"];

pub(super) enum Read {
    Entry(Box<LogEntry>),
    /// In no limit and no sum of the TypeScript system either, or no provider was asked: here, that is in no ledger.
    Uncounted,
    Unended,
    Broken,
}

pub(super) fn read(row: &Row, owners: &Owners) -> Read {
    let endpoint = row.text("endpoint").unwrap_or_default();
    if row.text("blocked_by").is_some() || row.flag("is_replay") == Some(true) || UNBILLED.contains(&endpoint.as_str())
    {
        return Read::Uncounted;
    }
    let (Some(at), Some(id)) = (row.time("created_at"), row.whole("request_id")) else { return Read::Broken };
    let cost = match row.text("cost_usd") {
        Some(_) => row.money("cost_usd").filter(|cost| cost.0 >= 0),
        None => Some(Nanos::default()),
    };
    let Some(cost) = cost else { return Read::Broken };
    let status = row.whole("status_code").and_then(|status| u16::try_from(status).ok());
    if status.is_none() && cost == Nanos::default() {
        return Read::Unended;
    }
    let asked =
        ["final_provider_id", "provider_id"].into_iter().find_map(|column| row.whole(column).filter(|id| *id > 0));
    if asked.is_none() && cost == Nanos::default() {
        return Read::Uncounted;
    }
    let provider = asked.and_then(|id| owners.providers.get(&id).copied()).unwrap_or_default();
    // Two old systems may be taken over into one: their numbers alone do not tell requests apart.
    let id = RequestId(format!("import-{}-{id}", at.0));
    let mut entry = LogEntry::new(id, at, caller(row, owners), endpoint, Dialect::default());
    entry.metered = true;
    entry.model = row.text("original_model").or_else(|| row.text("model"));
    entry.status = status.unwrap_or_default();
    entry.outcome = outcome(row, entry.status);
    entry.duration_ms = count(row, "duration_ms");
    entry.usage = usage(row);
    entry.cost = Some(Cost { base: cost, total: cost, ..Cost::default() });
    entry.attempts = vec![attempt(row, provider, entry.outcome)];
    Read::Entry(Box::new(entry))
}

/// Whoever is not here is nobody: their requests still belong to the sums of all.
fn caller(row: &Row, owners: &Owners) -> CallerTag {
    let user = row.whole("user_id").and_then(|id| owners.users.get(&id).copied());
    let key = row.text("key").and_then(|text| owners.keys.get(&hash(text.trim())).copied());
    CallerTag {
        user_id: user.unwrap_or_default(),
        user_name: String::new(),
        key_id: key.unwrap_or_default(),
        key_name: String::new(),
    }
}

fn count(row: &Row, column: &str) -> i64 {
    row.whole(column).unwrap_or_default().max(0)
}

/// Cache writes that are not split are of the lifetime that was applied.
fn usage(row: &Row) -> Usage {
    let (five, hour) = (count(row, "cache_creation_5m_input_tokens"), count(row, "cache_creation_1h_input_tokens"));
    let rest = (count(row, "cache_creation_input_tokens") - five - hour).max(0);
    let is_hour = row.text("cache_ttl_applied").as_deref() == Some("1h");
    Usage {
        input: count(row, "input_tokens"),
        output: count(row, "output_tokens"),
        cache_write_5m: five + if is_hour { 0 } else { rest },
        cache_write_1h: hour + if is_hour { rest } else { 0 },
        cache_read: count(row, "cache_read_input_tokens"),
        input_image: count(row, "input_image_tokens"),
        output_image: count(row, "output_image_tokens"),
        reasoning: 0,
    }
}

/// What the TypeScript system leaves out of its success rate is no failure here.
fn outcome(row: &Row, status: u16) -> Outcome {
    let succeeded = row.flag("is_success").unwrap_or((200..400).contains(&status));
    match (row.text("success_rate_outcome").as_deref(), status) {
        (Some("success"), _) => Outcome::Ok,
        (_, 499) => Outcome::ClientLeft,
        (None, _) if succeeded => Outcome::Ok,
        (Some("excluded"), _) if succeeded => Outcome::Ok,
        (Some("excluded"), _) => Outcome::Refused,
        (_, 408 | 504 | 524) => Outcome::TimedOut,
        _ => Outcome::VendorError,
    }
}

fn attempt(row: &Row, provider: ProviderId, outcome: Outcome) -> Attempt {
    Attempt {
        provider: ProviderTag { id: provider, name: String::new(), kind: ProviderKind::default() },
        group: String::new(),
        selection: Selection::default(),
        url: String::new(),
        edits: Vec::new(),
        proxy: None,
        without_proxy: false,
        breaker: BreakerState::default(),
        paused_ms: 0,
        sent_ms: 0,
        headers_ms: None,
        first_byte_ms: None,
        first_content_ms: row.whole("ttfb_ms").filter(|ms| *ms >= 0),
        end_ms: None,
        status: None,
        outcome,
        class: None,
        drilled: false,
        retry_after_ms: None,
        vendor_request_id: None,
        error: None,
        usage: Usage::default(),
        cost: None,
        pending: None,
    }
}
