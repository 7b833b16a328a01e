//! A request's story as one plain paragraph, for whoever made it: what happened, and what to do.

use crate::log::{Attempt, Class, Excluded, Exclusion, LogEntry, Outcome, Selection};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// `GET /why/{request id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Why {
    pub request: String,
    pub outcome: Outcome,
    pub status: u16,
    pub why: String,
}

impl Why {
    /// `names`: providers may be named, which is for admins.
    pub fn of(entry: &LogEntry, names: bool) -> Self {
        let mut why = story(entry, names);
        let advice = advice(entry);
        if !advice.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(why, " {advice}");
        }
        Self { request: entry.id.to_string(), outcome: entry.outcome, status: entry.status, why }
    }
}

fn story(entry: &LogEntry, names: bool) -> String {
    let model = entry.model.as_deref().map(|model| format!(" for {model}")).unwrap_or_default();
    let mut text = format!("Your request{model} to {}", entry.path);
    match entry.attempts.len() {
        0 => text.push_str(" was sent to no provider."),
        1 => text.push_str(" was sent once."),
        many => {
            let _ = write!(text, " was sent {many} times.");
        }
    }
    for (number, attempt) in (1..).zip(&entry.attempts) {
        let _ = write!(text, " {}", tried(entry, number, attempt, names));
    }
    if let Some(unserved) = &entry.unserved {
        let _ = write!(text, " {}", unserved_by(unserved, names, entry.attempts.is_empty()));
    }
    if let (Some(error), None, true) = (&entry.error, &entry.unserved, entry.attempts.is_empty()) {
        let _ = write!(text, " The hub refused it: {error}");
    }
    text
}

fn called(name: &str, number: usize, names: bool) -> String {
    if names { name.to_owned() } else { format!("provider {number}") }
}

/// Providers are numbered in the order in which the request met them, so that the same one keeps its number.
fn number_of(entry: &LogEntry, attempt: &Attempt) -> usize {
    let mut seen: Vec<_> = Vec::new();
    for attempt in &entry.attempts {
        if !seen.contains(&attempt.provider.id) {
            seen.push(attempt.provider.id);
        }
    }
    seen.iter().position(|id| *id == attempt.provider.id).map_or(0, |at| at + 1)
}

fn tried(entry: &LogEntry, number: usize, attempt: &Attempt, names: bool) -> String {
    let provider = called(&attempt.provider.name, number_of(entry, attempt), names);
    let took = attempt.end_ms.map_or(0, |end| end - attempt.sent_ms) as f64 / 1_000.0;
    let what = match (attempt.class, attempt.outcome) {
        (Some(class), _) => {
            let status = attempt.status.map(|status| format!(" (HTTP {status})")).unwrap_or_default();
            // What a vendor says may name it.
            let said = attempt.error.as_deref().filter(|_| names).map(|error| format!(": {error}")).unwrap_or_default();
            format!("{}{status}{said}", what(class))
        }
        (None, Outcome::Ok) => "answered it".to_owned(),
        (None, Outcome::Running) => "is at work on it".to_owned(),
        (None, _) => "did not finish it".to_owned(),
    };
    format!("Attempt {number}: {provider} {what} after {took:.1} s.")
}

fn what(class: Class) -> &'static str {
    match class {
        Class::ClientFault => "refused the request itself",
        Class::ModelMissing => "does not have the model",
        Class::NotFound => "did not find what was asked for",
        Class::Auth => "refused the hub's credential",
        Class::Quota => "has no quota left",
        Class::RateLimited => "limited the rate",
        Class::Overloaded => "was overloaded",
        Class::ServerError => "failed",
        Class::Unreachable => "could not be reached",
        Class::BrokeOff => "closed the connection without an answer",
        Class::ConnectTimeout => "did not take the connection in time",
        Class::FirstByteTimeout => "did not begin to answer in time",
        Class::IdleTimeout => "fell silent in the middle of its answer",
        Class::TotalTimeout => "did not finish its answer in time",
        Class::FalseSuccess => "sent something that is no answer",
        Class::Empty => "sent an empty answer",
        Class::Truncated => "broke its answer off",
        Class::ClientLeft => "was at work when the client left",
    }
}

fn unserved_by(selection: &Selection, names: bool, first: bool) -> String {
    if selection.excluded.is_empty() {
        return "This hub has no providers yet.".to_owned();
    }
    let reasons: Vec<String> = (1..).zip(&selection.excluded).map(|(number, one)| out(one, number, names)).collect();
    let nobody = if first { "No provider could take it" } else { "No other provider could take it" };
    format!("{nobody}: {}.", reasons.join("; "))
}

fn out(excluded: &Excluded, number: usize, names: bool) -> String {
    format!("{} {}", called(&excluded.name, number, names), excluded.reason.as_text())
}

