//! A hub on a free port, with one key and one provider.

mod raw;
mod relay;
mod wire;

pub(crate) use raw::{Close, Raw, Reply};
pub(crate) use relay::{Protocol, Proxy};
pub(crate) use wire::{Answer, Client};

use arc_swap::ArcSwap;
use axum::serve::ListenerExt;
use domain::breaker::BreakerRule;
use domain::limit::{Allowance, Caps, LimitOwner, Limits};
use domain::log::{LogEntry, Record, Sealed};
use domain::price::{Billing, Cost, Ladder, Price, PriceBook, PriceSource, Priced, Rates, Terms};
use domain::provider::ProviderKind;
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::usage::Usage;
use domain::{KeyId, Millis, Names, ProviderId, Ratio, Secret, UserId};
use gateway::{Clock, Gateway, Options};
use journal::{Journal, Reader};
use mockvendor::{MockVendor, Script};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

pub(crate) const KEY: &str = "sk-hub-0123456789";
pub(crate) const CREDENTIAL: &str = "sk-vendor-9876543210";
pub(crate) const MODEL: &str = "claude-sonnet-5";

pub(crate) struct Hub {
    pub gateway: Gateway,
    pub address: SocketAddr,
    snapshot: Arc<ArcSwap<Snapshot>>,
    journal: Mutex<(Reader, Vec<Record>)>,
    server: AbortHandle,
    /// Ended with the hub.
    _jobs: (JoinSet<()>, watch::Sender<bool>),
    _folder: TempDir,
}

impl Hub {
    /// In front of one vendor.
    pub(crate) async fn of(vendor: &MockVendor) -> Self {
        Self::start(snapshot(&vendor.url()), Options::default()).await
    }

