//! Logging in, staying in, and being thrown out.

use crate::bench::{ADMIN_TOKEN, Bench};
use control::auth::Identity;
use control::{Control, Error, Result};
use domain::audit::AuditFilter;
use domain::error::ErrorCode;
use domain::key::KeyPatch;
use domain::time::SECOND;
use domain::user::{Role, UserPatch};
use domain::{ApiError, Millis, Patch, Secret};

contract!(admin_token_opens_the_console keys_open_it_for_their_owner sessions_end guessing_is_held_off guesses_count_together known_keys_lock_nobody_out bearers);

const IP: &str = "198.51.100.7";
const NOW: Millis = Millis(1_795_435_200_000);

fn code<T: std::fmt::Debug>(result: Result<T>) -> ErrorCode {
    ApiError::from(result.unwrap_err()).code
}

async fn admin_token_opens_the_console(bench: Bench) {
    let login = bench.control.login(&Secret::new(format!(" {ADMIN_TOKEN}\n")), IP, "test", None, NOW).await.unwrap();
    assert!(login.actor.is_admin());
    assert_eq!(login.expires_at, NOW + 604_800 * SECOND);
    let actor = bench.control.actor(&login.token, IP, NOW).await.unwrap();
    assert_eq!(actor.me(), domain::user::Me { name: "admin".into(), role: Role::Admin, user_id: None });
    let renewed = bench.reopened(|options| options.admin_token = Secret::new("a new one")).await.unwrap();
    assert_eq!(
        code(renewed.actor(&login.token, IP, NOW).await),
        ErrorCode::Unauthenticated,
        "a new token ends its sessions"
    );
    bench.control.logout(&login.token).await.unwrap();
    assert_eq!(code(bench.control.actor(&login.token, IP, NOW).await), ErrorCode::Unauthenticated);
}

async fn keys_open_it_for_their_owner(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, true).await;
    let secret = Secret::new(&key.secret);
    let login = bench.control.login(&secret, IP, "test", None, NOW).await.unwrap();
    assert_eq!(login.actor.identity, Identity::User { user: user.id, alone: None, name: "Lin Wei".into() });
    assert!(matches!(login.actor.require_admin(), Err(Error::Forbidden)));
    let promote = UserPatch { role: Some(Role::Admin), ..UserPatch::default() };
    bench.control.users().update(&bench.admin, user.id, promote).await.unwrap();
    let actor = bench.control.actor(&login.token, IP, NOW).await.unwrap();
    assert!(actor.is_admin(), "the role counts as it is now");
    assert_eq!(actor.user_id(), Some(user.id));
    let narrow = KeyPatch { can_login: Some(false), ..KeyPatch::default() };
    bench.control.keys().update(&bench.admin, key.key.id, narrow).await.unwrap();
    let actor = bench.control.actor(&login.token, IP, NOW).await.unwrap();
    assert!(!actor.is_admin() && actor.owner().unwrap().key.is_some(), "and what the key may, too");
}

async fn sessions_end(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, true).await;
    let (control, admin) = (&bench.control, &bench.admin);
    let login = control.login(&Secret::new(&key.secret), IP, "test", None, NOW).await.unwrap();
    let works = async |now: Millis| control.actor(&login.token, IP, now).await.is_ok();
    assert!(works(login.expires_at - 1).await);
    assert!(!works(login.expires_at).await);

    let user_patch = async |patch| drop(control.users().update(admin, user.id, patch).await.unwrap());
    let key_patch = async |patch| drop(control.keys().update(admin, key.key.id, patch).await.unwrap());
    user_patch(UserPatch { enabled: Some(false), ..UserPatch::default() }).await;
    assert!(!works(NOW).await);
    user_patch(UserPatch { enabled: Some(true), expires_at: Patch::Value(NOW), ..UserPatch::default() }).await;
    assert!(!works(NOW).await);
    user_patch(UserPatch { expires_at: Patch::Null, ..UserPatch::default() }).await;
    assert!(works(NOW).await);
    key_patch(KeyPatch { enabled: Some(false), ..KeyPatch::default() }).await;
    assert!(!works(NOW).await);
    key_patch(KeyPatch { enabled: Some(true), expires_at: Patch::Value(NOW + 5), ..KeyPatch::default() }).await;
    assert!(works(NOW + 4).await && !works(NOW + 5).await);
    key_patch(KeyPatch { expires_at: Patch::Null, ..KeyPatch::default() }).await;
    assert!(works(NOW).await);
    control.keys().delete(admin, key.key.id).await.unwrap();
    assert!(!works(NOW).await);
}

