//! The data plane: it takes a client's request, finds a provider for it, relays the answer byte for byte and settles
//! what it cost. It never asks a database: configuration is an immutable snapshot, and what happened goes to the journal.
//!
//! Read `proxy.rs` first: a request, top to bottom.

mod admit;
mod ask;
mod bind;
mod body;
mod budget;
mod codec;
mod cors;
mod decode;
mod edit;
mod exchange;
mod family;
mod framer;
#[cfg(feature = "fuzz")]
pub mod fuzz;
mod guard;
mod inbound;
mod limit;
pub mod live;
mod models;
mod observe;
mod path;
mod peer;
mod proxy;
mod record;
mod reject;
mod relay;
mod route;
mod schedule;
mod session;
mod sessions;
mod settle;
mod shared;
mod sse;
mod tidy;
mod upstream;
mod visit;
mod witness;
mod worker;

pub use domain::clock::Clock;
pub use peer::TrustedProxies;
pub use witness::{Ended, Hops, Refusal, Witness};
pub use worker::Workers;

use arc_swap::ArcSwap;
use axum::Router;
use axum::routing::any;
use budget::Budget;
use domain::books::Books;
use domain::breaker::BreakerReport;
use domain::limit::{Allowance, LimitWarning, Quota};
use domain::session::{ActiveSession, SessionName};
use domain::snapshot::Snapshot;
use domain::{Millis, Owner, ProviderId, Secret};
use egress::Egress;
use guard::lockout::Lockout;
use journal::Journal;
use limit::Limiter;
use live::Live;
use models::catalog::Catalog;
use record::Records;
use reqwest::header::HeaderMap;
use route::binding::Bindings;
use route::breaker::Breakers;
use route::endpoint::Endpoints;
use route::pool::Pools;
use route::slot::Slots;
use sessions::Sessions;
use shared::Redis;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::task::JoinSet;
use upstream::client::Clients;
use upstream::google::Tokens;
use worker::until;

/// What Code Assist's clients call at the top level; a router cannot leave the method open.
/// <https://github.com/google-gemini/gemini-cli/tree/main/packages/core/src/code_assist>
const CODE_METHODS: [&str; 12] = [
    "generateContent",
    "streamGenerateContent",
    "countTokens",
    "loadCodeAssist",
    "onboardUser",
    "fetchAdminControls",
    "getCodeAssistGlobalUserSetting",
    "setCodeAssistGlobalUserSetting",
    "listExperiments",
    "retrieveUserQuota",
    "recordCodeAssistMetrics",
    "recordConversationOffered",
];

/// Limits that hold for every request.
#[derive(Clone, Debug)]
pub struct Options {
    /// TCP and TLS to a provider.
    pub connect_timeout: Duration,
    /// From sending to the vendor's status line.
    pub headers_timeout: Duration,
    /// Between two pieces of an answer.
    pub idle_timeout: Duration,
    /// A test request as a whole.
    pub test_timeout: Duration,
    /// Longest request body.
    pub body_bytes: usize,
    /// What all copies of answers kept for metering may hold together.
    pub buffer_bytes: usize,
    /// After the client left: how long, and how much of, the answer is still read to learn what it cost.
    pub drain_time: Duration,
    pub drain_bytes: usize,
    /// How long after its last request a session counts as active and stays with its provider.
    pub session_ttl: Duration,
    /// Attempts after the first one, over all providers.
    pub max_retries: u32,
    /// Attempts on one provider before the next, unless the provider says otherwise.
    pub provider_attempts: u32,
    /// From a request's arrival to the start of its last attempt.
    pub retry_time: Duration,
    /// The pause before the second attempt on a provider; each further one is twice as long.
    pub retry_pause: Duration,
    /// Failures of the network open breakers, too.
    pub count_network: bool,
    /// After so long without a word, a stream gets a comment.
    pub keep_alive: Option<Duration>,
    pub clock: Clock,
    /// Shared with the other instances.
    pub redis_url: Option<Secret>,
    /// What a request waits for Redis at most; then its instance goes on by itself.
    pub redis_patience: Duration,
    /// None = nothing is probed.
    pub probes: Option<Probes>,
    /// What was spent before; None: nothing was.
    pub books: Option<Arc<dyn Books>>,
    pub witnesses: Vec<Arc<dyn Witness>>,
    pub trusted_proxies: TrustedProxies,
    /// Which addresses providers may have.
    pub egress: Egress,
}

