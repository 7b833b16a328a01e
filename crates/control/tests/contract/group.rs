//! Groups, and who is in them.

use crate::bench::{Bench, new_provider};
use domain::error::ErrorCode;
use domain::group::{Group, GroupPatch, GroupUse, NewGroup};
use domain::key::KeyPatch;
use domain::provider::{NewProvider, ProviderPatch};
use domain::user::UserPatch;
use domain::{ApiError, Names, Ratio};

contract!(made_changed_and_deleted members_are_counted);

fn new(name: &str) -> NewGroup {
    NewGroup { name: name.into(), multiplier: Ratio(12_500), note: "Europe".into() }
}

async fn made_changed_and_deleted(bench: Bench) {
    let (groups, admin) = (bench.control.groups(), &bench.admin);
    let made = groups.create(admin, new(" eu ")).await.unwrap();
    assert_eq!((made.name.as_str(), made.multiplier, made.note.as_str()), ("eu", Ratio(12_500), "Europe"));
    for (name, code) in [("eu", ErrorCode::Conflict), ("", ErrorCode::Invalid), ("a,b", ErrorCode::Invalid)] {
        let error = ApiError::from(groups.create(admin, new(name)).await.unwrap_err());
        assert_eq!((error.code, error.field.as_deref()), (code, Some("name")), "{name:?}");
    }
    let cheap = GroupPatch { multiplier: Some(Ratio(9_000)), ..GroupPatch::default() };
    let cheaper = groups.update(admin, made.id, cheap).await.unwrap();
    assert_eq!(cheaper, Group { multiplier: Ratio(9_000), ..made.clone() });
    let plain = GroupPatch { note: Some(String::new()), ..GroupPatch::default() };
    assert_eq!(groups.update(admin, made.id, plain).await.unwrap(), Group { note: String::new(), ..cheaper });
    assert_eq!(bench.control.snapshot().load().groups["eu"], Ratio(9_000));
    groups.delete(admin, made.id).await.unwrap();
    assert!(bench.control.snapshot().load().groups.is_empty());
    assert_eq!(ApiError::from(groups.delete(admin, made.id).await.unwrap_err()).code, ErrorCode::NotFound);
}

async fn members_are_counted(bench: Bench) {
    let admin = &bench.admin;
    let (ann, bob) = (bench.user("ann").await, bench.user("bob").await);
    let eu = UserPatch { groups: Some(Names::split("eu")), ..UserPatch::default() };
    bench.control.users().update(admin, ann.id, eu).await.unwrap();
    bench.key(ann.id, false).await;
    let key = bench.key(bob.id, false).await.key.id;
    let us = KeyPatch { groups: Some(Names::split("us,eu")), ..KeyPatch::default() };
    bench.control.keys().update(admin, key, us).await.unwrap();
    let vendor = NewProvider { groups: Names::split("eu"), ..new_provider("one") };
    let one = bench.control.providers().create(admin, vendor).await.unwrap();
    bench.control.groups().create(admin, new("eu")).await.unwrap();

    let list = bench.control.groups().list(admin).await.unwrap();
    let counts = |group: &GroupUse| (group.name.clone(), group.providers, group.serving, group.users, group.keys);
    let want = [("default", 0, 0, 1, 0), ("eu", 1, 1, 1, 2), ("us", 0, 0, 0, 1)];
    let want = want.map(|(name, a, b, c, d)| (name.to_owned(), a, b, c, d));
    assert_eq!(list.iter().map(counts).collect::<Vec<_>>(), want);
    assert_eq!(list[1].multiplier, Ratio(12_500));
    assert_eq!((list[2].id, list[2].multiplier), (None, Ratio::ONE));
    assert_eq!(list.iter().map(GroupUse::is_unserved).collect::<Vec<_>>(), [false, false, true]);

    let off = ProviderPatch { enabled: Some(false), ..ProviderPatch::default() };
    bench.control.providers().update(admin, one.id, off).await.unwrap();
    let list = bench.control.groups().list(admin).await.unwrap();
    assert_eq!((list[1].providers, list[1].serving, list[1].is_unserved()), (1, 0, true));
}
