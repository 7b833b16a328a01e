//! Whose limits whom concern: origin, scope, pages, and the warnings that are kept of them.

use crate::bench::{Bench, new_provider, person, until};
use control::Actor;
use control::auth::Identity;
use control::job::warning;
use control::service::quota::Limited;
use domain::error::ErrorCode;
use domain::key::{Key, NewKey};
use domain::limit::{LimitKind, LimitOwner, LimitWarning, Limits, Quota};
use domain::provider::NewProvider;
use domain::quota::{OwnerKind, QuotaAsk};
use domain::time::DAY;
use domain::user::{NewUser, User};
use domain::{ApiError, Millis};
use tokio::sync::{broadcast, watch};

contract!(a_key_is_under_its_users_limits_too everyone_sees_what_is_theirs a_list_has_those_that_have_limits
    warnings_are_kept_for_a_while warnings_concern_their_user);

fn limits(json: &str) -> Limits {
    serde_json::from_str(json).unwrap()
}

async fn user(bench: &Bench, name: &str, own: &str) -> User {
    let new = NewUser { name: name.into(), limits: limits(own), ..NewUser::default() };
    bench.control.users().create(&bench.admin, new).await.unwrap()
}

async fn key(bench: &Bench, owner: &User, name: &str, own: &str) -> Key {
    let new = NewKey { name: name.into(), limits: limits(own), ..NewKey::default() };
    bench.control.keys().create(&bench.admin, owner.id, new).await.unwrap().key
}

fn owners(limited: &Limited) -> Vec<LimitOwner> {
    limited.allowances.iter().map(|allowance| allowance.owner).collect()
}

