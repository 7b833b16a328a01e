//! Each message against what its platform documents.

use super::*;
use domain::alert::{AlertEvent, Both};
use serde_json::json;

const NOW: Millis = Millis(1_599_360_473_000);

fn alert() -> Alert {
    Alert {
        event: AlertEvent::BreakerOpened,
        at: Millis(1_599_360_470_000),
        key: "k".to_owned(),
        title: Both::new("Circuit breaker of <main> opened", "供应商 <main> 已熔断"),
        facts: vec![
            (Both::new("Cause", "原因"), Both::same("overloaded: 529 & more")),
            (Both::new("Until", "恢复时间"), Both::same("12:30")),
        ],
    }
}

fn address(kind: TargetKind) -> Address {
    Address {
        kind,
        url: Secret::new("https://hooks.example/send?key=k1"),
        secret: None,
        chat: "-100200".to_owned(),
        template: String::new(),
        language: AlertLanguage::En,
    }
}

fn body(address: &Address) -> Value {
    serde_json::from_str(&message(address, &alert(), NOW).body).unwrap()
}

#[test]
fn wecom() {
    let content =
        "### <font color=\"warning\">供应商 <main> 已熔断</font>\n> 原因: overloaded: 529 & more\n> 恢复时间: 12:30";
    let zh = Address { language: AlertLanguage::Zh, ..address(TargetKind::Wecom) };
    assert_eq!(body(&zh), json!({"msgtype": "markdown", "markdown": {"content": content}}));
    assert!(verdict(TargetKind::Wecom, 200, r#"{"errcode":0,"errmsg":"ok"}"#).is_ok());
    let refused = verdict(TargetKind::Wecom, 200, r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#);
    assert_eq!(refused.unwrap_err(), "it answered 200: invalid webhook url");
}

#[test]
fn feishu() {
    let signed = Address { secret: Some(Secret::new("demo")), ..address(TargetKind::Feishu) };
    let sent = body(&signed);
    assert_eq!(sent["msg_type"], "interactive");
    assert_eq!(
        sent["card"],
        json!({
            "header": {"title": {"tag": "plain_text", "content": "Circuit breaker of <main> opened"}, "template": "red"},
            "elements": [{"tag": "div", "text": {"tag": "lark_md", "content": "**Cause**: overloaded: 529 & more\n**Until**: 12:30"}}],
        })
    );
    assert_eq!(sent["timestamp"], "1599360473");
    // As the documentation's own program signs: an empty text, with timestamp and secret as the key.
    assert_eq!(sent["sign"], STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, b"1599360473\ndemo"), b"")));
    assert!(body(&address(TargetKind::Feishu)).get("sign").is_none());
    assert!(verdict(TargetKind::Feishu, 200, r#"{"code":0,"msg":"success"}"#).is_ok());
    assert!(verdict(TargetKind::Feishu, 200, r#"{"code":19021,"msg":"sign match fail"}"#).is_err());
}

#[test]
fn dingtalk() {
    let signed = Address { secret: Some(Secret::new("SEC0")), ..address(TargetKind::Dingtalk) };
    let sent = message(&signed, &alert(), NOW);
    let signature = STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, b"SEC0"), b"1599360473000\nSEC0"));
    let signature = signature.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    assert_eq!(
        sent.url.expose(),
        format!("https://hooks.example/send?key=k1&timestamp=1599360473000&sign={signature}")
    );
    let text = "#### Circuit breaker of <main> opened\n\n- **Cause**: overloaded: 529 & more\n\n- **Until**: 12:30";
    assert_eq!(
        serde_json::from_str::<Value>(&sent.body).unwrap(),
        json!({"msgtype": "markdown", "markdown": {"title": "Circuit breaker of <main> opened", "text": text}})
    );
    assert!(verdict(TargetKind::Dingtalk, 200, r#"{"errcode":310000,"errmsg":"sign not match"}"#).is_err());
}

#[test]
fn telegram() {
    let token = Address { url: Secret::new("12:AB"), ..address(TargetKind::Telegram) };
    let sent = message(&token, &alert(), NOW);
    assert_eq!(sent.url.expose(), "https://api.telegram.org/bot12:AB/sendMessage");
    let text = "🔴 <b>Circuit breaker of &lt;main&gt; opened</b>\nCause: overloaded: 529 &amp; more\nUntil: 12:30";
    assert_eq!(body(&token), json!({"chat_id": "-100200", "text": text, "parse_mode": "HTML"}));
    let own = Address { url: Secret::new("http://bots.example/bot12:AB/"), ..token };
    assert_eq!(message(&own, &alert(), NOW).url.expose(), "http://bots.example/bot12:AB/sendMessage");
    assert!(verdict(TargetKind::Telegram, 200, r#"{"ok":true,"result":{}}"#).is_ok());
    let refused =
        verdict(TargetKind::Telegram, 403, r#"{"ok":false,"error_code":403,"description":"bot was blocked"}"#);
    assert_eq!(refused.unwrap_err(), "it answered 403: bot was blocked");
}

#[test]
fn slack() {
    let sent = body(&address(TargetKind::Slack));
    assert_eq!(sent["text"], "🔴 Circuit breaker of &lt;main&gt; opened");
    assert_eq!(
        sent["blocks"],
        json!([
            {"type": "header", "text": {"type": "plain_text", "text": "🔴 Circuit breaker of <main> opened"}},
            {"type": "section", "fields": [
                {"type": "mrkdwn", "text": "*Cause*\noverloaded: 529 &amp; more"},
                {"type": "mrkdwn", "text": "*Until*\n12:30"},
            ]},
        ])
    );
    assert!(verdict(TargetKind::Slack, 200, "ok").is_ok());
    assert_eq!(verdict(TargetKind::Slack, 404, "no_service").unwrap_err(), "it answered 404: no_service");
}

#[test]
fn webhook() {
    assert_eq!(
        body(&address(TargetKind::Webhook)),
        json!({
            "event": "breaker_opened", "level": "bad", "at": "2020-09-06T02:47:50+00:00",
            "title": "Circuit breaker of <main> opened", "text": "Cause: overloaded: 529 & more\nUntil: 12:30",
            "facts": {"Cause": "overloaded: 529 & more", "Until": "12:30"},
        })
    );
    let own = Address {
        template: r#"{"summary": "{{title}}", "body": "{{text}}", "kind": "{{event}}/{{level}}", "at": {{at_ms}}}"#
            .to_owned(),
        ..address(TargetKind::Webhook)
    };
    assert_eq!(
        body(&own),
        json!({
            "summary": "Circuit breaker of <main> opened", "body": "Cause: overloaded: 529 & more\nUntil: 12:30",
            "kind": "breaker_opened/bad", "at": 1_599_360_470_000_i64,
        })
    );
}

#[test]
fn what_is_too_long_is_cut_between_characters() {
    let mut long = alert();
    long.facts = vec![(Both::same("x"), Both::same("长".repeat(3_000)))];
    let sent = message(&address(TargetKind::Wecom), &long, NOW).body;
    let sent: Value = serde_json::from_str(&sent).unwrap();
    let length = sent["markdown"]["content"].as_str().unwrap().len();
    assert!((4_090..=4_096).contains(&length), "{length}");
}
