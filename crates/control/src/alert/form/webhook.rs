//! Any address that takes JSON: the hub's own, or a template's with its places filled.

use super::{Address, Message};
use domain::alert::{Alert, fill};
use serde_json::{Map, Value, json};

/// Places of a template: `event`, `level`, `title`, `text` (all facts in lines), `at` (RFC 3339), `at_ms`.
pub(super) fn message(address: &Address, alert: &Alert) -> Message {
    let at = chrono::DateTime::from_timestamp_millis(alert.at.0).unwrap_or_default().to_rfc3339();
    let facts: Map<String, Value> =
        address.facts(alert).map(|(label, fact)| (label.to_owned(), Value::from(fact))).collect();
    let text = || address.facts(alert).map(|(label, fact)| format!("{label}: {fact}")).collect::<Vec<_>>().join("\n");
    let level = serde_json::to_value(alert.event.level()).unwrap_or_default();
    let body = match address.template.trim() {
        "" => json!({
            "event": alert.event, "level": level, "at": at, "title": address.title(alert), "text": text(), "facts": facts,
        })
        .to_string(),
        template => fill(template, &|name| {
            Some(match name {
                "event" => alert.event.as_str().to_owned(),
                "level" => level.as_str().unwrap_or_default().to_owned(),
                "title" => address.title(alert).to_owned(),
                "text" => text(),
                "at" => at.clone(),
                "at_ms" => alert.at.0.to_string(),
                _ => return None,
            })
        }),
    };
    Message { url: address.url.clone(), body }
}
