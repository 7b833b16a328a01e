//! Many providers at once: previewed, changed in one go, and taken back.

use crate::bench::{Bench, CREDENTIAL, new_provider, person};
use crate::sample::rows;
use domain::audit::AuditFilter;
use domain::batch::{Batch, BatchChange};
use domain::error::ErrorCode;
use domain::price::{NewPrice, PriceKey};
use domain::provider::{NewProvider, Provider, ProviderPatch};
use domain::{ApiError, Names, ProviderId, Ratio, Secret, UserId};

contract!(what_is_previewed_is_done_and_undone deleted_ones_come_back_with_their_secrets
    what_has_changed_since_is_left_alone all_or_nothing a_copy_has_the_secrets);

async fn three(bench: &Bench) -> Vec<Provider> {
    let mut all = Vec::new();
    for name in ["a", "b", "c"] {
        all.push(bench.provider(name).await);
    }
    all
}

fn batch(providers: &[Provider], change: BatchChange) -> Batch {
    Batch { ids: providers.iter().map(|provider| provider.id).collect(), change, seen_at: None }
}

fn delete() -> BatchChange {
    BatchChange { delete: true, ..BatchChange::default() }
}

/// What an undo cannot bring back is the time of the last change.
fn timeless(list: Vec<Provider>) -> Vec<Provider> {
    list.into_iter().map(|provider| Provider { updated_at: provider.created_at, ..provider }).collect()
}

async fn audited(bench: &Bench, action: &str) -> usize {
    let rows = bench.control.audit().list(&bench.admin, &AuditFilter::default(), None, 100).await.unwrap().items;
    rows.iter().filter(|row| row.action == action).count()
}

async fn what_is_previewed_is_done_and_undone(bench: Bench) {
    let (providers, admin) = (bench.control.providers(), &bench.admin);
    let all = three(&bench).await;
    let as_is = ProviderPatch { priority: Some(7), weight: Some(3), ..ProviderPatch::default() };
    providers.update(admin, all[1].id, as_is).await.unwrap();
    let before = providers.list(admin).await.unwrap();

    let groups = Some(Names::split("eu, us"));
    let multiplier = Some(Ratio(5_000));
    let change = BatchChange { priority: Some(7), multiplier, groups, ..BatchChange::default() };
    let mut ask = batch(&all[..2], change);
    let preview = providers.preview(admin, &ask).await.unwrap();
    let told: Vec<_> = preview
        .rows
        .iter()
        .map(|row| (row.provider.name.as_str(), row.before.priority, row.after.as_ref().unwrap().priority))
        .collect();
    assert_eq!(told, [("a", 0, 7), ("b", 7, 7)]);
    assert!(!preview.none_left);
    assert_eq!(providers.list(admin).await.unwrap(), before, "a preview changes nothing");

    ask.seen_at = Some(preview.at);
    let (updates, version) = (audited(&bench, "provider.update").await, bench.control.snapshot().load().version);
    let done = providers.change_many(admin, &ask).await.unwrap();
    assert_eq!(done.changed, 2);
    assert_eq!(audited(&bench, "provider.update").await, updates + 2, "an audit row for each");
    let snapshot = bench.control.snapshot().load();
    assert_eq!(snapshot.version, version + 1, "published once");
    let after = providers.list(admin).await.unwrap();
    for (row, provider) in preview.rows.iter().zip(&after) {
        assert_eq!(row.after, Some(provider.into()));
    }
    assert_eq!(after[2], before[2], "who was not chosen is left alone");

    assert_eq!(providers.undo(admin, done.undo.as_deref().unwrap()).await.unwrap(), 2);
    assert_eq!(timeless(providers.list(admin).await.unwrap()), timeless(before));
    assert_eq!(audited(&bench, "provider.undo").await, 2);
    let again = providers.undo(admin, done.undo.as_deref().unwrap()).await.unwrap_err();
    assert_eq!(ApiError::from(again).code, ErrorCode::NotFound, "once");

    let same = batch(&all[..1], BatchChange { enabled: Some(true), ..BatchChange::default() });
    let done = providers.change_many(admin, &same).await.unwrap();
    assert_eq!((done.changed, done.undo), (0, None));
}