async fn guessing_is_held_off(bench: Bench) {
    let guess = Secret::new("sk-00000000000000000000000000000000");
    for _ in 0..10 {
        assert_eq!(code(bench.control.login(&guess, IP, "test", None, NOW).await), ErrorCode::Unauthenticated);
    }
    let admin = Secret::new(ADMIN_TOKEN);
    let locked = ApiError::from(bench.control.login(&admin, IP, "test", None, NOW + 60 * SECOND).await.unwrap_err());
    assert_eq!(locked.code, ErrorCode::TooManyAttempts);
    assert!(locked.message.contains("840 s"), "{}", locked.message);
    assert!(bench.control.login(&admin, "198.51.100.8", "test", None, NOW).await.is_ok(), "others are not touched");
    assert!(bench.control.login(&admin, IP, "test", None, NOW + 900 * SECOND).await.is_ok(), "the lock opens again");
    let failures = bench.control.audit().list(&bench.admin, &AuditFilter::default(), None, 100).await.unwrap().items;
    assert_eq!(failures.iter().filter(|row| row.action == "login.failure" && !row.success).count(), 10);
}

/// With as many instances as one likes, an address has one try more than with one.
async fn guesses_count_together(bench: Bench) {
    let url = std::env::var("TEST_REDIS_URL").expect("a Redis to test on");
    let with_redis = async || bench.reopened(|options| options.redis_url = Some(url.clone())).await.unwrap();
    let (one, two, three) = (with_redis().await, with_redis().await, with_redis().await);
    let ip = format!("2001:db8::{}", bench.dir.path().display());
    let right = Secret::new(ADMIN_TOKEN);
    let guess = async |control: &Control| code(control.login(&Secret::new("nobody's"), &ip, "test", None, NOW).await);
    for _ in 0..5 {
        assert_eq!(guess(&one).await, ErrorCode::Unauthenticated);
        assert_eq!(guess(&two).await, ErrorCode::Unauthenticated);
    }
    assert_eq!(code(two.login(&right, &ip, "test", None, NOW).await), ErrorCode::TooManyAttempts);
    assert_eq!(guess(&three).await, ErrorCode::Unauthenticated);
    assert_eq!(code(three.login(&right, &ip, "test", None, NOW).await), ErrorCode::TooManyAttempts);
    assert!(bench.control.login(&right, &ip, "test", None, NOW).await.is_ok(), "without Redis each counts for itself");
}

async fn known_keys_lock_nobody_out(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, true).await;
    let off = KeyPatch { enabled: Some(false), ..KeyPatch::default() };
    bench.control.keys().update(&bench.admin, key.key.id, off).await.unwrap();
    for _ in 0..20 {
        let error =
            ApiError::from(bench.control.login(&Secret::new(&key.secret), IP, "test", None, NOW).await.unwrap_err());
        assert_eq!((error.code, error.message.as_str()), (ErrorCode::Unauthenticated, "This key is disabled."));
    }
    assert!(bench.control.login(&Secret::new(ADMIN_TOKEN), IP, "test", None, NOW).await.is_ok());
}

async fn bearers(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    let promote = UserPatch { role: Some(Role::Admin), ..UserPatch::default() };
    bench.control.users().update(&bench.admin, user.id, promote).await.unwrap();
    let key = bench.key(user.id, false).await;
    assert!(bench.control.bearer(&Secret::new(ADMIN_TOKEN), IP, NOW).await.unwrap().is_admin());
    let actor = bench.control.bearer(&Secret::new(&key.secret), IP, NOW).await.unwrap();
    assert!(!actor.is_admin(), "a key that lies in a tool's settings only reads");
    assert_eq!(code(bench.control.bearer(&Secret::new("sk-x"), IP, NOW).await), ErrorCode::Unauthenticated);
}
