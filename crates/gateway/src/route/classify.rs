//! Which class a vendor's error belongs to. One table, tested against the wordings of many vendors.

use Class::{Auth, ClientFault, FalseSuccess, ModelMissing, NotFound, Overloaded, Quota, RateLimited, ServerError};
use domain::Dialect;
use domain::log::Class;
use std::ops::RangeInclusive;

/// Longer errors are judged by their beginning.
const READ_BYTES: usize = 16 << 10;

/// A row fits when all of its conditions do.
struct Rule {
    /// None = every one.
    dialect: Option<Dialect>,
    /// 200 for an error inside an answer.
    status: RangeInclusive<u16>,
    /// Any of them stands in the error, in lower case; `*` stands for any text in between. None = whatever it says.
    says: &'static [&'static str],
    class: Class,
}

const ANY: RangeInclusive<u16> = 0..=999;
/// Errors inside an answer with a good status.
const GOOD: RangeInclusive<u16> = 200..=299;
const REFUSED: RangeInclusive<u16> = 400..=499;
const BROKEN: RangeInclusive<u16> = 500..=599;

const fn says(status: RangeInclusive<u16>, says: &'static [&'static str], class: Class) -> Rule {
    Rule { dialect: None, status, says, class }
}

const fn of(dialect: Dialect, status: RangeInclusive<u16>, says: &'static [&'static str], class: Class) -> Rule {
    Rule { dialect: Some(dialect), status, says, class }
}

/// The first row that fits counts. What an error says comes before its status, for vendors and relays choose their
/// statuses freely; within what it says, what the vendor's side lacks comes before what the request has too much of.
#[rustfmt::skip]
static RULES: &[Rule] = &[
    // A relay's own trouble, reported as if it were the client's.
    says(ANY, &["disk storage creation failed", "disk free-space floor", "no space left on device"], ServerError),

    // Google says the same sentence of its quotas by the minute and by the day.
    of(Dialect::Gemini, ANY, &["perminute"], RateLimited),
    of(Dialect::GeminiCli, ANY, &["rate_limit_exceeded*resets after 0s", "reset after 0s"], RateLimited),
    says(ANY, &["overloaded", "at capacity", "over capacity", "high demand", "no capacity", "capacity_exhausted",
        "slow_down", "too busy", "server is busy", "访问量过大"], Overloaded),
    says(ANY, &["insufficient_quota", "insufficient_user_quota", "insufficient balance", "insufficient credits",
        "credit balance", "usage limit", "usage_limit", "extra usage", "more credits", "out of credits",
        "exceeded your current quota", "exceeded_current_quota", "quota_exhausted", "perday", "per day", "billing_hard",
        "spending limit", "arrearage", "余额", "额度不足", "额度已用尽", "使用上限"], Quota),
    says(402..=402, &[], Quota),

    says(404..=404, &["<!doctype", "<html"], NotFound),
    says(ANY, &["no available channel", "无可用渠道", "model_not_found", "model not exist", "invalid_model", "unknown model",
        "not found the model", "decommissioned", "deploymentnotfound", "no endpoints found", "publisher model",
        "no longer available", "not found for api version", "无权访问模型", "access to model", "model*does not exist",
        "model*is not supported when", "model*not supported by any"], ModelMissing),
    of(Dialect::Anthropic, 404..=404, &["model: "], ModelMissing),

    says(ANY, &["api key not valid", "api_key_invalid", "incorrect api key", "invalid api key", "invalid x-api-key",
        "invalid_api_key", "authentication_error", "organization has been disabled", "location is not supported",
        "unsupported_country", "token expired", "unauthenticated", "令牌"], Auth),
    says(401..=401, &[], Auth),
    says(403..=403, &[], Auth),

    says(ANY, &["rate limit", "rate_limit", "ratelimit", "token rate", "too many requests", "too many tokens",
        "concurrent", "并发", "resource_exhausted", "resource has been exhausted"], RateLimited),
    says(429..=429, &[], RateLimited),

    says(GOOD, &["context_length", "context window", "invalid_request", "too long", "content management policy",
        "invalid_argument", "content_filter", "invalid_prompt", "reduce the length"], ClientFault),
    says(GOOD, &["server_error", "api_error", "internal server error", "internal error", "\"internal\"", "unavailable"],
        ServerError),
    says(GOOD, &[], FalseSuccess),

    says(404..=404, &[], NotFound),
    says(405..=405, &[], NotFound),
    says(408..=408, &[], ServerError),
    // The vendor's own client left it: nobody of ours did.
    says(499..=499, &[], ServerError),
    says(REFUSED, &[], ClientFault),
    says(503..=503, &["unavailable"], Overloaded),
    says(529..=529, &[], Overloaded),
    says(BROKEN, &[], ServerError),
    // No answer of an API: a redirect, or a status that nobody knows.
    says(ANY, &[], FalseSuccess),
];

/// `status`: 200 for an error inside an answer. `error`: its body, or the data of its event.
pub(crate) fn classify(dialect: Dialect, status: u16, error: &[u8]) -> Class {
    let error = String::from_utf8_lossy(&error[..error.len().min(READ_BYTES)]).to_lowercase();
    let fits = |rule: &&Rule| {
        rule.dialect.is_none_or(|of| of == dialect)
            && rule.status.contains(&status)
            && (rule.says.is_empty() || rule.says.iter().any(|words| in_order(&error, words)))
    };
    RULES.iter().find(fits).map_or(FalseSuccess, |rule| rule.class)
}

fn in_order(text: &str, words: &str) -> bool {
    words.split('*').try_fold(text, |rest, part| rest.split_once(part).map(|(_, rest)| rest)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of many vendors and relays, each with the source of its wording.
    const FAULTS: &str = include_str!("../../tests/data/faults.tsv");

    #[test]
    fn every_known_error_has_its_class() {
        let mut wrong = Vec::new();
        let mut rows = 0;
        for line in FAULTS.lines().skip(1).filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let cells: Vec<_> = line.split('\t').collect();
            let [dialect, _form, status, body, class, _source] = cells[..] else { panic!("{line}") };
            let dialect: Dialect = serde_json::from_value(dialect.into()).unwrap();
            let class: Class = serde_json::from_value(class.into()).unwrap();
            let found = classify(dialect, status.parse().unwrap(), body.as_bytes());
            if found != class {
                wrong.push(format!("{found:?} instead of {class:?}: {status} {body}"));
            }
            rows += 1;
        }
        assert!(rows >= 150 && wrong.is_empty(), "{rows} rows, {} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}
