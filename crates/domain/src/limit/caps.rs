use super::LimitKind;
use crate::Nanos;
use crate::error::ApiError;
use serde::{Deserialize, Serialize};

/// One figure for each kind; none = no limit. Money is in nano-dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Caps {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rpm: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tpm: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrent_sessions: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrent_requests: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_5h: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_day: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_week: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_month: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_total: Option<Nanos>,
}

impl Caps {
    pub fn get(&self, kind: LimitKind) -> Option<i64> {
        let money = |cap: Option<Nanos>| cap.map(|nanos| nanos.0);
        match kind {
            LimitKind::Rpm => self.rpm,
            LimitKind::Tpm => self.tpm,
            LimitKind::ConcurrentSessions => self.concurrent_sessions,
            LimitKind::ConcurrentRequests => self.concurrent_requests,
            LimitKind::Usd5h => money(self.usd_5h),
            LimitKind::UsdDay => money(self.usd_day),
            LimitKind::UsdWeek => money(self.usd_week),
            LimitKind::UsdMonth => money(self.usd_month),
            LimitKind::UsdTotal => money(self.usd_total),
        }
    }

    pub fn set(&mut self, kind: LimitKind, cap: Option<i64>) {
        let money = cap.map(Nanos);
        match kind {
            LimitKind::Rpm => self.rpm = cap,
            LimitKind::Tpm => self.tpm = cap,
            LimitKind::ConcurrentSessions => self.concurrent_sessions = cap,
            LimitKind::ConcurrentRequests => self.concurrent_requests = cap,
            LimitKind::Usd5h => self.usd_5h = money,
            LimitKind::UsdDay => self.usd_day = money,
            LimitKind::UsdWeek => self.usd_week = money,
            LimitKind::UsdMonth => self.usd_month = money,
            LimitKind::UsdTotal => self.usd_total = money,
        }
    }

    pub(super) fn is_none(&self) -> bool {
        LimitKind::ALL.into_iter().all(|kind| self.get(kind).is_none())
    }

    pub(super) fn check(&self) -> Result<(), ApiError> {
        for kind in LimitKind::ALL {
            if self.get(kind).is_some_and(|cap| !(0..=kind.most()).contains(&cap)) {
                let message = "A limit must be 0 or more, and not astronomically large; leave it out for none.";
                return Err(ApiError::invalid(kind.as_str(), message));
            }
        }
        Ok(())
    }
}

/// The same figures for requests whose model matches: a budget for Opus beside one for Sonnet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelCaps {
    /// A model as clients name it; `*` stands for any text.
    pub models: String,
    #[serde(flatten)]
    pub caps: Caps,
}
