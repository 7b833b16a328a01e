//! Browsers that are signed in, and the second factor.

use crate::bench::{ADMIN_TOKEN, Bench, person};
use control::{Actor, Error};
use domain::error::ErrorCode;
use domain::key::NewKey;
use domain::time::SECOND;
use domain::user::NewUser;
use domain::{ApiError, Millis, Secret};
use totp_rs::{Algorithm, TOTP};

contract!(sessions_are_seen_and_ended_by_their_owner a_code_is_asked_for_once_confirmed a_code_is_taken_once
    wrong_codes_are_guesses the_admin_token_alone_no_longer_opens_the_api whoever_lost_it_is_let_in_by_command);

const IP: &str = "192.0.2.8";

async fn login(bench: &Bench, text: &str, code: Option<&str>, now: Millis) -> Result<Actor, ApiError> {
    let login = bench.control.login(&Secret::new(text), IP, "Firefox", code, now).await?;
    Ok(bench.control.actor(&login.token, IP, now).await?)
}

/// Sets one up for the admin token; what the app shows at a time.
async fn enrolled(bench: &Bench) -> impl Fn(Millis) -> String {
    let begun = bench.control.second_factors().begin(&bench.admin).await.unwrap();
    assert!(begun.url.starts_with("otpauth://totp/") && begun.qr.contains("<svg"), "{begun:?}");
    let secret = totp_rs::Secret::Encoded(begun.secret).to_bytes().unwrap();
    let app = TOTP::new(Algorithm::SHA1, 6, 1, 30, secret, None, String::new()).unwrap();
    move |at: Millis| app.generate((at.0 / 1_000).cast_unsigned())
}

async fn confirmed(bench: &Bench) -> impl Fn(Millis) -> String {
    let app = enrolled(bench).await;
    bench.control.second_factors().confirm(&bench.admin, &app(Millis::now())).await.unwrap();
    app
}

async fn sessions_are_seen_and_ended_by_their_owner(bench: Bench) {
    let ann = bench.control.users().create(&bench.admin, NewUser { name: "ann".into(), ..NewUser::default() });
    let ann = ann.await.unwrap().id;
    let key = NewKey { name: "laptop".into(), can_login: true, ..NewKey::default() };
    let key = bench.control.keys().create(&bench.admin, ann, key).await.unwrap();
    let now = Millis::now();
    let here = login(&bench, &key.secret, None, now).await.unwrap();
    let there = login(&bench, &key.secret, None, now).await.unwrap();
    login(&bench, ADMIN_TOKEN, None, now).await.unwrap();
    let sessions = bench.control.console_sessions();
    let own = sessions.list(&here).await.unwrap();
    assert_eq!(own.len(), 2);
    assert_eq!(own.iter().filter(|open| open.current).count(), 1);
    assert_eq!((own[0].name.as_str(), own[0].user_agent.as_str(), own[0].ip.as_str()), ("ann", "Firefox", IP));
    assert_eq!(sessions.list(&bench.admin).await.unwrap().len(), 3);
    let admins = sessions.list(&bench.admin).await.unwrap();
    let admins = admins.iter().find(|open| open.name == "admin").unwrap();
    assert!(matches!(sessions.end(&here, &admins.id).await, Err(Error::NotFound(_))));
    let others = own.iter().find(|open| !open.current).unwrap();
    sessions.end(&here, &others.id).await.unwrap();
    assert_eq!(sessions.list(&there).await.unwrap().len(), 1);
    assert_eq!(bench.audited().await.row.action, "login.end");
}

async fn a_code_is_asked_for_once_confirmed(bench: Bench) {
    let app = enrolled(&bench).await;
    let now = Millis::now();
    assert!(login(&bench, ADMIN_TOKEN, None, now).await.is_ok(), "not confirmed yet");
    assert!(bench.control.second_factors().confirm(&bench.admin, "000").await.is_err());
    bench.control.second_factors().confirm(&bench.admin, &app(now)).await.unwrap();
    assert!(bench.control.second_factors().begin(&bench.admin).await.is_err(), "one is in force");
    for none in [None, Some(""), Some(" ")] {
        assert_eq!(login(&bench, ADMIN_TOKEN, none, now).await.unwrap_err().code, ErrorCode::SecondFactor);
    }
    let later = now + 60 * SECOND;
    let spaced = app(later).chars().flat_map(|digit| [digit, ' ']).collect::<String>();
    assert!(login(&bench, ADMIN_TOKEN, Some(&spaced), later).await.is_ok());
}

async fn a_code_is_taken_once(bench: Bench) {
    let app = confirmed(&bench).await;
    let now = Millis::now() + 90 * SECOND;
    let codes = [app(now + -30 * SECOND), app(now), app(now + 30 * SECOND), app(now + 60 * SECOND)];
    let try_in = async |code: &str| login(&bench, ADMIN_TOKEN, Some(code), now).await.is_ok();
    assert!(try_in(&codes[1]).await);
    assert!(!try_in(&codes[1]).await, "again");
    assert!(!try_in(&codes[0]).await, "one from before it");
    assert!(try_in(&codes[2]).await, "a clock that is ahead");
    assert!(!try_in(&codes[3]).await, "not that far");
}

async fn wrong_codes_are_guesses(bench: Bench) {
    let app = confirmed(&bench).await;
    let now = Millis::now() + 60 * SECOND;
    for _ in 0..10 {
        let refused = login(&bench, ADMIN_TOKEN, Some("12345"), now).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::SecondFactor);
    }
    assert_eq!(bench.audited().await.row.action, "login.failure");
    let right = login(&bench, ADMIN_TOKEN, Some(&app(now)), now).await.unwrap_err();
    assert_eq!(right.code, ErrorCode::TooManyAttempts);
}

async fn the_admin_token_alone_no_longer_opens_the_api(bench: Bench) {
    let admin = Secret::new(ADMIN_TOKEN);
    assert!(bench.control.bearer(&admin, IP, Millis::now()).await.is_ok());
    let _app = confirmed(&bench).await;
    let refused = bench.control.bearer(&admin, IP, Millis::now()).await.unwrap_err();
    assert!(refused.to_string().contains("API token"), "{refused}");
    let bob = bench.control.users().create(&bench.admin, NewUser { name: "bob".into(), ..NewUser::default() });
    let bob = person(bob.await.unwrap().id);
    assert!(bench.control.second_factors().begin(&bob).await.is_err(), "for admins only");
}

async fn whoever_lost_it_is_let_in_by_command(bench: Bench) {
    let app = confirmed(&bench).await;
    let command = Actor::command("cch second-factor");
    let factors = bench.control.second_factors();
    assert!(factors.forget(&command, Some("nobody")).await.is_err());
    factors.forget(&command, None).await.unwrap();
    assert!(login(&bench, ADMIN_TOKEN, None, Millis::now()).await.is_ok());
    assert!(factors.forget(&command, None).await.is_err(), "there is none any more");
    assert!(factors.remove(&bench.admin, &app(Millis::now())).await.is_err());
}
