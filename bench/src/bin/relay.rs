//! The data plane without its console: as many keys and providers as are asked for, and limits of every kind. What counts
//! instructions runs this.

use anyhow::Result;
use arc_swap::ArcSwap;
use axum::Router;
use clap::Parser;
use domain::limit::{Allowance, Caps, LimitOwner, Limits};
use domain::price::{Ladder, Price, PriceBook, PriceSource, Priced, Rates};
use domain::provider::ProviderKind;
use domain::redirect::{MatchKind, Redirect, Redirector, Redirects};
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::{KeyId, Names, Nanos, ProviderId, Secret, UserId};
use gateway::{Gateway, Options, Workers};
use journal::Journal;
use sha2::{Digest, Sha256};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use tikv_jemallocator::Jemalloc;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// The hub's own.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

#[derive(Parser)]
struct Arguments {
    #[arg(long)]
    port: u16,
    /// Base URL of every provider
    #[arg(long)]
    vendor: String,
    /// Of the one model that has a price
    #[arg(long)]
    model: String,
    /// Folder for the journal, which nobody reads
    #[arg(long)]
    journal: PathBuf,
    /// The text of the first of them; the others cannot be known
    #[arg(long)]
    key: String,
    #[arg(long, default_value_t = 1)]
    keys: i64,
    #[arg(long, default_value_t = 1)]
    providers: i64,
    /// So many entries before the one that fits in each list that a request is compared with: prices, a key's models, a
    /// provider's models and redirects
    #[arg(long, default_value_t = 0)]
    rules: usize,
    /// Do so many rounds of nothing for every request: what the count of instructions must notice
    #[arg(long, default_value_t = 0)]
    waste: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (journal, _reader) = Journal::open(&arguments.journal)?;
    let snapshot = Arc::new(ArcSwap::from_pointee(snapshot(&arguments)));
    let waste = arguments.waste;
    let clock = gateway::Clock::new(move || {
        for round in 0..waste {
            std::hint::black_box(round);
        }
        domain::Millis::now()
    });
    let gateway = Gateway::new(snapshot, journal, Options { clock, ..Options::default() })?;
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port))).await?;
    let (_end, ending) = watch::channel(false);
    let _workers = Workers::start(&gateway, &Router::new(), listener, &ending)?;
    Ok(tokio::signal::ctrl_c().await?)
}

fn snapshot(arguments: &Arguments) -> Snapshot {
    let others: Vec<String> = (0..arguments.rules).map(|number| format!("other-model-{number}")).collect();
    // An empty list allows all.
    let listed = others.iter().chain((!others.is_empty()).then_some(&arguments.model)).cloned();
    let models = Names::from(listed.collect::<Vec<_>>());
    let redirect = |source: &String| Redirect {
        kind: MatchKind::Exact,
        source: source.clone(),
        target: "another-model".to_owned(),
    };
    let redirects = Redirects(others.iter().map(redirect).collect());
    let redirector = Redirector::new(&redirects).unwrap_or_default();
    let caps = Caps {
        rpm: Some(1 << 40),
        tpm: Some(1 << 40),
        concurrent_sessions: Some(1 << 40),
        usd_5h: Some(Nanos(1 << 60)),
        usd_day: Some(Nanos(1 << 60)),
        usd_month: Some(Nanos(1 << 60)),
        ..Caps::default()
    };
    let limits = Limits { caps, ..Limits::default() };
    let allow = |owner| Allowance { owner, limits: limits.clone(), since: None };
    let callers = (1..=arguments.keys).map(|number| {
        let text = if number == 1 { arguments.key.clone() } else { format!("sk-other-{number}") };
        let caller = Caller {
            key_id: KeyId(number),
            user_id: UserId(number),
            user_name: format!("user {number}"),
            key_name: format!("key {number}"),
            allowed_models: models.clone(),
            allowances: vec![allow(LimitOwner::Key(KeyId(number))), allow(LimitOwner::User(UserId(number)))],
            ..Caller::anyone(Names::default())
        };
        (Sha256::digest(text).into(), Arc::new(caller))
    });
    let providers = (1..=arguments.providers).map(|number| {
        let mut upstream =
            Upstream::draft(ProviderKind::Claude, &arguments.vendor, Secret::new("sk-ant-bench-0123456789"), None);
        upstream.provider.id = ProviderId(number);
        upstream.provider.name = format!("provider {number}");
        upstream.provider.allowed_models = models.clone();
        upstream.redirector = redirector.clone();
        upstream.allowance = Some(allow(LimitOwner::Provider(ProviderId(number))));
        Arc::new(upstream)
    });
    let base = Rates { input: 3_000_000_000, output: 15_000_000_000, ..Rates::default() };
    let price = Price { standard: Ladder { base, steps: Vec::new() }, ..Price::default() };
    let priced = Priced { price, source: PriceSource::Manual };
    let priced_models = others.iter().chain([&arguments.model]);
    let prices = priced_models.map(|model| (None, model.clone(), priced.clone()));
    Snapshot {
        callers: callers.collect(),
        providers: providers.collect(),
        prices: Arc::new(PriceBook::new(0, prices, [])),
        warn_percents: vec![80, 95],
        ..Snapshot::default()
    }
}
