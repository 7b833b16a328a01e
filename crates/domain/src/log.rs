//! What is known of one request, from its arrival to its settlement.

mod chain;
mod list;
#[cfg(feature = "snapshot")]
mod record;

pub use chain::{Attempt, Candidate, Class, Excluded, Exclusion, PassedOver, Pick, Selection, Unnamed};
pub use list::{Cleaned, LiveMessage, LogFilter, LogRow, LogTotals, Page, StatusFilter};
#[cfg(feature = "snapshot")]
pub use record::{Record, RecordError, RecordKind, Sealed};

use crate::model::is_same;
use crate::price::{Cost, Pending};
use crate::provider::ProviderKind;
use crate::session::{BindingAction, SessionSource};
use crate::speed::Speed;
use crate::time::MINUTE;
use crate::usage::Usage;
use crate::{Dialect, KeyId, Millis, Nanos, ProviderId, RequestId, UserId};
use serde::{Deserialize, Serialize};

/// The form of a [`LogEntry`]; counted up when a field gets another meaning.
pub const VERSION: i64 = 1;

/// Between a request's id and the number of an attempt that was given up.
const GIVEN_UP: char = '#';

/// An answer whose content came faster says nothing of a rate, in milliseconds.
const SHORTEST: i64 = 100;

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Still under way. Never stored.
    Running,
    /// Complete: the dialect's terminal marker, or a whole body.
    Ok,
    /// The hub refused it; no provider was asked.
    Refused,
    /// The vendor answered with an error.
    VendorError,
    /// The provider could not be reached, or broke off before its answer began.
    Unreachable,
    /// The provider kept silent for too long.
    TimedOut,
    /// The answer began but did not end as its dialect says.
    Truncated,
    /// The client left before the vendor's answer was complete.
    ClientLeft,
    /// The hub was stopped in the middle of it.
    Interrupted,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ok => "ok",
            Self::Refused => "refused",
            Self::VendorError => "vendor_error",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Truncated => "truncated",
            Self::ClientLeft => "client_left",
            Self::Interrupted => "interrupted",
        }
    }

    /// The vendor's fault: what the failure rate counts.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::VendorError | Self::Unreachable | Self::TimedOut | Self::Truncated)
    }
}

impl TryFrom<String> for Outcome {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let all = [
            Self::Running,
            Self::Ok,
            Self::Refused,
            Self::VendorError,
            Self::Unreachable,
            Self::TimedOut,
            Self::Truncated,
            Self::ClientLeft,
            Self::Interrupted,
        ];
        all.into_iter().find(|outcome| outcome.as_str() == text).ok_or(text)
    }
}

/// Whose request it is. Names as they were at its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallerTag {
    pub user_id: UserId,
    pub user_name: String,
    pub key_id: KeyId,
    pub key_name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProviderTag {
    pub id: ProviderId,
    pub name: String,
    pub kind: ProviderKind,
}

/// The record of one request. The data plane builds it, the journal carries it, the control plane stores it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogEntry {
    /// Of this record's form.
    #[serde(default)]
    pub version: i64,
    pub id: RequestId,
    pub at: Millis,
    pub caller: CallerTag,
    pub path: String,
    #[serde(default)]
    pub dialect: Dialect,
    pub session: Option<String>,
    #[serde(default)]
    pub session_source: Option<SessionSource>,
    #[serde(default)]
    pub binding: Option<BindingAction>,
    /// The client's User-Agent.
    pub client: String,
    pub client_ip: String,
    pub stream: bool,
    /// Counted in money and statistics. Not so for `count_tokens` and the like, which vendors do not bill.
    pub metered: bool,
    /// The model as asked for, as sent to the provider, and as the vendor says it answered with.
    pub model: Option<String>,
    pub sent_model: Option<String>,
    pub answered_model: Option<String>,
    pub request_bytes: i64,
    pub response_bytes: i64,
    /// The HTTP status that the client got; 499 when it left.
    pub status: u16,
    pub outcome: Outcome,
    pub error: Option<String>,
    pub stop_reason: Option<String>,
    /// The tier that the vendor says it served the request in.
    #[serde(default)]
    pub service_tier: Option<String>,
    /// The tier that the provider was asked for.
    #[serde(default)]
    pub requested_tier: Option<String>,
    /// When the checks were through and the first provider was asked, in microseconds after arrival.
    pub admitted_us: i64,
    pub duration_ms: i64,
    /// Who was left out and why, when no provider could serve the request.
    pub unserved: Option<Selection>,
    pub attempts: Vec<Attempt>,
    pub usage: Usage,
    /// The vendor's last word on usage was not seen: the tokens are what was known by then.
    pub estimated: bool,
    /// None: no provider was asked, or the model has no price (then `unpriced`).
    pub cost: Option<Cost>,
    pub unpriced: bool,
    /// There when `unpriced`: how it is to be billed.
    #[serde(default)]
    pub pending: Option<Pending>,
}

