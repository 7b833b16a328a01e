//! Many users and keys at once: all of them, or none.

use crate::bench::{Bench, person};
use domain::audit::AuditFilter;
use domain::error::ErrorCode;
use domain::member::{MemberBatch, MemberChange};
use domain::user::UserWithKeys;
use domain::{ApiError, KeyId, Millis, Names, Patch, UserId};

contract!(all_of_them_change_or_none users_go_with_their_keys);

const EXPIRY: Millis = Millis(4_000_000_000_000);

async fn people(bench: &Bench) -> (UserId, UserId, KeyId) {
    let (one, two) = (bench.user("Lin Wei").await, bench.user("Chen Yu").await);
    let key = bench.key(one.id, true).await;
    (one.id, two.id, key.key.id)
}

async fn listed(bench: &Bench) -> Vec<UserWithKeys> {
    bench.control.users().list(&bench.admin).await.unwrap()
}

async fn all_of_them_change_or_none(bench: Bench) {
    let (one, two, key) = people(&bench).await;
    let before = listed(&bench).await;
    let change = MemberChange {
        enabled: Some(false),
        groups: Some(Names::split("eu, us")),
        expires_at: Patch::Value(EXPIRY),
        ..MemberChange::default()
    };
    let batch = MemberBatch { users: vec![one], keys: vec![key], change };
    for (wrong, code) in [
        (MemberBatch { keys: vec![key, KeyId(99)], ..batch.clone() }, ErrorCode::NotFound),
        (MemberBatch { users: vec![one, one], ..batch.clone() }, ErrorCode::Invalid),
        (MemberBatch { change: MemberChange::default(), ..batch.clone() }, ErrorCode::Invalid),
        (
            MemberBatch { change: MemberChange { delete: true, ..batch.change.clone() }, ..batch.clone() },
            ErrorCode::Invalid,
        ),
        (MemberBatch { users: Vec::new(), keys: Vec::new(), ..batch.clone() }, ErrorCode::Invalid),
    ] {
        let refused = bench.control.change_members(&bench.admin, &wrong).await.unwrap_err();
        assert_eq!(ApiError::from(refused).code, code, "{wrong:?}");
    }
    assert!(bench.control.change_members(&person(one), &batch).await.is_err(), "only admins");
    assert_eq!(listed(&bench).await, before);

    bench.control.change_members(&bench.admin, &batch).await.unwrap();
    let after = listed(&bench).await;
    let user = after.iter().find(|row| row.user.id == one).unwrap();
    let groups = Names::split("eu, us");
    assert_eq!((user.user.enabled, &user.user.groups, user.user.expires_at), (false, &groups, Some(EXPIRY)));
    let changed = &user.keys[0];
    assert_eq!((changed.enabled, &changed.groups, changed.expires_at), (false, &groups, Some(EXPIRY)));
    assert!(changed.can_login, "what is left out stays");
    let other = |list: &[UserWithKeys]| list.iter().find(|row| row.user.id == two).cloned();
    assert_eq!(other(&after), other(&before));
    let rows = bench.control.audit().list(&bench.admin, &AuditFilter::default(), None, 10).await.unwrap().items;
    assert_eq!(rows[..2].iter().map(|row| row.action.as_str()).collect::<Vec<_>>(), ["key.update", "user.update"]);

    let never = MemberChange { expires_at: Patch::Null, ..MemberChange::default() };
    bench.control.change_members(&bench.admin, &MemberBatch { change: never, ..batch }).await.unwrap();
    let user = listed(&bench).await.into_iter().find(|row| row.user.id == one).unwrap();
    assert_eq!((user.user.expires_at, user.keys[0].expires_at, user.user.enabled), (None, None, false));
}

async fn users_go_with_their_keys(bench: Bench) {
    let (one, two, key) = people(&bench).await;
    let change = MemberChange { delete: true, ..MemberChange::default() };
    let batch = MemberBatch { users: vec![one], keys: vec![key], change };
    bench.control.change_members(&bench.admin, &batch).await.unwrap();
    let left: Vec<UserId> = listed(&bench).await.into_iter().map(|row| row.user.id).collect();
    assert_eq!(left, [two]);
    assert!(bench.control.keys().get(&bench.admin, key).await.is_err());
    assert!(bench.control.change_members(&bench.admin, &batch).await.is_err(), "they are gone");
}
