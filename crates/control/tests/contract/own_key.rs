//! A key that may not sign in opens the console all the same, for what was asked with it, and for nothing else.

use crate::bench::Bench;
use crate::log::store;
use crate::sample::{NOON, entry};
use control::Actor;
use control::service::log::export::Export;
use domain::error::ErrorCode;
use domain::key::{KeyPatch, NewKey};
use domain::leaderboard::{Ask, Period, When};
use domain::log::{CallerTag, LogEntry, LogFilter};
use domain::report::{Dimension, Filter, Span};
use domain::session::SessionName;
use domain::user::{Role, UserPatch};
use domain::{ApiError, KeyId, Owner, RequestId, Secret};

contract!(it_sees_its_own_requests_alone its_owner_sees_all_of_them an_admins_key_is_no_admin);

struct Scene {
    own: Actor,
    whole: Actor,
    narrow: KeyId,
    other: KeyId,
}

/// A user with two keys, each with three requests, beside a stranger with one.
async fn scene(bench: &Bench) -> Scene {
    let user = bench.user("Lin Wei").await;
    let narrow = bench.key(user.id, false).await;
    let new = NewKey { name: "desk".into(), can_login: true, ..NewKey::default() };
    let wide = bench.control.keys().create(&bench.admin, user.id, new).await.unwrap();
    let of = |key: KeyId, n: i64| LogEntry {
        caller: CallerTag {
            user_id: user.id,
            user_name: "Lin Wei".into(),
            key_id: key,
            key_name: format!("key {}", key.0),
        },
        session: Some(format!("session-{}", key.0)),
        ..entry(&format!("r{}-{n}", key.0), NOON - n, user.id.0)
    };
    let keys = [narrow.key.id, wide.key.id];
    store(bench, keys.into_iter().flat_map(|key| (0..3).map(move |n| of(key, n)))).await;
    store(bench, [entry("stranger", NOON, 99)]).await;
    let login = async |secret: &str| {
        let login = bench.control.login(&Secret::new(secret), "192.0.2.9", "test", None, NOON).await.unwrap();
        bench.control.actor(&login.token, "192.0.2.9", NOON).await.unwrap()
    };
    let (own, whole) = (login(&narrow.secret).await, login(&wide.secret).await);
    assert_eq!(own.owner(), Some(Owner { user: user.id, key: Some(narrow.key.id) }));
    let bearer = bench.control.bearer(&Secret::new(&narrow.secret), "192.0.2.9", NOON).await.unwrap();
    assert_eq!(bearer.identity, own.identity);
    Scene { own, whole, narrow: narrow.key.id, other: wide.key.id }
}

async fn lines(mut export: Export) -> usize {
    let mut text = String::new();
    while let Some(part) = export.next().await.unwrap() {
        text += &part;
    }
    text.lines().count() - 1
}

