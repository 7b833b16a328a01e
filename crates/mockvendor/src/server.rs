//! A vendor that listens: its own threads, its own port, gone when dropped.

use crate::bill::{Bill, Billed};
use crate::script::Rule;
use crate::wire::{Link, Tap};
use crate::{admin, exchange};
use axum::Router;
use std::collections::{HashSet, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

/// How unscripted answers look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Setting {
    /// Tokens a second. Absent: as fast as possible.
    pub pace: Option<f64>,
    /// Answers vary in length, thinking and cache use, the same way every time.
    pub lively: bool,
    /// Of requests that are complete only sums are kept: a benchmark asks millions.
    pub lean: bool,
}

/// What the handlers share.
pub(crate) struct Mock {
    pub(crate) setting: Setting,
    pub(crate) rules: Mutex<VecDeque<Rule>>,
    pub(crate) bill: Arc<Bill>,
    pub(crate) gates: Arc<Gates>,
    pub(crate) count: AtomicU64,
    /// Start time, in the ids: they stay unique over restarts.
    pub(crate) epoch: u64,
}

impl Mock {
    pub(crate) fn push(&self, rule: Rule) {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).push_back(rule);
    }

    pub(crate) fn clear_rules(&self) {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Names that were released; a released gate stays open until everything is cleared.
pub(crate) struct Gates(watch::Sender<HashSet<String>>);

impl Gates {
    pub(crate) fn release(&self, name: &str) {
        self.0.send_modify(|open| {
            open.insert(name.to_owned());
        });
    }

    pub(crate) async fn wait(&self, name: &str) {
        // The sender lives as long as this value.
        let _ = self.0.subscribe().wait_for(|open| open.contains(name)).await;
    }

    pub(crate) fn close(&self) {
        self.0.send_modify(HashSet::clear);
    }
}

/// A running vendor. Its methods may be called from any thread, within a runtime or without; dropping it closes the port
/// and every connection.
pub struct MockVendor {
    mock: Arc<Mock>,
    address: SocketAddr,
    runtime: Option<Runtime>,
}

impl MockVendor {
    /// Listens on a free port of 127.0.0.1.
    ///
    /// # Panics
    /// When the machine has no free port or thread left: a test cannot go on then.
    #[expect(clippy::expect_used, reason = "the shape that tests want; `bind` is the one that answers with an error")]
    pub fn start() -> Self {
        Self::bind(SocketAddr::from(([127, 0, 0, 1], 0)), Setting::default()).expect("a free port on 127.0.0.1")
    }

    /// Listens on `address`.
    pub fn bind(address: SocketAddr, setting: Setting) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(2).thread_name("mockvendor").enable_all().build()?;
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let mock = Arc::new(Mock {
            setting,
            rules: Mutex::default(),
            bill: Arc::new(Bill::new(setting.lean)),
            gates: Arc::new(Gates(watch::Sender::new(HashSet::new()))),
            count: AtomicU64::new(0),
            epoch: now_ms(),
        });
        let routes = Router::new().merge(admin::routes()).fallback(exchange::answer).with_state(mock.clone());
        let service = routes.into_make_service_with_connect_info::<Link>();
        runtime.spawn(async move { axum::serve(Tap(listener), service).await });
        Ok(Self { mock, address, runtime: Some(runtime) })
    }

    /// `http://127.0.0.1:<port>`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Queues a rule (or a script, for every request until cleared).
    pub fn script(&self, rule: impl Into<Rule>) {
        self.mock.push(rule.into());
    }

    /// Opens the gate that answers with `hold: name` wait at, for them and all later ones.
    pub fn release(&self, name: &str) {
        self.mock.gates.release(name);
    }

    /// All rows so far, in order of arrival; those in flight are among them.
    pub fn bill(&self) -> Vec<Billed> {
        self.mock.bill.rows()
    }

    /// The same rows, read as what was received: headers and bodies.
    pub fn requests(&self) -> Vec<Billed> {
        self.bill()
    }

    /// Waits until the rows satisfy `done`, e.g. `|rows| rows.len() == 3 && rows.iter().all(|r| r.complete)`.
    pub async fn until(&self, done: impl FnMut(&[Billed]) -> bool) -> Vec<Billed> {
        self.mock.bill.until(done).await
    }

    /// The most requests that were ever under way at once; one that was cut off never ends.
    pub fn most_at_once(&self) -> usize {
        self.mock.bill.most()
    }

    /// Forgets rules, rows and released gates.
    pub fn clear(&self) {
        self.mock.clear_rules();
        self.mock.bill.clear();
        self.mock.gates.close();
    }
}

impl Drop for MockVendor {
    fn drop(&mut self) {
        // A runtime must not be dropped on another one's thread; joining makes the port free on return.
        if let Some(runtime) = self.runtime.take() {
            let _ = std::thread::spawn(move || drop(runtime)).join();
        }
    }
}

pub(crate) fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}
