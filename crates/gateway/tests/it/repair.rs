//! What a vendor is known to refuse is mended once, at the same provider, and noted on the row.

use crate::common::{Hub, fleet};
use domain::edit::EditRule;
use domain::log::Outcome;
use domain::setting::Rectifier;
use gateway::Options;
use mockvendor::{MockVendor, Rule, Script};

const THINKING: &str = r#"{"model":"m","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"text","text":"a"}]},{"role":"user","content":"b"}]}"#;
const SIGNATURE: &str = "messages.0.content.0: Invalid `signature` in `thinking` block";

fn refusing(message: &str) -> Script {
    Script { error_message: Some(message.to_owned()), ..Script::failing(400) }
}

#[tokio::test(flavor = "multi_thread")]
async fn thinking_of_another_account_is_taken_out_and_the_client_does_not_notice() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    vendor.script(Rule::once(refusing(SIGNATURE)));
    let answer = hub.send("/v1/messages", &[], THINKING.as_bytes()).await.answer().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let bodies: Vec<String> =
        vendor.requests().iter().map(|row| String::from_utf8(row.request_body.to_vec()).unwrap()).collect();
    let mended = THINKING.replace(r#"{"type":"thinking","thinking":"t","signature":"s"},"#, "");
    assert_eq!(bodies, [THINKING.to_owned(), mended]);

    let row = hub.row().await;
    let outcomes: Vec<_> = row.attempts.iter().map(|attempt| attempt.outcome).collect();
    assert_eq!((row.outcome, outcomes), (Outcome::Ok, vec![Outcome::VendorError, Outcome::Ok]));
    assert!(row.attempts[0].error.as_ref().unwrap().contains("signature") && row.attempts[0].edits.is_empty());
    assert_eq!(row.attempts[1].edits[0].rule, EditRule::RepairSignature);
    assert_eq!(row.attempts[0].provider.id, row.attempts[1].provider.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repair_is_tried_once_and_the_refusal_reaches_the_client_whole() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    vendor.script(refusing(SIGNATURE));
    let answer = hub.send("/v1/messages", &[], THINKING.as_bytes()).await.answer().await;
    assert_eq!((answer.status, answer.whole, vendor.requests().len()), (400, true, 2));
    assert!(answer.text().contains("Invalid `signature`"));
    let row = hub.settled().pop().unwrap();
    assert_eq!((row.outcome, row.status, row.attempts.len()), (Outcome::VendorError, 400, 2));
    vendor.clear();

    // Nothing to repair, another refusal, or a repair that is switched off: one attempt.
    vendor.script(refusing(SIGNATURE));
    hub.send("/v1/messages", &[], br#"{"model":"m","messages":[]}"#).await.answer().await;
    assert_eq!(vendor.requests().len(), 1);
    vendor.clear();
    vendor.script(refusing("prompt is too long"));
    hub.send("/v1/messages", &[], THINKING.as_bytes()).await.answer().await;
    assert_eq!(vendor.requests().len(), 1);
    vendor.clear();
    let mut off = fleet(&vendor.url());
    off.rectifiers_off = vec![Rectifier::ThinkingSignature];
    hub.publish(off);
    vendor.script(refusing(SIGNATURE));
    let answer = hub.send("/v1/messages", &[], THINKING.as_bytes()).await.answer().await;
    assert_eq!((answer.status, vendor.requests().len()), (400, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_repair_that_answers_a_refusal() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    for (path, body, refusal, mended, rule) in [
        (
            "/v1/messages",
            r#"{"model":"m","max_tokens":70000,"thinking":{"type":"enabled","budget_tokens":10}}"#,
            "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024",
            r#"{"model":"m","max_tokens":70000,"thinking":{"budget_tokens":32000,"type":"enabled"}}"#,
            EditRule::RepairBudget,
        ),
        (
            "/v1/messages",
            r#"{"model":"m","output_config":{"effort":"max","format":1}}"#,
            "thinking cannot be disabled when output_config.effort is set",
            r#"{"model":"m","output_config":{"format":1}}"#,
            EditRule::RepairEffort,
        ),
        (
            "/v1beta/models/m:generateContent",
            r#"{"contents":[{"parts":[{"functionCall":{"id":"1","name":"f"}}]}]}"#,
            "Unknown name \"id\" at 'contents[0].parts[0].function_call': Cannot find field.",
            r#"{"contents":[{"parts":[{"functionCall":{"name":"f"}}]}]}"#,
            EditRule::RepairGeminiIds,
        ),
    ] {
        vendor.script(Rule::once(refusing(refusal)));
        let answer = hub.send(path, &[], body.as_bytes()).await.answer().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(String::from_utf8(vendor.requests().pop().unwrap().request_body.to_vec()).unwrap(), mended);
        assert_eq!(hub.settled().pop().unwrap().attempts[1].edits[0].rule, rule);
        vendor.clear();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn repairs_that_need_no_refusal_can_be_switched_off() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    let billing = r#"{"model":"m","system":[{"type":"text","text":"x-anthropic-billing-header: cc"},{"type":"text","text":"You"}]}"#;
    let input = r#"{"model":"m","input":"hi"}"#;
    let asks = [
        ("/v1/messages", billing, r#"{"model":"m","system":[{"type":"text","text":"You"}]}"#),
        (
            "/v1/responses",
            input,
            r#"{"model":"m","input":[{"content":[{"text":"hi","type":"input_text"}],"role":"user"}]}"#,
        ),
    ];
    for (path, body, want) in asks {
        hub.send(path, &[], body.as_bytes()).await.answer().await;
        assert_eq!(String::from_utf8(vendor.requests().pop().unwrap().request_body.to_vec()).unwrap(), want);
        assert_eq!(hub.settled().pop().unwrap().attempts[0].edits.len(), 1);
    }
    let mut off = fleet(&vendor.url());
    off.rectifiers_off = vec![Rectifier::BillingHeader, Rectifier::ResponsesInput];
    hub.publish(off);
    for (path, body, _) in asks {
        hub.send(path, &[], body.as_bytes()).await.answer().await;
        assert_eq!(&vendor.requests().pop().unwrap().request_body[..], body.as_bytes());
    }
}
