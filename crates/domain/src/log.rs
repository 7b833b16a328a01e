//! What is known of one request, from its arrival to its settlement.

use crate::breaker::BreakerState;
use crate::edit::Edit;
use crate::price::Cost;
use crate::provider::ProviderKind;
use crate::session::{BindingAction, SessionSource};
use crate::usage::Usage;
use crate::{Dialect, KeyId, Millis, Nanos, ProviderId, RequestId, UserId};
use serde::{Deserialize, Serialize};

/// The form of a [`LogEntry`]; counted up when a field gets another meaning.
pub const VERSION: i64 = 1;

/// Between a request's id and the number of an attempt that was given up.
const GIVEN_UP: char = '#';

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

/// What went wrong with an attempt: what is retried, where, what the breaker counts and what the client sees all follow
/// from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The request is at fault: every provider would refuse it.
    ClientFault,
    /// The vendor, or this account, does not have the model.
    ModelMissing,
    /// Another thing that is not there.
    NotFound,
    /// The vendor refuses the credential or the account.
    Auth,
    /// The account has no money or quota left.
    Quota,
    RateLimited,
    Overloaded,
    ServerError,
    /// No connection: address, refusal, TLS, proxy.
    Unreachable,
    /// The connection ended before an answer began.
    BrokeOff,
    ConnectTimeout,
    FirstByteTimeout,
    IdleTimeout,
    TotalTimeout,
    /// A good status with a body that is no answer of its dialect.
    FalseSuccess,
    /// A good status with nothing after it.
    Empty,
    /// The answer did not end as its dialect says.
    Truncated,
    ClientLeft,
}

impl Class {
    pub const ALL: [Self; 18] = [
        Self::ClientFault,
        Self::ModelMissing,
        Self::NotFound,
        Self::Auth,
        Self::Quota,
        Self::RateLimited,
        Self::Overloaded,
        Self::ServerError,
        Self::Unreachable,
        Self::BrokeOff,
        Self::ConnectTimeout,
        Self::FirstByteTimeout,
        Self::IdleTimeout,
        Self::TotalTimeout,
        Self::FalseSuccess,
        Self::Empty,
        Self::Truncated,
        Self::ClientLeft,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClientFault => "client_fault",
            Self::ModelMissing => "model_missing",
            Self::NotFound => "not_found",
            Self::Auth => "auth",
            Self::Quota => "quota",
            Self::RateLimited => "rate_limited",
            Self::Overloaded => "overloaded",
            Self::ServerError => "server_error",
            Self::Unreachable => "unreachable",
            Self::BrokeOff => "broke_off",
            Self::ConnectTimeout => "connect_timeout",
            Self::FirstByteTimeout => "first_byte_timeout",
            Self::IdleTimeout => "idle_timeout",
            Self::TotalTimeout => "total_timeout",
            Self::FalseSuccess => "false_success",
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::ClientLeft => "client_left",
        }
    }

    /// How a request ends that ends with it.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Unreachable | Self::BrokeOff => Outcome::Unreachable,
            Self::ConnectTimeout | Self::FirstByteTimeout | Self::IdleTimeout | Self::TotalTimeout => Outcome::TimedOut,
            Self::Empty | Self::Truncated => Outcome::Truncated,
            Self::ClientLeft => Outcome::ClientLeft,
            _ => Outcome::VendorError,
        }
    }
}

/// A provider that the draw could have taken, with its chance in percent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidate {
    pub name: String,
    pub chance: f64,
    #[serde(default)]
    pub weight: i64,
}

/// Why a provider was no candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    Disabled,
    /// Its secrets or rules cannot be read: it must be saved again.
    Unusable,
    Group,
    /// It does not serve this client program.
    ClientBlocked,
    /// It serves other client programs only.
    ClientNotAllowed,
    Model,
    /// It speaks another dialect than the client.
    Dialect,
    /// Outside its hours.
    Schedule,
    /// Its circuit breaker is open.
    BreakerOpen,
    /// Its circuit breaker for this model is open.
    ModelBreakerOpen,
    /// An admin opened its circuit breaker.
    OpenedByHand,
    /// Its circuit breaker is half open, and its one probe is under way.
    Probing,
    /// As many requests are under way as it may have.
    Full,
    /// It was asked already, for this very request.
    Tried,
}

impl Exclusion {
    pub const ALL: [Self; 14] = [
        Self::Disabled,
        Self::Unusable,
        Self::Group,
        Self::ClientBlocked,
        Self::ClientNotAllowed,
        Self::Model,
        Self::Dialect,
        Self::Schedule,
        Self::BreakerOpen,
        Self::ModelBreakerOpen,
        Self::OpenedByHand,
        Self::Probing,
        Self::Full,
        Self::Tried,
    ];
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Excluded {
    pub name: String,
    pub reason: Exclusion,
    /// When it may be a candidate again, where that is known.
    #[serde(default)]
    pub until: Option<Millis>,
}

/// By which rule a provider was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// By weight, among the best priority.
    #[default]
    Draw,
    /// The session is bound to it.
    Session,
    /// The same provider once more.
    Again,
}

