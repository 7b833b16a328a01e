//! Every field can be set, cleared and left alone, and comes back as it went in.

use crate::bench::{Bench, CREDENTIAL, new_provider};
use control::Error;
use domain::error::ErrorCode;
use domain::key::{KeyPatch, NewKey};
use domain::limit::Limits;
use domain::overrides::Overrides;
use domain::provider::{NewProvider, Provider, ProviderKind, ProviderPatch};
use domain::redirect::{MatchKind, Redirect, Redirects};
use domain::setting::Rectifier;
use domain::user::{NewUser, Role, User, UserPatch};
use domain::{ApiError, Millis, Names, Patch, ProviderId, Ratio, Secret, UserId};

contract!(users keys providers settings_are_kept taken_names bad_values deleting_a_user what_is_not_there prices_are_seeded);

fn list(names: &str) -> Names {
    Names::split(names)
}

async fn users(bench: Bench) {
    let users = bench.control.users();
    let new = NewUser {
        name: "  Lin Wei ".into(),
        note: "team a".into(),
        role: Role::Admin,
        groups: list("eu,us"),
        allowed_models: list("claude-sonnet-5"),
        expires_at: Some(Millis(9_000_000_000_000)),
        limits: Limits::default(),
    };
    let first = users.create(&bench.admin, new.clone()).await.unwrap();
    assert_eq!((first.name.as_str(), first.note.as_str(), first.role), ("Lin Wei", "team a", Role::Admin));
    assert_eq!(
        (&first.groups, &first.allowed_models, first.expires_at),
        (&new.groups, &new.allowed_models, new.expires_at)
    );
    assert!(first.enabled);

    let mut want = first.clone();
    type Step = (UserPatch, fn(&mut User));
    let steps: [Step; 9] = [
        (UserPatch { name: Some("Maya".into()), ..UserPatch::default() }, |user| user.name = "Maya".into()),
        (UserPatch { note: Some(String::new()), ..UserPatch::default() }, |user| user.note = String::new()),
        (UserPatch { role: Some(Role::User), ..UserPatch::default() }, |user| user.role = Role::User),
        (UserPatch { groups: Some(list("")), ..UserPatch::default() }, |user| user.groups = Names::default()),
        (UserPatch { allowed_models: Some(list("a,b")), ..UserPatch::default() }, |user| {
            user.allowed_models = list("a,b")
        }),
        (UserPatch { enabled: Some(false), ..UserPatch::default() }, |user| user.enabled = false),
        (UserPatch { expires_at: Patch::Null, ..UserPatch::default() }, |user| user.expires_at = None),
        (UserPatch { expires_at: Patch::Value(Millis(5)), ..UserPatch::default() }, |user| {
            user.expires_at = Some(Millis(5))
        }),
        (UserPatch::default(), |_| {}),
    ];
    for (patch, expect) in steps {
        expect(&mut want);
        let got = users.update(&bench.admin, first.id, patch).await.unwrap();
        want.updated_at = got.updated_at;
        assert_eq!(got, want);
        assert_eq!(users.get(&bench.admin, first.id).await.unwrap(), want);
    }
    users.delete(&bench.admin, first.id).await.unwrap();
    assert!(users.list(&bench.admin).await.unwrap().is_empty());
}