impl Exclusion {
    /// To be said after a provider's name.
    pub fn as_text(self) -> &'static str {
        match self {
            Self::Disabled => "is disabled",
            Self::Unusable => "cannot be used as it is saved",
            Self::Group => "is not in your groups",
            Self::ClientBlocked => "does not serve this client program",
            Self::ClientNotAllowed => "serves other client programs only",
            Self::Model => "does not serve this model",
            Self::Dialect => "speaks another protocol",
            Self::Schedule => "is outside its hours",
            Self::BreakerOpen => "has its circuit breaker open",
            Self::ModelBreakerOpen => "has its circuit breaker open for this model",
            Self::OpenedByHand => "was taken out by an admin",
            Self::Probing => "is being probed by another request",
            Self::Full => "has as many requests under way as it may",
            Self::RateLimited => "has reached its rate limit",
            Self::Spent => "has spent its budget",
            Self::Tried => "was tried already",
        }
    }
}

fn advice(entry: &LogEntry) -> &'static str {
    let last = entry.attempts.iter().rev().find_map(|attempt| attempt.class);
    match (entry.outcome, last) {
        (Outcome::Ok | Outcome::Running, _) => "",
        (Outcome::ClientLeft, _) => "The client closed the connection; if you did not, raise its time limit.",
        (Outcome::Interrupted, _) => "The hub was stopped in the middle of it: send it again.",
        (_, Some(Class::ClientFault)) => {
            "Change the request as the vendor's message says; sending it again will not help."
        }
        (_, Some(Class::ModelMissing)) => "Use a model from this hub's list, or ask an admin to add it.",
        (_, Some(Class::NotFound)) => "Check the address and the id in it.",
        (_, Some(Class::Auth | Class::Quota)) => "An admin must mend the provider's account; your own key is fine.",
        (_, Some(Class::RateLimited | Class::Overloaded)) => "Wait a moment and send it again.",
        (_, Some(_)) => "Send it again; if that does not help, show this to an admin.",
        (_, None) if entry.unserved.is_some() => "Show this to an admin, who can change what stands in the way.",
        (_, None) => "Change what it names, and send it again.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(patch: &serde_json::Value) -> LogEntry {
        let mut entry = serde_json::json!({
            "id": "r-1", "at": 0, "path": "/v1/messages", "client": "c", "client_ip": "", "stream": true, "model": "m",
            "caller": {"user_id": 1, "user_name": "u", "key_id": 1, "key_name": "k"}, "metered": true,
            "request_bytes": 0, "response_bytes": 0, "status": 503, "outcome": "refused", "admitted_us": 0,
            "duration_ms": 0, "attempts": [], "estimated": false, "unpriced": false, "usage": crate::usage::Usage::default(),
        });
        if let (Some(entry), Some(patch)) = (entry.as_object_mut(), patch.as_object()) {
            entry.extend(patch.clone());
        }
        serde_json::from_value(entry).unwrap()
    }

    #[test]
    fn every_exclusion_is_told_and_only_admins_read_names() {
        for reason in Exclusion::ALL {
            let excluded = serde_json::json!([{"name": "acme", "reason": reason}]);
            let entry = entry(&serde_json::json!({"unserved": {"tier": 0, "candidates": [], "excluded": excluded}}));
            let (plain, full) = (Why::of(&entry, false).why, Why::of(&entry, true).why);
            assert!(plain.contains(reason.as_text()) && !plain.contains("acme"), "{plain}");
            assert!(full.contains(&format!("acme {}", reason.as_text())), "{full}");
        }
    }

    #[test]
    fn a_failover_is_told_attempt_by_attempt() {
        let attempt = |provider: i64, class: Option<Class>, outcome: Outcome| {
            serde_json::json!({
                "provider": {"id": provider, "name": format!("acme {provider}"), "kind": "claude"}, "url": "http://h",
                "selection": Selection::default(), "sent_ms": 0, "end_ms": 1_200, "status": 529, "outcome": outcome,
                "class": class, "error": "from acme",
            })
        };
        let attempts = [
            attempt(1, Some(Class::Overloaded), Outcome::VendorError),
            attempt(1, Some(Class::Overloaded), Outcome::VendorError),
            attempt(2, None, Outcome::Ok),
        ];
        let entry = entry(&serde_json::json!({"attempts": attempts, "outcome": "ok", "status": 200}));
        assert_eq!(
            Why::of(&entry, false).why,
            "Your request for m to /v1/messages was sent 3 times. \
             Attempt 1: provider 1 was overloaded (HTTP 529) after 1.2 s. \
             Attempt 2: provider 1 was overloaded (HTTP 529) after 1.2 s. Attempt 3: provider 2 answered it after 1.2 s."
        );
        assert!(Why::of(&entry, true).why.contains("acme 1 was overloaded (HTTP 529): from acme"));
    }
}
