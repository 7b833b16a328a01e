//! The vendor's own tally: one row a request, to be compared with a ledger.

use crate::usage::Usage;
use axum::http::{HeaderMap, Uri};
use bytes::Bytes;
use serde::{Serialize, Serializer};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// Request bodies are kept for this many of the newest rows, so that a long benchmark does not fill the memory.
const BODIES_KEPT: usize = 5_000;

/// One request and what it cost. Errors (status 400 and up) cost nothing. A JSON answer costs its whole usage once the body
/// was handed over. A stream costs the usage that the newest sent frame states: Anthropic states the input and one output
/// token in `message_start`, Gemini a running total in every chunk, OpenAI everything at the end. Counting, moderation,
/// models, tokens and whatever is stored under an id cost nothing.
#[derive(Clone, Debug, Serialize)]
pub struct Billed {
    #[serde(skip)]
    pub(crate) number: u64,
    /// `req_...`, the answer's `request-id` (`x-request-id` in the OpenAI dialects).
    pub id: String,
    /// The id inside the answer's body: `msg_...`, `chatcmpl-...`, `resp_...`, Gemini's `responseId`; of something stored
    /// or started its end. Empty where the answer has none.
    pub message_id: String,
    /// Unix milliseconds when the request had arrived.
    pub at_ms: u64,
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Empty where none was named, and in an encoded body.
    pub model: String,
    pub credential: Option<Credential>,
    /// The answer is a stream.
    pub stream: bool,
    pub usage: Usage,
    /// The whole body was sent.
    pub complete: bool,
    /// Body bytes that left.
    pub bytes_sent: u64,
    /// 0: no answer was begun.
    pub status: u16,
    pub request_headers: Vec<(String, String)>,
    /// As it came: not unpacked where `content-encoding` says that it is packed.
    #[serde(serialize_with = "as_text")]
    pub request_body: Bytes,
}

/// A vendor key and the header that carried it (`?key` for the query parameter). `Bearer ` is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credential {
    pub header: String,
    pub value: String,
}

impl Credential {
    pub(crate) fn of(headers: &HeaderMap, uri: &Uri) -> Option<Self> {
        for header in ["x-api-key", "authorization", "x-goog-api-key", "api-key"] {
            if let Some(value) = headers.get(header) {
                let value = String::from_utf8_lossy(value.as_bytes());
                let value = value.strip_prefix("Bearer ").unwrap_or(&value).to_owned();
                return Some(Self { header: header.to_owned(), value });
            }
        }
        let key = uri.query()?.split('&').find_map(|pair| pair.strip_prefix("key="))?;
        Some(Self { header: "?key".to_owned(), value: key.to_owned() })
    }
}

impl Billed {
    /// The first value of a request header, by lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request_headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

fn as_text<S: Serializer>(body: &Bytes, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&String::from_utf8_lossy(body))
}

/// What one vendor key was charged for one model.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sum {
    model: String,
    credential: Option<String>,
    requests: u64,
    complete: u64,
    usage: Usage,
}

/// All rows, in order of arrival; readers can wait for a state of it.
pub(crate) struct Bill {
    rows: watch::Sender<Vec<Billed>>,
    /// Of the rows that are complete, where only sums are kept of those.
    complete: Option<Mutex<Vec<Sum>>>,
    /// Rows that are not complete, and the most there ever were at once.
    under_way: AtomicUsize,
    most: AtomicUsize,
}

impl Bill {
    /// `lean`: a row that is complete lives on in the sums alone.
    pub(crate) fn new(lean: bool) -> Self {
        Self {
            rows: watch::Sender::new(Vec::new()),
            complete: lean.then(Mutex::default),
            under_way: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        }
    }

    /// Headers and bodies of requests are of use to somebody.
    pub(crate) fn keeps_requests(&self) -> bool {
        self.complete.is_none()
    }

    pub(crate) fn open(&self, row: Billed) {
        let under_way = self.under_way.fetch_add(1, Relaxed) + 1;
        self.most.fetch_max(under_way, Relaxed);
        self.rows.send_modify(|rows| {
            // Requests that arrive together may be numbered and recorded in a different order.
            let at = rows.partition_point(|r| r.number < row.number);
            rows.insert(at, row);
            if let Some(old) = rows.len().checked_sub(BODIES_KEPT + 1) {
                rows[old].request_body = Bytes::new();
            }
        });
    }

    /// Does nothing for a row that was cleared meanwhile.
    pub(crate) fn amend(&self, number: u64, change: impl FnOnce(&mut Billed)) {
        self.rows.send_modify(|rows| {
            if let Ok(at) = rows.binary_search_by_key(&number, |row| row.number) {
                let was_complete = rows[at].complete;
                change(&mut rows[at]);
                if !was_complete && rows[at].complete {
                    self.under_way.fetch_sub(1, Relaxed);
                    if let Some(complete) = &self.complete {
                        add(&mut complete.lock().unwrap_or_else(PoisonError::into_inner), &rows.remove(at));
                    }
                }
            }
        });
    }

    pub(crate) fn most(&self) -> usize {
        self.most.load(Relaxed)
    }

    pub(crate) fn rows(&self) -> Vec<Billed> {
        self.rows.borrow().clone()
    }

    pub(crate) fn clear(&self) {
        self.rows.send_modify(Vec::clear);
        if let Some(complete) = &self.complete {
            complete.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    /// Waits until the rows satisfy `done`, and gives them.
    pub(crate) async fn until(&self, mut done: impl FnMut(&[Billed]) -> bool) -> Vec<Billed> {
        match self.rows.subscribe().wait_for(|rows| done(rows)).await {
            Ok(rows) => rows.clone(),
            Err(_) => self.rows(),
        }
    }

    pub(crate) fn sums(&self) -> Vec<Sum> {
        let complete = self.complete.as_ref();
        let mut sums =
            complete.map(|sums| sums.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap_or_default();
        self.rows.borrow().iter().for_each(|row| add(&mut sums, row));
        sums
    }
}

fn add(sums: &mut Vec<Sum>, row: &Billed) {
    let credential = row.credential.as_ref().map(|c| &c.value);
    let at = sums.iter().position(|s| s.model == row.model && s.credential.as_ref() == credential);
    let at = at.unwrap_or_else(|| {
        let (model, credential, usage) = (row.model.clone(), credential.cloned(), Usage::default());
        sums.push(Sum { model, credential, requests: 0, complete: 0, usage });
        sums.len() - 1
    });
    sums[at].requests += 1;
    sums[at].complete += u64::from(row.complete);
    sums[at].usage.add(&row.usage);
}