    pub(crate) async fn start(snapshot: Snapshot, options: Options) -> Self {
        // A second call finds the first one's provider, which is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let (journal, reader) = Journal::open(folder.path()).unwrap();
        let snapshot = Arc::new(ArcSwap::from_pointee(snapshot));
        let gateway = Gateway::new(snapshot.clone(), journal, options).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
        let service = gateway.router().into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, service).await }).abort_handle();
        let journal = Mutex::new((reader, Vec::new()));
        let (end, ending) = watch::channel(false);
        let mut jobs = JoinSet::new();
        gateway.spawn_jobs(&mut jobs, &ending, &ending);
        Self { gateway, address, snapshot, journal, server, _jobs: (jobs, end), _folder: folder }
    }

    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    pub(crate) fn publish(&self, snapshot: Snapshot) {
        self.snapshot.store(Arc::new(snapshot));
    }

    /// Publishes the snapshot with every provider changed.
    pub(crate) fn change(&self, change: impl Fn(&mut Upstream)) {
        self.publish(with_providers(copy(&self.snapshot.load()), change));
    }

    /// A connection with a request for a message on it.
    pub(crate) async fn ask(&self, stream: bool, script: &Script) -> Client {
        let script = script.header();
        self.send("/v1/messages", &[("x-mock-script", &script)], message(stream).to_string().as_bytes()).await
    }

    /// The same, answered by the vendor's own rules.
    pub(crate) async fn ask_unscripted(&self, stream: bool) -> Client {
        self.send("/v1/messages", &[], message(stream).to_string().as_bytes()).await
    }

    /// A connection with a request of the known key on it.
    pub(crate) async fn send(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Client {
        let mut all =
            vec![("x-api-key", KEY), ("anthropic-version", "2023-06-01"), ("content-type", "application/json")];
        all.extend(headers);
        Client::send(self.address, "POST", path, &all, body).await
    }

    /// Everything that the journal has by now.
    pub(crate) fn records(&self) -> Vec<Record> {
        let mut journal = self.journal.lock().unwrap();
        let (reader, records) = &mut *journal;
        let new = reader.read(usize::MAX).unwrap();
        records.extend(new.into_iter().map(|(_, bytes)| Sealed::read(bytes).and_then(Sealed::record).unwrap()));
        records.clone()
    }

    /// What was settled so far.
    pub(crate) fn settled(&self) -> Vec<LogEntry> {
        let entry = |record| match record {
            Record::Settled(entry) => Some(*entry),
            Record::Started(_) => None,
        };
        self.records().into_iter().filter_map(entry).collect()
    }

    /// What was settled last, once nothing runs.
    pub(crate) async fn last(&self) -> LogEntry {
        self.gateway.live().idle().await;
        self.settled().pop().unwrap()
    }

    /// Failures in a row of a provider, over all its breakers.
    pub(crate) fn failures(&self, provider: i64) -> i64 {
        let reports = self.gateway.breakers();
        reports.iter().filter(|report| report.provider == ProviderId(provider)).map(|report| report.failures).sum()
    }

    /// The only row there is, once nothing runs.
    pub(crate) async fn row(&self) -> LogEntry {
        self.gateway.live().idle().await;
        let mut rows = self.settled();
        assert_eq!(rows.len(), 1, "{rows:#?}");
        rows.remove(0)
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A clock that stands still until it is told otherwise.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    pub(crate) fn at(now: i64) -> Self {
        Self(Arc::new(AtomicI64::new(now)))
    }

    pub(crate) fn forward(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn clock(&self) -> Clock {
        let hands = self.0.clone();
        Clock::new(move || Millis(hands.load(Ordering::SeqCst)))
    }
}

/// Two instances behind one Redis, and their providers' ids moved out of the way of other tests that use it.
pub(crate) async fn two(mut snapshot: Snapshot, options: Options) -> (Hub, Hub, i64) {
    let url = std::env::var("TEST_REDIS_URL").unwrap_or_else(|_| {
        panic!("no Redis to test on: run through cargo xtask test, or set TEST_REDIS_URL to an empty Redis")
    });
    let aside = i64::from(fastrand::u32(1_000..));
    snapshot = with_providers(snapshot, |upstream| upstream.provider.id.0 += aside);
    for caller in snapshot.callers.values_mut() {
        let mut moved = (**caller).clone();
        moved.key_id.0 += aside;
        *caller = Arc::new(moved);
    }
    // A machine that is busy with other tests must not look like a Redis that is away.
    let redis_patience = Duration::from_secs(10);
    let options = Options { redis_url: Some(Secret::new(url)), redis_patience, ..options };
    let copied = copy(&snapshot);
    (Hub::start(snapshot, options.clone()).await, Hub::start(copied, options).await, aside)
}

fn copy(snapshot: &Snapshot) -> Snapshot {
    Snapshot {
        version: snapshot.version,
        callers: snapshot.callers.clone(),
        providers: snapshot.providers.clone(),
        groups: snapshot.groups.clone(),
        prices: snapshot.prices.clone(),
        billing: snapshot.billing,
        rectifiers_off: snapshot.rectifiers_off.clone(),
        zone: snapshot.zone,
        warn_percents: snapshot.warn_percents.clone(),
        drill: None,
    }
}

/// Waits until it is so.
pub(crate) async fn until(what: &str, is_so: impl Fn() -> bool) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(tokio::time::Instant::now() < deadline, "it never came to {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Every failure is the client's to see.
pub(crate) fn once() -> Options {
    Options { max_retries: 0, ..Options::default() }
}

pub(crate) fn message(stream: bool) -> Value {
    json!({"model": MODEL, "max_tokens": 64, "stream": stream, "messages": [{"role": "user", "content": "hello"}]})
}

pub(crate) fn snapshot(url: &str) -> Snapshot {
    Snapshot {
        version: 1,
        callers: [(hash(KEY), Arc::new(caller()))].into(),
        providers: vec![Arc::new(upstream(url))],
        groups: [("default".to_owned(), Ratio(5_000))].into(),
        prices: Arc::new(book(&[(MODEL, price())])),
        billing: Billing::default(),
        rectifiers_off: Vec::new(),
        zone: domain::window::Zone::UTC,
        warn_percents: vec![80, 95],
        drill: None,
    }
}

/// One provider of every kind in front of one vendor.
pub(crate) fn fleet(url: &str) -> Snapshot {
    let providers = ProviderKind::ALL.into_iter().zip(1..).map(|(kind, id)| {
        let mut upstream = upstream(url);
        upstream.provider.kind = kind;
        upstream.provider.id = ProviderId(id);
        upstream.provider.name = kind.as_str().to_owned();
        // Two kinds speak Anthropic's dialect: the first is asked.
        upstream.provider.priority = id;
        Arc::new(upstream)
    });
    Snapshot { providers: providers.collect(), ..snapshot(url) }
}

/// Providers of one kind in front of these URLs, each of better priority than the next, with breakers as they are by
/// default: `a`, `b`, ...
pub(crate) fn line(kind: ProviderKind, urls: &[String]) -> Snapshot {
    let providers = urls.iter().zip(0u8..).map(|(url, at)| {
        let mut upstream = upstream(url);
        upstream.provider.kind = kind;
        upstream.provider.id = ProviderId(i64::from(at) + 1);
        upstream.provider.name = char::from(b'a' + at).to_string();
        upstream.provider.priority = i64::from(at);
        upstream.provider.routing.breaker = BreakerRule::default();
        upstream.credential = Secret::new(format!("sk-{}", upstream.provider.name));
        Arc::new(upstream)
    });
    Snapshot { providers: providers.collect(), ..snapshot("") }
}

/// The snapshot with every provider changed.
pub(crate) fn with_providers(mut snapshot: Snapshot, change: impl Fn(&mut Upstream)) -> Snapshot {
    for provider in &mut snapshot.providers {
        let mut upstream = (**provider).clone();
        change(&mut upstream);
        *provider = Arc::new(upstream);
    }
    snapshot
}

/// The snapshot with limits for the owner of every key.
pub(crate) fn with_limits(mut snapshot: Snapshot, limits: &Limits) -> Snapshot {
    for caller in snapshot.callers.values_mut() {
        let mut limited = (**caller).clone();
        let owner = LimitOwner::User(limited.user_id);
        limited.allowances = vec![Allowance { owner, limits: limits.clone(), since: None }];
        *caller = Arc::new(limited);
    }
    snapshot
}

/// Gives a provider limits.
pub(crate) fn limit(upstream: &mut Upstream, caps: Caps) {
    let owner = LimitOwner::Provider(upstream.provider.id);
    upstream.allowance = Some(Allowance { owner, limits: Limits { caps, ..Limits::default() }, since: None });
}

pub(crate) fn hash(key: &str) -> [u8; 32] {
    Sha256::digest(key).into()
}

pub(crate) fn caller() -> Caller {
    Caller {
        key_id: KeyId(7),
        key_name: "laptop".to_owned(),
        user_id: UserId(3),
        user_name: "ann".to_owned(),
        ..Caller::anyone(names(&["default"]))
    }
}

pub(crate) fn upstream(url: &str) -> Upstream {
    let mut upstream = Upstream::draft(ProviderKind::Claude, url, Secret::new(CREDENTIAL), None);
    upstream.provider.id = ProviderId(1);
    upstream.provider.name = "vendor".to_owned();
    upstream.provider.multiplier = Ratio(12_000);
    // A test that is not about breakers may fail as often as it likes.
    upstream.provider.routing.breaker.threshold = 0;
    upstream
}

/// Dollars a million: 3, 15, 3.75, 6, 0.3.
pub(crate) fn price() -> Price {
    let rate = |cents: i64| cents * 10_000_000;
    let base = Rates {
        input: rate(300),
        output: rate(1500),
        cache_write_5m: rate(375),
        cache_write_1h: rate(600),
        cache_read: rate(30),
        input_image: rate(300),
        output_image: rate(1500),
        reasoning: rate(1500),
    };
    Price { standard: Ladder { base, steps: Vec::new() }, ..Price::default() }
}

pub(crate) fn book(prices: &[(&str, Price)]) -> PriceBook {
    let priced = |price: &Price| Priced { price: price.clone(), source: PriceSource::Manual };
    PriceBook::new(0, prices.iter().map(|(model, price)| (None, (*model).to_owned(), priced(price))), [])
}

/// What [`snapshot`]'s provider and group make of it, whoever's price it was.
pub(crate) fn cost(usage: &Usage) -> Cost {
    let terms = Terms { provider: Ratio(12_000), group: Ratio(5_000), ..Terms::default() };
    bare(domain::price::cost(&price(), usage, terms))
}

/// As [`cost`] gives it: nothing is nothing at any multiplier.
pub(crate) fn bare(cost: Cost) -> Cost {
    match cost.lines.is_empty() {
        true => Cost::default(),
        false => Cost { basis: None, ..cost },
    }
}

pub(crate) fn names(list: &[&str]) -> Names {
    list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().into()
}

/// The vendor's figures in the hub's words.
pub(crate) fn billed(usage: &mockvendor::Usage) -> Usage {
    Usage {
        input: usage.input as i64,
        output: usage.output as i64,
        cache_write_5m: usage.cache_write_5m as i64,
        cache_write_1h: usage.cache_write_1h as i64,
        cache_read: usage.cache_read as i64,
        input_image: usage.input_image as i64,
        output_image: usage.output_image as i64,
        reasoning: usage.reasoning as i64,
    }
}

/// The folders of recorded answers, and the paths that ask for such answers.
pub(crate) const DIALECTS: [(&str, &str); 4] = [
    ("anthropic", "/v1/messages"),
    ("openai-chat", "/v1/chat/completions"),
    ("openai-responses", "/v1/responses"),
    ("gemini", "/v1beta/models/gemini-2.5-flash:generateContent"),
];

/// Recorded answers of a dialect's folder by the beginning and end of their names.
pub(crate) fn fixtures(folder: &str, prefix: &str, suffix: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .filter(|(name, _)| name.starts_with(prefix) && name.ends_with(suffix))
        .map(|(name, path)| (name, std::fs::read(path).unwrap()))
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The hub's own refusal: its status, type and code, in the vendor's shape, with the request id in header and body.
pub(crate) fn assert_refused(answer: &Answer, status: u16, kind: &str, code: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    let body = answer.json();
    assert_eq!((&body["type"], &body["error"]["type"]), (&json!("error"), &json!(kind)), "{answer:?}");
    assert_eq!(body["error"]["code"], code, "{answer:?}");
    assert!(body["error"]["message"].as_str().is_some_and(|text| text.len() > 10), "{answer:?}");
    let id = answer.header("x-cch-request-id").unwrap();
    assert_eq!((body["request_id"].as_str(), answer.header("request-id")), (Some(id), Some(id)));
    assert!(answer.header("content-type").unwrap().starts_with("application/json"));
    assert!(answer.whole);
}
