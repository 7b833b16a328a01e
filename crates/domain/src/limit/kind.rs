use serde::{Deserialize, Serialize};

const COUNT_MAX: i64 = 1_000_000_000;

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// Requests in the last 60 seconds.
    Rpm,
    /// Tokens in the last 60 seconds.
    Tpm,
    /// Sessions that were active within the session time.
    ConcurrentSessions,
    /// Requests under way.
    ConcurrentRequests,
    #[serde(rename = "usd_5h")]
    Usd5h,
    UsdDay,
    UsdWeek,
    UsdMonth,
    UsdTotal,
}

impl LimitKind {
    /// In the order in which they are checked and shown.
    pub const ALL: [Self; 9] = [
        Self::ConcurrentRequests,
        Self::ConcurrentSessions,
        Self::Rpm,
        Self::Tpm,
        Self::Usd5h,
        Self::UsdDay,
        Self::UsdWeek,
        Self::UsdMonth,
        Self::UsdTotal,
    ];

    pub fn is_money(self) -> bool {
        matches!(self, Self::Usd5h | Self::UsdDay | Self::UsdWeek | Self::UsdMonth | Self::UsdTotal)
    }

    /// The largest limit that there may be.
    pub fn most(self) -> i64 {
        if self.is_money() { i64::MAX / 4 } else { COUNT_MAX }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rpm => "rpm",
            Self::Tpm => "tpm",
            Self::ConcurrentSessions => "concurrent_sessions",
            Self::ConcurrentRequests => "concurrent_requests",
            Self::Usd5h => "usd_5h",
            Self::UsdDay => "usd_day",
            Self::UsdWeek => "usd_week",
            Self::UsdMonth => "usd_month",
            Self::UsdTotal => "usd_total",
        }
    }
}

/// The text of a database column.
impl TryFrom<String> for LimitKind {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(text)
    }
}
