//! Limits: stored, changed field by field, and in force for the next request; what was used is reset by a mark in time.

use crate::bench::{Bench, new_provider};
use control::Error;
use domain::audit::AuditFilter;
use domain::error::ErrorCode;
use domain::key::{KeyPatch, NewKey};
use domain::limit::{LimitOwner, Limits, LimitsPatch, WindowMode};
use domain::provider::{NewProvider, ProviderPatch};
use domain::snapshot::Caller;
use domain::user::{NewUser, UserPatch};
use domain::{ApiError, Millis};
use std::sync::Arc;

contract!(come_back_as_they_went_in bad_values_change_nothing the_next_request_is_under_them
    what_was_used_is_reset_by_a_mark people_hear_at_percentages);

const FULL: &str = r#"{"rpm":60,"tpm":90000,"concurrent_sessions":3,"concurrent_requests":4,"usd_5h":1,"usd_day":2,"usd_week":3,
    "usd_month":4,"usd_total":5,"models":[{"models":"claude-opus-*","usd_day":7,"rpm":0}],"five_hours":"fixed",
    "day":"rolling","day_start":"08:30"}"#;

fn full() -> Limits {
    serde_json::from_str(FULL).unwrap()
}

fn patch(json: &str) -> Option<LimitsPatch> {
    Some(serde_json::from_str(json).unwrap())
}

