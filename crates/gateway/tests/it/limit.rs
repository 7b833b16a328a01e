//! Limits as clients, vendors and the log see them.

use crate::common::{
    Hands, Hub, KEY, MODEL, caller, fleet, hash, limit, line, message, snapshot, two, until, with_limits,
    with_providers,
};
use domain::limit::{Allowance, Caps, LimitKind, LimitOwner, Limits, ModelCaps, Quota};
use domain::log::{Exclusion, Outcome};
use domain::provider::ProviderKind;
use domain::snapshot::{Caller, Snapshot};
use domain::{KeyId, Millis, Nanos, UserId};
use futures_util::{StreamExt, stream};
use gateway::Options;
use mockvendor::{HoldAt, MockVendor, Rule, Script};
use serde_json::{Value, json};
use std::sync::Arc;

/// 2026-11-25T12:00:00Z.
const NOON: i64 = 1_795_608_000_000;
const MIDNIGHT: &str = "2026-11-26T00:00:00Z";

fn caps(caps: Caps) -> Limits {
    Limits { caps, ..Limits::default() }
}

fn day(nanos: i64) -> Limits {
    caps(Caps { usd_day: Some(Nanos(nanos)), ..Caps::default() })
}

/// What a request for one word and its answer use, in each dialect: 10 tokens in, 10 out.
fn small() -> Script {
    let usage = mockvendor::Usage { input: 10, output: 10, ..mockvendor::Usage::ZERO };
    Script { usage: Some(usage), ..Script::saying("hi") }
}

