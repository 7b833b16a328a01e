//! How many queries a page needs does not depend on how much there is.

use crate::bench::Bench;
use crate::leaderboard::traffic;
use crate::log::store;
use crate::sample::{NOON, entry};
use domain::leaderboard::{Ask, Period, When};
use domain::metric::Metric;
use domain::report::{Dimension, Span};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::set_default;
use tracing::{Event, Metadata, Subscriber};

/// Counts what sqlx says of the queries it makes.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Subscriber for Count {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Queries of: overview, leaderboard by two figures, statistics, charge-back report.
async fn counted(bench: &Bench) -> [usize; 5] {
    let all = When { period: Period::All, ..When::default() };
    let count = Count::default();
    let _guard = set_default(count.clone());
    let since = |done: ()| {
        let () = done;
        count.0.swap(0, Ordering::Relaxed)
    };
    let ask = Ask { when: all, by: Dimension::User, ..Ask::default() };
    let slow = Ask { sort: Metric::DurationP90, ..ask.clone() };
    let (control, admin) = (&bench.control, &bench.admin);
    [
        since(drop(control.overview(admin, Span::Month, Dimension::User, NOON).await.unwrap())),
        since(drop(control.leaderboard(admin, &ask, NOON).await.unwrap())),
        since(drop(control.leaderboard(admin, &slow, NOON).await.unwrap())),
        since(drop(control.statistics(admin, &ask, NOON).await.unwrap())),
        since(drop(control.charge_back(admin, Some("2026-11"), NOON).await.unwrap())),
    ]
}

#[tokio::test]
async fn pages_ask_the_same_number_of_questions_of_any_hub() {
    let bench = Bench::postgres().await;
    bench.provider("the first provider").await;
    store(&bench, [entry("r", NOON, 1)]).await;
    let few = counted(&bench).await;
    store(&bench, traffic()).await;
    for n in 0..5 {
        bench.provider(&format!("provider {n}")).await;
        bench.user(&format!("user {n}")).await;
    }
    assert_eq!(counted(&bench).await, few);
    assert!(few.iter().all(|count| (3..16).contains(count)), "{few:?}");
}
