//! <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>: blocks, and a text for notifications.

use super::{Address, Message, mark, within};
use domain::alert::Alert;
use serde_json::{Value, json};

/// Of a header, in characters; a section's fields are ten at most.
const HEADER: usize = 150;
const FIELDS: usize = 10;

pub(super) fn message(address: &Address, alert: &Alert) -> Message {
    let title = format!("{} {}", mark(alert.event.level()), address.title(alert));
    let mut blocks = vec![json!({"type": "header", "text": {"type": "plain_text", "text": within(&title, HEADER)}})];
    let fields: Vec<Value> = address
        .facts(alert)
        .map(|(label, fact)| json!({"type": "mrkdwn", "text": format!("*{}*\n{}", escaped(label), escaped(fact))}))
        .collect();
    blocks.extend(fields.chunks(FIELDS).map(|fields| json!({"type": "section", "fields": fields})));
    address.plain(&json!({"text": escaped(&title), "blocks": blocks}))
}

/// <https://docs.slack.dev/messaging/formatting-message-text#escaping>
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
