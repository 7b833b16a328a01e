//! <https://developer.work.weixin.qq.com/document/path/91770>: Markdown of 4,096 bytes at most.

use super::{Address, Message, within};
use domain::alert::{Alert, AlertLevel};
use serde_json::json;

const BYTES: usize = 4_096;

pub(super) fn message(address: &Address, alert: &Alert) -> Message {
    let colour = match alert.event.level() {
        AlertLevel::Good => "info",
        AlertLevel::Info => "comment",
        AlertLevel::Warning | AlertLevel::Bad => "warning",
    };
    let mut content = format!("### <font color=\"{colour}\">{}</font>", address.title(alert));
    for (label, fact) in address.facts(alert) {
        content.push_str(&format!("\n> {label}: {fact}"));
    }
    address.plain(&json!({"msgtype": "markdown", "markdown": {"content": within(&content, BYTES)}}))
}
