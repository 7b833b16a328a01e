//! The sums above a list are those of its rows.

use crate::bench::{Bench, person};
use crate::leaderboard::{traffic, zone};
use crate::log::store;
use crate::sample::{NOON, entry};
use control::Actor;
use domain::log::{LogFilter, LogRow, StatusFilter};
use domain::report::Totals;
use domain::time::{DAY, MINUTE, SECOND};
use domain::{KeyId, Millis, ProviderId, UserId};

contract!(of_all_that_is_listed of_a_provider_what_it_was_used_for of_more_rows_than_are_added_up);

async fn listed(bench: &Bench, actor: &Actor, filter: &LogFilter) -> Vec<LogRow> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let page = bench.control.logs().list(actor, filter, cursor.as_deref(), 200).await.unwrap();
        rows.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return rows;
        }
    }
}

fn added(rows: &[LogRow]) -> Totals {
    rows.iter()
        .map(|row| Totals {
            requests: 1,
            failures: i64::from(row.outcome.is_failure()),
            unpriced: 0,
            retries: row.attempts - 1,
            usage: row.usage,
            cost: row.cost.unwrap_or_default(),
        })
        .sum()
}

fn filters() -> Vec<LogFilter> {
    let all = LogFilter::default;
    let user = Some(UserId(3));
    let model = |text: &str| Some(text.to_owned());
    let mut filters = vec![
        all(),
        LogFilter { user, ..all() },
        LogFilter { key: Some(KeyId(13)), ..all() },
        LogFilter { user, key: Some(KeyId(3)), ..all() },
        LogFilter { user, key: Some(KeyId(4)), ..all() },
        LogFilter { model: model("MODEL-2"), ..all() },
        LogFilter { user, model: model("model"), ..all() },
        LogFilter { key: Some(KeyId(13)), model: model("-4"), ..all() },
        LogFilter { model: model("nothing has this name"), ..all() },
        LogFilter { session: model("session-1"), ..all() },
        LogFilter { status: Some(StatusFilter::NotOk), ..all() },
        LogFilter { unpriced: true, model: model("model-1"), ..all() },
        LogFilter { user, provider: Some(ProviderId(2)), model: model("model-1"), ..all() },
    ];
    let (from, until) = (Some(NOON - 9 * DAY - 7 * MINUTE), Some(NOON - 2 * DAY - 11 * SECOND));
    let spans = [(from, None), (from, until), (until, from)];
    for filter in filters.clone() {
        filters.extend(spans.map(|(from, until)| LogFilter { from, until, ..filter.clone() }));
    }
    filters
}

async fn compare(bench: &Bench) {
    for actor in [bench.admin.clone(), person(UserId(3))] {
        for filter in filters() {
            let sums = bench.control.logs().summary(&actor, &filter).await.unwrap();
            let rows = listed(bench, &actor, &filter).await;
            // An attempt that was given up waits for a price as well, and is no row of the list.
            let totals = Totals { unpriced: 0, ..sums.totals };
            assert_eq!((totals, sums.complete), (added(&rows), true), "{filter:?}");
        }
    }
}

async fn of_all_that_is_listed(bench: Bench) {
    store(&bench, traffic()).await;
    zone(&bench, "Asia/Shanghai").await;
    compare(&bench).await;
    bench.control.logs().clean(&bench.admin, NOON - 20 * DAY - 5 * MINUTE, false).await.unwrap();
    compare(&bench).await;
    bench.control.logs().clean(&bench.admin, NOON + 1, false).await.unwrap();
    compare(&bench).await;
}

/// Not what the others had given up before it served.
async fn of_a_provider_what_it_was_used_for(bench: Bench) {
    store(&bench, traffic()).await;
    for provider in [1, 9].map(|id| Some(ProviderId(id))) {
        let filter = LogFilter { provider, ..LogFilter::default() };
        let sums = bench.control.logs().summary(&bench.admin, &filter).await.unwrap().totals;
        let rows = listed(&bench, &bench.admin, &filter).await;
        assert_eq!(sums.requests, rows.len() as i64);
        let spent = bench.control.spent(domain::limit::LimitOwner::Provider(provider.unwrap()), Millis(0), None).await;
        assert_eq!(sums.cost, spent.unwrap().into_iter().map(|(_, cost)| cost).sum());
    }
}

async fn of_more_rows_than_are_added_up(bench: Bench) {
    store(&bench, (0..1_001).map(|n| entry(&format!("r{n:04}"), NOON + n, 1))).await;
    let all = bench.control.logs().summary(&bench.admin, &LogFilter::default()).await.unwrap();
    assert_eq!((all.totals.requests, all.complete), (1_001, true));
    let session = LogFilter { session: Some("session-1".into()), ..LogFilter::default() };
    let newest = bench.control.logs().summary(&bench.admin, &session).await.unwrap();
    assert_eq!((newest.totals.requests, newest.complete), (1_000, false));
}
