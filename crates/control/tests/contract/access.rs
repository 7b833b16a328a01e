//! People who are not admins change nothing and see what is theirs.

use crate::bench::{Bench, new_provider, person};
use control::Result;
use domain::audit::AuditFilter;
use domain::error::ErrorCode;
use domain::group::{GroupPatch, NewGroup};
use domain::key::{KeyPatch, NewKey};
use domain::price::PriceFilter;
use domain::provider::ProviderPatch;
use domain::setting::SettingsPatch;
use domain::user::{NewUser, UserPatch};
use domain::{ApiError, GroupId, Ratio};

contract!(only_admins_change only_their_own);

fn code<T>(result: Result<T>) -> ErrorCode {
    ApiError::from(result.err().unwrap()).code
}

async fn only_admins_change(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, true).await.key;
    let provider = bench.provider("anthropic").await;
    let (own, control) = (&person(user.id), &bench.control);
    let new_user = NewUser { name: "x".into(), ..NewUser::default() };
    let new_key = NewKey { name: "x".into(), ..NewKey::default() };
    let codes = [
        code(control.users().create(own, new_user).await),
        code(control.users().update(own, user.id, UserPatch::default()).await),
        code(control.users().delete(own, user.id).await),
        code(control.users().reset_usage(own, user.id).await),
        code(control.keys().create(own, user.id, new_key).await),
        code(control.keys().update(own, key.id, KeyPatch::default()).await),
        code(control.keys().delete(own, key.id).await),
        code(control.keys().reset_usage(own, key.id).await),
        code(control.providers().list(own).await),
        code(control.providers().get(own, provider.id).await),
        code(control.providers().upstream(own, provider.id).await),
        code(control.providers().create(own, new_provider("x")).await),
        code(control.providers().update(own, provider.id, ProviderPatch::default()).await),
        code(control.providers().delete(own, provider.id).await),
        code(control.providers().reset_usage(own, provider.id).await),
        code(control.groups().list(own).await),
        code(
            control
                .groups()
                .create(own, NewGroup { name: "x".into(), multiplier: Ratio::ONE, note: String::new() })
                .await,
        ),
        code(control.groups().update(own, GroupId(1), GroupPatch::default()).await),
        code(control.groups().delete(own, GroupId(1)).await),
        code(control.settings().update(own, SettingsPatch::default()).await),
        code(control.settings().known(own).await),
        code(control.prices().list(own, &PriceFilter::default(), None, 1).await),
        code(control.audit().list(own, &AuditFilter::default(), None, 10).await),
        code(control.audit().get(own, 1).await),
    ];
    assert_eq!(codes, [ErrorCode::Forbidden; 24]);
}

async fn only_their_own(bench: Bench) {
    let (one, two) = (bench.user("one").await, bench.user("two").await);
    bench.key(two.id, true).await;
    let own = &person(one.id);
    let listed = bench.control.users().list(own).await.unwrap();
    assert_eq!(listed.iter().map(|row| row.user.id).collect::<Vec<_>>(), [one.id]);
    assert!(bench.control.users().get(own, one.id).await.is_ok());
    assert_eq!(code(bench.control.users().get(own, two.id).await), ErrorCode::NotFound);
    assert!(bench.control.keys().list(own, one.id).await.unwrap().is_empty());
    assert_eq!(code(bench.control.keys().list(own, two.id).await), ErrorCode::NotFound);
}