/// The provider that the session was bound to, when it was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PassedOver {
    pub name: String,
    /// None: it is gone, or sessions do not stay with it.
    pub reason: Option<Exclusion>,
}

/// How the provider was found: the priority tier, who was in it, who was left out and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Selection {
    #[serde(default)]
    pub pick: Pick,
    pub tier: i64,
    /// Those in the tier. Also when the session decided: then they are whom the draw would have been among.
    pub candidates: Vec<Candidate>,
    pub excluded: Vec<Excluded>,
    /// Those of worse priority, which wait behind the tier.
    #[serde(default)]
    pub behind: Vec<String>,
    #[serde(default)]
    pub passed_over: Option<PassedOver>,
}

/// One try at one provider: an item of the decision chain. Times are milliseconds after the request's arrival.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    pub provider: ProviderTag,
    pub selection: Selection,
    pub url: String,
    /// What was changed in the request for this provider.
    #[serde(default)]
    pub edits: Vec<Edit>,
    /// The proxy in between, without its password.
    #[serde(default)]
    pub proxy: Option<String>,
    /// The proxy could not be reached, and the provider was asked directly.
    #[serde(default)]
    pub without_proxy: bool,
    /// Its breaker (the provider's, or the model's when that one is not closed) when it was asked.
    #[serde(default)]
    pub breaker: BreakerState,
    /// The pause before it, because of the attempt before.
    #[serde(default)]
    pub paused_ms: i64,
    pub sent_ms: i64,
    /// The vendor's status line and headers were here.
    pub headers_ms: Option<i64>,
    /// The first byte of the body was here.
    #[serde(default)]
    pub first_byte_ms: Option<i64>,
    /// The first content reached the hub.
    pub first_content_ms: Option<i64>,
    pub end_ms: Option<i64>,
    pub status: Option<u16>,
    pub outcome: Outcome,
    /// What went wrong, if anything did.
    #[serde(default)]
    pub class: Option<Class>,
    /// The pause that the vendor asked for.
    #[serde(default)]
    pub retry_after_ms: Option<i64>,
    /// The vendor's own id for the request, to quote in a support case.
    pub vendor_request_id: Option<String>,
    pub error: Option<String>,
    /// What the vendor stated, and so bills, of an attempt that was given up for another. The last attempt's is the
    /// request's own.
    #[serde(default)]
    pub usage: Usage,
    #[serde(default)]
    pub cost: Option<Cost>,
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
            admitted_us: 0,
            duration_ms: 0,
            unserved: None,
            attempts: Vec::new(),
            usage: Usage::default(),
            estimated: false,
            cost: None,
            unpriced: false,
        }
    }

    pub fn provider(&self) -> Option<&ProviderTag> {
        self.attempts.last().map(|attempt| &attempt.provider)
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
                estimated: true,
                attempts: vec![Attempt { usage: Usage::default(), cost: None, ..attempt.clone() }],
                ..self.clone()
            })
            .collect()
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
            first_content_ms: self.attempts.last().and_then(|attempt| attempt.first_content_ms),
            duration_ms: self.duration_ms,
            attempts: self.attempts.len() as i64,
        }
    }
}

/// A request as one line of a list. While it runs, `status` is 0 and `outcome` is `running`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogRow {
    pub id: RequestId,
    pub at: Millis,
    pub caller: CallerTag,
    pub provider: Option<ProviderTag>,
    pub model: Option<String>,
    pub session: Option<String>,
    pub stream: bool,
    pub metered: bool,
    pub status: u16,
    pub outcome: Outcome,
    pub usage: Usage,
    pub cost: Option<Nanos>,
    pub unpriced: bool,
    pub first_content_ms: Option<i64>,
    pub duration_ms: i64,
    pub attempts: i64,
}

/// Which rows a list shows. Absent = all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogFilter {
    pub user: Option<UserId>,
    pub key: Option<KeyId>,
    pub provider: Option<ProviderId>,
    /// Part of the model's name, in any case.
    pub model: Option<String>,
    pub session: Option<String>,
    pub status: Option<StatusFilter>,
    pub from: Option<Millis>,
    pub until: Option<Millis>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusFilter {
    Ok,
    NotOk,
}

/// A page of a list and where the next one begins (`None`: this is the last).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// What the console's event stream carries: everything under way, and what ended since the last message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LiveMessage {
    pub running: Vec<LogRow>,
    pub ended: Vec<LogRow>,
    pub active_sessions: i64,
}

/// What the journal carries.
///
/// `Started` is written before a provider is asked and holds what the row must say if the hub dies now; `Settled` takes
/// its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    Started(Box<LogEntry>),
    Settled(Box<LogEntry>),
}
