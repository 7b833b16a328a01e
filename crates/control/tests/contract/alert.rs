//! What is told is told once, to those who want it, and again until it arrives.

use crate::bench::{Bench, Running, person, until};
use crate::sample::NOON;
use domain::alert::{
    Alert, AlertEvent, AlertTarget, Both, Delivery, DeliveryState, NewTarget, TargetKind, TargetPatch,
};
use domain::breaker::{BreakerReport, BreakerState};
use domain::clock::Clock;
use domain::limit::{LimitKind, LimitOwner, LimitWarning, Quota};
use domain::{ApiError, Millis, ProviderId, Secret, UserId};
use serde_json::Value;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::{broadcast, watch};

contract! {
    what_two_instances_see_is_told_once
    what_comes_and_goes_is_told_once_in_a_while
    the_last_word_is_how_things_are
    limits_of_one_owner_are_told_apart
    a_target_that_is_away_holds_up_no_other
    who_is_switched_off_is_told_nothing
    what_does_not_arrive_is_sent_again
    a_test_says_what_went_wrong
    addresses_are_kept_as_secrets
}

/// A platform that keeps what it is sent. It refuses as often as it is told to.
#[derive(Clone)]
struct Receiver {
    url: String,
    heard: Arc<Mutex<Vec<Value>>>,
    refusals: Arc<Mutex<u32>>,
}

impl Receiver {
    async fn start() -> Self {
        // As `server` does it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?key=canary-of-the-hook", listener.local_addr().unwrap());
        let this = Self { url, heard: Arc::default(), refusals: Arc::default() };
        let receiver = this.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut bytes = Vec::new();
                let body = loop {
                    let mut piece = [0; 4_096];
                    let read = stream.read(&mut piece).await.unwrap();
                    bytes.extend_from_slice(&piece[..read]);
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    if let Some((_, body)) = text.split_once("\r\n\r\n")
                        && let Ok(body) = serde_json::from_str::<Value>(body)
                    {
                        break body;
                    }
                };
                let is_refused = {
                    let mut refusals = receiver.refusals.lock().unwrap();
                    let is_refused = *refusals > 0;
                    *refusals = refusals.saturating_sub(1);
                    is_refused
                };
                if !is_refused {
                    receiver.heard.lock().unwrap().push(body);
                }
                let status = if is_refused { "503 Busy" } else { "200 OK" };
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        this
    }

    fn heard(&self) -> Vec<Value> {
        self.heard.lock().unwrap().clone()
    }

    fn target(&self, name: &str, events: &[AlertEvent]) -> NewTarget {
        NewTarget {
            name: name.into(),
            kind: TargetKind::Webhook,
            url: Secret::new(self.url.as_str()),
            secret: None,
            chat: String::new(),
            template: String::new(),
            language: Default::default(),
            events: events.to_vec(),
            proxy: None,
            enabled: true,
        }
    }
}

fn alert(event: AlertEvent, key: &str) -> Alert {
    Alert { event, at: Millis::now(), key: key.into(), title: Both::new("Something", "某事"), facts: Vec::new() }
}

async fn created(bench: &Bench, new: NewTarget) -> AlertTarget {
    bench.control.alerts().create(&bench.admin, new).await.unwrap()
}

async fn deliveries(bench: &Bench) -> Vec<Delivery> {
    bench.control.alerts().deliveries(&bench.admin, None, 100).await.unwrap().items
}

async fn what_two_instances_see_is_told_once(bench: Bench) {
    let (receiver, second) = (Receiver::start().await, bench.second().await);
    created(&bench, receiver.target("both", &[AlertEvent::BreakerOpened])).await;
    created(&bench, receiver.target("other", &[AlertEvent::ComponentBack])).await;
    let running = Running::start(&[&bench.control, &second]);
    let opened = alert(AlertEvent::BreakerOpened, "breaker:1:9");
    bench.control.raise("1", &opened).await.unwrap();
    second.raise("1", &opened).await.unwrap();
    bench.control.raise("1", &alert(AlertEvent::Unpriced, "nobody wants it")).await.unwrap();
    until("the message", async || !receiver.heard().is_empty()).await;
    until("its end", async || deliveries(&bench).await[0].state == DeliveryState::Sent).await;
    running.stop().await;
    let heard = receiver.heard();
    assert_eq!((heard.len(), heard[0]["event"].as_str()), (1, Some("breaker_opened")));
    let all = deliveries(&bench).await;
    assert_eq!((all.len(), all[0].target_name.as_str(), all[0].attempts), (1, "both", 1));
}

