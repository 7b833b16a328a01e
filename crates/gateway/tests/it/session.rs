//! A conversation stays with its provider: in memory, and on two instances behind one Redis.

use crate::common::{Client, Hands, Hub, KEY, hash, line, two, until, with_providers};
use domain::KeyId;
use domain::Names;
use domain::log::{Exclusion, LogEntry, Pick};
use domain::provider::ProviderKind;
use domain::session::{BindingAction, SessionSource};
use domain::snapshot::{Snapshot, Upstream};
use gateway::Options;
use mockvendor::{HoldAt, MockVendor, Rule, Script};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// Three equal providers.
fn equal(vendor: &MockVendor) -> Snapshot {
    with_providers(line(ProviderKind::Claude, &vec![vendor.url(); 3]), |upstream| upstream.provider.priority = 0)
}

/// A snapshot with a second key.
fn two_keys(mut snapshot: Snapshot) -> Snapshot {
    let mut caller = (**snapshot.callers.values().next().unwrap()).clone();
    caller.key_id = KeyId(8);
    snapshot.callers.insert(hash("sk-other"), Arc::new(caller));
    snapshot
}

fn options() -> Options {
    Options { retry_pause: Duration::from_millis(1), ..Options::default() }
}

/// One hub twice, and two hubs.
async fn instances(vendor: &MockVendor, options: &Options) -> Vec<(Arc<Hub>, Arc<Hub>)> {
    let alone = Arc::new(Hub::start(two_keys(equal(vendor)), options.clone()).await);
    let (one, other, _) = two(two_keys(equal(vendor)), options.clone()).await;
    vec![(alone.clone(), alone), (Arc::new(one), Arc::new(other))]
}

async fn turn(hub: &Hub, headers: &[(&str, &str)], messages: &Value) -> LogEntry {
    let body = json!({"model": "claude-sonnet-5", "max_tokens": 9, "stream": true, "messages": messages});
    let key = headers.iter().find(|(name, _)| *name == "key").map_or(KEY, |(_, key)| key);
    let headers: Vec<_> =
        headers.iter().copied().filter(|(name, _)| *name != "key").chain([("x-api-key", key)]).collect();
    let answer =
        Client::send(hub.address, "POST", "/v1/messages", &headers, body.to_string().as_bytes()).await.answer().await;
    assert_eq!(answer.status, 200, "{answer:?}");
    hub.last().await
}

