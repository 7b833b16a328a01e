//! Every use case that reads or writes the log, the ledger or their sums, as pages and the API call it.

use crate::bench::{Bench, person};
use crate::crowd::{sample, store};
use crate::recorder::{self, Heard};
use crate::sample::NOON;
use control::Actor;
use domain::log::{LogFilter, StatusFilter};
use domain::report::{Dimension, Span};
use domain::time::HOUR;
use domain::{KeyId, Millis, ProviderId, RequestId, UserId};

pub(crate) fn filters() -> Vec<LogFilter> {
    let all = LogFilter::default;
    vec![
        all(),
        LogFilter { user: Some(UserId(7)), ..all() },
        LogFilter { key: Some(KeyId(7)), ..all() },
        LogFilter { provider: Some(ProviderId(7)), ..all() },
        LogFilter { model: Some("MODEL-7".into()), ..all() },
        LogFilter { model: Some("no such".into()), ..all() },
        LogFilter { session: Some("session-7".into()), ..all() },
        LogFilter { status: Some(StatusFilter::Ok), ..all() },
        LogFilter { status: Some(StatusFilter::NotOk), ..all() },
        LogFilter { from: Some(NOON - HOUR), until: Some(NOON), ..all() },
        LogFilter { user: Some(UserId(7)), model: Some("model-6".into()), from: Some(NOON - 24 * HOUR), ..all() },
    ]
}

/// (what was asked, what the database heard)
pub(crate) async fn reads(bench: &Bench) -> Vec<(String, Heard)> {
    let mut heard = Vec::new();
    for (who, actor) in [("admin", bench.admin.clone()), ("user", person(UserId(7)))] {
        let db = bench.control.db();
        let mut note = async |what: String| heard.push((format!("{who}: {what}"), recorder::take(db).await));
        recorder::take(db).await;
        for filter in filters() {
            logs(bench, &actor, &filter, &mut note).await;
        }
        for span in [Span::Today, Span::Week, Span::Month] {
            for dimension in [Dimension::Provider, Dimension::User, Dimension::Model] {
                bench.control.overview(&actor, span, dimension, NOON + 1).await.unwrap();
                note(format!("overview {span:?} {dimension:?}")).await;
            }
        }
        let _ = bench.control.logs().get(&actor, &RequestId("r00007".into())).await;
        note("request".into()).await;
        bench.control.users().list(&actor).await.unwrap();
        note("users".into()).await;
        if actor.is_admin() {
            bench.control.providers().list(&actor).await.unwrap();
            note("providers".into()).await;
            bench.control.audit().list(&actor, None, 50).await.unwrap();
            note("audit".into()).await;
        }
    }
    heard
}

async fn logs(bench: &Bench, actor: &Actor, filter: &LogFilter, note: &mut impl AsyncFnMut(String)) {
    let logs = bench.control.logs();
    logs.list(actor, filter, None, 50).await.unwrap();
    note(format!("list {filter:?}")).await;
    logs.list(actor, filter, Some(&format!("{}.r", NOON.0 - 24 * HOUR)), 50).await.unwrap();
    note(format!("deep list {filter:?}")).await;
    logs.summary(actor, filter).await.unwrap();
    note(format!("sums {filter:?}")).await;
    logs.export(actor, filter.clone()).next().await.unwrap();
    note(format!("export {filter:?}")).await;
    logs.export_ledger(actor, filter.from, filter.until).next().await.unwrap();
    note(format!("ledger {:?}", filter.from)).await;
}

/// What the writer and a cleaning do. The count that a dry run makes of whole days is left out: all of a partition is
/// what it is about.
pub(crate) async fn writes(bench: &Bench) -> Vec<(String, Heard)> {
    let db = bench.control.db();
    recorder::take(db).await;
    store(bench, (0..5).map(|number| sample(20_000 + number))).await;
    let stored = recorder::take(db).await;
    bench.control.logs().clean(&bench.admin, Millis(NOON.0 - 47 * HOUR), false).await.unwrap();
    vec![("writer".into(), stored), ("cleaning".into(), recorder::take(db).await)]
}
