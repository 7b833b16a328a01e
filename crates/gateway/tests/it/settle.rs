//! What the journal has, and when.

use crate::common::{Hub, assert_refused, snapshot, upstream};
use domain::log::{Outcome, Record};
use gateway::Options;
use mockvendor::{HoldAt, MockVendor, Rule, Script};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_the_answer_has_a_row() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let chunked = {
        let mut script = Script::replaying("application/json", r#"{"type":"message","usage":{"input_tokens":1}}"#);
        script.headers.insert("transfer-encoding".to_owned(), "chunked".to_owned());
        script
    };
    let scripts =
        [Script::default(), Script::failing(529), Script::failing(400), chunked, Script::replaying("text/html", "")];
    for round in 0..20 {
        for (stream, script) in scripts.iter().flat_map(|script| [(false, script), (true, script)]) {
            let seen = hub.settled().len();
            vendor.script(Rule::once(script.clone()));
            assert!(hub.ask_unscripted(stream).await.answer().await.whole);
            // At once: no waiting, no other request.
            let rows = hub.settled();
            assert_eq!(rows.len(), seen + 1, "round {round}, stream {stream}, {script:?}");
            let left = rows[seen].error.as_deref().is_some_and(|text| text.contains("the client left"));
            assert!(!left, "{script:?}: {:?}", rows[seen].error);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_in_the_journal_before_a_provider_is_asked() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let script = Script { hold: Some("gate".into()), hold_at: HoldAt::Headers, ..Script::default() };
    let mut client = hub.ask(true, &script).await;
    vendor.until(|rows| rows.len() == 1).await;
    let records = hub.records();
    let [Record::Started(started)] = &records[..] else { panic!("{records:#?}") };
    assert_eq!(started.outcome, Outcome::Interrupted);
    assert!(started.error.is_some() && started.attempts.len() == 1 && started.admitted_us > 0);
    vendor.release("gate");
    client.answer().await;
    let row = hub.row().await;
    assert_eq!((row.id, row.outcome, row.error), (started.id.clone(), Outcome::Ok, None));
}

/// An impossible pair of weights, which no form accepts, makes the draw panic.
#[tokio::test(flavor = "multi_thread")]
async fn a_panic_ends_one_request_and_is_settled() {
    let vendor = MockVendor::start();
    let mut impossible = snapshot("");
    impossible.providers = [1, -1]
        .map(|weight| {
            let mut upstream = upstream(&vendor.url());
            upstream.provider.weight = weight;
            Arc::new(upstream)
        })
        .into();
    let hub = Hub::start(impossible, Options::default()).await;
    let answer = hub.ask_unscripted(true).await.answer().await;
    assert_refused(&answer, 500, "api_error", "internal_error");
    let row = hub.row().await;
    assert_eq!((row.status, row.outcome, row.cost), (500, Outcome::Refused, None));
    assert_eq!(answer.header("x-cch-request-id"), Some(row.id.as_str()));

    hub.publish(snapshot(&vendor.url()));
    assert_eq!(hub.ask_unscripted(true).await.answer().await.status, 200);
}

/// Times go up in the order of what happened.
#[tokio::test(flavor = "multi_thread")]
async fn the_times_of_an_attempt_are_in_order() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let script = Script { delay_ms: 30, first_byte_delay_ms: 60, chunk_delay_ms: 5, ..Script::default() };
    hub.ask(true, &script).await.answer().await;
    let row = hub.row().await;
    let attempt = &row.attempts[0];
    let (headers, first, end) =
        (attempt.headers_ms.unwrap(), attempt.first_content_ms.unwrap(), attempt.end_ms.unwrap());
    assert!(headers >= attempt.sent_ms + 30 && first >= headers + 60 && end > first, "{attempt:#?}");
    assert_eq!((row.duration_ms, row.admitted_us / 1_000 <= attempt.sent_ms), (end, true));
}

/// A hub that is stopped did not fail to handle what it was doing.
#[test]
fn what_runs_when_the_hub_stops_is_interrupted() {
    let vendor = MockVendor::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (hub, client) = runtime.block_on(async {
        let hub = Hub::of(&vendor).await;
        let script = Script { hold: Some("gate".into()), hold_at: HoldAt::Headers, ..Script::default() };
        let client = hub.ask(true, &script).await;
        vendor.until(|rows| rows.len() == 1).await;
        (hub, client)
    });
    drop(runtime);
    let rows = hub.settled();
    assert_eq!(rows.iter().map(|row| row.outcome).collect::<Vec<_>>(), [Outcome::Interrupted]);
    drop(client);
}

/// Longer than any record may be.
#[tokio::test]
async fn what_a_vendor_calls_itself_stops_nobody() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let long = "m".repeat(9 << 20);
    let body = format!(
        r#"{{"type":"message","model":"{long}","stop_reason":"{long}","content":[{{"type":"text","text":"hi"}}],
        "usage":{{"input_tokens":1,"output_tokens":1}}}}"#
    );
    vendor.script(Rule::once(Script::replaying("application/json", &body)));
    assert!(hub.ask_unscripted(false).await.answer().await.whole);
    let row = hub.last().await;
    assert_eq!((row.outcome, row.usage.output), (Outcome::Ok, 1));
    assert!(row.answered_model.unwrap().len() <= 300);
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
    assert!(!hub.gateway.is_stuck());
}