async fn keys(bench: Bench) {
    let keys = bench.control.keys();
    let owner = bench.user("Lin Wei").await.id;
    let new = NewKey {
        name: "ci".into(),
        groups: list("eu"),
        can_login: true,
        expires_at: Some(Millis(9_000_000_000_000)),
        limits: Limits::default(),
    };
    let created = keys.create(&bench.admin, owner, new).await.unwrap();
    assert!(created.secret.starts_with("sk-") && created.secret.len() == 35, "sk- and 32 hex digits");
    assert_eq!(created.key.hint, Secret::new(&created.secret).hint());

    let mut want = created.key.clone();
    assert!(want.can_login && want.enabled);
    type Step = (KeyPatch, fn(&mut domain::key::Key));
    let steps: [Step; 6] = [
        (KeyPatch { name: Some("laptop".into()), ..KeyPatch::default() }, |key| key.name = "laptop".into()),
        (KeyPatch { groups: Some(list("")), ..KeyPatch::default() }, |key| key.groups = Names::default()),
        (KeyPatch { can_login: Some(false), ..KeyPatch::default() }, |key| key.can_login = false),
        (KeyPatch { enabled: Some(false), ..KeyPatch::default() }, |key| key.enabled = false),
        (KeyPatch { expires_at: Patch::Null, ..KeyPatch::default() }, |key| key.expires_at = None),
        (KeyPatch::default(), |_| {}),
    ];
    for (patch, expect) in steps {
        expect(&mut want);
        let got = keys.update(&bench.admin, want.id, patch).await.unwrap();
        want.updated_at = got.updated_at;
        assert_eq!(got, want);
        assert_eq!(keys.list(&bench.admin, owner).await.unwrap(), [want.clone()]);
    }
    let listed = bench.control.users().list(&bench.admin).await.unwrap();
    assert_eq!(listed[0].keys, [want.clone()]);
    keys.delete(&bench.admin, want.id).await.unwrap();
    assert!(keys.list(&bench.admin, owner).await.unwrap().is_empty());
}

async fn providers(bench: Bench) {
    let providers = bench.control.providers();
    let new = NewProvider {
        name: "anthropic".into(),
        kind: ProviderKind::ClaudeAuth,
        url: "https://relay.example/v1/".into(),
        credential: Secret::new(CREDENTIAL),
        weight: 30,
        priority: 2,
        multiplier: Ratio(8_000),
        groups: list("eu"),
        allowed_models: list("claude-opus-5"),
        redirects: redirects(MatchKind::Regex, "^claude-", "glm-5"),
        overrides: Overrides { max_tokens: Some(64_000), ..Overrides::default() },
        proxy: Some(Secret::new("socks5://ann:s3cret@192.0.2.9:1080/")),
        proxy_fallback: true,
        preserve_client_ip: true,
        routing: Default::default(),
        limits: Limits::default(),
        note: "first".into(),
        enabled: false,
        secrets_of: None,
    };
    let first = providers.create(&bench.admin, new).await.unwrap();
    assert_eq!(first.url, "https://relay.example/v1");
    assert_eq!(first.key_hint, Secret::new(CREDENTIAL).hint());
    assert_eq!(first.proxy_hint, "socks5://ann:…@192.0.2.9:1080");
    assert_eq!((first.weight, first.priority, first.multiplier, first.enabled), (30, 2, Ratio(8_000), false));

    let mut want = first.clone();
    type Step = (ProviderPatch, fn(&mut Provider));
    let none = ProviderPatch::default;
    let steps: [Step; 18] = [
        (ProviderPatch { name: Some("relay".into()), ..none() }, |p| p.name = "relay".into()),
        (ProviderPatch { kind: Some(ProviderKind::Claude), ..none() }, |p| p.kind = ProviderKind::Claude),
        (ProviderPatch { url: Some("http://127.0.0.1:1".into()), ..none() }, |p| p.url = "http://127.0.0.1:1".into()),
        (ProviderPatch { weight: Some(0), ..none() }, |p| p.weight = 0),
        (ProviderPatch { priority: Some(9), ..none() }, |p| p.priority = 9),
        (ProviderPatch { multiplier: Some(Ratio(0)), ..none() }, |p| p.multiplier = Ratio(0)),
        (ProviderPatch { groups: Some(list("")), ..none() }, |p| p.groups = Names::default()),
        (ProviderPatch { allowed_models: Some(list("x")), ..none() }, |p| p.allowed_models = list("x")),
        (ProviderPatch { note: Some(String::new()), ..none() }, |p| p.note = String::new()),
        (ProviderPatch { redirects: Some(Redirects::default()), ..none() }, |p| p.redirects = Redirects::default()),
        (ProviderPatch { overrides: Some(Overrides::default()), ..none() }, |p| p.overrides = Overrides::default()),
        (ProviderPatch { proxy: Patch::Value(Secret::new("http://h:1")), ..none() }, |p| {
            p.proxy_hint = "http://h:1".into()
        }),
        (ProviderPatch { proxy: Patch::Null, ..none() }, |p| p.proxy_hint = String::new()),
        (ProviderPatch { proxy_fallback: Some(false), ..none() }, |p| p.proxy_fallback = false),
        (ProviderPatch { preserve_client_ip: Some(false), ..none() }, |p| p.preserve_client_ip = false),
        (ProviderPatch { enabled: Some(true), ..none() }, |p| p.enabled = true),
        (none(), |_| {}),
        (ProviderPatch { credential: Some(Secret::new("sk-another-one")), ..none() }, |p| {
            p.key_hint = "sk-a…-one".into()
        }),
    ];
    for (patch, expect) in steps {
        assert_eq!(
            providers.upstream(&bench.admin, first.id).await.unwrap().credential.expose(),
            CREDENTIAL,
            "it stays until replaced"
        );
        expect(&mut want);
        let got = providers.update(&bench.admin, first.id, patch).await.unwrap();
        want.updated_at = got.updated_at;
        assert_eq!(got, want);
        assert_eq!(providers.list(&bench.admin).await.unwrap(), [want.clone()]);
    }
    assert_eq!(providers.upstream(&bench.admin, first.id).await.unwrap().credential.expose(), "sk-another-one");
    let google =
        Secret::new("{\n \"refresh_token\": \"1//0123456789abcd\", \"client_id\": \"i\", \"client_secret\": \"s\"}");
    let patch = ProviderPatch { credential: Some(google), kind: Some(ProviderKind::GeminiCli), ..none() };
    assert_eq!(providers.update(&bench.admin, first.id, patch).await.unwrap().key_hint, "OAuth 1//0…abcd");
    for (patch, field) in [
        (ProviderPatch { credential: Some(Secret::new("{\"refresh_token\":\"x\"}")), ..none() }, "credential"),
        (ProviderPatch { proxy: Patch::Value(Secret::new("ftp://h:1")), ..none() }, "proxy"),
        (ProviderPatch { redirects: Some(redirects(MatchKind::Regex, "(", "x")), ..none() }, "redirects"),
        (ProviderPatch { redirects: Some(redirects(MatchKind::Exact, "a", " ")), ..none() }, "redirects"),
        (
            ProviderPatch { overrides: Some(Overrides { thinking_budget: Some(9), ..Overrides::default() }), ..none() },
            "overrides",
        ),
    ] {
        let refused = providers.update(&bench.admin, first.id, patch).await.unwrap_err();
        assert_eq!(ApiError::from(refused).field.as_deref(), Some(field));
    }
    providers.delete(&bench.admin, first.id).await.unwrap();
    assert!(matches!(providers.get(&bench.admin, first.id).await, Err(Error::NotFound(_))));
}

