//! What the console sees of requests under way.

use crate::common::{Hub, message, snapshot};
use domain::{KeyId, Millis, Owner, UserId};
use gateway::Options;
use mockvendor::{HoldAt, MockVendor, Script};
use std::time::Duration;

fn held(at: HoldAt) -> Script {
    Script { hold: Some("gate".into()), hold_at: at, ..Script::default() }
}

fn of(user: i64) -> Owner {
    Owner { user: UserId(user), key: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_seen_while_it_runs_and_as_it_ended() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let live = hub.gateway.live();
    let mut ended = live.ended();
    let mut client = hub.ask(true, &held(HoldAt::Headers)).await;
    vendor.until(|rows| rows.len() == 1).await;

    let rows = live.running(None, Millis::now());
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(row.provider.as_ref().map(|tag| tag.name.as_str()), Some("vendor"));
    assert_eq!((row.status, row.outcome, row.first_content_ms), (0, domain::log::Outcome::Running, None));
    assert_eq!(live.running(None, row.at + 4_321)[0].duration_ms, 4_321);
    assert_eq!(live.running(Some(of(3)), row.at).len(), 1);
    assert_eq!(live.running(Some(of(4)), row.at).len(), 0);
    assert!(ended.try_recv().is_err());

    vendor.release("gate");
    client.answer().await;
    live.idle().await;
    assert!(live.running(None, Millis::now()).is_empty());
    assert_eq!(ended.recv().await.unwrap(), hub.row().await.row());
    assert!(ended.try_recv().is_err(), "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_content_shows_while_the_answer_goes_on() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let mut client = hub.ask(true, &held(HoldAt::First)).await;
    client.until("text_delta").await;
    let rows = hub.gateway.live().running(None, Millis::now());
    assert!(rows[0].first_content_ms.is_some(), "{rows:?}");
    vendor.release("gate");
    client.answer().await;
    assert_eq!(hub.row().await.row().first_content_ms, rows[0].first_content_ms);
}

#[tokio::test(flavor = "multi_thread")]
async fn newest_first_and_each_conversation_once() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let (script, body) = (held(HoldAt::Headers).header(), message(true).to_string());
    let mut clients = Vec::new();
    for (count, session) in ["s-1", "s-2", "s-1"].into_iter().enumerate() {
        let headers = [("x-mock-script", &*script), ("x-claude-code-session-id", session)];
        clients.push(hub.send("/v1/messages", &headers, body.as_bytes()).await);
        vendor.until(|rows| rows.len() == count + 1).await;
    }
    let live = hub.gateway.live();
    let sessions: Vec<_> = live.running(None, Millis::now()).into_iter().map(|row| row.session.unwrap()).collect();
    assert_eq!(sessions, ["s-1", "s-2", "s-1"]);
    assert!(live.running(None, Millis::now()).is_sorted_by(|a, b| a.id > b.id));
    assert_eq!((hub.gateway.active_sessions(None).len(), hub.gateway.active_sessions(Some(of(4))).len()), (2, 0));
    vendor.release("gate");
    for client in &mut clients {
        client.answer().await;
    }
    let of_other_key = Owner { key: Some(KeyId(77)), ..of(3) };
    assert_eq!(hub.gateway.active_sessions(Some(of_other_key)).len(), 0);
    assert_eq!(hub.gateway.active_sessions(Some(of(3))).len(), 2, "a session outlives its request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_active_for_its_time_only() {
    let vendor = MockVendor::start();
    let options = Options { session_ttl: Duration::ZERO, ..Options::default() };
    let hub = Hub::start(snapshot(&vendor.url()), options).await;
    let headers = [("x-claude-code-session-id", "s-1")];
    hub.send("/v1/messages", &headers, message(false).to_string().as_bytes()).await.answer().await;
    assert_eq!(hub.row().await.session.as_deref(), Some("s-1"));
    assert_eq!(hub.gateway.active_sessions(None).len(), 0);
}
