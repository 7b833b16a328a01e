//! Tokens for programs, and browsers that are signed in.

use crate::bench::{Bench, person};
use crate::sample::NOON;
use control::auth::{Identity, Proof};
use control::{Actor, Error};
use domain::time::{HOUR, MINUTE};
use domain::token::{NewApiToken, Scope};
use domain::user::{NewUser, Role, UserPatch};
use domain::{Secret, UserId};

contract!(it_is_its_owner_within_its_scopes it_ends_with_its_owner only_admins_may_change_by_one it_is_listed_and_revoked
    its_text_stands_nowhere);

const IP: &str = "192.0.2.7";

fn new(scopes: &[Scope]) -> NewApiToken {
    NewApiToken { name: "nightly".into(), scopes: scopes.to_vec().into(), expires_at: None }
}

async fn user(bench: &Bench, name: &str, role: Role) -> UserId {
    let new = NewUser { name: name.into(), role, ..NewUser::default() };
    bench.control.users().create(&bench.admin, new).await.unwrap().id
}

fn admin(user: UserId) -> Actor {
    Actor::new(Identity::Admin { user: Some(user), name: "lin".into() }, IP)
}

async fn it_is_its_owner_within_its_scopes(bench: Bench) {
    let expires_at = Some(NOON + HOUR);
    let created = bench.control.tokens().create(&bench.admin, NewApiToken { expires_at, ..new(&[Scope::Read]) });
    let secret = Secret::new(created.await.unwrap().secret);
    let actor = bench.control.bearer(&secret, IP, NOON).await.unwrap();
    assert_eq!(actor.identity, Identity::Admin { user: None, name: "admin · nightly".into() });
    assert!(matches!(&actor.proof, Proof::Token(scopes) if scopes.has(Scope::Read) && !scopes.has(Scope::Users)));
    let lacks = actor.require_scope(Some(Scope::Users)).unwrap_err();
    assert_eq!(lacks.to_string(), "This token lacks the scope users:write.");
    assert!(matches!(bench.control.tokens().create(&actor, new(&[Scope::Read])).await, Err(Error::NotForTokens)));
    let over = bench.control.bearer(&secret, IP, NOON + HOUR).await.unwrap_err();
    assert_eq!(over.to_string(), "This token has expired.");
}

async fn it_ends_with_its_owner(bench: Bench) {
    let lin = user(&bench, "lin", Role::Admin).await;
    let created = bench.control.tokens().create(&admin(lin), new(&[Scope::Read, Scope::Users])).await.unwrap();
    let secret = Secret::new(created.secret);
    assert!(bench.control.bearer(&secret, IP, NOON).await.unwrap().is_admin());
    let change = async |patch| _ = bench.control.users().update(&bench.admin, lin, patch).await.unwrap();
    change(UserPatch { role: Some(Role::User), ..UserPatch::default() }).await;
    let actor = bench.control.bearer(&secret, IP, NOON).await.unwrap();
    assert!(!actor.is_admin(), "a token is no more than its owner");
    change(UserPatch { enabled: Some(false), ..UserPatch::default() }).await;
    let barred = bench.control.bearer(&secret, IP, NOON).await.unwrap_err();
    assert_eq!(barred.to_string(), "This user is disabled.");
    bench.control.users().delete(&bench.admin, lin).await.unwrap();
    assert!(bench.control.bearer(&secret, IP, NOON).await.is_err());
    assert_eq!(bench.control.tokens().list(&bench.admin).await.unwrap(), []);
}

async fn only_admins_may_change_by_one(bench: Bench) {
    let bob = user(&bench, "bob", Role::User).await;
    let refused = bench.control.tokens().create(&person(bob), new(&[Scope::Read, Scope::Prices])).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid { field: "scopes", .. }), "{refused}");
    let created = bench.control.tokens().create(&person(bob), new(&[Scope::Read])).await.unwrap();
    let actor = bench.control.bearer(&Secret::new(created.secret), IP, NOON).await.unwrap();
    assert_eq!(actor.owner().map(|owner| (owner.user, owner.key)), Some((bob, None)));
    assert!(bench.control.tokens().create(&person(bob), new(&[])).await.is_err(), "one that may do nothing");
}

async fn it_is_listed_and_revoked(bench: Bench) {
    let (bob, eve) = (user(&bench, "bob", Role::User).await, user(&bench, "eve", Role::User).await);
    let tokens = bench.control.tokens();
    let created = tokens.create(&person(bob), new(&[Scope::Read])).await.unwrap();
    let (id, secret) = (created.token.id, Secret::new(created.secret));
    assert_eq!(tokens.list(&person(eve)).await.unwrap(), []);
    assert!(matches!(tokens.delete(&person(eve), id).await, Err(Error::NotFound(_))));
    for now in [NOON, NOON + MINUTE - 1, NOON + MINUTE] {
        bench.control.bearer(&secret, IP, now).await.unwrap();
        let listed = tokens.list(&bench.admin).await.unwrap();
        let used = if now < NOON + MINUTE { NOON } else { NOON + MINUTE };
        assert_eq!((listed[0].owner.as_str(), listed[0].used_at), ("bob", Some(used)));
    }
    tokens.delete(&person(bob), id).await.unwrap();
    let told = bench.audited().await;
    assert_eq!((told.row.action.as_str(), told.row.target_name.as_str()), ("token.delete", "nightly"));
    assert!(bench.control.bearer(&secret, IP, NOON).await.is_err());
}

async fn its_text_stands_nowhere(bench: Bench) {
    let created = bench.control.tokens().create(&bench.admin, new(&[Scope::Read])).await.unwrap();
    let text = serde_json::to_string(&bench.control.tokens().list(&bench.admin).await.unwrap()).unwrap()
        + &serde_json::to_string(&bench.audited().await).unwrap();
    assert!(!text.contains(&created.secret) && text.contains(&created.token.hint));
}
