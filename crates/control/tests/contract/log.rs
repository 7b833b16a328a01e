//! Lists of requests.

use crate::bench::{Bench, person};
use crate::sample::{NOON, attempt, entry};
use control::writer;
use domain::error::ErrorCode;
use domain::log::{LogEntry, LogFilter, Outcome, Record, StatusFilter};
use domain::{ApiError, KeyId, ProviderId, RequestId, UserId};
use journal::Journal;
use tokio::sync::watch;

contract!(pages_neither_repeat_nor_skip filters owners_see_their_own a_key_and_its_user bad_cursor);

pub(crate) async fn store(bench: &Bench, entries: impl IntoIterator<Item = LogEntry>) {
    let dir = tempfile::tempdir_in(bench.dir.path()).unwrap();
    let (journal, reader) = Journal::open(dir.path()).unwrap();
    for entry in entries {
        journal.append(&serde_json::to_vec(&Record::Settled(Box::new(entry))).unwrap()).unwrap();
    }
    let (_stop, shutdown) = watch::channel(true);
    writer::run(bench.control.clone(), reader, shutdown).await;
}

async fn pages_neither_repeat_nor_skip(bench: Bench) {
    // Many of the same millisecond: the id decides.
    store(&bench, (0..50).map(|n| entry(&format!("r{n:03}"), NOON + n / 10, 1))).await;
    let mut seen: Vec<String> = Vec::new();
    let mut cursor = None;
    loop {
        let page = bench.control.logs().list(&bench.admin, &LogFilter::default(), cursor.as_deref(), 7).await.unwrap();
        seen.extend(page.items.into_iter().map(|row| row.id.0));
        store(&bench, [entry(&format!("new{}", seen.len()), NOON + 1_000, 1)]).await;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let want: Vec<String> = (0..50).rev().map(|n| format!("r{n:03}")).collect();
    assert_eq!(seen, want);
}

async fn filters(bench: Bench) {
    let mut other = entry("b", NOON + 10, 2);
    other.model = Some("GPT-5_5".into());
    other.session = Some("session-2".into());
    other.attempts = vec![attempt(2, Outcome::VendorError)];
    other.outcome = Outcome::VendorError;
    store(&bench, [entry("a", NOON, 1), other]).await;
    let all = LogFilter::default;
    for (filter, want) in [
        (all(), vec!["b", "a"]),
        (LogFilter { user: Some(UserId(1)), ..all() }, vec!["a"]),
        (LogFilter { key: Some(KeyId(2)), ..all() }, vec!["b"]),
        (LogFilter { provider: Some(ProviderId(2)), ..all() }, vec!["b"]),
        (LogFilter { model: Some("gpt".into()), ..all() }, vec!["b"]),
        (LogFilter { model: Some("5_5".into()), ..all() }, vec!["b"]),
        (LogFilter { model: Some("%".into()), ..all() }, vec![]),
        (LogFilter { session: Some("session-1".into()), ..all() }, vec!["a"]),
        (LogFilter { status: Some(StatusFilter::Ok), ..all() }, vec!["a"]),
        (LogFilter { status: Some(StatusFilter::NotOk), ..all() }, vec!["b"]),
        (LogFilter { from: Some(NOON + 1), ..all() }, vec!["b"]),
        (LogFilter { until: Some(NOON + 10), ..all() }, vec!["a"]),
    ] {
        let page = bench.control.logs().list(&bench.admin, &filter, None, 10).await.unwrap();
        assert_eq!(page.items.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), want, "{filter:?}");
        let summary = bench.control.logs().summary(&bench.admin, &filter).await.unwrap();
        assert_eq!(summary.totals.requests, want.len() as i64, "{filter:?}");
    }
}

async fn owners_see_their_own(bench: Bench) {
    store(&bench, [entry("mine", NOON, 1), entry("theirs", NOON, 2)]).await;
    let (own, logs) = (person(UserId(1)), bench.control.logs());
    let foreign = LogFilter { user: Some(UserId(2)), ..LogFilter::default() };
    assert_eq!(logs.list(&own, &LogFilter::default(), None, 10).await.unwrap().items.len(), 1);
    assert!(logs.list(&own, &foreign, None, 10).await.unwrap().items.is_empty());
    assert_eq!(logs.summary(&own, &LogFilter::default()).await.unwrap().totals.requests, 1);
    assert!(logs.get(&own, &RequestId("mine".into())).await.is_ok());
    let error = ApiError::from(logs.get(&own, &RequestId("theirs".into())).await.unwrap_err());
    assert_eq!(error.code, ErrorCode::NotFound);
}

async fn a_key_and_its_user(bench: Bench) {
    let (ann, bob) = (bench.user("ann").await, bench.user("bob").await);
    let mut row = entry("r", NOON, ann.id.0);
    row.caller.key_id = bench.key(ann.id, true).await.key.id;
    store(&bench, [row.clone()]).await;
    let key = Some(row.caller.key_id);
    for (actor, user, want) in [
        (bench.admin.clone(), None, 1),
        (bench.admin.clone(), Some(ann.id), 1),
        (bench.admin.clone(), Some(bob.id), 0),
        (person(ann.id), None, 1),
        (person(ann.id), Some(ann.id), 1),
        (person(ann.id), Some(bob.id), 0),
        (person(bob.id), None, 0),
        (person(bob.id), Some(ann.id), 0),
        (person(bob.id), Some(bob.id), 0),
    ] {
        let filter = LogFilter { key, user, ..LogFilter::default() };
        let rows = bench.control.logs().list(&actor, &filter, None, 10).await.unwrap().items;
        let sums = bench.control.logs().summary(&actor, &filter).await.unwrap();
        assert_eq!((rows.len(), sums.totals.requests), (want, want as i64), "{filter:?} of {actor:?}");
    }
}

async fn bad_cursor(bench: Bench) {
    for cursor in ["", "x", "1", "x.y", "1.\0"] {
        let filter = LogFilter { model: cursor.contains('\0').then(|| "\0".into()), ..LogFilter::default() };
        match bench.control.logs().list(&bench.admin, &filter, Some(cursor), 10).await {
            Ok(page) => assert!(page.items.is_empty()),
            Err(error) => assert_eq!(ApiError::from(error).code, ErrorCode::Invalid, "{cursor:?}"),
        }
    }
}