async fn what_comes_and_goes_is_told_once_in_a_while(bench: Bench) {
    let receiver = Receiver::start().await;
    created(&bench, receiver.target("on call", &AlertEvent::ALL)).await;
    for turn in 0..5 {
        bench.control.raise("1", &alert(AlertEvent::BreakerOpened, &format!("open {turn}"))).await.unwrap();
        bench.control.raise("1", &alert(AlertEvent::BreakerClosed, &format!("closed {turn}"))).await.unwrap();
        bench.control.raise("2", &alert(AlertEvent::BreakerOpened, &format!("other {turn}"))).await.unwrap();
    }
    assert_eq!(
        deliveries(&bench).await.len(),
        3,
        "one opening and one closing of the first, one opening of the second"
    );
    let later = Alert { at: Millis::now() + 300_001, ..alert(AlertEvent::BreakerOpened, "open later") };
    bench.control.raise("1", &later).await.unwrap();
    assert_eq!(deliveries(&bench).await.len(), 4, "after five minutes it is news again");
}

/// It opens, closes, and opens again within the quiet time, for good.
async fn the_last_word_is_how_things_are(bench: Bench) {
    let clock = Arc::new(AtomicI64::new(NOON.0));
    let hands = clock.clone();
    let watching =
        bench.reopened(|options| options.clock = Clock::new(move || Millis(hands.load(Relaxed)))).await.unwrap();
    created(&bench, Receiver::start().await.target("on call", &AlertEvent::ALL)).await;
    let (reports, looks) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
    let breakers = {
        let (reports, looks) = (reports.clone(), looks.clone());
        move || {
            looks.fetch_add(1, Relaxed);
            Vec::clone(&reports.lock().unwrap())
        }
    };
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(control::alert::watch(watching, breakers, stopped));
    let seen = async |now: Vec<BreakerReport>| {
        *reports.lock().unwrap() = now;
        let before = looks.load(Relaxed);
        // The next look may have begun before the change.
        until("two looks", async || looks.load(Relaxed) >= before + 2).await;
    };
    let open = |until: i64| BreakerReport {
        provider: ProviderId(1),
        model: None,
        state: BreakerState::Open,
        failures: 3,
        successes: 0,
        until: Some(NOON + until),
        by_hand: false,
        causes: Vec::new(),
    };
    let told = async || deliveries(&bench).await.iter().rev().map(|one| one.event).collect::<Vec<_>>();
    seen(Vec::new()).await;
    seen(vec![open(1)]).await;
    seen(Vec::new()).await;
    seen(vec![open(2)]).await;
    assert_eq!(told().await, [AlertEvent::BreakerOpened, AlertEvent::BreakerClosed]);
    clock.fetch_add(300_001, Relaxed);
    until("the last word", async || told().await.len() == 3).await;
    assert_eq!(told().await[2], AlertEvent::BreakerOpened);
    stop.send(true).unwrap();
    task.await.unwrap();
}

async fn limits_of_one_owner_are_told_apart(bench: Bench) {
    created(&bench, Receiver::start().await.target("on call", &AlertEvent::ALL)).await;
    let (_end, shutdown) = watch::channel(false);
    let (says, hears) = broadcast::channel(8);
    let job = tokio::spawn(control::job::warning::run(bench.control.clone(), hears, shutdown));
    for kind in [LimitKind::Usd5h, LimitKind::UsdDay] {
        let quota = Quota {
            owner: LimitOwner::User(UserId(1)),
            models: None,
            kind,
            limit: 100,
            used: 81,
            reserved: 0,
            from: None,
            resets_at: None,
        };
        says.send(LimitWarning { at: Millis::now(), percent: 80, quota }).unwrap();
    }
    drop(says);
    job.await.unwrap();
    assert_eq!(deliveries(&bench).await.len(), 2);
}

async fn a_target_that_is_away_holds_up_no_other(bench: Bench) {
    // It takes connections, and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let receiver = Receiver::start().await;
    let url = Secret::new(format!("http://{}/", silent.local_addr().unwrap()));
    created(&bench, NewTarget { url, ..receiver.target("away", &[AlertEvent::ComponentBack]) }).await;
    for turn in 0..3 {
        bench.control.raise(&format!("{turn}"), &alert(AlertEvent::ComponentBack, &format!("{turn}"))).await.unwrap();
    }
    created(&bench, receiver.target("there", &[AlertEvent::Unpriced])).await;
    bench.control.raise("x", &alert(AlertEvent::Unpriced, "x")).await.unwrap();
    let running = Running::start(&[&bench.control]);
    until("the message", async || receiver.heard().len() == 1).await;
    let waiting = deliveries(&bench).await.iter().filter(|one| one.state == DeliveryState::Waiting).count();
    assert_eq!(waiting, 3, "the other one has not answered yet");
    running.stop().await;
}

