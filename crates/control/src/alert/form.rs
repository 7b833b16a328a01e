//! What each platform takes, as its documentation says.

mod dingtalk;
mod feishu;
mod slack;
mod telegram;
mod webhook;
mod wecom;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::alert::{Alert, AlertLanguage, AlertLevel, TargetKind};
use domain::{Millis, Secret};
use ring::hmac;
use serde_json::Value;

/// What a message is made of besides the alert.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub(crate) kind: TargetKind,
    pub(crate) url: Secret,
    pub(crate) secret: Option<Secret>,
    pub(crate) chat: String,
    pub(crate) template: String,
    pub(crate) language: AlertLanguage,
}

/// A request that says it.
#[derive(Debug)]
pub(super) struct Message {
    pub(crate) url: Secret,
    pub(crate) body: String,
}

/// `now`: platforms refuse signatures that are older than an hour.
pub(super) fn message(address: &Address, alert: &Alert, now: Millis) -> Message {
    match address.kind {
        TargetKind::Wecom => wecom::message(address, alert),
        TargetKind::Feishu => feishu::message(address, alert, now),
        TargetKind::Dingtalk => dingtalk::message(address, alert, now),
        TargetKind::Telegram => telegram::message(address, alert),
        TargetKind::Slack => slack::message(address, alert),
        TargetKind::Webhook => webhook::message(address, alert),
    }
}

/// Platforms answer 200 with a refusal inside.
///
/// # Errors
/// What the platform says.
pub(super) fn verdict(kind: TargetKind, status: u16, body: &str) -> Result<(), String> {
    let json: Value = serde_json::from_str(body).unwrap_or_default();
    let number = |name: &str| json.get(name).and_then(Value::as_i64);
    let refused = match kind {
        TargetKind::Wecom | TargetKind::Dingtalk => number("errcode") != Some(0),
        TargetKind::Feishu => number("code").or_else(|| number("StatusCode")) != Some(0),
        TargetKind::Telegram => json["ok"] != true,
        TargetKind::Slack | TargetKind::Webhook => false,
    };
    if (200..300).contains(&status) && !refused {
        return Ok(());
    }
    let words = ["errmsg", "msg", "description"].iter().find_map(|name| json[*name].as_str()).unwrap_or(body);
    let words: String = words.trim().chars().take(200).collect();
    Err(format!("it answered {status}: {words}"))
}

impl Address {
    fn plain(&self, body: &Value) -> Message {
        Message { url: self.url.clone(), body: body.to_string() }
    }

    fn title<'a>(&self, alert: &'a Alert) -> &'a str {
        alert.title.of(self.language)
    }

    /// (label, fact)
    fn facts<'a>(&self, alert: &'a Alert) -> impl Iterator<Item = (&'a str, &'a str)> {
        let language = self.language;
        alert.facts.iter().map(move |(label, fact)| (label.of(language), fact.of(language)))
    }
}

fn sign(key: &str, text: &str) -> String {
    STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), text.as_bytes()))
}

fn mark(level: AlertLevel) -> &'static str {
    match level {
        AlertLevel::Good => "✅",
        AlertLevel::Info => "📊",
        AlertLevel::Warning => "⚠️",
        AlertLevel::Bad => "🔴",
    }
}

/// As much of a text as `bytes` hold, whole characters.
fn within(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

#[cfg(test)]
mod tests;