async fn started(snapshot: Snapshot, hands: &Hands) -> Hub {
    Hub::start(snapshot, Options { clock: hands.clock(), ..Options::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spent_budget_is_told_in_every_dialect() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    vendor.script(small());
    let hub = started(with_limits(fleet(&vendor.url()), &day(1_000)), &hands).await;
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
    hub.gateway.live().idle().await;
    // 10 x 3 and 10 x 15 micro-dollars, x 1.2 x 0.5.
    let message = "The limit of money a day for your account is reached: $0.000108 of $0.000001 used. It is free again at 2026-11-26T00:00:00Z.";
    let gemini = json!({"contents": [{"role": "user", "parts": [{"text": "hi"}]}]});
    let chat = json!({"model": MODEL, "messages": [{"role": "user", "content": "hi"}]});
    let responses = json!({"model": MODEL, "input": "hi"});
    let gemini_path = format!("/v1beta/models/{MODEL}:generateContent");
    for (path, body) in [
        ("/v1/messages", crate::common::message(true)),
        ("/v1/chat/completions", chat),
        ("/v1/responses", responses),
        (gemini_path.as_str(), gemini),
    ] {
        let answer = hub.send(path, &[], body.to_string().as_bytes()).await.answer().await;
        let json = answer.json();
        assert_eq!(answer.status, 402, "{path}");
        assert!(json["error"]["message"].as_str().unwrap().starts_with(message), "{json}");
        for (name, value) in [
            ("retry-after", "43200"),
            ("x-ratelimit-limit", "0.000001"),
            ("x-ratelimit-remaining", "0.00"),
            ("x-ratelimit-reset", "1795651200"),
            ("x-should-retry", "false"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name}");
        }
        let told = match json["error"]["details"].as_array() {
            Some(details) => {
                assert_eq!(json["error"]["status"], "RESOURCE_EXHAUSTED");
                assert_eq!(details.last().unwrap()["retryDelay"], "43200s");
                details.iter().find(|one| one["violations"].is_array()).unwrap()["violations"][0]["description"].clone()
            }
            None => json["error"].clone(),
        };
        let told = |name: &str| told[name].clone();
        assert_eq!((told("limit_type"), told("limit_of")), (json!("usd_day"), json!("your account")));
        assert_eq!((told("current"), told("limit"), told("reserved")), (json!(0.000108), json!(0.000001), json!(0.0)));
        assert_eq!(told("reset_time"), MIDNIGHT);
        match path {
            "/v1/messages" => assert_eq!(json["error"]["type"], "billing_error"),
            "/v1/chat/completions" | "/v1/responses" => assert_eq!(json["error"]["type"], "insufficient_quota"),
            _ => {}
        }
        let row = hub.last().await;
        assert_eq!((row.status, row.outcome, row.attempts.len()), (402, Outcome::Refused, 0));
        assert!(row.error.unwrap().starts_with(message));
    }
    // What costs nothing is free.
    let count = hub.send("/v1/messages/count_tokens", &[], crate::common::message(false).to_string().as_bytes()).await;
    assert_eq!({ count }.answer().await.status, 200);
    assert_eq!(vendor.bill().len(), 2);
    hands.forward(43_200_000 - 1);
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 402);
    hands.forward(1);
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn rates_are_429_and_say_when() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    vendor.script(small());
    let hub =
        started(with_limits(snapshot(&vendor.url()), &caps(Caps { rpm: Some(2), ..Caps::default() })), &hands).await;
    for _ in 0..2 {
        assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
        hands.forward(12_500);
    }
    let answer = hub.ask_unscripted(false).await.answer().await;
    let json = answer.json();
    assert_eq!((answer.status, &json["error"]["type"]), (429, &json!("rate_limit_error")));
    assert_eq!(
        (&json["error"]["code"], &json["error"]["reset_time"]),
        (&json!("rpm_limit_reached"), &json!("2026-11-25T12:01:00Z"))
    );
    assert_eq!((answer.header("retry-after"), answer.header("x-ratelimit-limit")), (Some("35"), Some("2")));
    hands.forward(35_000);
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
    assert_eq!(vendor.bill().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_for_one_family_leaves_the_other_alone() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    vendor.script(small());
    let own =
        ModelCaps { models: "claude-sonnet-*".into(), caps: Caps { usd_week: Some(Nanos(1)), ..Caps::default() } };
    let snapshot = with_limits(snapshot(&vendor.url()), &Limits { models: vec![own], ..Limits::default() });
    let hub = started(snapshot, &hands).await;
    let ask = async |model: &str| {
        let body = message(false).to_string().replace(MODEL, model);
        let answer = hub.send("/v1/messages", &[], body.as_bytes()).await.answer().await;
        hub.gateway.live().idle().await;
        answer
    };
    assert_eq!(ask(MODEL).await.status, 200);
    let refused = ask(MODEL).await;
    assert_eq!((refused.status, &refused.json()["error"]["models"]), (402, &json!("claude-sonnet-*")));
    for _ in 0..3 {
        assert_eq!(ask("claude-opus-4-8").await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_at_its_limit_is_passed_over() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    vendor.script(small());
    for (caps, reason, until) in [
        (Caps { rpm: Some(1), ..Caps::default() }, Exclusion::RateLimited, NOON + 60_000),
        (Caps { tpm: Some(1), ..Caps::default() }, Exclusion::RateLimited, NOON + 61_000),
        (Caps { usd_day: Some(Nanos(1)), ..Caps::default() }, Exclusion::Spent, NOON + 43_200_000),
    ] {
        let snapshot = line(ProviderKind::Claude, &[vendor.url(), vendor.url()]);
        let snapshot = with_providers(snapshot, |upstream| {
            if upstream.provider.name == "a" {
                limit(upstream, caps);
            }
        });
        let hub = started(snapshot, &hands).await;
        assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
        assert_eq!(hub.last().await.provider().unwrap().name, "a");
        assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
        let row = hub.last().await;
        let excluded = &row.attempts[0].selection.excluded[0];
        assert_eq!(row.provider().unwrap().name, "b");
        assert_eq!((excluded.name.as_str(), excluded.reason, excluded.until), ("a", reason, Some(Millis(until))));
    }
}

/// Ten keys of one user.
fn keys(mut snapshot: Snapshot, limits: &Limits) -> Snapshot {
    let user = UserId(fastrand::i64(1_000_000..i64::MAX));
    snapshot.callers = (0..10)
        .map(|number| {
            let allowance = Allowance { owner: LimitOwner::User(user), limits: limits.clone(), since: None };
            let key = KeyId(number + 100);
            let own = Caller { key_id: key, user_id: user, allowances: vec![allowance], ..caller() };
            (hash(&format!("{KEY}-{number}")), Arc::new(own))
        })
        .collect();
    snapshot
}

/// A thousand requests over ten keys and two instances, as many at a time as may be asked; how many were served.
async fn rush(hubs: [&Hub; 2], at_once: usize) -> usize {
    let body = message(false).to_string();
    let ask = |number: usize| {
        let body = &body;
        async move {
            let key = format!("{KEY}-{}", number % 10);
            let headers = [("x-api-key", key.as_str()), ("content-type", "application/json")];
            let to = hubs[number / 10 % 2].address;
            let answer =
                crate::common::Client::send(to, "POST", "/v1/messages", &headers, body.as_bytes()).await.answer().await;
            assert!([200, 402, 429].contains(&answer.status), "{}", answer.text());
            usize::from(answer.status == 200)
        }
    };
    stream::iter(0..1_000).map(ask).buffer_unordered(at_once).fold(0, async |sum, served| sum + served).await
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_keys_and_two_instances_are_one_user() {
    let vendor = MockVendor::start();
    vendor.script(Script { delay_ms: 3, ..small() });
    let limits = caps(Caps { concurrent_requests: Some(2), ..Caps::default() });
    let (one, other, _) = two(keys(snapshot(&vendor.url()), &limits), Options::default()).await;
    let served = rush([&one, &other], 50).await;
    assert!(vendor.most_at_once() <= 2, "{} at once", vendor.most_at_once());
    assert!(served >= 2 && vendor.bill().len() == served);
    one.gateway.live().idle().await;
    other.gateway.live().idle().await;
    let allowance = one.snapshot().callers.values().next().unwrap().allowances.clone();
    let free = async || one.gateway.quotas(&allowance).await[0].used == 0;
    while !free().await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_overspends_by_more_than_one_request() {
    let vendor = MockVendor::start();
    // Each answer has as many tokens as the request allows: the estimate is what it costs, or more.
    let usage = mockvendor::Usage { input: 20, output: 64, ..mockvendor::Usage::ZERO };
    vendor.script(Script { delay_ms: 2, usage: Some(usage), ..Script::saying("hi") });
    // 20 x 3 and 64 x 15 micro-dollars, x 1.2 x 0.5.
    let each = 612_000;
    let limit = 40 * each + 1;
    let (one, other, _) = two(keys(snapshot(&vendor.url()), &day(limit)), Options::default()).await;
    let mut served = 0;
    while served < 41 {
        let more = rush([&one, &other], 50).await;
        served += more;
        one.gateway.live().idle().await;
        other.gateway.live().idle().await;
        assert!(more > 0, "{served} served, and no more although there is money left");
    }
    let spent: i64 =
        [&one, &other].iter().flat_map(|hub| hub.settled()).filter_map(|row| row.total_cost()).map(|cost| cost.0).sum();
    assert_eq!(spent, served as i64 * each);
    assert!((limit..limit + each).contains(&spent), "{spent} of {limit}");
    assert_eq!(rush([&one, &other], 50).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_count_once_however_many_requests_they_have() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    vendor.script(small());
    let limits = caps(Caps { concurrent_sessions: Some(1), ..Caps::default() });
    let hub = started(with_limits(snapshot(&vendor.url()), &limits), &hands).await;
    let turn = async |session: &str| {
        let body = message(false).to_string();
        hub.send("/v1/messages", &[("session-id", session)], body.as_bytes()).await.answer().await
    };
    for _ in 0..3 {
        assert_eq!(turn("first-session").await.status, 200);
    }
    let refused = turn("second-session").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("300")));
    hands.forward(300_000);
    assert_eq!(turn("second-session").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_lets_the_next_request_in_while_others_are_under_way() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    vendor.script(Rule::times(50, Script { hold: Some("gate".into()), hold_at: HoldAt::Headers, ..small() }));
    vendor.script(small());
    let limits = day(108_000 * 50);
    let hub = started(with_limits(snapshot(&vendor.url()), &limits), &hands).await;
    let mut held = Vec::new();
    for _ in 0..50 {
        let body = message(false).to_string().replace("64", "0");
        held.push(hub.send("/v1/messages", &[], body.as_bytes()).await);
    }
    vendor.until(|rows| rows.len() == 50).await;
    hands.forward(1_000);
    vendor.release("gate");
    for client in &mut held {
        assert_eq!(client.answer().await.status, 200);
    }
    hub.gateway.live().idle().await;
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 402);

    let mut reset = with_limits(snapshot(&vendor.url()), &limits);
    for caller in reset.callers.values_mut() {
        let mut marked = (**caller).clone();
        marked.allowances[0].since = Some(Millis(NOON + 1_000));
        *caller = Arc::new(marked);
    }
    hub.publish(reset);
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
    let settled: Vec<_> = hub.settled().into_iter().filter(|row| row.status == 200).collect();
    assert_eq!(settled.len(), 51, "nothing of the history is lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn warnings_tell_of_the_limit_that_comes_close() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    vendor.script(small());
    let hub = started(with_limits(snapshot(&vendor.url()), &day(108_000 * 10)), &hands).await;
    let mut warnings = hub.gateway.warnings();
    for _ in 0..10 {
        let body = message(false).to_string().replace("64", "0");
        assert_eq!(hub.send("/v1/messages", &[], body.as_bytes()).await.answer().await.status, 200);
        hub.gateway.live().idle().await;
    }
    let told: Vec<_> = std::iter::from_fn(|| warnings.try_recv().ok()).map(|one| (one.percent, one.quota)).collect();
    let quota = |used: i64| Quota {
        owner: LimitOwner::User(UserId(3)),
        models: None,
        kind: LimitKind::UsdDay,
        limit: 1_080_000,
        used,
        reserved: 0,
        from: Some(Millis(NOON - 43_200_000)),
        resets_at: Some(Millis(NOON + 43_200_000)),
    };
    assert_eq!(told, [(80, quota(864_000)), (100, quota(1_080_000))]);
    until("the limit to be reached", || hub.gateway.live().running(None, Millis(NOON)).is_empty()).await;
    let refused: Value = hub.ask_unscripted(false).await.answer().await.json();
    assert_eq!(refused["error"]["current"], json!(0.00108));
}
