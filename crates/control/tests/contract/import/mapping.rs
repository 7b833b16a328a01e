//! Every object, field by field.

use super::source::Source;
use super::{SETUP, fates, import, section};
use crate::bench::Bench;
use control::import::Report;
use domain::log::Page;
use domain::price::{ModelPrice, ModelSource, PriceFilter, PriceSource, TierSource};
use domain::provider::{Provider, ProviderKind};
use domain::redirect::MatchKind;
use domain::routing::Routing;
use domain::setting::Rectifier;
use domain::user::Role;
use domain::{Millis, Names, Ratio, Secret};

contract!(users_and_keys providers what_cannot_be_meant groups_and_prices settings);

fn list(names: &str) -> Names {
    Names::split(names)
}

/// What is said of an object.
fn remarks<'a>(report: &'a Report, table: &str, name: &str) -> &'a [String] {
    &section(report, table).items.iter().find(|item| item.name == name).unwrap().remarks
}

async fn users_and_keys(bench: Bench) {
    let source = Source::team().await;
    let report = import(&bench.control, &source, SETUP).await;
    assert_eq!(fates(&report, "users"), [vec!["Lin Wei", "Maya", "Maya (2)"], vec![], vec!["Gone"]]);
    assert_eq!(remarks(&report, "users", "Gone"), ["it was deleted there"]);
    let all = bench.control.users().list(&bench.admin).await.unwrap();
    let [lin, maya, second] = all.as_slice() else { panic!("{all:?}") };

    let user = &lin.user;
    assert_eq!((user.name.as_str(), user.note.as_str(), user.role), ("Lin Wei", "platform team", Role::Admin));
    assert_eq!((&user.groups, &user.allowed_models), (&list("eu,us"), &list("claude-opus-4-8,claude-sonnet-*")));
    assert_eq!((user.enabled, user.expires_at), (true, Some(Millis(4_954_435_200_000))));
    assert_eq!(user.usage_reset_at, Some(Millis(1_790_812_800_000)));
    assert_eq!(
        user.limits.to_json(),
        r#"{"rpm":60,"concurrent_sessions":4,"usd_5h":5000000000,"usd_day":25500000000,"usd_week":100000000000,"usd_month":300000000000,"usd_total":1000250000000,"five_hours":"fixed","day":"fixed","day_start":"08:30"}"#
    );
    assert_eq!(remarks(&report, "users", "Lin Wei"), ["without allowed_clients, tags, which has no counterpart here"]);
    assert!(!maya.user.enabled && maya.user.limits.caps.usd_day.is_none(), "0 is no limit there");
    assert_eq!(second.user.limits.to_json(), r#"{"five_hours":"rolling","day":"fixed","day_start":"00:00"}"#);
    let said = remarks(&report, "users", "Maya (2)").join("; ");
    assert!(
        said.contains("was called Maya") && said.contains("daily_limit_usd is -1.00") && said.contains("25:99"),
        "{said}"
    );

    assert_eq!(
        fates(&report, "keys"),
        [
            vec!["Lin Wei / laptop", "Lin Wei / laptop (2)", "Maya / desk"],
            vec![],
            vec!["lost", "Maya (2) / copy", "gone"]
        ]
    );
    let [laptop, ci] = lin.keys.as_slice() else { panic!("{:?}", lin.keys) };
    assert_eq!((laptop.groups.clone(), laptop.can_login, laptop.enabled), (list("eu"), true, true));
    assert_eq!(laptop.hint, "sk-o…0001");
    assert_eq!(
        laptop.limits.to_json(),
        r#"{"concurrent_sessions":2,"usd_5h":1500000000,"usd_day":2500000000,"usd_week":3000000000,"usd_month":4000000000,"usd_total":5000000000,"five_hours":"rolling","day":"rolling","day_start":"00:00"}"#
    );
    assert_eq!(
        (laptop.expires_at, laptop.usage_reset_at),
        (Some(Millis(4_957_113_600_000)), Some(Millis(1_793_491_200_000)))
    );
    assert_eq!((ci.groups.clone(), ci.can_login, ci.enabled), (list("*"), false, false));

    let now = Millis::now();
    let login =
        bench.control.login(&Secret::new("sk-old-lin-laptop-0001"), "192.0.2.1", "test", None, now).await.unwrap();
    assert_eq!((login.actor.user_id(), login.actor.is_admin()), (Some(user.id), true), "an old key signs in");
    let refused = bench.control.bearer(&Secret::new("sk-old-lin-ci-00000002"), "192.0.2.1", now).await.unwrap_err();
    assert!(refused.to_string().contains("disabled"), "{refused}");
    bench.control.bearer(&Secret::new("sk-old-gone-000000005"), "192.0.2.1", now).await.unwrap_err();
}

async fn provider(bench: &Bench, name: &str) -> Provider {
    let all = bench.control.providers().list(&bench.admin).await.unwrap();
    all.into_iter().find(|provider| provider.name == name).unwrap()
}

async fn providers(bench: Bench) {
    let source = Source::team().await;
    let report = import(&bench.control, &source, SETUP).await;
    let relay = provider(&bench, "Relay").await;
    assert_eq!(
        (relay.kind, relay.url.as_str(), relay.enabled),
        (ProviderKind::ClaudeAuth, "https://relay.example/api", true)
    );
    assert_eq!((relay.weight, relay.priority, relay.multiplier), (40, 2, Ratio(8_000)));
    assert_eq!((relay.note.as_str(), &relay.groups), ("the team's relay", &list("eu,us")));
    assert_eq!(relay.allowed_models, list("claude-opus-4-8,claude-sonnet-*"));
    let rules: Vec<_> =
        relay.redirects.iter().map(|rule| (rule.kind, rule.source.as_str(), rule.target.as_str())).collect();
    assert_eq!(rules, [(MatchKind::Prefix, "claude-haiku", "glm-5"), (MatchKind::Regex, "^gpt-.*$", "glm-5-pro")]);
    assert_eq!(
        relay.overrides.to_json(),
        r#"{"cache_ttl":"1h","max_tokens":32000,"adaptive_thinking":{"effort":"high","models":["claude-opus-4-8"]}}"#
    );
    assert_eq!((relay.proxy_fallback, relay.preserve_client_ip), (true, true));
    assert_eq!(
        relay.routing.to_json(),
        r#"{"group_priorities":{"eu":1},"active_hours":"22:00-06:00","allowed_clients":["claude-code"],"blocked_clients":["curl"],"endpoints":["https://a.relay.example/api","https://b.relay.example/api"],"max_attempts":3,"sticky":false,"breaker":{"threshold":7,"open_ms":60000,"successes":1},"timeouts":{"connect_ms":0,"first_byte_ms":20000,"idle_ms":90000,"total_ms":120000},"model_multipliers":[]}"#
    );
    assert_eq!(
        relay.limits.to_json(),
        r#"{"concurrent_sessions":6,"usd_5h":10000000000,"usd_day":20250000000,"usd_week":30000000000,"usd_month":40000000000,"usd_total":50000000000,"five_hours":"fixed","day":"fixed","day_start":"09:15"}"#
    );
    assert_eq!(relay.usage_reset_at, Some(Millis(1_793_577_600_000)));
    assert_eq!(remarks(&report, "providers", "Relay"), ["without custom_headers, which has no counterpart here"]);
    let upstream = bench.control.providers().upstream(&bench.admin, relay.id).await.unwrap();
    assert_eq!(upstream.credential.expose(), "relay-credential-canary");
    assert_eq!(upstream.proxy.unwrap().expose(), "socks5://ann:proxy-canary@10.0.0.9:1080");

    let codex = provider(&bench, "Codex").await;
    assert_eq!((codex.kind, codex.enabled, codex.groups.is_empty()), (ProviderKind::Codex, false, true));
    assert_eq!(codex.redirects.iter().map(|rule| rule.source.as_str()).collect::<Vec<_>>(), ["gpt-5"]);
    assert_eq!(
        codex.overrides.to_json(),
        r#"{"codex_effort":"high","codex_parallel_tools":false,"codex_service_tier":"flex"}"#
    );
    assert_eq!(codex.routing, Routing::default());
}

async fn what_cannot_be_meant(bench: Bench) {
    let source = Source::team().await;
    let report = import(&bench.control, &source, SETUP).await;
    assert_eq!(
        fates(&report, "providers"),
        [
            vec!["Relay", "Codex", "Codex (2)", "Odd rules"],
            vec![],
            vec!["Deleted", "No such type", "No URL", "Bad proxy", "Dear"]
        ]
    );
    for (name, reason) in [
        ("No such type", "bedrock"),
        ("No URL", "whole URL"),
        ("Bad proxy", "proxy"),
        ("Dear", "cost_multiplier"),
        ("Odd rules", "switched off"),
        ("Codex (2)", "weight was 500, is 100"),
        ("Codex (2)", "priority was -3, is 0"),
        ("Codex (2)", "hours"),
        ("Codex (2)", "codex_service_tier_preference odd"),
    ] {
        let said = remarks(&report, "providers", name).join("; ");
        assert!(said.contains(reason), "{name}: {said}");
    }
    let odd = provider(&bench, "Odd rules").await;
    assert_eq!(
        (odd.enabled, odd.allowed_models),
        (false, list("claude-opus-4-8")),
        "nothing is let through by accident"
    );
    let second = provider(&bench, "Codex (2)").await;
    assert_eq!((second.enabled, second.weight, second.priority), (false, 100, 0));
}

async fn groups_and_prices(bench: Bench) {
    let source = Source::team().await;
    let report = import(&bench.control, &source, SETUP).await;
    assert_eq!(fates(&report, "provider_groups"), [vec!["eu", "us", "odd"], vec![], vec!["a,b"]]);
    let groups = bench.control.groups().list(&bench.admin).await.unwrap();
    let eu = groups.iter().find(|group| group.name == "eu").unwrap();
    assert_eq!((eu.multiplier, eu.note.as_str()), (Ratio(12_500), "European accounts"));
    let odd = groups.iter().find(|group| group.name == "odd").unwrap();
    assert_eq!(odd.multiplier, Ratio::ONE);

    assert_eq!(
        fates(&report, "model_prices"),
        [vec!["claude-opus-4-8", "house-model"], vec![], vec!["2 prices of its own table", "broken-model"]]
    );
    assert_eq!(remarks(&report, "model_prices", "house-model"), ["without aliases, which are not read here"]);
    let filter = PriceFilter { source: Some(PriceSource::Manual), ..PriceFilter::default() };
    let Page { items, .. } = bench.control.prices().list(&bench.admin, &filter, None, 50).await.unwrap();
    let rates = |price: &ModelPrice| (price.price.standard.base.input, price.price.standard.base.output);
    assert_eq!(
        items.iter().map(|price| (price.model.as_str(), rates(price))).collect::<Vec<_>>(),
        [("claude-opus-4-8", (4_000_000_000, 20_000_000_000)), ("house-model", (1_000_000_000, 2_000_000_000))],
        "the newest counts"
    );
    assert!(bench.control.snapshot().load().prices.holds("house-model"));
}

async fn settings(bench: Bench) {
    let source = Source::team().await;
    let report = import(&bench.control, &source, SETUP).await;
    let settings = bench.control.settings().get();
    assert_eq!((settings.site_title.as_str(), settings.time_zone.as_str()), ("Team Hub", "Asia/Shanghai"));
    assert_eq!(settings.rectifiers_off, [Rectifier::ThinkingBudget, Rectifier::BillingHeader]);
    assert!(settings.leaderboard_public);
    assert_eq!(
        (settings.billing_model_source, settings.billing_tier_source),
        (ModelSource::Requested, TierSource::Requested)
    );
    assert_eq!(settings.log_days, Some(90));
    assert_eq!(section(&report, "system_settings").items.len(), 7);
}
