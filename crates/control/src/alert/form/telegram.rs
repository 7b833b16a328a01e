//! <https://core.telegram.org/bots/api#sendmessage>: HTML of 4,096 characters at most.

use super::{Address, Message, mark, within};
use domain::Secret;
use domain::alert::Alert;
use serde_json::json;

const API: &str = "https://api.telegram.org";
const BYTES: usize = 4_096;

/// The address is the bot's token, or that of another server for bots with `/bot<token>` at its end.
pub(super) fn message(address: &Address, alert: &Alert) -> Message {
    let mut text = format!("{} <b>{}</b>", mark(alert.event.level()), escaped(address.title(alert)));
    for (label, fact) in address.facts(alert) {
        text.push_str(&format!("\n{}: {}", escaped(label), escaped(fact)));
    }
    let token = address.url.expose();
    let base = if token.contains("://") { token.trim_end_matches('/').to_owned() } else { format!("{API}/bot{token}") };
    let body = json!({"chat_id": address.chat, "text": within(&text, BYTES), "parse_mode": "HTML"});
    Message { url: Secret::new(format!("{base}/sendMessage")), body: body.to_string() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
