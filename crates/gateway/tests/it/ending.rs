//! Answers that end badly: the client is told so or loses the connection, and never takes a part for the whole.

use crate::common::{Answer, Hub, assert_refused, message, snapshot};
use domain::log::{LogEntry, Outcome, Record};
use gateway::Options;
use mockvendor::{End, HoldAt, MockVendor, Rule, Script};
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(150);

fn impatient() -> Options {
    Options { idle_timeout: SHORT, headers_timeout: SHORT, max_retries: 0, ..Options::default() }
}

/// The events of a complete stream, each with its blank line.
async fn events(vendor: &MockVendor) -> Vec<String> {
    let hub = Hub::of(vendor).await;
    let whole = hub.ask(true, &Script::saying("one two three four five six seven")).await.answer().await;
    whole.text().split_inclusive("\n\n").map(str::to_owned).collect()
}

/// A place in the middle of the text.
fn in_content(whole: &str) -> usize {
    whole.find("text_delta").unwrap() + 200
}

fn replay(body: &str, end: End) -> Script {
    Script { end, ..Script::replaying("text/event-stream", body) }
}

async fn play(vendor: &MockVendor, stream: bool, script: Script) -> (Answer, LogEntry) {
    let hub = Hub::start(snapshot(&vendor.url()), impatient()).await;
    vendor.script(Rule::once(script));
    let answer = hub.ask_unscripted(stream).await.answer().await;
    let row = hub.row().await;
    assert_eq!(answer.header("x-cch-request-id"), Some(row.id.as_str()));
    assert_eq!(row.attempts.last().map(|attempt| attempt.outcome), Some(row.outcome));
    assert!(row.error.as_ref().is_some_and(|text| !text.is_empty()));
    (answer, row)
}