async fn deleted_ones_come_back_with_their_secrets(bench: Bench) {
    let (providers, admin) = (bench.control.providers(), &bench.admin);
    let all = three(&bench).await;
    let entry = serde_json::json!({"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6});
    let key = PriceKey { model: "own".into(), provider: Some(all[0].id) };
    let entry = entry.as_object().unwrap().clone();
    let price = NewPrice { model: key.model.clone(), provider: key.provider, entry };
    bench.control.prices().put(admin, price).await.unwrap();
    let before = providers.list(admin).await.unwrap();

    let ask = batch(&all, delete());
    assert!(providers.preview(admin, &ask).await.unwrap().none_left);
    let done = providers.change_many(admin, &ask).await.unwrap();
    assert!(providers.list(admin).await.unwrap().is_empty());
    let kept: Vec<(String,)> = rows(bench.control.db(), "SELECT body FROM provider_undos").await;
    assert!(kept.iter().all(|(body,)| !body.contains(CREDENTIAL)), "what is kept is encrypted");

    providers.undo(admin, done.undo.as_deref().unwrap()).await.unwrap();
    assert_eq!(timeless(providers.list(admin).await.unwrap()), timeless(before));
    for provider in &all {
        assert_eq!(providers.upstream(admin, provider.id).await.unwrap().credential.expose(), CREDENTIAL);
    }
    assert_eq!(bench.control.prices().get(admin, &key).await.unwrap().len(), 1, "their own prices, too");
    assert_eq!(bench.control.snapshot().load().providers.len(), 3);
}

async fn what_has_changed_since_is_left_alone(bench: Bench) {
    let (providers, admin) = (bench.control.providers(), &bench.admin);
    let all = three(&bench).await;
    let off = BatchChange { enabled: Some(false), ..BatchChange::default() };
    let done = providers.change_many(admin, &batch(&all, off.clone())).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    let patch = ProviderPatch { note: Some("mine".into()), ..ProviderPatch::default() };
    let touched = providers.update(admin, all[2].id, patch).await.unwrap();
    let refused = ApiError::from(providers.undo(admin, done.undo.as_deref().unwrap()).await.unwrap_err());
    assert_eq!(refused.code, ErrorCode::Conflict);
    assert!(refused.message.contains("c has been changed"), "{refused}");
    assert!(providers.list(admin).await.unwrap().iter().all(|provider| !provider.enabled), "nothing was undone");

    let seen_at = Some(touched.updated_at - 1);
    let ask = Batch { seen_at, ..batch(&all, BatchChange { enabled: Some(true), ..off }) };
    assert_eq!(ApiError::from(providers.change_many(admin, &ask).await.unwrap_err()).code, ErrorCode::Conflict);

    // A deleted one's name may be another's by now.
    let done = providers.change_many(admin, &batch(&all[..1], delete())).await.unwrap();
    bench.provider("a").await;
    let refused = ApiError::from(providers.undo(admin, done.undo.as_deref().unwrap()).await.unwrap_err());
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::Conflict, Some("name")));
}

async fn all_or_nothing(bench: Bench) {
    let (providers, admin) = (bench.control.providers(), &bench.admin);
    let all = three(&bench).await;
    let heavy = |weight| BatchChange { weight: Some(weight), ..BatchChange::default() };
    let nobody = Batch { ids: Vec::new(), change: heavy(1), seen_at: None };
    let twice = Batch { ids: vec![all[0].id, all[0].id], change: heavy(1), seen_at: None };
    let stranger = Batch { ids: vec![all[0].id, ProviderId(99)], change: heavy(5), seen_at: None };
    for (ask, code, field) in [
        (nobody, ErrorCode::Invalid, Some("ids")),
        (twice, ErrorCode::Invalid, Some("ids")),
        (batch(&all, BatchChange::default()), ErrorCode::Invalid, Some("change")),
        (batch(&all, BatchChange { weight: Some(1), ..delete() }), ErrorCode::Invalid, Some("change")),
        (batch(&all, heavy(101)), ErrorCode::Invalid, Some("weight")),
        (stranger, ErrorCode::NotFound, None),
    ] {
        for refused in [
            providers.preview(admin, &ask).await.map(|_| ()).unwrap_err(),
            providers.change_many(admin, &ask).await.map(|_| ()).unwrap_err(),
        ] {
            let refused = ApiError::from(refused);
            assert_eq!((refused.code, refused.field.as_deref()), (code, field), "{refused}");
        }
    }
    assert_eq!(providers.list(admin).await.unwrap(), all);
    let (user, ask) = (person(UserId(1)), batch(&all, heavy(2)));
    let forbidden = [
        providers.preview(&user, &ask).await.map(|_| ()),
        providers.change_many(&user, &ask).await.map(|_| ()),
        providers.undo(&user, "x").await.map(|_| ()),
    ];
    assert!(forbidden.into_iter().all(|answer| ApiError::from(answer.unwrap_err()).code == ErrorCode::Forbidden));
}

async fn a_copy_has_the_secrets(bench: Bench) {
    let (providers, admin) = (bench.control.providers(), &bench.admin);
    let proxy = Some(Secret::new("http://ann:s3cret@192.0.2.9:3128"));
    let first = providers.create(admin, NewProvider { proxy, ..new_provider("first") }).await.unwrap();
    let copy =
        |name: &str| NewProvider { credential: Secret::default(), secrets_of: Some(first.id), ..new_provider(name) };
    let same = providers.create(admin, copy("same")).await.unwrap();
    assert_eq!((&same.key_hint, &same.proxy_hint), (&first.key_hint, &first.proxy_hint));
    let upstream = providers.upstream(admin, same.id).await.unwrap();
    assert_eq!(upstream.credential.expose(), CREDENTIAL);
    assert!(upstream.proxy.is_some());

    let other =
        NewProvider { credential: Secret::new("sk-ant-another-one"), proxy: Some(Secret::default()), ..copy("other") };
    let other = providers.create(admin, other).await.unwrap();
    assert_eq!((other.key_hint.as_str(), other.proxy_hint.as_str()), ("sk-a…-one", ""));
    let gone = NewProvider { secrets_of: Some(ProviderId(99)), ..copy("gone") };
    assert_eq!(ApiError::from(providers.create(admin, gone).await.unwrap_err()).code, ErrorCode::NotFound);
}
