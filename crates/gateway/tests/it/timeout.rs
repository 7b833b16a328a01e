//! Each phase of an attempt has its own limit, by provider, and its own name when it runs out.

use crate::common::{Close, Hub, Raw, Reply, line, message, with_providers};
use domain::log::{Class, Outcome};
use domain::provider::ProviderKind;
use domain::timeout::Timeouts;
use gateway::Options;
use mockvendor::{End, HoldAt, MockVendor, Rule, Script};
use std::time::{Duration, Instant};

const LIMIT: i64 = 300;

async fn started(url: String, timeouts: Timeouts) -> Hub {
    let snapshot = with_providers(line(ProviderKind::Claude, &[url]), |upstream| {
        upstream.provider.routing.timeouts = timeouts;
    });
    Hub::start(snapshot, Options { max_retries: 0, ..Options::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_phase_has_a_limit_and_a_name() {
    // Takes connections, and never speaks TLS.
    let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let vendor = MockVendor::start();
    let silent = Script { hold: Some("never".into()), hold_at: HoldAt::Headers, ..Script::default() };
    let quiet = Script { end: End::HangAfterBytes(900), ..Script::saying("word ".repeat(200)) };
    let none = Timeouts::default();
    for (class, stream, url, timeouts, script) in [
        (
            Class::ConnectTimeout,
            true,
            format!("https://{}", mute.local_addr().unwrap()),
            Timeouts { connect_ms: LIMIT, ..none },
            Script::default(),
        ),
        (Class::FirstByteTimeout, true, vendor.url(), Timeouts { first_byte_ms: LIMIT, ..none }, silent.clone()),
        (
            Class::FirstByteTimeout,
            true,
            vendor.url(),
            Timeouts { first_byte_ms: LIMIT, ..none },
            Script { end: End::HangAfterBytes(0), ..Script::default() },
        ),
        (Class::IdleTimeout, true, vendor.url(), Timeouts { idle_ms: LIMIT, ..none }, quiet.clone()),
        (
            Class::IdleTimeout,
            false,
            vendor.url(),
            Timeouts { idle_ms: LIMIT, ..none },
            Script { end: End::HangAfterBytes(20), ..Script::default() },
        ),
        (
            Class::TotalTimeout,
            false,
            vendor.url(),
            Timeouts { total_ms: LIMIT, ..none },
            Script { end: End::HangAfterBytes(20), ..Script::default() },
        ),
    ] {
        vendor.clear();
        vendor.script(Rule::always(script));
        let hub = started(url, timeouts).await;
        let began = Instant::now();
        let answer = hub.ask_unscripted(stream).await.answer().await;
        assert!(began.elapsed() >= Duration::from_millis(LIMIT as u64), "{class:?}");
        let row = hub.last().await;
        let attempt = &row.attempts[0];
        assert_eq!((row.outcome, attempt.class), (Outcome::TimedOut, Some(class)), "{row:#?}");
        assert!(attempt.error.as_ref().unwrap().ends_with("0.3 s"), "{attempt:#?}");
        assert!(answer.status == 504 || !answer.whole, "{answer:?}");
        // A time that ran out always counts.
        assert_eq!(hub.failures(1), 1, "{class:?}");
    }
}

/// A limit for the beginning does not end what has begun, nor one for streams what is none.
#[tokio::test(flavor = "multi_thread")]
async fn limits_hold_for_their_own_phase_alone() {
    let vendor = MockVendor::start();
    let timeouts = Timeouts { first_byte_ms: 150, total_ms: 150, ..Timeouts::default() };
    let hub = started(vendor.url(), timeouts).await;
    let slow = Script { chunk_delay_ms: 30, ..Script::saying("one two three four five six seven eight") };
    vendor.script(Rule::once(slow));
    assert!(hub.ask_unscripted(true).await.answer().await.whole);
    let row = hub.last().await;
    assert!(row.outcome == Outcome::Ok && row.duration_ms > 150, "{row:#?}");
}

/// Whatever stands between client and hub must not take a silent stream for a dead one.
#[tokio::test(flavor = "multi_thread")]
async fn a_silent_stream_shows_signs_of_life() {
    let whole = {
        let vendor = MockVendor::start();
        Hub::of(&vendor).await.ask_unscripted(true).await.answer().await.text()
    };
    let cut = whole.find("event: content_block_stop").unwrap();
    for (at, keep_alive) in
        [(cut, Some(40)), (cut, None), (whole.find("event: content_block_start").unwrap(), Some(40))]
    {
        let reply =
            Reply { then: whole[at..].into(), ..Reply::new("text/event-stream", &whole.as_bytes()[..at], Close::Fin) };
        let raw = Raw::start(reply).await;
        let keep_alive = keep_alive.map(Duration::from_millis);
        let snapshot = line(ProviderKind::Claude, &[raw.url()]);
        let hub = Hub::start(snapshot, Options { keep_alive, ..Options::default() }).await;
        let mut client = hub.send("/v1/messages", &[], message(true).to_string().as_bytes()).await;
        match keep_alive {
            Some(_) => client.until(": keep-alive\n\n").await,
            None => tokio::time::sleep(Duration::from_millis(120)).await,
        }
        raw.go_on();
        let answer = client.answer().await;
        assert_eq!((answer.whole, answer.text().replace(": keep-alive\n\n", "")), (true, whole.clone()));
        assert_eq!(answer.text().contains(": keep-alive"), keep_alive.is_some());
        assert_eq!(hub.last().await.outcome, Outcome::Ok);
    }
}
