//! What a caller is told whose limit is reached: which one, how much of it is used, and when it is free again.

use axum::http::HeaderMap;
use domain::Millis;
use domain::limit::{LimitKind, LimitOwner, Quota};
use domain::window::Zone;
use reqwest::header::{HeaderName, HeaderValue, RETRY_AFTER};
use serde_json::{Value, json};
use std::fmt;

/// Also in the refusals of the management API.
pub(super) fn status(quota: &Quota) -> u16 {
    if quota.kind.is_money() { 402 } else { 429 }
}

pub(super) fn code(kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::Rpm => "rpm_limit_reached",
        LimitKind::Tpm => "tpm_limit_reached",
        LimitKind::ConcurrentSessions => "concurrent_sessions_limit_reached",
        LimitKind::ConcurrentRequests => "concurrent_requests_limit_reached",
        LimitKind::Usd5h => "usd_5h_limit_reached",
        LimitKind::UsdDay => "usd_day_limit_reached",
        LimitKind::UsdWeek => "usd_week_limit_reached",
        LimitKind::UsdMonth => "usd_month_limit_reached",
        LimitKind::UsdTotal => "usd_total_limit_reached",
    }
}

/// `X-RateLimit-*` in the limit's own unit (dollars, tokens, requests, sessions); `-Reset` in unix seconds.
pub(super) fn headers(quota: &Quota, now: Millis, headers: &mut HeaderMap) {
    let mut put = |name: HeaderName, text: String| {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    };
    let left = (quota.limit - quota.used - quota.reserved).max(0);
    put(HeaderName::from_static("x-ratelimit-limit"), figure(quota.kind, quota.limit));
    put(HeaderName::from_static("x-ratelimit-remaining"), figure(quota.kind, left));
    if let Some(at) = quota.resets_at {
        put(HeaderName::from_static("x-ratelimit-reset"), seconds(at.0).to_string());
    }
    if let Some(wait) = wait(quota, now) {
        put(RETRY_AFTER, wait.to_string());
    }
    if quota.kind.is_money() {
        // The SDKs of Anthropic and OpenAI ask it before they try again by themselves.
        put(HeaderName::from_static("x-should-retry"), "false".to_owned());
    }
}

/// Seconds until it is worth another try.
fn wait(quota: &Quota, now: Millis) -> Option<i64> {
    match quota.resets_at {
        Some(at) => Some(seconds(at - now).max(1)),
        // Another request must end; nobody knows when.
        None => (quota.kind == LimitKind::ConcurrentRequests || quota.used < quota.limit).then_some(1),
    }
}

/// Google's clients look for these: <https://cloud.google.com/apis/design/errors#error_details>.
pub(super) fn detail(body: &mut Value, quota: &Quota, now: Millis) {
    let told = details(quota);
    let Some(Value::Array(details)) = body.pointer_mut("/error/details") else {
        if let (Some(error), Value::Object(told)) = (body["error"].as_object_mut(), told) {
            error.extend(told);
        }
        return;
    };
    details.push(json!({
        "@type": "type.googleapis.com/google.rpc.QuotaFailure",
        "violations": [{"subject": told["limit_of"], "description": told}],
    }));
    if let Some(seconds) = wait(quota, now) {
        details.push(json!({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": format!("{seconds}s")}));
    }
}

fn details(quota: &Quota) -> Value {
    let number = |value: i64| if quota.kind.is_money() { json!(value as f64 / 1e9) } else { json!(value) };
    json!({
        "limit_type": quota.kind,
        "limit_of": owner(quota.owner),
        "models": quota.models,
        "current": number(quota.used),
        "reserved": number(quota.reserved),
        "limit": number(quota.limit),
        "reset_time": quota.resets_at.map(instant),
    })
}

pub(super) fn tell(quota: &Quota, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let figure = |value| match quota.kind.is_money() {
        true => format!("${}", figure(quota.kind, value)),
        false => figure(quota.kind, value),
    };
    write!(f, "The limit of {} for {}", what(quota.kind), owner(quota.owner))?;
    if let Some(models) = &quota.models {
        write!(f, " and {models}")?;
    }
    write!(f, " is reached: {} of {} used", figure(quota.used), figure(quota.limit))?;
    if quota.reserved > 0 {
        write!(f, ", {} held for requests under way", figure(quota.reserved))?;
    }
    match (quota.resets_at, quota.kind) {
        _ if quota.reserved > 0 && quota.used < quota.limit => f.write_str(". Try again when they have ended."),
        (Some(at), _) => write!(f, ". It is free again at {}.", instant(at)),
        (None, LimitKind::ConcurrentRequests) => f.write_str(". Try again when one has ended."),
        (None, _) => f.write_str(". Ask an admin to raise it."),
    }
}

fn what(kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::Rpm => "requests a minute",
        LimitKind::Tpm => "tokens a minute",
        LimitKind::ConcurrentSessions => "sessions at a time",
        LimitKind::ConcurrentRequests => "requests at a time",
        LimitKind::Usd5h => "money in 5 hours",
        LimitKind::UsdDay => "money a day",
        LimitKind::UsdWeek => "money a week",
        LimitKind::UsdMonth => "money a month",
        LimitKind::UsdTotal => "money in all",
    }
}

fn owner(owner: LimitOwner) -> &'static str {
    match owner {
        LimitOwner::Key(_) => "this key",
        LimitOwner::User(_) => "your account",
        LimitOwner::Provider(_) => "the provider",
    }
}

/// Dollars to the nano-dollar, without zeros at the end; else the number.
fn figure(kind: LimitKind, value: i64) -> String {
    if !kind.is_money() {
        return value.to_string();
    }
    let text = format!("{}.{:09}", value / 1_000_000_000, value % 1_000_000_000);
    let short = text.trim_end_matches('0');
    let decimals = short.len() - text.find('.').map_or(0, |dot| dot + 1);
    if decimals < 2 { format!("{short}{}", "0".repeat(2 - decimals)) } else { short.to_owned() }
}

fn seconds(ms: i64) -> i64 {
    ms.div_euclid(1_000) + i64::from(ms.rem_euclid(1_000) > 0)
}

/// RFC 3339, in UTC.
fn instant(at: Millis) -> String {
    Zone::UTC.rfc3339(at)
}
