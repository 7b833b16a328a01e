//! The decision chain: how providers were found for a request, what each attempt came to, and why.

use super::{Outcome, ProviderTag};
use crate::Millis;
use crate::breaker::BreakerState;
use crate::edit::Edit;
use crate::price::{Cost, Pending};
use crate::usage::Usage;
use serde::{Deserialize, Serialize};

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
    /// It has had as many requests, tokens or sessions as it may for now.
    RateLimited,
    /// It has spent what it may for now.
    Spent,
    /// It was asked already, for this very request.
    Tried,
}

impl Exclusion {
    pub const ALL: [Self; 16] = [
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
        Self::RateLimited,
        Self::Spent,
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
    /// Where many providers are, not all are named.
    #[serde(default, skip_serializing_if = "Unnamed::is_none")]
    pub unnamed: Unnamed,
}

/// How many more there are of each list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unnamed {
    pub candidates: i64,
    pub excluded: i64,
    pub behind: i64,
}

impl Unnamed {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// One try at one provider: an item of the decision chain. Times are milliseconds after the request's arrival.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    pub provider: ProviderTag,
    /// Whose multiplier is billed: the caller's first group that the provider is in, else the provider's first.
    #[serde(default)]
    pub group: String,
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
    /// It met a drill's fault, which is none of the provider's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drilled: bool,
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
    /// In place of a cost when the model has no price.
    #[serde(default)]
    pub pending: Option<Pending>,
}
