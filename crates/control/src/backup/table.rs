//! Which tables a backup has.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Always,
    /// Where the log of requests is wanted.
    WithLogs,
    /// It would be wrong, or nobody's, in another place and at another time.
    Never,
}

/// Every table of the schema, those that others refer to first.
pub const TABLES: [(&str, Kept); 28] = [
    ("settings", Kept::Always),
    ("config_version", Kept::Always),
    ("groups", Kept::Always),
    ("users", Kept::Always),
    ("keys", Kept::Always),
    ("providers", Kept::Always),
    ("prices", Kept::Always),
    ("price_aliases", Kept::Always),
    ("api_tokens", Kept::Always),
    ("second_factors", Kept::Always),
    ("alert_targets", Kept::Always),
    // Lines and head belong together: one view of the data has both.
    ("audit_log", Kept::Always),
    ("audit_head", Kept::Always),
    ("limit_warnings", Kept::Always),
    ("usage_ledger", Kept::Always),
    // The ledger's sums of the same moment: to build them anew would take longer than to read them.
    ("usage_rollup", Kept::Always),
    ("usage_hour", Kept::Always),
    ("usage_day", Kept::Always),
    ("usage_day_state", Kept::Always),
    ("usage_month", Kept::Always),
    ("provider_attempts", Kept::Always),
    // The names that the log's rows have, for its filters.
    ("logged_models", Kept::WithLogs),
    ("request_log", Kept::WithLogs),
    // A login that has been ended since would come back to life.
    ("console_sessions", Kept::Never),
    // Answers for a day and undoing for a minute: both are over when somebody restores.
    ("idempotency_keys", Kept::Never),
    ("provider_undos", Kept::Never),
    // What was on its way would be told twice.
    ("alert_deliveries", Kept::Never),
    // Leases of instances that are no more.
    ("jobs", Kept::Never),
];

/// PostgreSQL has a partition for each day.
pub(super) const PARTITIONED: &str = "request_log";

pub(super) fn taken(logs: bool) -> impl Iterator<Item = &'static str> {
    let is_taken = move |kept| kept == Kept::Always || logs && kept == Kept::WithLogs;
    TABLES.into_iter().filter(move |(_, kept)| is_taken(*kept)).map(|(name, _)| name)
}

pub(super) fn left(logs: bool) -> impl Iterator<Item = &'static str> {
    TABLES.into_iter().map(|(name, _)| name).filter(move |name| !taken(logs).any(|taken| taken == *name))
}