async fn come_back_as_they_went_in(bench: Bench) {
    let (admin, control) = (&bench.admin, &bench.control);
    let plain = bench.user("plain").await;
    assert_eq!(plain.limits, Limits::default());
    let new = NewUser { name: "Lin Wei".into(), limits: full(), ..NewUser::default() };
    let user = control.users().create(admin, new).await.unwrap();
    let new = NewKey { name: "ci".into(), limits: full(), ..NewKey::default() };
    let key = control.keys().create(admin, user.id, new).await.unwrap().key;
    let new = NewProvider { limits: full(), ..new_provider("anthropic") };
    let provider = control.providers().create(admin, new).await.unwrap();
    assert_eq!([&user.limits, &key.limits, &provider.limits], [&full(); 3]);

    let steps = [
        (r#"{"usd_day":null}"#, (|want| want.caps.usd_day = None) as fn(&mut Limits)),
        (r#"{"rpm":9,"day":"fixed"}"#, |want| (want.caps.rpm, want.day) = (Some(9), WindowMode::Fixed)),
        (r#"{"models":[]}"#, |want| want.models.clear()),
        ("{}", |_| {}),
    ];
    let mut want = full();
    for (json, expect) in steps {
        expect(&mut want);
        let change = UserPatch { limits: patch(json), ..UserPatch::default() };
        assert_eq!(control.users().update(admin, user.id, change).await.unwrap().limits, want, "{json}");
        let change = KeyPatch { limits: patch(json), ..KeyPatch::default() };
        assert_eq!(control.keys().update(admin, key.id, change).await.unwrap().limits, want, "{json}");
        let change = ProviderPatch { limits: patch(json), ..ProviderPatch::default() };
        assert_eq!(control.providers().update(admin, provider.id, change).await.unwrap().limits, want, "{json}");
        assert_eq!(control.users().get(admin, user.id).await.unwrap().limits, want);
        assert_eq!(control.keys().get(admin, key.id).await.unwrap().limits, want);
        assert_eq!(control.providers().get(admin, provider.id).await.unwrap().limits, want);
    }
    let other = UserPatch { note: Some("x".into()), ..UserPatch::default() };
    assert_eq!(control.users().update(admin, user.id, other).await.unwrap().limits, want, "it stays until changed");
}

async fn bad_values_change_nothing(bench: Bench) {
    let (admin, control) = (&bench.admin, &bench.control);
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, false).await.key;
    let provider = bench.provider("anthropic").await;
    let version = control.snapshot().load().version;
    let told = |error: Error| {
        let error = ApiError::from(error);
        assert_eq!(error.code, ErrorCode::Invalid);
        error.field.unwrap()
    };
    for (json, field) in [
        (r#"{"rpm":-1}"#, "rpm"),
        (r#"{"concurrent_requests":1000000001}"#, "concurrent_requests"),
        (r#"{"usd_week":-1}"#, "usd_week"),
        (r#"{"usd_total":9223372036854775807}"#, "usd_total"),
        (r#"{"models":[{"models":" ","rpm":1}]}"#, "models"),
        (r#"{"models":[{"models":"a","rpm":1},{"models":"a","tpm":1}]}"#, "models"),
        (r#"{"models":[{"models":"a","rpm":-1}]}"#, "models"),
    ] {
        let limits: Limits = serde_json::from_str(json).unwrap();
        let new = NewUser { name: "other".into(), limits: limits.clone(), ..NewUser::default() };
        assert_eq!(told(control.users().create(admin, new).await.unwrap_err()), field);
        let new = NewKey { name: "other".into(), limits: limits.clone(), ..NewKey::default() };
        assert_eq!(told(control.keys().create(admin, user.id, new).await.unwrap_err()), field);
        let new = NewProvider { limits, ..new_provider("other") };
        assert_eq!(told(control.providers().create(admin, new).await.unwrap_err()), field);
        let change = UserPatch { note: Some("x".into()), limits: patch(json), ..UserPatch::default() };
        assert_eq!(told(control.users().update(admin, user.id, change).await.unwrap_err()), field);
        let change = KeyPatch { name: Some("x".into()), limits: patch(json), ..KeyPatch::default() };
        assert_eq!(told(control.keys().update(admin, key.id, change).await.unwrap_err()), field);
        let change = ProviderPatch { weight: Some(9), limits: patch(json), ..ProviderPatch::default() };
        assert_eq!(told(control.providers().update(admin, provider.id, change).await.unwrap_err()), field);
    }
    assert_eq!(control.users().get(admin, user.id).await.unwrap(), user);
    assert_eq!(control.snapshot().load().version, version);
}

fn only_caller(bench: &Bench) -> Arc<Caller> {
    Arc::clone(bench.control.snapshot().load().callers.values().next().unwrap())
}

async fn the_next_request_is_under_them(bench: Bench) {
    let (admin, control) = (&bench.admin, &bench.control);
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, false).await.key;
    let provider = bench.provider("anthropic").await;
    let upstream = || control.snapshot().load().providers[0].allowance.clone();
    assert!(only_caller(&bench).allowances.is_empty() && upstream().is_none(), "no limits, nothing to count");

    let change = UserPatch { limits: patch(r#"{"usd_day":5}"#), ..UserPatch::default() };
    control.users().update(admin, user.id, change).await.unwrap();
    let owners = || only_caller(&bench).allowances.iter().map(|allowance| allowance.owner).collect::<Vec<_>>();
    assert_eq!(owners(), [LimitOwner::User(user.id)], "the user's hold for the key");

    let change =
        KeyPatch { limits: patch(r#"{"models":[{"models":"claude-opus-*","rpm":1}]}"#), ..KeyPatch::default() };
    let limits = control.keys().update(admin, key.id, change).await.unwrap().limits;
    assert_eq!(owners(), [LimitOwner::Key(key.id), LimitOwner::User(user.id)]);
    assert_eq!(only_caller(&bench).allowances[0].limits, limits);

    let change = ProviderPatch { limits: patch(FULL), ..ProviderPatch::default() };
    control.providers().update(admin, provider.id, change).await.unwrap();
    let allowance = upstream().unwrap();
    assert_eq!((allowance.owner, allowance.limits), (LimitOwner::Provider(provider.id), full()));
}

async fn what_was_used_is_reset_by_a_mark(bench: Bench) {
    let (admin, control) = (&bench.admin, &bench.control);
    let limited = || patch(r#"{"usd_total":5}"#);
    let user = bench.user("Lin Wei").await;
    let key = bench.key(user.id, false).await.key;
    let provider = bench.provider("anthropic").await;
    control.users().update(admin, user.id, UserPatch { limits: limited(), ..UserPatch::default() }).await.unwrap();
    control.keys().update(admin, key.id, KeyPatch { limits: limited(), ..KeyPatch::default() }).await.unwrap();
    let change = ProviderPatch { limits: limited(), ..ProviderPatch::default() };
    control.providers().update(admin, provider.id, change).await.unwrap();
    let since =
        || -> Vec<Option<Millis>> { only_caller(&bench).allowances.iter().map(|allowance| allowance.since).collect() };
    assert_eq!(since(), [None, None]);

    let before = Millis::now();
    let by_user = control.users().reset_usage(admin, user.id).await.unwrap().usage_reset_at;
    assert!(by_user >= Some(before) && by_user <= Some(Millis::now()));
    assert_eq!(since(), [by_user, by_user], "resetting a user resets the keys");
    let by_key = control.keys().reset_usage(admin, key.id).await.unwrap().usage_reset_at;
    assert_eq!(since(), [by_key, by_user], "resetting a key resets nothing else");
    let by_user = control.users().reset_usage(admin, user.id).await.unwrap().usage_reset_at;
    assert_eq!(since(), [by_user.max(by_key), by_user]);

    let of_provider = control.providers().reset_usage(admin, provider.id).await.unwrap().usage_reset_at;
    assert!(of_provider.is_some());
    assert_eq!(control.snapshot().load().providers[0].allowance.as_ref().unwrap().since, of_provider);
    assert!(control.providers().upstream(admin, provider.id).await.is_ok(), "its credential stays");

    let other = UserPatch { note: Some("x".into()), ..UserPatch::default() };
    assert_eq!(control.users().update(admin, user.id, other).await.unwrap().usage_reset_at, by_user, "the mark stays");
    let audit = control.audit().list(admin, &AuditFilter::default(), None, 10).await.unwrap();
    let count = |action| audit.items.iter().filter(|row| row.action == action).count();
    assert_eq!((count("user.reset_usage"), count("key.reset_usage"), count("provider.reset_usage")), (2, 1, 1));
}

async fn people_hear_at_percentages(bench: Bench) {
    let settings = bench.control.settings();
    let percents = || bench.control.snapshot().load().warn_percents.clone();
    assert_eq!(percents(), [80, 95]);
    let patch = |json: &str| serde_json::from_str(json).unwrap();
    settings.update(&bench.admin, patch(r#"{"limit_warn_percents":[50,75,99]}"#)).await.unwrap();
    assert_eq!(percents(), [50, 75, 99]);
    for wrong in ["[0]", "[100]", "[80,80]", "[95,80]", "[1,2,3,4,5,6]"] {
        let json = format!(r#"{{"limit_warn_percents":{wrong}}}"#);
        let refused = ApiError::from(settings.update(&bench.admin, patch(&json)).await.unwrap_err());
        assert_eq!(refused.field.as_deref(), Some("limit_warn_percents"), "{wrong}");
    }
    assert_eq!(percents(), [50, 75, 99]);
    settings.update(&bench.admin, patch(r#"{"limit_warn_percents":[]}"#)).await.unwrap();
    assert!(percents().is_empty() && bench.second().await.snapshot().load().warn_percents.is_empty());
}