impl LogEntry {
    /// A request that has come, and of which nothing else is known yet.
    pub fn new(id: RequestId, at: Millis, caller: CallerTag, path: String, dialect: Dialect) -> Self {
        Self {
            version: VERSION,
            id,
            at,
            caller,
            path,
            dialect,
            session: None,
            session_source: None,
            binding: None,
            client: String::new(),
            client_ip: String::new(),
            stream: false,
            metered: false,
            model: None,
            sent_model: None,
            answered_model: None,
            request_bytes: 0,
            response_bytes: 0,
            status: 0,
            outcome: Outcome::Running,
            error: None,
            stop_reason: None,
            service_tier: None,
            requested_tier: None,
            admitted_us: 0,
            duration_ms: 0,
            unserved: None,
            attempts: Vec::new(),
            usage: Usage::default(),
            estimated: false,
            cost: None,
            unpriced: false,
            pending: None,
        }
    }

    pub fn provider(&self) -> Option<&ProviderTag> {
        self.attempts.last().map(|attempt| &attempt.provider)
    }

    /// Whose multiplier is billed; empty where no provider was asked.
    pub fn group(&self) -> &str {
        self.attempts.last().map_or("", |attempt| &attempt.group)
    }

    /// Attempts that were given up for another one.
    pub fn retries(&self) -> i64 {
        self.attempts.len().saturating_sub(1) as i64
    }

    /// What statistics keep of its times. An attempt that was given up has none.
    pub fn speed(&self) -> Speed {
        let mut speed = Speed::default();
        if self.is_given_up() {
            return speed;
        }
        let first_content = self.attempts.last().and_then(|attempt| attempt.first_content_ms);
        first_content.iter().for_each(|ms| speed.first_content.record(*ms));
        if self.outcome == Outcome::Ok {
            speed.duration.record(self.duration_ms);
            let took = first_content.map_or(0, |ms| self.duration_ms - ms);
            if took >= SHORTEST && self.usage.output > 0 {
                speed.rate.record(self.usage.output * MINUTE / took);
            }
        }
        speed
    }

    /// What all of its attempts used.
    pub fn total_usage(&self) -> Usage {
        let mut sum = self.usage;
        self.attempts.iter().for_each(|attempt| sum += attempt.usage);
        sum
    }

    /// What the request cost with all its attempts. None as `cost`.
    pub fn total_cost(&self) -> Option<Nanos> {
        let given_up = self.attempts.iter().filter_map(|attempt| attempt.cost.as_ref()).map(|cost| cost.total);
        let all: Vec<Nanos> = self.cost.as_ref().map(|cost| cost.total).into_iter().chain(given_up).collect();
        (!all.is_empty()).then(|| all.into_iter().fold(Nanos::default(), |sum, cost| sum + cost))
    }

    /// Attempts that were given up for another and cost something all the same, each as a record of its own for the
    /// ledger. They count as no further request.
    pub fn given_up(&self) -> Vec<Self> {
        let billed = (1..).zip(&self.attempts).filter(|(_, attempt)| !attempt.usage.is_empty());
        billed
            .map(|(number, attempt)| Self {
                id: RequestId(format!("{}{GIVEN_UP}{number}", self.id)),
                outcome: attempt.outcome,
                usage: attempt.usage,
                cost: attempt.cost.clone(),
                unpriced: attempt.cost.is_none(),
                pending: attempt.pending.clone(),
                estimated: true,
                attempts: vec![Attempt { usage: Usage::default(), cost: None, pending: None, ..attempt.clone() }],
                ..self.clone()
            })
            .collect()
    }

    /// The vendor answered with another model than it was asked for.
    pub fn is_mismatched(&self) -> bool {
        let both = self.sent_model.as_deref().zip(self.answered_model.as_deref());
        both.is_some_and(|(sent, answered)| !is_same(sent, answered))
    }

    /// A ledger row's id: the request, and which of its attempts (from 1) that was given up.
    pub fn split_id(id: &str) -> (&str, Option<usize>) {
        match id.rsplit_once(GIVEN_UP).and_then(|(request, number)| Some((request, number.parse().ok()?))) {
            Some((request, number)) => (request, Some(number)),
            None => (id, None),
        }
    }

    /// One of [`given_up`](Self::given_up).
    pub fn is_given_up(&self) -> bool {
        self.id.as_str().contains(GIVEN_UP)
    }

    /// The line that lists show.
    pub fn row(&self) -> LogRow {
        LogRow {
            id: self.id.clone(),
            at: self.at,
            caller: self.caller.clone(),
            provider: self.provider().cloned(),
            model: self.model.clone(),
            session: self.session.clone(),
            stream: self.stream,
            metered: self.metered,
            status: self.status,
            outcome: self.outcome,
            usage: self.total_usage(),
            cost: self.total_cost(),
            unpriced: self.unpriced,
            mismatch: self.is_mismatched(),
            first_content_ms: self.attempts.last().and_then(|attempt| attempt.first_content_ms),
            duration_ms: self.duration_ms,
            attempts: self.attempts.len() as i64,
        }
    }
}