/// The client has every whole event of what was sent, then the dialect's error, then no end.
fn assert_broken_stream(answer: &Answer, sent: &[u8]) {
    let whole = sent.windows(2).rposition(|end| end == b"\n\n").map_or(0, |at| at + 2);
    let sent = &sent[..whole];
    assert!(!answer.whole, "a clean end: {answer:?}");
    assert!(answer.body.starts_with(sent), "{answer:?}");
    let added = String::from_utf8(answer.body[sent.len()..].to_vec()).unwrap();
    let (name, data) = added.trim().split_once('\n').unwrap();
    assert_eq!(name, "event: error", "{added}");
    let data: serde_json::Value = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!((&data["type"], &data["error"]["type"]), (&"error".into(), &"api_error".into()));
    assert!(answer.text().ends_with("\n\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_breaks_off_ends_in_an_error_event_and_a_broken_connection() {
    let vendor = MockVendor::start();
    let events = events(&vendor).await;
    let whole = events.concat();
    let (two, four) = (events[..2].concat().len(), events[..4].concat().len());
    let stop = whole.find("event: message_stop").unwrap();
    // Before the first content nothing has been sent: the client gets a clean refusal.
    for (end, outcome, code) in [
        (End::FinAfterBytes(0), Outcome::Unreachable, "provider_unreachable"),
        (End::FinAfterBytes(two), Outcome::Truncated, "provider_answer_invalid"),
        (End::RstAfterBytes(two), Outcome::Truncated, "provider_answer_invalid"),
    ] {
        let (answer, row) = play(&vendor, true, replay(&whole, end)).await;
        assert_refused(&answer, 502, "api_error", code);
        assert_eq!((row.outcome, row.status, row.estimated), (outcome, 502, outcome == Outcome::Truncated), "{end:?}");
    }
    for (sent, end) in [
        (four, End::FinAfterBytes(four)),
        (four + 20, End::FinAfterBytes(four + 20)),
        (stop, End::FinAfterBytes(stop)),
        (whole.len() - 1, End::FinAfterBytes(whole.len() - 1)),
        (four + 20, End::RstAfterBytes(four + 20)),
    ] {
        let (answer, row) = play(&vendor, true, replay(&whole, end)).await;
        // What stood in a socket's buffer may be lost by a RST: only what was passed on can be compared.
        let sent = if matches!(end, End::RstAfterBytes(_)) { row.response_bytes as usize } else { sent };
        assert_broken_stream(&answer, &whole.as_bytes()[..sent]);
        assert_eq!((row.outcome, row.status, row.response_bytes), (Outcome::Truncated, 200, sent as i64), "{end:?}");
    }
}

/// HTTP's end is not the message's end.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_without_its_end_mark_is_not_complete() {
    let vendor = MockVendor::start();
    let events = events(&vendor).await;
    let whole = events.concat();
    let all_but_stop = events[..events.len() - 1].concat();
    for body in ["", ": only a comment\n\n"] {
        let (answer, row) = play(&vendor, true, replay(body, End::Normal)).await;
        assert_refused(&answer, 502, "api_error", "provider_answer_invalid");
        assert_eq!((row.outcome, row.estimated), (Outcome::Truncated, false), "{body:?}");
    }
    for (body, estimated) in [
        (&all_but_stop[..], false),
        (&whole[..whole.find("event: message_stop").unwrap() + 10], false),
        (&whole[..in_content(&whole)], true),
    ] {
        let (answer, row) = play(&vendor, true, replay(body, End::Normal)).await;
        assert_broken_stream(&answer, body.as_bytes());
        assert_eq!((row.outcome, row.estimated), (Outcome::Truncated, estimated), "{body:?}");
    }
    // An end mark without its blank line is one: nothing of the message is missing.
    vendor.script(Rule::once(replay(whole.trim_end(), End::Normal)));
    let hub = Hub::of(&vendor).await;
    let answer = hub.ask_unscripted(true).await.answer().await;
    assert_eq!((answer.whole, answer.text().as_str(), hub.row().await.outcome), (true, whole.trim_end(), Outcome::Ok));
}

/// A length that the vendor announced does not bind the hub, which may have an error event to add.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_a_stated_length_may_break_too() {
    let vendor = MockVendor::start();
    let whole = events(&vendor).await.concat();
    let cut = in_content(&whole);
    let mut script = replay(&whole, End::FinAfterBytes(cut));
    script.headers.insert("content-length".to_owned(), whole.len().to_string());
    let (answer, row) = play(&vendor, true, script.clone()).await;
    assert_eq!(answer.header("content-length"), None);
    assert_broken_stream(&answer, &whole.as_bytes()[..cut]);
    assert_eq!(row.outcome, Outcome::Truncated);

    script.end = End::Normal;
    vendor.script(Rule::once(script));
    let hub = Hub::of(&vendor).await;
    let answer = hub.ask_unscripted(true).await.answer().await;
    assert_eq!((answer.whole, answer.text(), hub.row().await.outcome), (true, whole, Outcome::Ok));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_falls_silent_is_given_up() {
    let vendor = MockVendor::start();
    let whole = events(&vendor).await.concat();
    let half = in_content(&whole);
    let (answer, row) = play(&vendor, true, replay(&whole, End::HangAfterBytes(half))).await;
    assert_broken_stream(&answer, &whole.as_bytes()[..half]);
    assert_eq!((row.outcome, row.status), (Outcome::TimedOut, 200));
    for (stream, bytes) in [(true, 0), (true, 30), (false, 10)] {
        let (answer, row) =
            play(&vendor, stream, Script { end: End::HangAfterBytes(bytes), ..Script::default() }).await;
        assert_refused(&answer, 504, "timeout_error", "provider_timed_out");
        assert_eq!((row.outcome, row.usage.is_empty()), (Outcome::TimedOut, true));
    }

    // Silence behind the end mark is no fault: the answer is there.
    let hub = Hub::start(snapshot(&vendor.url()), impatient()).await;
    vendor.script(Rule::once(replay(&whole, End::HangAfterBytes(whole.len()))));
    let answer = hub.ask_unscripted(true).await.answer().await;
    assert_eq!((answer.whole, answer.text(), hub.row().await.outcome), (true, whole, Outcome::Ok));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_json_answer_that_breaks_off_is_none() {
    let vendor = MockVendor::start();
    for end in [End::FinAfterBytes(0), End::FinAfterBytes(25), End::RstAfterBytes(25)] {
        let (answer, row) = play(&vendor, false, Script { end, ..Script::default() }).await;
        assert_eq!(answer.status, 502, "{answer:?}");
        assert!(answer.whole && row.outcome.is_failure() && row.usage.is_empty(), "{end:?} {row:#?}");
        // What came of a refusal is passed on; its status says enough to act on.
        let failed = Script { end, ..Script::failing(529) };
        let (answer, row) = play(&vendor, false, failed).await;
        assert!(!answer.whole && answer.status == 529);
        assert_eq!((row.outcome, row.status), (Outcome::VendorError, 529));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_own_error_event_is_passed_on_alone() {
    let vendor = MockVendor::start();
    for frames in [0, 1, 4] {
        let (answer, row) =
            play(&vendor, true, Script { end: End::ErrorEventAfter(frames), ..Script::default() }).await;
        assert_eq!(answer.text().matches("event: error").count(), 1, "{answer:?}");
        assert!(answer.text().contains("overloaded_error"));
        assert_eq!((row.outcome, row.estimated), (Outcome::VendorError, frames > 0));
        assert!(row.error.unwrap().starts_with("overloaded_error: "));
    }
    // Vendors that fail seldom end in an orderly way.
    let events = events(&vendor).await;
    let error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}\n\n";
    let body = format!("{}{error}more", events[..3].concat());
    let (answer, row) = play(&vendor, true, replay(&body, End::FinAfterBytes(body.len() - 4))).await;
    assert_eq!(answer.text().matches("event: error").count(), 1);
    assert_eq!((row.outcome, row.error.as_deref()), (Outcome::VendorError, Some("api_error: no")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_gives_no_answer_is_answered_for() {
    let vendor = MockVendor::start();
    for stream in [false, true] {
        for end in [End::FinBeforeHeaders, End::RstBeforeHeaders] {
            let (answer, row) = play(&vendor, stream, Script { end, ..Script::default() }).await;
            assert_refused(&answer, 502, "api_error", "provider_unreachable");
            assert_eq!((row.outcome, row.status, row.usage.is_empty()), (Outcome::Unreachable, 502, true));
        }
        let script = Script { hold: Some("never".into()), hold_at: HoldAt::Headers, ..Script::default() };
        let (answer, row) = play(&vendor, stream, script).await;
        assert_refused(&answer, 504, "timeout_error", "provider_timed_out");
        assert_eq!((row.outcome, row.status), (Outcome::TimedOut, 504));
    }
}

/// Each bad end is recorded exactly once, after what was recorded at its beginning.
#[tokio::test(flavor = "multi_thread")]
async fn a_bad_end_is_settled_once() {
    let vendor = MockVendor::start();
    let hub = Hub::start(snapshot(&vendor.url()), impatient()).await;
    let ends = [
        End::FinAfterBytes(30),
        End::RstAfterBytes(30),
        End::HangAfterBytes(30),
        End::ErrorEventAfter(2),
        End::FinBeforeHeaders,
    ];
    for end in ends {
        let script = Script { end, ..Script::default() };
        hub.send("/v1/messages", &[("x-mock-script", &script.header())], message(true).to_string().as_bytes())
            .await
            .answer()
            .await;
    }
    hub.gateway.live().idle().await;
    let records = hub.records();
    assert_eq!(records.len(), 2 * ends.len());
    for pair in records.chunks(2) {
        let [Record::Started(started), Record::Settled(settled)] = pair else { panic!("{pair:#?}") };
        assert_eq!(started.id, settled.id);
    }
}