/// How providers that are out are probed.
#[derive(Clone, Debug)]
pub struct Probes {
    pub period: Duration,
    pub timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(30),
            headers_timeout: Duration::from_secs(600),
            idle_timeout: Duration::from_secs(600),
            test_timeout: Duration::from_secs(15),
            body_bytes: 100 << 20,
            buffer_bytes: 256 << 20,
            drain_time: Duration::from_secs(60),
            drain_bytes: 16 << 20,
            session_ttl: Duration::from_secs(300),
            max_retries: 3,
            provider_attempts: 2,
            retry_time: Duration::from_secs(600),
            retry_pause: Duration::from_millis(100),
            count_network: true,
            keep_alive: Some(Duration::from_secs(15)),
            clock: Clock::default(),
            redis_url: None,
            redis_patience: Duration::from_millis(50),
            probes: None,
            books: None,
            witnesses: Vec::new(),
            trusted_proxies: TrustedProxies::default(),
            egress: Egress::default(),
        }
    }
}

/// Why the data plane cannot work here.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("TLS is not usable here: {0}")]
    Tls(#[from] egress::Error),
    #[error("REDIS_URL is no address of a Redis: {0}")]
    Redis(#[from] redis::RedisError),
    #[error("the threads that serve connections could not start: {0}")]
    Threads(#[from] std::io::Error),
}

/// Handle on the data plane. Cheap to clone.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>, Arc<Clients>);

struct Inner {
    snapshot: Arc<ArcSwap<Snapshot>>,
    records: Records,
    tokens: Tokens,
    catalog: Catalog,
    lockout: Lockout,
    live: Live,
    sessions: Sessions,
    budget: Budget,
    breakers: Breakers,
    slots: Slots,
    pools: Pools,
    limiter: Limiter,
    endpoints: Endpoints,
    bindings: Bindings,
    redis: Option<Redis>,
    options: Options,
}

impl Gateway {
    /// # Errors
    /// When the TLS set-up of the machine cannot be used, or the address of Redis is none.
    pub fn new(snapshot: Arc<ArcSwap<Snapshot>>, journal: Journal, options: Options) -> Result<Self, StartError> {
        let clients = Arc::new(Clients::new(&options)?);
        let redis = match &options.redis_url {
            Some(url) => Some(Redis::new(url.expose(), options.redis_patience)?),
            None => None,
        };
        let bindings = Bindings::new(redis.clone(), options.session_ttl.as_millis() as i64);
        let limiter = Limiter::new(redis.clone(), options.books.clone(), options.clock.clone());
        let live = Live::new();
        let sessions = Sessions::new(options.session_ttl, options.clock.clone());
        let budget = Budget::new(options.buffer_bytes);
        let inner = Inner {
            snapshot,
            records: Records::new(journal),
            tokens: Tokens::default(),
            catalog: Catalog::default(),
            lockout: Lockout::default(),
            live,
            sessions,
            budget,
            breakers: Breakers::default(),
            slots: Slots::default(),
            pools: Pools::default(),
            limiter,
            endpoints: Endpoints::default(),
            bindings,
            redis,
            options,
        };
        Ok(Self(Arc::new(inner), clients))
    }

    /// The same data plane with connections to providers of its own: one belongs to the runtime that opened it.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn with_own_connections(&self) -> Result<Self, StartError> {
        Ok(Self(self.0.clone(), Arc::new(Clients::new(&self.0.options)?)))
    }

    /// Everything that clients call. No layer that buffers, compresses or times out belongs around it.
    pub fn router(&self) -> Router {
        let roots = ["/v1", "/v1beta", "/v1internal", "/upload/v1", "/upload/v1beta"];
        let trees =
            roots.into_iter().flat_map(|root| [root.to_owned(), format!("{root}/"), format!("{root}/{{*path}}")]);
        let methods = CODE_METHODS.iter().map(|method| format!("/v1internal:{method}"));
        // Who has left out the version is told so.
        let bare = ["/chat/completions", "/responses", "/messages", "/completions", "/embeddings"].map(str::to_owned);
        let router =
            trees.chain(methods).chain(bare).fold(Router::new(), |router, path| router.route(&path, any(proxy::serve)));
        router.with_state(self.clone())
    }

    /// What goes on beside the requests, each as a task of its own, until `shutdown` is true. What requests hold and what they
    /// owe is looked after until `drained` is: some are still under way.
    pub fn spawn_jobs(
        &self,
        jobs: &mut JoinSet<()>,
        shutdown: &watch::Receiver<bool>,
        drained: &watch::Receiver<bool>,
    ) {
        let (gateway, end) = (self.clone(), until(shutdown.clone()));
        jobs.spawn(async move {
            tokio::select! { () = gateway.share() => {}, () = end => {} }
        });
        let (gateway, end) = (self.clone(), until(drained.clone()));
        jobs.spawn(async move {
            tokio::select! { () = gateway.0.records.keep() => {}, () = end => {} }
        });
        let (limiter, end) = (self.0.limiter.clone(), until(drained.clone()));
        jobs.spawn(async move {
            tokio::select! { () = limiter.keep() => {}, () = end => {} }
        });
        let (gateway, end) = (self.clone(), until(shutdown.clone()));
        jobs.spawn(async move {
            tokio::select! { () = gateway.probe() => {}, () = end => {} }
        });
        let (gateway, end) = (self.clone(), until(shutdown.clone()));
        jobs.spawn(async move {
            tokio::select! { () = gateway.tidy() => {}, () = end => {} }
        });
    }

    /// Where a request came from, by its connection and by what trusted proxies say: of the data plane and the console alike.
    pub fn client_ip(&self, headers: &HeaderMap, peer: Option<SocketAddr>) -> String {
        self.0.options.trusted_proxies.client_ip(headers, peer)
    }

    pub(crate) fn tell(&self, tell: impl FnMut(&Arc<dyn Witness>)) {
        self.0.options.witnesses.iter().for_each(tell);
    }

    pub(crate) fn now(&self) -> Millis {
        self.0.options.clock.now()
    }

    /// Latest first; of one user, or all.
    pub fn active_sessions(&self, owner: Option<Owner>) -> Vec<ActiveSession> {
        self.0.sessions.list(owner)
    }

    /// Forgets a session: its next request is a new one's.
    pub async fn end_session(&self, name: &SessionName) {
        self.0.sessions.forget(name);
        self.0.bindings.end(name).await;
    }

    /// Circuit breakers that have something to say, by provider and model.
    pub fn breakers(&self) -> Vec<BreakerReport> {
        self.0.breakers.reports(&self.0.snapshot.load(), self.now())
    }

    /// Closes a provider's breakers: all of them, or one model family's.
    pub fn reset_breakers(&self, provider: ProviderId, model: Option<&str>) {
        self.0.breakers.reset(provider, model, self.now());
    }

    /// Opens a provider's breaker until it is reset.
    pub fn open_breaker(&self, provider: ProviderId) {
        self.0.breakers.open_by_hand(provider, self.now());
    }

    /// How every limit of these stands: the limiter's own figures.
    pub async fn quotas(&self, allowances: &[Allowance]) -> Vec<Quota> {
        let moment = self.moment(&self.0.snapshot.load(), self.now());
        self.0.limiter.quotas(allowances, moment).await
    }

    /// One message for each limit that comes to one of the percentages at which people want to hear of it.
    pub fn warnings(&self) -> broadcast::Receiver<LimitWarning> {
        self.0.limiter.warnings()
    }

    /// Redis is set but cannot be relied on: this instance limits by itself.
    pub fn is_degraded(&self) -> bool {
        self.0.limiter.is_degraded()
    }

    /// The journal takes nothing, and so no request is begun.
    pub fn is_stuck(&self) -> bool {
        self.0.records.is_stuck()
    }

    /// Requests that each provider has under way.
    pub fn under_way(&self) -> HashMap<ProviderId, i64> {
        self.0.slots.all()
    }

    /// Bytes that all side buffers hold together now, and may hold.
    pub fn buffers(&self) -> (usize, usize) {
        let most = self.0.options.buffer_bytes;
        (most.saturating_sub(self.0.budget.left()), most)
    }

    /// Requests under way and those that just ended, for the console.
    pub fn live(&self) -> &Live {
        &self.0.live
    }
}