async fn who_is_switched_off_is_told_nothing(bench: Bench) {
    let receiver = Receiver::start().await;
    let target = created(&bench, receiver.target("on call", &[AlertEvent::ComponentBack, AlertEvent::Unpriced])).await;
    let alerts = bench.control.alerts();
    let patch = |enabled| TargetPatch { enabled: Some(enabled), ..TargetPatch::default() };
    alerts.update(&bench.admin, target.id, patch(false)).await.unwrap();
    bench.control.raise("x", &alert(AlertEvent::ComponentBack, "while it is off")).await.unwrap();
    assert!(deliveries(&bench).await.is_empty());
    // What waits when it is switched off is not sent either, nor what it no longer wants.
    alerts.update(&bench.admin, target.id, patch(true)).await.unwrap();
    bench.control.raise("x", &alert(AlertEvent::ComponentBack, "waits")).await.unwrap();
    bench.control.raise("x", &alert(AlertEvent::Unpriced, "waits, too")).await.unwrap();
    let only = TargetPatch { events: Some(vec![AlertEvent::Unpriced]), ..TargetPatch::default() };
    alerts.update(&bench.admin, target.id, only).await.unwrap();
    let running = Running::start(&[&bench.control]);
    until("the ends", async || deliveries(&bench).await.iter().all(|one| one.state != DeliveryState::Waiting)).await;
    running.stop().await;
    let heard: Vec<_> = receiver.heard().iter().map(|body| body["event"].as_str().unwrap().to_owned()).collect();
    assert_eq!(heard, ["unpriced"]);
    let dropped = deliveries(&bench).await.into_iter().find(|one| one.event == AlertEvent::ComponentBack).unwrap();
    assert_eq!(dropped.state, DeliveryState::Dropped);
}

async fn what_does_not_arrive_is_sent_again(bench: Bench) {
    let receiver = Receiver::start().await;
    *receiver.refusals.lock().unwrap() = 1;
    created(&bench, receiver.target("on call", &[AlertEvent::ComponentBack])).await;
    bench.control.raise("x", &alert(AlertEvent::ComponentBack, "k")).await.unwrap();
    let running = Running::start(&[&bench.control]);
    until("the refusal", async || deliveries(&bench).await[0].error.is_some()).await;
    let first = deliveries(&bench).await.remove(0);
    assert_eq!(first.state, DeliveryState::Waiting);
    assert_eq!(first.error.as_deref(), Some("it answered 503: ok"));
    until("the second try", async || deliveries(&bench).await[0].state == DeliveryState::Sent).await;
    running.stop().await;
    let sent = deliveries(&bench).await.remove(0);
    assert_eq!((sent.attempts, sent.error, receiver.heard().len()), (2, None, 1));
}

async fn a_test_says_what_went_wrong(bench: Bench) {
    let receiver = Receiver::start().await;
    let target = created(&bench, receiver.target("on call", &[])).await;
    let alerts = bench.control.alerts();
    alerts.test(&bench.admin, target.id).await.unwrap();
    assert_eq!(receiver.heard().len(), 1);
    *receiver.refusals.lock().unwrap() = 1;
    let refused = ApiError::from(alerts.test(&bench.admin, target.id).await.unwrap_err());
    assert_eq!(refused.message, "The test did not arrive: it answered 503: ok.");
    let gone = TargetPatch { url: Some(Secret::new("http://127.0.0.1:1/canary-path")), ..TargetPatch::default() };
    alerts.update(&bench.admin, target.id, gone).await.unwrap();
    let refused = ApiError::from(alerts.test(&bench.admin, target.id).await.unwrap_err());
    assert_eq!(refused.message, "The test did not arrive: it cannot be reached.");
    assert!(alerts.test(&person(UserId(1)), target.id).await.is_err());
}

async fn addresses_are_kept_as_secrets(bench: Bench) {
    let receiver = Receiver::start().await;
    let alerts = bench.control.alerts();
    let target = created(&bench, receiver.target("on call", &[])).await;
    assert!(target.hint.starts_with("127.0.0.1:") && !target.signed);
    let signed = TargetPatch { secret: Some(Secret::new("canary-of-the-signature")), ..TargetPatch::default() };
    assert!(alerts.update(&bench.admin, target.id, signed).await.unwrap().signed);
    let entry = bench.audited().await;
    assert_eq!(entry.row.action, "alert_target.update");
    let shown =
        format!("{:?} {:?} {:?}", entry, alerts.targets(&bench.admin).await.unwrap(), receiver.target("x", &[]));
    assert!(!shown.contains("canary"), "{shown}");
    for (field, wrong) in [
        ("url", NewTarget { url: Secret::new("not an address"), ..receiver.target("a", &[]) }),
        ("name", NewTarget { name: " ".into(), ..receiver.target("a", &[]) }),
        ("template", NewTarget { template: "text: {{title}}".into(), ..receiver.target("a", &[]) }),
        ("chat", NewTarget { kind: TargetKind::Telegram, url: Secret::new("1:A"), ..receiver.target("a", &[]) }),
        ("name", receiver.target("on call", &[])),
    ] {
        let refused = ApiError::from(alerts.create(&bench.admin, wrong).await.unwrap_err());
        assert_eq!(refused.field.as_deref(), Some(field), "{refused:?}");
    }
    alerts.delete(&bench.admin, target.id).await.unwrap();
    assert!(alerts.targets(&bench.admin).await.unwrap().is_empty());
}
