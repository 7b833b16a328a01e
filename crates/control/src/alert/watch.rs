//! What one instance sees by itself: circuit breakers that open and close, parts that go away and come back.

use super::outbox::{QUIET, Target};
use super::text;
use crate::Control;
use crate::job::{Shutdown, stopped};
use domain::ProviderId;
use domain::alert::Alert;
use domain::breaker::{BreakerReport, BreakerState};
use domain::health::HealthStatus;
use std::collections::HashMap;
use std::time::Duration;

const LOOK: Duration = Duration::from_secs(1);
/// Looks between two questions to the database and to Redis, and how many failures in a row are no accident.
const HEALTH: u64 = 5;
const FAILURES: u32 = 2;
/// Looks after which targets are read again, to be known while the database is away.
const TARGETS: u64 = 30;

type Open = HashMap<(ProviderId, Option<String>), BreakerReport>;

/// `breakers`: as the data plane has them now.
pub async fn run(
    control: Control,
    breakers: impl Fn() -> Vec<BreakerReport> + Send + Sync + 'static,
    mut shutdown: Shutdown,
) {
    let mut watch =
        Watch { control, open: open(breakers()), failures: [0; 2], targets: Vec::new(), untold: HashMap::new() };
    for look in 0_u64.. {
        watch.look_at_breakers(open(breakers())).await;
        watch.tell_late().await;
        if look.is_multiple_of(TARGETS)
            && let Ok(targets) = watch.control.targets().await
        {
            watch.targets = targets;
        }
        if look.is_multiple_of(HEALTH) {
            watch.look_at_components().await;
        }
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

struct Watch {
    control: Control,
    open: Open,
    /// In a row, of the database and of Redis.
    failures: [u32; 2],
    targets: Vec<Target>,
    /// By subject, how things stand there, where that was not told for something alike had been told a moment before.
    untold: HashMap<String, Alert>,
}

/// Half open is on its way to either, and still out of use.
fn open(reports: Vec<BreakerReport>) -> Open {
    let open = reports.into_iter().filter(|report| report.state != BreakerState::Closed);
    open.map(|report| ((report.provider, report.model.clone()), report)).collect()
}

impl Watch {
    async fn look_at_breakers(&mut self, now: Open) {
        let at = self.control.now();
        let snapshot = self.control.snapshot().load_full();
        let opened = now.iter().filter(|(which, _)| !self.open.contains_key(*which)).map(|(_, report)| (report, true));
        let closed = self.open.iter().filter(|(which, _)| !now.contains_key(*which)).map(|(_, report)| (report, false));
        let told = opened.chain(closed).map(|(report, is_open)| {
            let subject = format!("{}:{}", report.provider, report.model.as_deref().unwrap_or("*"));
            (subject, text::breaker(&snapshot, report, is_open, at))
        });
        let told: Vec<_> = told.collect();
        self.open = now;
        for (subject, alert) in told {
            self.raise(&subject, &alert).await;
        }
    }

    async fn look_at_components(&mut self) {
        let health = self.control.health().await;
        for (at, (name, status)) in
            [("database", health.database.status), ("redis", health.redis.status)].into_iter().enumerate()
        {
            let before = self.failures[at];
            self.failures[at] = if status == HealthStatus::Down { before.saturating_add(1) } else { 0 };
            let is_away = match (before, self.failures[at]) {
                (_, FAILURES) if before < FAILURES => true,
                (before, 0) if before >= FAILURES => false,
                _ => continue,
            };
            self.raise(name, &text::component(name, is_away, self.control.now())).await;
        }
    }

    /// What still stands when the quiet is over is told after all: the last word is how things are.
    async fn tell_late(&mut self) {
        let now = self.control.now();
        let over = |alert: &Alert| now - alert.at > QUIET;
        let late: Vec<_> = self.untold.extract_if(|_, alert| over(alert)).collect();
        for (subject, alert) in late {
            let late = Alert { at: now, ..alert };
            if let Err(error) = self.control.raise(&subject, &late).await {
                tracing::debug!(%error, "an alert waits for the database");
                self.untold.insert(subject, late);
            }
        }
    }

    async fn raise(&mut self, subject: &str, alert: &Alert) {
        let told = self.control.raise(subject, alert).await;
        match told {
            Ok(false) => self.untold.insert(subject.to_owned(), alert.clone()),
            _ => self.untold.remove(subject),
        };
        let Err(error) = told else { return };
        // Without the database nobody knows what was told already, and each instance tells by itself.
        tracing::debug!(%error, "an alert goes out past the database");
        for target in self.targets.iter().filter(|target| target.wants(alert.event)) {
            if let Err(error) = self.control.post(target, alert).await {
                tracing::warn!(target = target.name, error, "an alert could not be delivered");
            }
        }
    }
}
