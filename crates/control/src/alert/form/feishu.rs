//! <https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot>: a card; signed by HMAC-SHA256 of nothing with
//! `timestamp\nsecret` as the key.

use super::{Address, Message, sign};
use domain::Millis;
use domain::alert::{Alert, AlertLevel};
use serde_json::{Value, json};

pub(super) fn message(address: &Address, alert: &Alert, now: Millis) -> Message {
    let colour = match alert.event.level() {
        AlertLevel::Good => "green",
        AlertLevel::Info => "blue",
        AlertLevel::Warning => "orange",
        AlertLevel::Bad => "red",
    };
    let lines: Vec<String> = address.facts(alert).map(|(label, fact)| format!("**{label}**: {fact}")).collect();
    let mut body = json!({
        "msg_type": "interactive",
        "card": {
            "header": {"title": {"tag": "plain_text", "content": address.title(alert)}, "template": colour},
            "elements": [{"tag": "div", "text": {"tag": "lark_md", "content": lines.join("\n")}}],
        },
    });
    if let Some(secret) = &address.secret {
        let seconds = (now.0 / 1_000).to_string();
        let signature = sign(&format!("{seconds}\n{}", secret.expose()), "");
        body["timestamp"] = Value::from(seconds);
        body["sign"] = Value::from(signature);
    }
    address.plain(&body)
}