async fn it_sees_its_own_requests_alone(bench: Bench) {
    let Scene { own, narrow, other, .. } = scene(&bench).await;
    let (control, logs, all) = (&bench.control, bench.control.logs(), LogFilter::default());
    let day = When { period: Period::Day, ..When::default() };

    let listed = logs.list(&own, &all, None, 50).await.unwrap().items;
    assert_eq!(listed.len(), 3);
    assert!(listed.iter().all(|row| row.caller.key_id == narrow));
    assert_eq!(logs.summary(&own, &all).await.unwrap().totals.requests, 3);
    let asked = LogFilter { key: Some(other), ..LogFilter::default() };
    assert_eq!(logs.list(&own, &asked, None, 50).await.unwrap().items.len(), 0);
    assert_eq!(logs.summary(&own, &asked).await.unwrap().totals.requests, 0);
    assert!(logs.get(&own, &listed[0].id).await.is_ok());
    let gone = ApiError::from(logs.get(&own, &RequestId(format!("r{}-0", other.0))).await.unwrap_err());
    assert_eq!(gone.code, ErrorCode::NotFound);
    let story = |key: KeyId| SessionName { key_id: key, id: format!("session-{}", key.0) };
    assert_eq!(logs.session(&own, &story(narrow), None).await.unwrap().turns.len(), 3);
    let foreign = logs.session(&own, &story(other), None).await.unwrap();
    assert_eq!((foreign.turns.len(), foreign.count, foreign.sums.totals.requests), (0, 0, 0));
    assert_eq!(lines(logs.export(&own, all.clone())).await, 3);
    assert_eq!(lines(logs.export_ledger(&own, None, None)).await, 3);

    let overview = control.overview(&own, Span::Today, Dimension::Key, NOON + 1).await.unwrap();
    assert_eq!((overview.totals.requests, overview.series.len(), overview.providers.len()), (3, 1, 0));
    for by in [Dimension::User, Dimension::Key, Dimension::Model, Dimension::Provider, Dimension::Group] {
        let ask = Ask { when: day.clone(), by, ..Ask::default() };
        assert_eq!(control.leaderboard(&own, &ask, NOON + 1).await.unwrap().total.totals.requests, 3);
        let sums = control.statistics(&own, &ask, NOON + 1).await.unwrap().sums;
        assert_eq!(sums.iter().map(|sums| sums.requests).sum::<i64>(), 3);
        let filter = Filter { key: Some(other), ..Filter::default() };
        assert!(control.leaderboard(&own, &Ask { filter, ..ask }, NOON + 1).await.is_err());
    }
    assert_eq!(control.charge_back(&own, None, NOON + 1).await.unwrap().total.requests, 3);

    let users = control.users().list(&own).await.unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(users[0].keys.iter().map(|key| key.id).collect::<Vec<_>>(), [narrow]);
    assert_eq!(control.keys().list(&own, users[0].user.id).await.unwrap().len(), 1);
    assert!(control.keys().get(&own, other).await.is_err());
    assert_eq!(control.quotas().own(&own).await.unwrap().len(), 1);
    for text in ["laptop", &format!("r{}-0", narrow.0), &format!("session-{}", narrow.0)] {
        assert_eq!(control.search(&own, text).await.unwrap().len(), 1, "{text}");
    }
    for text in ["desk", "Lin", &format!("r{}-0", other.0), &format!("session-{}", other.0), "stranger"] {
        assert_eq!(control.search(&own, text).await.unwrap().len(), 0, "{text}");
    }
    let patch = KeyPatch { name: Some("mine".into()), ..KeyPatch::default() };
    assert!(control.keys().update(&own, narrow, patch).await.is_err(), "it changes nothing");
}

async fn its_owner_sees_all_of_them(bench: Bench) {
    let Scene { whole, narrow, .. } = scene(&bench).await;
    let logs = bench.control.logs();
    assert_eq!(logs.list(&whole, &LogFilter::default(), None, 50).await.unwrap().items.len(), 6);
    let one = LogFilter { key: Some(narrow), ..LogFilter::default() };
    assert_eq!(logs.summary(&whole, &one).await.unwrap().totals.requests, 3);
    assert_eq!(bench.control.quotas().own(&whole).await.unwrap().len(), 3);
}

async fn an_admins_key_is_no_admin(bench: Bench) {
    let user = bench.user("Chen Hao").await;
    let promote = UserPatch { role: Some(Role::Admin), ..UserPatch::default() };
    bench.control.users().update(&bench.admin, user.id, promote).await.unwrap();
    let key = bench.key(user.id, false).await;
    let login = bench.control.login(&Secret::new(&key.secret), "192.0.2.9", "test", None, NOON).await.unwrap();
    assert!(!login.actor.is_admin());
    assert_eq!((login.actor.name(), login.actor.owner().unwrap().key), ("Chen Hao · laptop", Some(key.key.id)));
    assert!(bench.control.users().create(&login.actor, Default::default()).await.is_err());
}