fn said(turns: usize) -> Value {
    let turn = |at: usize| json!({"role": if at.is_multiple_of(2) { "user" } else { "assistant" }, "content": format!("turn {at}")});
    (0..2 * turns - 1).map(turn).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_turns_stay_with_one_provider() {
    let vendor = MockVendor::start();
    for (one, other) in instances(&vendor, &options()).await {
        // Named by the client, with all turns or with the last alone; and told by its beginning.
        for (session, grows, source) in [
            (Some("grown"), true, SessionSource::Header),
            (Some("short"), false, SessionSource::Header),
            (None, true, SessionSource::Fingerprint),
        ] {
            let headers: Vec<_> = session.map(|session| ("x-claude-code-session-id", session)).into_iter().collect();
            let mut rows = Vec::new();
            for number in 1..=20 {
                let hub = if number % 2 == 0 { &other } else { &one };
                rows.push(turn(hub, &headers, &said(if grows { number } else { 1 })).await);
            }
            let providers: HashSet<_> = rows.iter().map(|row| row.provider().unwrap().id).collect();
            assert_eq!(providers.len(), 1, "{session:?}");
            let sessions: HashSet<_> = rows.iter().map(|row| row.session.clone().unwrap()).collect();
            assert_eq!((sessions.len(), rows[0].session_source), (1, Some(source)));
            assert_eq!((rows[0].attempts[0].selection.pick, rows[0].binding), (Pick::Draw, Some(BindingAction::Bound)));
            for row in &rows[1..] {
                assert_eq!((row.attempts[0].selection.pick, row.binding), (Pick::Session, Some(BindingAction::Kept)));
            }
            let id = sessions.into_iter().next().unwrap();
            let key = rows[0].caller.key_id;
            for hub in [&one, &other] {
                until("one session of twenty requests", || {
                    let active = hub.gateway.active_sessions(None);
                    let own: Vec<_> = active.iter().filter(|s| s.id == id && s.caller.key_id == key).collect();
                    matches!(own[..], [session] if session.requests == 20)
                })
                .await;
            }
        }
    }
}

/// Without an id, other words are another conversation, whatever else is alike.
#[tokio::test(flavor = "multi_thread")]
async fn conversations_and_keys_do_not_meet() {
    let vendor = MockVendor::start();
    for (one, other) in instances(&vendor, &options()).await {
        let hello = json!([{"role": "user", "content": "hello"}]);
        let first = turn(&one, &[], &hello).await;
        let second = turn(&other, &[], &json!([{"role": "user", "content": "another matter"}])).await;
        assert_ne!(first.session, second.session);

        // The same id with another key: it neither finds nor moves the first one's binding.
        let id = ("session-id", "shared");
        let mine = turn(&one, &[id], &hello).await;
        let theirs = turn(&other, &[id, ("key", "sk-other")], &hello).await;
        assert_eq!((theirs.binding, theirs.attempts[0].selection.pick), (Some(BindingAction::Bound), Pick::Draw));
        let again = turn(&other, &[id], &hello).await;
        assert_eq!(again.provider().unwrap().id, mine.provider().unwrap().id);
        let keys: HashSet<_> = [&mine, &theirs].iter().map(|row| row.caller.key_id).collect();
        assert_eq!(keys.len(), 2);
    }
}

/// A stored answer is continued where it is stored, though nothing else says that it is the same conversation.
#[tokio::test(flavor = "multi_thread")]
async fn a_stored_answer_is_continued_by_its_own_provider() {
    let vendor = MockVendor::start();
    let snapshot = with_providers(line(ProviderKind::Codex, &vec![vendor.url(); 5]), |up| up.provider.priority = 0);
    let hub = Hub::start(snapshot, options()).await;
    let mut previous: Option<String> = None;
    let mut providers = HashSet::new();
    for (number, stream) in [false, true, false, true, false, true].into_iter().enumerate() {
        let body = json!({
            "model": "m", "stream": stream, "input": format!("turn {number}"), "previous_response_id": previous,
        });
        let answer = hub.send("/v1/responses", &[], body.to_string().as_bytes()).await.answer().await;
        let text = answer.text();
        previous = text.split("\"id\":\"resp_").nth(1).map(|rest| format!("resp_{}", rest.split('"').next().unwrap()));
        assert!(answer.whole && previous.is_some(), "{text}");
        providers.insert(hub.last().await.provider().unwrap().id);
    }
    assert_eq!(providers.len(), 1);
}

/// What no longer fits is left at the next turn, which says why, and the new provider takes its place.
#[tokio::test(flavor = "multi_thread")]
async fn a_binding_that_became_invalid_moves_with_its_reason() {
    type Change = fn(&mut Upstream);
    let changes: [(Option<Exclusion>, Change); 9] = [
        (Some(Exclusion::Disabled), |up| up.provider.enabled = false),
        (Some(Exclusion::Group), |up| up.provider.groups = Names::split("vip")),
        (Some(Exclusion::Model), |up| up.provider.allowed_models = Names::split("claude-opus-5")),
        (Some(Exclusion::ClientNotAllowed), |up| up.provider.routing.allowed_clients = Names::split("codex-cli")),
        (Some(Exclusion::Dialect), |up| up.provider.kind = ProviderKind::Codex),
        (Some(Exclusion::Unusable), |up| up.usable = false),
        (Some(Exclusion::Schedule), |up| up.provider.routing.active_hours = Some("03:00-03:01".parse().unwrap())),
        (Some(Exclusion::OpenedByHand), |_| ()),
        (None, |up| up.provider.routing.sticky = false),
    ];
    // Noon, so that nobody's hours begin meanwhile.
    let options = Options { clock: Hands::at(1_795_608_000_000).clock(), ..options() };
    let vendor = MockVendor::start();
    for (reason, change) in changes {
        for (one, other) in instances(&vendor, &options).await {
            let headers = [("session-id", "s")];
            let bound = turn(&one, &headers, &said(1)).await.provider().unwrap().clone();
            for hub in [&one, &other] {
                if reason == Some(Exclusion::OpenedByHand) {
                    hub.gateway.open_breaker(bound.id);
                }
                hub.change(|upstream| {
                    if upstream.provider.id == bound.id {
                        change(upstream);
                    }
                });
            }
            let moved = turn(&other, &headers, &said(2)).await;
            let selection = &moved.attempts[0].selection;
            let over = selection.passed_over.as_ref().unwrap_or_else(|| panic!("{reason:?}: {moved:#?}"));
            assert_eq!((over.name.as_str(), over.reason), (bound.name.as_str(), reason));
            // Drawn anew, one that sessions do not stay with may be drawn again.
            if reason.is_some() {
                assert_ne!(moved.provider().unwrap().id, bound.id, "{reason:?}");
                assert_eq!(moved.binding, Some(BindingAction::Moved));
                let next = turn(&one, &headers, &said(3)).await;
                assert_eq!(next.provider().unwrap().id, moved.provider().unwrap().id);
            }
        }
    }
}

/// A client that leaves says nothing of the provider.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_leaves_moves_nothing() {
    let vendor = MockVendor::start();
    for (one, other) in instances(&vendor, &Options { drain_time: Duration::ZERO, ..options() }).await {
        vendor.clear();
        let headers = [("session-id", "s")];
        let bound = turn(&one, &headers, &said(1)).await.provider().unwrap().id;
        let held = Script { hold: Some("never".into()), hold_at: HoldAt::First, ..Script::saying("one two three") };
        vendor.script(Rule::times(100, held));
        let body =
            json!({"model": "claude-sonnet-5", "max_tokens": 9, "stream": true, "messages": said(2)}).to_string();
        for number in 0..100 {
            let hub = if number % 2 == 0 { &other } else { &one };
            let mut client: Client = hub.send("/v1/messages", &headers, body.as_bytes()).await;
            client.until("text_delta").await;
            client.reset();
            assert_eq!(hub.last().await.status, 499);
        }
        assert_eq!((one.gateway.breakers(), other.gateway.breakers()), (vec![], vec![]));
        let next = turn(&other, &headers, &said(3)).await;
        assert_eq!((next.provider().unwrap().id, next.binding), (bound, Some(BindingAction::Kept)));
    }
}