async fn a_key_is_under_its_users_limits_too(bench: Bench) {
    let (admin, quotas) = (&bench.admin, bench.control.quotas());
    let ann = user(&bench, "ann", r#"{"usd_day":5}"#).await;
    let (own, bare) = (key(&bench, &ann, "ci", r#"{"rpm":1}"#).await, key(&bench, &ann, "laptop", "{}").await);
    let of_own = quotas.of_key(admin, own.id).await.unwrap();
    assert_eq!(owners(&of_own), [LimitOwner::Key(own.id), LimitOwner::User(ann.id)]);
    assert_eq!((of_own.name.as_str(), of_own.user_name.as_deref()), ("ci", Some("ann")));
    assert_eq!(owners(&quotas.of_key(admin, bare.id).await.unwrap()), [LimitOwner::User(ann.id)]);
    assert_eq!(owners(&quotas.of_user(admin, ann.id).await.unwrap()), [LimitOwner::User(ann.id)]);

    let in_force = |id| {
        let snapshot = bench.control.snapshot().load_full();
        let caller = snapshot.callers.values().find(|caller| caller.key_id == id).unwrap();
        caller.allowances.clone()
    };
    bench.control.users().reset_usage(admin, ann.id).await.unwrap();
    for id in [own.id, bare.id] {
        assert_eq!(
            quotas.of_key(admin, id).await.unwrap().allowances,
            in_force(id),
            "what is shown is what is enforced"
        );
    }
}

async fn everyone_sees_what_is_theirs(bench: Bench) {
    let quotas = bench.control.quotas();
    let (ann, bob) = (user(&bench, "ann", r#"{"usd_day":5}"#).await, user(&bench, "bob", "{}").await);
    let (of_ann, of_bob) = (key(&bench, &ann, "ci", r#"{"rpm":1}"#).await, key(&bench, &bob, "ci", "{}").await);
    let provider = bench.provider("anthropic").await;
    let own = quotas.own(&person(ann.id)).await.unwrap();
    let of: Vec<_> = own.iter().map(|one| one.owner).collect();
    assert_eq!(of, [LimitOwner::User(ann.id), LimitOwner::Key(of_ann.id)]);
    assert!(quotas.own(&bench.admin).await.unwrap().is_empty(), "the admin token is nobody");
    let identity = Identity::Admin { user: Some(bob.id), name: "bob".into() };
    let by_bob = quotas.own(&Actor::new(identity, "")).await.unwrap();
    assert_eq!(by_bob.iter().map(|one| one.owner).collect::<Vec<_>>()[1], LimitOwner::Key(of_bob.id));

    assert!(
        quotas.of_user(&person(ann.id), ann.id).await.is_ok()
            && quotas.of_key(&person(ann.id), of_ann.id).await.is_ok()
    );
    let codes = [
        quotas.of_user(&person(bob.id), ann.id).await.map(|_| ()),
        quotas.of_key(&person(bob.id), of_ann.id).await.map(|_| ()),
        quotas.of_provider(&person(ann.id), provider.id).await.map(|_| ()),
        quotas.list(&person(ann.id), &QuotaAsk::default()).await.map(|_| ()),
        bench.control.warnings().list(&person(ann.id), None, 10).await.map(|_| ()),
    ]
    .map(|refused| ApiError::from(refused.unwrap_err()).code);
    assert_eq!(codes[..2], [ErrorCode::NotFound; 2]);
    assert_eq!(codes[2..], [ErrorCode::Forbidden; 3]);
}

async fn a_list_has_those_that_have_limits(bench: Bench) {
    let ask = async |kind, q: &str, page| {
        let ask = QuotaAsk { kind, q: q.into(), page };
        let (found, total) = bench.control.quotas().list(&bench.admin, &ask).await.unwrap();
        (found.into_iter().map(|one| one.name).collect::<Vec<_>>(), total)
    };
    let ann = user(&bench, "ann", r#"{"usd_day":5}"#).await;
    let bob = user(&bench, "Bob", "{}").await;
    key(&bench, &ann, "inherits", "{}").await;
    key(&bench, &bob, "own", r#"{"rpm":1}"#).await;
    bench.provider("plain").await;
    let new = NewProvider { limits: limits(r#"{"concurrent_requests":0}"#), ..new_provider("narrow") };
    bench.control.providers().create(&bench.admin, new).await.unwrap();
    assert_eq!(ask(OwnerKind::User, "", 0).await, (vec!["ann".to_owned()], 1));
    assert_eq!(ask(OwnerKind::Key, "", 0).await, (vec!["own".to_owned()], 1));
    assert_eq!(ask(OwnerKind::Key, " bOB ", 0).await.1, 1, "a key is found by its user's name, too");
    assert_eq!(ask(OwnerKind::Provider, "", 0).await, (vec!["narrow".to_owned()], 1));
    assert_eq!(ask(OwnerKind::Provider, "wide", 0).await, (vec![], 0));

    for n in 0..50 {
        user(&bench, &format!("user {n:02}"), r#"{"usd_total":5}"#).await;
    }
    let (first, total) = ask(OwnerKind::User, "", 0).await;
    assert_eq!((first.len(), first[0].as_str(), total), (50, "ann", 51));
    assert_eq!(ask(OwnerKind::User, "", 1).await, (vec!["user 49".to_owned()], 51));
    assert_eq!(ask(OwnerKind::User, "", usize::MAX).await, (vec![], 51));
}

fn warning(at: Millis, owner: LimitOwner) -> LimitWarning {
    let quota = Quota {
        owner,
        models: Some("claude-opus-*".into()),
        kind: LimitKind::UsdDay,
        limit: 100,
        used: 81,
        reserved: 5,
        from: Some(at),
        resets_at: Some(Millis(at.0 + DAY)),
    };
    LimitWarning { at, percent: 80, quota }
}

async fn warnings_are_kept_for_a_while(bench: Bench) {
    let now = Millis::now();
    let provider = bench.provider("anthropic").await;
    let count = async || bench.control.warnings().list(&bench.admin, None, 10).await.unwrap().items.len();
    let (end, shutdown) = watch::channel(false);
    let (says, hears) = broadcast::channel(8);
    let job = tokio::spawn(warning::run(bench.control.clone(), hears, shutdown.clone()));
    for at in [now.0 - 91 * DAY, now.0 - 89 * DAY, now.0] {
        says.send(warning(Millis(at), LimitOwner::Provider(provider.id))).unwrap();
    }
    until("all are kept", async || count().await == 3).await;
    drop(says);
    job.await.unwrap();
    let mut jobs = bench.control.spawn_jobs(&shutdown);
    until("the old one goes", async || count().await == 2).await;
    end.send(true).unwrap();
    while jobs.join_next().await.is_some() {}

    let warnings = bench.control.warnings();
    let first = warnings.list(&bench.admin, None, 1).await.unwrap();
    let row = &first.items[0];
    assert_eq!((row.at, row.owner_kind, row.owner_id, row.user_id), (now, OwnerKind::Provider, provider.id.0, None));
    assert_eq!((row.owner_name.as_str(), row.models.as_deref()), ("anthropic", Some("claude-opus-*")));
    assert_eq!((row.kind, row.percent, row.used, row.limit), (LimitKind::UsdDay, 80, 81, 100));
    assert_eq!(row.resets_at, Some(Millis(now.0 + DAY)));
    let second = warnings.list(&bench.admin, first.next.as_deref(), 1).await.unwrap();
    assert_eq!((second.items[0].at, second.next), (Millis(now.0 - 89 * DAY), None));
    assert!(warnings.list(&bench.admin, Some("x"), 1).await.is_err());
}

async fn warnings_concern_their_user(bench: Bench) {
    let (ann, bob) = (user(&bench, "ann", "{}").await, user(&bench, "bob", "{}").await);
    let of_ann = key(&bench, &ann, "ci", "{}").await;
    key(&bench, &bob, "ci", "{}").await;
    let (_end, shutdown) = watch::channel(false);
    let (says, hears) = broadcast::channel(8);
    let job = tokio::spawn(warning::run(bench.control.clone(), hears, shutdown));
    let owners = [LimitOwner::User(ann.id), LimitOwner::Key(of_ann.id), LimitOwner::User(bob.id)];
    for (n, owner) in owners.into_iter().enumerate() {
        says.send(warning(Millis(Millis::now().0 + n as i64), owner)).unwrap();
    }
    drop(says);
    job.await.unwrap();
    let names = async |actor: &Actor| -> Vec<String> {
        let rows = bench.control.warnings().own(actor, None, 10).await.unwrap().items;
        rows.into_iter().map(|row| format!("{} {}", row.owner_kind.as_str(), row.owner_name)).collect()
    };
    assert_eq!(names(&person(ann.id)).await, ["key ci", "user ann"]);
    assert_eq!(names(&person(bob.id)).await, ["user bob"]);
    assert!(names(&bench.admin).await.is_empty());
}
