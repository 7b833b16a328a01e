//! Redis that is frozen, gone and back: nobody is refused for it, hardly anybody waits, and the sums are right afterwards.

use crate::common::{Hub, message, snapshot, until, with_limits};
use domain::books::{Books, BooksAnswer, BooksAnswers, BooksAsk};
use domain::limit::{Caps, LimitKind, Limits};
use domain::snapshot::Snapshot;
use domain::{Millis, Nanos, Secret};
use futures_util::{StreamExt, stream};
use gateway::{Gateway, Options};
use mockvendor::{MockVendor, Script};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock, Weak};
use std::time::{Duration, Instant};

/// A Redis of the test's own.
struct Server {
    port: u16,
    process: Child,
}

impl Server {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { port, process: process(port) }
    }

    fn url(&self) -> Secret {
        Secret::new(format!("redis://127.0.0.1:{}", self.port))
    }

    fn signal(&self, name: &str) {
        assert!(Command::new("kill").arg(name).arg(self.process.id().to_string()).status().unwrap().success());
    }

    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// At the same place, with nothing in it.
    fn again(&mut self) {
        self.process = process(self.port);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn process(port: u16) -> Child {
    let mut command = Command::new("redis-server");
    command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
    let started = command.stdout(Stdio::null()).spawn();
    started.unwrap_or_else(|error| panic!("no redis-server, which cargo xtask test installs: {error}"))
}

/// A ledger that holds what the hub has settled.
#[derive(Clone, Debug, Default)]
struct Ledger(Arc<OnceLock<Weak<Hub>>>);

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hub")
    }
}

impl Books for Ledger {
    fn spent(&self, asks: Vec<BooksAsk>, _: i64) -> BooksAnswers<'_> {
        let rows = self.0.get().and_then(Weak::upgrade).map(|hub| hub.settled()).unwrap_or_default();
        let answer = |ask: BooksAsk| BooksAnswer {
            spent: rows
                .iter()
                .filter(|row| row.at >= ask.from)
                .filter_map(|row| Some((row.at.bucket().max(ask.from), row.total_cost()?)))
                .collect(),
            counted: rows.iter().map(|row| row.id.clone()).collect(),
        };
        let answers = asks.into_iter().map(answer).collect();
        Box::pin(std::future::ready(Some(answers)))
    }
}

/// So many requests, eight at a time. Every one must be served; how long each took.
async fn load(hub: &Hub, count: usize) -> Vec<Duration> {
    let body = message(false).to_string();
    let ask = |_| {
        let body = &body;
        async move {
            let begun = Instant::now();
            let answer = hub.send("/v1/messages", &[], body.as_bytes()).await.answer().await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            begun.elapsed()
        }
    };
    let mut took: Vec<_> = stream::iter(0..count).map(ask).buffer_unordered(8).collect().await;
    took.sort_unstable();
    took
}

/// What the limiter says was spent, once nothing is under way.
async fn used(gateway: &Gateway, snapshot: &Snapshot) -> (i64, i64, i64) {
    gateway.live().idle().await;
    let allowances = &snapshot.callers.values().next().unwrap().allowances;
    let quotas = gateway.quotas(allowances).await;
    let of = |kind| quotas.iter().find(|quota| quota.kind == kind).unwrap();
    (of(LimitKind::UsdDay).used, of(LimitKind::UsdDay).reserved, of(LimitKind::ConcurrentRequests).used)
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_may_freeze_die_and_come_back_empty() {
    let vendor = MockVendor::start();
    let usage = mockvendor::Usage { input: 10, output: 10, ..mockvendor::Usage::ZERO };
    vendor.script(Script { usage: Some(usage), ..Script::saying("hi") });
    let mut redis = Server::start();
    let caps = Caps {
        usd_day: Some(Nanos(1_000_000_000)),
        usd_5h: Some(Nanos(1_000_000_000)),
        rpm: Some(100_000),
        tpm: Some(100_000_000),
        concurrent_requests: Some(8),
        ..Caps::default()
    };
    let limited = with_limits(snapshot(&vendor.url()), &Limits { caps, ..Limits::default() });
    let ledger = Ledger::default();
    let options = Options { redis_url: Some(redis.url()), books: Some(Arc::new(ledger.clone())), ..Options::default() };
    let hub = Arc::new(Hub::start(limited, options).await);
    ledger.0.set(Arc::downgrade(&hub)).unwrap();
    until("a Redis that is used", || !hub.gateway.is_degraded()).await;

    let mut done = 0;
    let mut check = async |count: usize| {
        done += count as i64;
        let right = (done * 108_000, 0, 0);
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let now = used(&hub.gateway, &hub.snapshot()).await;
            if now == right {
                return;
            }
            assert!(Instant::now() < deadline, "{now:?}, but {right:?} is right, of {} rows", hub.settled().len());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let usual = load(&hub, 200).await;
    check(200).await;
    until("a Redis that is used still", || !hub.gateway.is_degraded()).await;

    redis.signal("-STOP");
    let frozen = load(&hub, 200).await;
    assert!(hub.gateway.is_degraded());
    // Those who ask first wait for 50 ms; nobody after them waits at all.
    let median = |took: &[Duration]| took[took.len() / 2];
    println!(
        "median {:?}, frozen {:?}; longest {:?}, frozen {:?}",
        median(&usual),
        median(&frozen),
        usual[199],
        frozen[199]
    );
    assert!(median(&frozen) < median(&usual) + Duration::from_millis(50));
    check(200).await;
    redis.signal("-CONT");
    until("a Redis that thaws", || !hub.gateway.is_degraded()).await;
    check(0).await;
    load(&hub, 100).await;
    check(100).await;

    redis.kill();
    load(&hub, 200).await;
    assert!(hub.gateway.is_degraded());
    check(200).await;
    redis.again();
    let back = Instant::now();
    until("a Redis that is back", || !hub.gateway.is_degraded()).await;
    println!("used again after {:?}", back.elapsed());
    check(0).await;
    load(&hub, 100).await;
    check(100).await;
    assert_eq!(hub.settled().len(), 800);
    assert!(hub.settled().iter().all(|row| row.at > Millis(0) && row.status == 200));
}
