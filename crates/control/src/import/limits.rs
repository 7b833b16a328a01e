//! The limits of users, keys and providers, which have the same columns.

use super::row::{Row, nanos};
use domain::limit::{DayTime, LimitKind, Limits, WindowMode};

const COLUMNS: [(&str, LimitKind); 8] = [
    ("limit_5h_usd", LimitKind::Usd5h),
    ("limit_daily_usd", LimitKind::UsdDay),
    // Of users.
    ("daily_limit_usd", LimitKind::UsdDay),
    ("limit_weekly_usd", LimitKind::UsdWeek),
    ("limit_monthly_usd", LimitKind::UsdMonth),
    ("limit_total_usd", LimitKind::UsdTotal),
    ("limit_concurrent_sessions", LimitKind::ConcurrentSessions),
    ("rpm_limit", LimitKind::Rpm),
];

/// What is not above 0 is no limit there; here, 0 would let nothing through.
pub(super) fn limits(row: &Row, remarks: &mut Vec<String>) -> Limits {
    let mut limits = Limits::default();
    for (column, kind) in COLUMNS {
        let Some(text) = row.text(column) else { continue };
        let cap = if kind.is_money() { nanos(&text).map(|nanos| nanos.0) } else { text.parse().ok() };
        match cap {
            Some(0) => {}
            Some(cap) if cap > 0 => limits.caps.set(kind, Some(cap)),
            _ => remarks.push(format!("{column} is {text}: no limit, as before")),
        }
    }
    if row.text("limit_5h_reset_mode").as_deref() == Some("fixed") {
        limits.five_hours = WindowMode::Fixed;
    }
    if row.text("daily_reset_mode").as_deref() == Some("rolling") {
        limits.day = WindowMode::Rolling;
    }
    if let Some(text) = row.text("daily_reset_time") {
        limits.day_start = DayTime::try_from(text).unwrap_or_else(|error| {
            remarks.push(format!("daily_reset_time: {error}; the day begins at 00:00"));
            DayTime::default()
        });
    }
    limits
}
