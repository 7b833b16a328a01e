//! What a scrape finds besides what was counted: how things stand now.

use super::figures::Figures;
use super::panic;
use app::AppState;
use domain::breaker::{BreakerReport, BreakerState};
use domain::health::{ComponentHealth, HealthStatus};
use journal::Journal;
use prometheus::core::Collector;
use prometheus::proto::MetricFamily;
use prometheus::{GaugeVec, IntCounter, IntGauge, IntGaugeVec, Opts, TextEncoder};
use std::sync::Arc;

/// Breakers that are named.
const NAMED: usize = 50;

/// Where figures come from.
#[derive(Clone)]
pub(crate) struct Sources {
    pub(crate) figures: Arc<Figures>,
    pub(crate) journal: Journal,
}

impl Sources {
    /// All figures in Prometheus' text format.
    ///
    /// # Errors
    /// When a figure cannot be written.
    pub(crate) async fn scrape(&self, state: &AppState) -> prometheus::Result<String> {
        let mut families = self.figures.registry.gather();
        let health = state.control.health().await;
        families.extend(now(state, &self.journal)?);
        families.extend(components(&[("database", health.database), ("redis", health.redis)])?);
        families.extend(breakers(state, &state.gateway.breakers())?);
        // One that has nothing to tell cannot be written.
        families.retain(|family| !family.get_metric().is_empty());
        TextEncoder::new().encode_to_string(&families)
    }
}

fn now(state: &AppState, journal: &Journal) -> prometheus::Result<Vec<MetricFamily>> {
    let gateway = &state.gateway;
    let (held, most) = gateway.buffers();
    // Only a folder that is gone has none to read.
    let backlog = journal.backlog().unwrap_or_default();
    let figures = [
        ("cch_requests_in_flight", "Requests under way.", gateway.live().count() as i64),
        (
            "cch_sessions_active",
            "Sessions with a request in the last minutes.",
            gateway.active_sessions(None).len() as i64,
        ),
        ("cch_buffer_bytes", "What side buffers hold together.", held as i64),
        ("cch_buffer_limit_bytes", "What side buffers may hold together.", most as i64),
        ("cch_journal_backlog_bytes", "What has happened and is not in the database yet.", backlog as i64),
        (
            "cch_journal_stuck",
            "1 while the journal takes nothing (a full disk), and so no request is begun.",
            gateway.is_stuck().into(),
        ),
        ("cch_limiter_alone", "1 while Redis is set but this instance limits by itself.", gateway.is_degraded().into()),
    ];
    let mut families = Vec::new();
    for (name, help, value) in figures {
        let gauge = IntGauge::new(name, help)?;
        gauge.set(value);
        families.extend(gauge.collect());
    }
    let panics = IntCounter::new("cch_panics_total", "Tasks of the hub that panicked.")?;
    panics.inc_by(panic::count());
    families.extend(panics.collect());
    let about = IntGaugeVec::new(Opts::new("cch_build_info", "1; which version this is."), &["version"])?;
    about.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
    families.extend(about.collect());
    Ok(families)
}

fn components(components: &[(&str, ComponentHealth)]) -> prometheus::Result<Vec<MetricFamily>> {
    let up =
        IntGaugeVec::new(Opts::new("cch_component_up", "1 while it answers; absent when not set up."), &["component"])?;
    let time = Opts::new("cch_component_seconds", "How long its last answer took.");
    let time = GaugeVec::new(time, &["component"])?;
    for (name, health) in components.iter().filter(|(_, health)| health.status != HealthStatus::Unchecked) {
        up.with_label_values(&[*name]).set((health.status == HealthStatus::Up).into());
        if let Some(ms) = health.latency_ms {
            time.with_label_values(&[*name]).set(ms as f64 / 1e3);
        }
    }
    Ok([up.collect(), time.collect()].concat())
}

fn breakers(state: &AppState, reports: &[BreakerReport]) -> prometheus::Result<Vec<MetricFamily>> {
    let of = |wanted: BreakerState| reports.iter().filter(move |report| report.state == wanted);
    let count = Opts::new("cch_breakers", "Circuit breakers that are open or half open.");
    let count = IntGaugeVec::new(count, &["state"])?;
    count.with_label_values(&["open"]).set(of(BreakerState::Open).count() as i64);
    count.with_label_values(&["half_open"]).set(of(BreakerState::HalfOpen).count() as i64);
    let open = Opts::new("cch_breaker_open", "1 for each open circuit breaker; the first of many.");
    let open = IntGaugeVec::new(open, &["provider", "model"])?;
    let snapshot = state.control.snapshot().load_full();
    for report in of(BreakerState::Open).take(NAMED) {
        let upstream = snapshot.providers.iter().find(|upstream| upstream.provider.id == report.provider);
        let name = upstream.map(|upstream| upstream.provider.name.as_str()).unwrap_or_default();
        open.with_label_values(&[name, report.model.as_deref().unwrap_or_default()]).set(1);
    }
    Ok([count.collect(), open.collect()].concat())
}
