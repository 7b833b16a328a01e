//! A file with a fault changes nothing, and every fault is told with its place.

use crate::bench::Bench;
use crate::declare::{PLAIN, applied, state};

contract!(each_is_told_by_line_and_field all_are_told_at_once);

async fn each_is_told_by_line_and_field(bench: Bench) {
    applied(&bench, "providers: [{name: old, url: 'https://h', credential: {env: A}}]", PLAIN).await.unwrap();
    let before = state(&bench).await;
    for (text, line, path, message) in [
        ("providers: [", 1, "", ""),
        ("just text", 1, "", "A file has sections"),
        ("provider: []", 1, "provider", "Is providers meant?"),
        ("providers: {}", 1, "providers", "a list"),
        ("users:\n- alice\n", 2, "users[0]", "must have fields"),
        ("users:\n- note: x\n", 2, "users[0]", "missing field `name`"),
        ("users:\n- name: a\n  grups: [eu]\n", 3, "users[0].grups", "Is groups meant?"),
        ("users:\n- name: a\n  colour: red\n", 3, "users[0].colour", "There is no such field."),
        ("users:\n- name: a\n  name: b\n", 3, "users[0].name", "twice"),
        ("users:\n- name: a\n- name: ' a'\n", 3, "users[1]", "a is there twice"),
        ("users:\n- name: a\n  keys:\n  - name: k\n  - name: k\n", 5, "users[0].keys[1]", "k is there twice"),
        ("users:\n- name: ' '\n", 2, "users[0].name", "must not be empty"),
        ("users:\n- name: a\n  role: chief\n", 3, "users[0].role", "unknown variant `chief`"),
        ("users:\n- name: a\n  expires_at: -1\n", 3, "users[0].expires_at", "not a time"),
        ("users:\n- name: a\n  enabled: maybe\n", 3, "users[0].enabled", "expected a boolean"),
        ("users:\n- name: a\n  limits:\n    rpm: -1\n", 4, "users[0].limits.rpm", "0 or more"),
        ("users:\n- name: a\n  limits:\n    rqm: 1\n", 4, "users[0].limits.rqm", "Is rpm meant?"),
        ("users:\n- name: a\n  limits: {models: [{models: x}, {models: x}]}\n", 3, "users[0].limits.models", "twice"),
        ("users:\n- name: a\n  limits: {models: [{models: x, rpm: y}]}\n", 3, "users[0].limits.models[0].rpm", "i64"),
        ("users:\n- name: a\n  limits: {day_start: '24:00'}\n", 3, "users[0].limits.day_start", "time of day"),
        ("users:\n- name: a\n  keys:\n  - {name: k,\n     can_login: 1}\n", 5, "users[0].keys[0].can_login", "boolean"),
        ("groups:\n- name: a,b\n", 2, "groups[0].name", "comma"),
        ("groups:\n- name: a\n  multiplier: -1\n", 3, "groups[0].multiplier", "between 0 and 1000"),
        ("providers:\n- {name: old, url: ftp://h}\n", 2, "providers[0].url", "http:// or https://"),
        (
            "providers:\n- {name: old,\n   url: 'https://h', weight: 300}\n",
            3,
            "providers[0].weight",
            "between 0 and 100",
        ),
        (
            "providers:\n- name: old\n  url: https://h\n  routing:\n    breaker: {threshold: 3,\n      open_ms: 1}\n",
            6,
            "providers[0].routing.breaker.open_ms",
            "between a second and a day",
        ),
        (
            "providers:\n- name: old\n  url: https://h\n  redirects:\n  - {source: a, target: b}\n  - {source: a}\n",
            6,
            "providers[0].redirects[1]",
            "missing field `target`",
        ),
        (
            "providers:\n- name: old\n  url: https://h\n  routing: {group_priorities: {eu: 1, us: x}}\n",
            4,
            "providers[0].routing.group_priorities.us",
            "i64",
        ),
        ("providers:\n- name: old\n  url: https://h\n  secrets_of: 1\n", 4, "providers[0].secrets_of", "no such field"),
        (
            "prices:\n- model: m\n  entry: {input_cost_per_tokens: 1}\n",
            3,
            "prices[0].entry.input_cost_per_tokens",
            "meant?",
        ),
        ("prices:\n- model: m\n  entry: {mode: chat}\n", 3, "prices[0].entry", "is needed"),
        (
            "prices:\n- model: m\n  provider: nobody\n  entry: {input_cost_per_token: 1e-6, output_cost_per_token: 1e-6}\n",
            3,
            "prices[0].provider",
            "no provider of this name",
        ),
        ("aliases:\n- {alias: a, model: nowhere}\n", 2, "aliases[0].model", "not in the price table"),
        ("settings:\n  time_zone: Mars/Olympus\n", 2, "settings.time_zone", "no time zone"),
        ("settings:\n  log_days: many\n", 2, "settings.log_days", "u32"),
        ("settings:\n  log_day: 1\n", 2, "settings.log_day", "Is log_days meant?"),
    ] {
        // Something that is right must not happen either.
        let text =
            if text.contains("groups:") { text.to_owned() } else { format!("{text}\ngroups: [{{name: fresh}}]\n") };
        let refused = applied(&bench, &text, PLAIN).await.err().unwrap_or_else(|| panic!("{text} was taken"));
        let refused = refused.to_string();
        let [first, ..] = refused.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
        if path.is_empty() {
            assert!(first.starts_with("line "), "{text}: {refused}");
            continue;
        }
        let (place, rest) = first.split_once(": ").unwrap();
        assert!(place.starts_with(&format!("line {line}, column ")), "{text}: {refused}");
        let (at, rest) = rest.split_once(": ").unwrap();
        assert_eq!(at, path, "{text}: {refused}");
        assert!(rest.contains(message), "{text}: {refused}");
        assert_eq!(refused.lines().count(), 1, "{text}: {refused}");
    }
    assert_eq!(state(&bench).await, before);
}

async fn all_are_told_at_once(bench: Bench) {
    let text = "\
providers:
  - name: a
    url: nowhere
    weight: 300
    routing: {sticky: 1, timeouts: {idle_ms: -1}}
    credential: sk-1
    credentials: {env: X}
users:
  - name: b
    rol: admin
    keys:
      - {name: k, expires_at: soon}
colour: red
";
    let refused = applied(&bench, text, PLAIN).await.unwrap_err().to_string();
    let paths: Vec<_> = refused.lines().map(|line| line.split(": ").nth(1).unwrap()).collect();
    let want = [
        "providers[0].url",
        "providers[0].weight",
        "providers[0].routing.sticky",
        "providers[0].routing.timeouts.idle_ms",
        "providers[0].credential",
        "providers[0].credentials",
        "users[0].rol",
        "users[0].keys[0].expires_at",
        "colour",
    ];
    assert_eq!(paths, want, "{refused}");
}
