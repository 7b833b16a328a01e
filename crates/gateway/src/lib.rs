//! The data plane: it takes a client's request, finds a provider for it, relays the answer byte for byte and settles
//! what it cost. It never asks a database: configuration is an immutable snapshot, and what happened goes to the journal.
//!
//! Read `proxy.rs` first: a request, top to bottom.

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
pub mod live;
mod models;
mod observe;
mod path;
mod peer;
mod proxy;
mod reject;
mod relay;
mod select;
mod session;
mod settle;
mod sse;
mod upstream;

pub use peer::client_ip;

use arc_swap::ArcSwap;
use axum::Router;
use axum::routing::any;
use budget::Budget;
use domain::snapshot::Snapshot;
use guard::lockout::Lockout;
use journal::Journal;
use live::Live;
use models::catalog::Catalog;
use std::sync::Arc;
use std::time::Duration;
use upstream::client::Clients;
use upstream::google::Tokens;

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
    /// How long after its last request a session counts as active.
    pub session_ttl: Duration,
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
        }
    }
}

/// Handle on the data plane. Cheap to clone.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

struct Inner {
    snapshot: Arc<ArcSwap<Snapshot>>,
    journal: Journal,
    clients: Clients,
    tokens: Tokens,
    catalog: Catalog,
    lockout: Lockout,
    live: Live,
    budget: Budget,
    options: Options,
}

impl Gateway {
    /// # Errors
    /// When the TLS set-up of the machine cannot be used.
    pub fn new(snapshot: Arc<ArcSwap<Snapshot>>, journal: Journal, options: Options) -> Result<Self, reqwest::Error> {
        let clients = Clients::new(&options)?;
        let live = Live::new(options.session_ttl);
        let budget = Budget::new(options.buffer_bytes);
        Ok(Self(Arc::new(Inner {
            snapshot,
            journal,
            clients,
            tokens: Tokens::default(),
            catalog: Catalog::default(),
            lockout: Lockout::default(),
            live,
            budget,
            options,
        })))
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

    /// Requests under way and those that just ended, for the console.
    pub fn live(&self) -> &Live {
        &self.0.live
    }
}
