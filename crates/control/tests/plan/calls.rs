//! Every use case that reads or writes the log, the ledger or their sums, as pages and the API call it.

use crate::bench::{Bench, person};
use crate::crowd::{sample, store};
use crate::recorder::{self, Heard};
use crate::sample::NOON;
use control::Actor;
use domain::audit::AuditFilter;
use domain::availability::Reach;
use domain::batch::{Batch, BatchChange};
use domain::books::{Books, BooksAsk};
use domain::leaderboard::{Ask, Period, When};
use domain::limit::LimitOwner;
use domain::log::{LogFilter, StatusFilter};
use domain::quota::QuotaAsk;
use domain::report::{Dimension, Span};
use domain::session::SessionName;
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
        LogFilter { key: Some(KeyId(57)), session: Some("session-7".into()), ..all() },
        LogFilter { status: Some(StatusFilter::Ok), ..all() },
        LogFilter { status: Some(StatusFilter::NotOk), ..all() },
        LogFilter { status: Some(StatusFilter::NotOk), key: Some(KeyId(7)), model: Some("model-6".into()), ..all() },
        LogFilter { user: Some(UserId(7)), provider: Some(ProviderId(7)), model: Some("model-6".into()), ..all() },
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
            for dimension in [Dimension::Provider, Dimension::User, Dimension::Key, Dimension::Model] {
                bench.control.overview(&actor, span, dimension, NOON + 1).await.unwrap();
                note(format!("overview {span:?} {dimension:?}")).await;
            }
        }
        figures(bench, &actor, &mut note).await;
        let _ = bench.control.logs().get(&actor, &RequestId("r00007".into())).await;
        note("request".into()).await;
        let name = SessionName { key_id: KeyId(57), id: "session-7".into() };
        for after in [None, Some(format!("{}.r", NOON.0 - 24 * HOUR))] {
            bench.control.logs().session(&actor, &name, after.as_deref()).await.unwrap();
            note(format!("session after {after:?}")).await;
        }
        bench.control.users().list(&actor).await.unwrap();
        note("users".into()).await;
        for text in ["r00007", "session-7", "user-7"] {
            bench.control.search(&actor, text).await.unwrap();
            note(format!("search for {text}")).await;
        }
        if actor.is_admin() {
            bench.control.wall(&actor, NOON + 1).await.unwrap();
            note("wall".into()).await;
            bench.control.providers().list(&actor).await.unwrap();
            note("providers".into()).await;
            bench.control.providers().days(&actor, NOON + 1).await.unwrap();
            note("what providers did".into()).await;
            for reach in Reach::ALL {
                bench.control.availability(&actor, reach, NOON + 1).await.unwrap();
                note(format!("availability {reach:?}")).await;
            }
            let list = bench.control.providers().list(&actor).await.unwrap();
            recorder::take(db).await;
            let ids = list.iter().take(10).map(|provider| provider.id).collect();
            let change = BatchChange { weight: Some(2), ..BatchChange::default() };
            // Refused where there is nobody to choose.
            let _ = bench.control.providers().preview(&actor, &Batch { ids, change, seen_at: None }).await;
            note("preview".into()).await;
            bench.control.audit().list(&actor, &AuditFilter::default(), None, 50).await.unwrap();
            note("audit".into()).await;
            bench.control.declared().export(&actor).await.unwrap();
            note("the configuration as a file".into()).await;
        }
    }
    heard
}

async fn figures(bench: &Bench, actor: &Actor, note: &mut impl AsyncFnMut(String)) {
    for period in [Period::Day, Period::Month, Period::All] {
        for by in [Dimension::Provider, Dimension::User, Dimension::Key, Dimension::Model, Dimension::Group] {
            let ask = Ask { when: When { period, ..When::default() }, by, ..Ask::default() };
            bench.control.leaderboard(actor, &ask, NOON + 1).await.unwrap();
            note(format!("leaderboard {period:?} {by:?}")).await;
            bench.control.statistics(actor, &ask, NOON + 1).await.unwrap();
            note(format!("statistics {period:?} {by:?}")).await;
        }
    }
    bench.control.charge_back(actor, None, NOON + 1).await.unwrap();
    note("charge-back".into()).await;
    if actor.is_admin() {
        bench.control.prices().unpriced(actor).await.unwrap();
        note("unpriced".into()).await;
        bench.control.quotas().list(actor, &QuotaAsk::default()).await.unwrap();
        note("quotas".into()).await;
        let ask = BooksAsk { owner: LimitOwner::User(UserId(7)), models: None, from: NOON - HOUR, by_quarter: true };
        let asks = vec![ask.clone(), BooksAsk { by_quarter: false, ..ask }];
        assert!(bench.control.books().spent(asks, domain::books::HORIZON).await.is_some());
        note("books".into()).await;
    }
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