/// The session moves with its provider's failure, and an older request that ends later does not move it back.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_request_does_not_overrule_a_newer_binding() {
    let vendor = MockVendor::start();
    for (one, other) in instances(&vendor, &options()).await {
        vendor.clear();
        let headers = [("session-id", "slow-and-fast")];
        let bound = turn(&one, &headers, &said(1)).await.provider().unwrap().clone();
        // The slow one is at work with the session's provider.
        vendor.script(Rule::once(Script {
            hold: Some("slow".into()),
            hold_at: HoldAt::First,
            ..Script::saying("one two")
        }));
        let body =
            json!({"model": "claude-sonnet-5", "max_tokens": 9, "stream": true, "messages": said(2)}).to_string();
        let mut slow = one.send("/v1/messages", &headers, body.as_bytes()).await;
        slow.until("text_delta").await;
        // Meanwhile that provider fails the next one, which moves.
        vendor.script(Rule::times(2, Script::failing(500)));
        other.send("/v1/messages", &headers, body.as_bytes()).await.answer().await;
        until("the fast one's row", || other.settled().len() >= 2 || !Arc::ptr_eq(&one, &other)).await;
        vendor.release("slow");
        assert!(slow.answer().await.whole);
        one.gateway.live().idle().await;
        other.gateway.live().idle().await;
        let rows: Vec<_> = [&one, &other].iter().flat_map(|hub| hub.settled()).collect();
        let moved = rows.iter().find(|row| row.binding == Some(BindingAction::Moved)).unwrap();
        assert!(rows.iter().any(|row| row.binding == Some(BindingAction::Outrun)), "{rows:#?}");
        let next = turn(&other, &headers, &said(3)).await;
        assert_eq!(next.provider().unwrap().id, moved.provider().unwrap().id);
        assert_ne!(next.provider().unwrap().id, bound.id);
    }
}
