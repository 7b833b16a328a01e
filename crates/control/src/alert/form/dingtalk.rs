//! <https://open.dingtalk.com/document/robots/custom-robot-access>: Markdown; signed in the address, by HMAC-SHA256 of
//! `timestamp\nsecret`.

use super::{Address, Message, sign};
use domain::alert::Alert;
use domain::{Millis, Secret};
use serde_json::json;

pub(super) fn message(address: &Address, alert: &Alert, now: Millis) -> Message {
    let title = address.title(alert);
    let mut text = format!("#### {title}");
    for (label, fact) in address.facts(alert) {
        text.push_str(&format!("\n\n- **{label}**: {fact}"));
    }
    let body = json!({"msgtype": "markdown", "markdown": {"title": title, "text": text}}).to_string();
    let url = match &address.secret {
        Some(secret) => {
            let signature = sign(secret.expose(), &format!("{}\n{}", now.0, secret.expose()));
            let url = address.url.expose();
            let joint = if url.contains('?') { '&' } else { '?' };
            Secret::new(format!("{url}{joint}timestamp={}&sign={}", now.0, quoted(&signature)))
        }
        None => address.url.clone(),
    };
    Message { url, body }
}

/// Base64's own signs mean something in an address.
fn quoted(base64: &str) -> String {
    base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}