fn redirects(kind: MatchKind, source: &str, target: &str) -> Redirects {
    Redirects(vec![Redirect { kind, source: source.into(), target: target.into() }])
}

async fn settings_are_kept(bench: Bench) {
    let settings = bench.control.settings();
    assert_eq!(*settings.get(), domain::setting::Settings::default());
    let patch = |json: &str| serde_json::from_str(json).unwrap();
    settings.update(&bench.admin, patch(r#"{"time_zone":"Asia/Shanghai"}"#)).await.unwrap();
    settings.update(&bench.admin, patch(r#"{"site_title":"Team hub"}"#)).await.unwrap();
    assert_eq!((settings.get().site_title.as_str(), settings.get().time_zone.as_str()), ("Team hub", "Asia/Shanghai"));
    settings.update(&bench.admin, patch(r#"{"rectifiers_off":["billing_header"]}"#)).await.unwrap();
    assert!(!bench.control.snapshot().load().rectifies(Rectifier::BillingHeader));
    assert!(bench.control.snapshot().load().rectifies(Rectifier::ResponsesInput));
    let wrong = settings.update(&bench.admin, patch(r#"{"time_zone":"Mars/Olympus"}"#)).await.unwrap_err();
    assert_eq!(ApiError::from(wrong).field.as_deref(), Some("time_zone"));
    let reopened = bench.reopened(|options| options.time_zone = Some("Europe/Paris".into())).await.unwrap();
    assert_eq!(reopened.settings().get().time_zone, "Asia/Shanghai", "what an admin set is stronger than TZ");
}

async fn taken_names(bench: Bench) {
    let (admin, control) = (&bench.admin, &bench.control);
    let user = bench.user("Lin Wei").await;
    bench.key(user.id, false).await;
    bench.provider("anthropic").await;
    let other = bench.provider("relay").await;
    let again = [
        control.users().create(admin, NewUser { name: "Lin Wei".into(), ..NewUser::default() }).await.map(|_| ()),
        control.keys().create(admin, user.id, NewKey { name: "laptop".into(), ..NewKey::default() }).await.map(|_| ()),
        control.providers().create(admin, new_provider("anthropic")).await.map(|_| ()),
        control
            .providers()
            .update(admin, other.id, ProviderPatch { name: Some("anthropic".into()), ..ProviderPatch::default() })
            .await
            .map(|_| ()),
    ];
    for result in again {
        let error = ApiError::from(result.unwrap_err());
        assert_eq!((error.code, error.field.as_deref()), (ErrorCode::Conflict, Some("name")));
        assert!(!error.message.to_lowercase().contains("constraint"), "{}", error.message);
    }
    control.users().delete(admin, user.id).await.unwrap();
    bench.user("Lin Wei").await;
}

async fn bad_values(bench: Bench) {
    let field = |result: Result<Provider, Error>| {
        let error = ApiError::from(result.unwrap_err());
        assert_eq!(error.code, ErrorCode::Invalid);
        error.field.unwrap()
    };
    let providers = bench.control.providers();
    for (want, change) in [
        ("name", (|new| new.name = " ".into()) as fn(&mut NewProvider)),
        ("name", |new| new.name = "x".repeat(101)),
        ("name", |new| new.name = "a\0b".into()),
        ("url", |new| new.url = "api.anthropic.com".into()),
        ("url", |new| new.url = "https://u:p@h".into()),
        ("url", |new| new.url = "https://h?key=1".into()),
        ("credential", |new| new.credential = Secret::new(" ")),
        ("credential", |new| new.credential = Secret::new("a\nb")),
        ("weight", |new| new.weight = 101),
        ("weight", |new| new.weight = -1),
        ("priority", |new| new.priority = -1),
        ("note", |new| new.note = "x".repeat(2_001)),
    ] {
        let mut new = new_provider("anthropic");
        change(&mut new);
        assert_eq!(field(providers.create(&bench.admin, new).await), want);
    }
    assert!(providers.list(&bench.admin).await.unwrap().is_empty(), "nothing of a refused change stays");
}

async fn deleting_a_user(bench: Bench) {
    let user = bench.user("Lin Wei").await;
    bench.key(user.id, true).await;
    bench.control.users().delete(&bench.admin, user.id).await.unwrap();
    assert!(bench.control.snapshot().load().callers.is_empty(), "its keys go with it");
}

async fn what_is_not_there(bench: Bench) {
    let (admin, control) = (&bench.admin, &bench.control);
    let results = [
        control.users().update(admin, UserId(9), UserPatch::default()).await.map(|_| ()),
        control.users().delete(admin, UserId(9)).await,
        control.keys().create(admin, UserId(9), NewKey { name: "x".into(), ..NewKey::default() }).await.map(|_| ()),
        control.providers().get(admin, ProviderId(9)).await.map(|_| ()),
        control.providers().delete(admin, ProviderId(9)).await,
    ];
    for result in results {
        assert_eq!(ApiError::from(result.unwrap_err()).code, ErrorCode::NotFound);
    }
}

async fn prices_are_seeded(bench: Bench) {
    let models = bench.control.prices().models(&bench.admin).unwrap();
    let snapshot = bench.control.snapshot().load_full();
    for model in
        ["claude-sonnet-5", "claude-sonnet-4-5-20250929", "gpt-5.5", "gpt-5.3-codex", "gemini-3.5-flash", "o4-mini"]
    {
        assert!(models.is_sorted() && models.len() > 500);
        assert!(snapshot.price(model).is_some(), "{model}");
    }
    let again = bench.second().await;
    assert_eq!(again.snapshot().load().version, snapshot.version, "the same prices write nothing");
}
