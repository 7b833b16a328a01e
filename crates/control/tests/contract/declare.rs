//! A file is brought about once, and changes nothing the second time; what is exported says it all.

use crate::bench::Bench;
use control::service::declare::{Apply, Refused, Report, Source};
use domain::price::PriceFilter;
use domain::user::UserPatch;
use domain::{Millis, Secret};
use serde_json::{Value, json};
use std::fmt::Write;

contract!(the_second_time_nothing_changes a_dry_run_says_it_all_and_does_nothing what_is_exported_makes_the_same_hub every_field_goes_there_and_back what_is_left_out_has_its_default pruning_leaves_what_is_named the_last_way_in_stays);

/// Every secret is there, but what is called MISSING.
pub(crate) fn vault(source: &Source) -> Result<Secret, String> {
    match source {
        Source::Env(name) if name.contains("MISSING") => Err("is not set".to_owned()),
        Source::Env(name) if name.ends_with("_PROXY") => Ok(Secret::new("http://ann:canary-of-proxy@192.0.2.9:3128")),
        Source::Env(name) | Source::File(name) => Ok(Secret::new(format!("canary-of-{name}"))),
    }
}

pub(crate) async fn applied(bench: &Bench, text: &str, how: Apply) -> Result<Report, Refused> {
    bench.control.declared().apply(&bench.admin, text, &vault, how).await
}

pub(crate) const PLAIN: Apply = Apply { prune: false, dry_run: false };
pub(crate) const PRUNE: Apply = Apply { prune: true, dry_run: false };

/// All rows that a file is about, the newest line of the audit log and the configuration's version.
pub(crate) async fn state(bench: &Bench) -> (Value, i64, i64) {
    let (control, admin) = (&bench.control, &bench.admin);
    let prices = PriceFilter { source: Some(domain::price::PriceSource::Manual), ..PriceFilter::default() };
    let rows = json!([
        control.providers().list(admin).await.unwrap(),
        control.groups().list(admin).await.unwrap(),
        control.users().list(admin).await.unwrap(),
        control.prices().list(admin, &prices, None, 200).await.unwrap(),
        control.prices().aliases(admin).await.unwrap(),
        control.settings().known(admin).await.unwrap(),
    ]);
    let audit = control.audit().list(admin, &Default::default(), None, 1).await.unwrap().items;
    let fresh = bench.second().await;
    (rows, audit.first().map_or(0, |row| row.id), fresh.snapshot().load().version)
}

/// 200 things, and the settings.
fn many() -> String {
    let mut text = "settings: {time_zone: Asia/Shanghai, log_days: null}\ngroups:\n".to_owned();
    for at in 0..20 {
        writeln!(text, "  - {{name: team {at}, multiplier: 1.{at}, note: the team}}").unwrap();
    }
    text += "providers:\n";
    for at in 0..40 {
        writeln!(text, "  - name: relay {at}\n    url: https://relay{at}.example/\n    credential: {{env: KEY_{at}}}")
            .unwrap();
        writeln!(text, "    groups: [team {at}]\n    limits: {{usd_day: 5000000000}}").unwrap();
    }
    text += "users:\n";
    for at in 0..60 {
        writeln!(text, "  - name: person {at}\n    limits: &all {{rpm: 60}}\n    keys:\n      - name: laptop").unwrap();
        if at % 2 == 0 {
            writeln!(text, "        limits: *all\n        secret: {{env: LAPTOP_OF_PERSON_{at}}}").unwrap();
        }
    }
    text += "prices:\n";
    for at in 0..15 {
        writeln!(text, "  - {{model: model-{at}, entry: {{input_cost_per_token: 1e-6, output_cost_per_token: 2e-6}}}}")
            .unwrap();
    }
    text += "aliases:\n";
    for at in 0..5 {
        writeln!(text, "  - {{alias: alias-{at}, model: model-{at}}}").unwrap();
    }
    text
}

async fn the_second_time_nothing_changes(bench: Bench) {
    let first = applied(&bench, &many(), PLAIN).await.unwrap();
    assert_eq!((first.added, first.changed, first.deleted, first.unchanged), (200, 1, 0, 0), "{:#?}", first.lines);
    assert_eq!(first.made.len(), 30, "texts of those keys that the file gives none");
    assert_eq!(bench.control.snapshot().load().callers.len(), 60, "in force at once");
    let caller = bench.control.login(&first.made[0].1, "192.0.2.1", "test", None, Millis::now()).await.unwrap();
    assert_eq!(caller.actor.name(), "person 1 · laptop");
    assert!(bench.control.snapshot().load().price("alias-1").is_some(), "a name of a price of the same file");

    let before = state(&bench).await;
    let again = applied(&bench, &many(), PRUNE).await.unwrap();
    assert_eq!((again.unchanged, again.differs(), again.lines.len()), (201, false, 0), "{:#?}", again.lines);
    assert_eq!(again.summary(true), "0 added, 0 changed, 0 deleted, 201 unchanged");
    assert_eq!(state(&bench).await, before, "no row, no line of the audit log, no version");
}

async fn a_dry_run_says_it_all_and_does_nothing(bench: Bench) {
    let text = "
providers:
  - {name: a, url: 'https://a', credential: {env: A}, weight: 5, note: x}
  - {name: b, url: 'https://b', credential: {env: B}}
";
    applied(&bench, text, PLAIN).await.unwrap();
    let before = state(&bench).await;
    let text = "
settings: {site_title: Team hub}
providers:
  - {name: a, url: 'https://a', credential: {env: C}, weight: 6, limits: {rpm: 60}}
users: [{name: alice, keys: [{name: laptop}]}]
";
    let dry = applied(&bench, text, Apply { prune: true, dry_run: true }).await.unwrap();
    assert_eq!(state(&bench).await, before);
    let lines = [
        "~ settings site_title (none) -> Team hub",
        "~ providers/a limits.rpm (none) -> 60",
        "~ providers/a note x -> (none)",
        "~ providers/a weight 5 -> 6",
        "~ providers/a credential (changed)",
        "- providers/b",
        "+ users/alice",
        "+ users/alice/keys/laptop",
    ];
    assert_eq!(dry.lines, lines);
    assert_eq!(dry.summary(false), "2 to add, 2 to change, 1 to delete, 0 unchanged");
    assert!(dry.made.is_empty(), "a key that is not made has no text");
    let done = applied(&bench, text, PRUNE).await.unwrap();
    assert_eq!((done.lines, done.made.len()), (dry.lines, 1));
    assert_eq!(bench.audited().await.row.actor_name, "admin");
}

/// Every field of every kind of thing, other than it would be anyway.
const EVERYTHING: &str = include_str!("../data/everything.yaml");

async fn what_is_exported_makes_the_same_hub(bench: Bench) {
    applied(&bench, EVERYTHING, PLAIN).await.unwrap();
    let text = bench.control.declared().export(&bench.admin).await.unwrap();
    let same = applied(&bench, &text, PRUNE).await.unwrap();
    assert_eq!((same.differs(), same.made.len()), (true, 0), "the credentials are others, for the variables are");
    assert!(same.lines.iter().all(|line| line.ends_with("(changed)")), "{:#?}", same.lines);

    let empty = Bench::sqlite().await;
    let made = applied(&empty, &text, PRUNE).await.unwrap();
    assert_eq!((made.changed, made.deleted, made.unchanged), (1, 0, 0), "{:#?}", made.lines);
    assert_eq!(empty.control.declared().export(&empty.admin).await.unwrap(), text);
    assert!(!applied(&empty, &text, PRUNE).await.unwrap().differs());
}

async fn every_field_goes_there_and_back(bench: Bench) {
    let blank = "{name: blank}";
    let provider = "{name: blank, url: 'https://h', credential: {env: B}}";
    let text = format!("groups: [{blank}]\nproviders: [{provider}]\nusers: [{{name: blank, keys: [{blank}]}}]");
    applied(&bench, &text, PLAIN).await.unwrap();
    applied(&bench, EVERYTHING, PLAIN).await.unwrap();
    let (control, admin) = (&bench.control, &bench.admin);
    let providers = control.providers().list(admin).await.unwrap();
    let groups = control.groups().list(admin).await.unwrap();
    let users = control.users().list(admin).await.unwrap();
    let group = |name: &str| groups.iter().find(|group| group.name == name).unwrap();
    let user = |name: &str| users.iter().find(|user| user.user.name == name).unwrap();
    set("provider", &json!(providers[1]), &json!(providers[0]));
    set("group", &json!(group("eu")), &json!(group("blank")));
    set("user", &json!(user("alice").user), &json!(user("blank").user));
    set("key", &json!(user("alice").keys[0]), &json!(user("blank").keys[0]));
    let known = control.settings().known(admin).await.unwrap();
    set("settings", &json!(known.in_force), &json!(known.without));
}

/// Each field of `full` is other than that of `blank`, but for what nobody sets.
fn set(path: &str, full: &Value, blank: &Value) {
    let not_set =
        ["id", "user_id", "created_at", "updated_at", "usage_reset_at", "providers", "serving", "users", "keys"];
    match (full, blank) {
        (Value::Object(full), Value::Object(blank)) if !full.is_empty() => {
            for name in full.keys().chain(blank.keys()).filter(|name| !not_set.contains(&name.as_str())) {
                let none = Value::Null;
                let (full, blank) = (full.get(name).unwrap_or(&none), blank.get(name).unwrap_or(&none));
                set(&format!("{path}.{name}"), full, blank);
            }
        }
        _ => assert_ne!(full, blank, "{path} is nowhere in everything.yaml, or is not applied"),
    }
}

async fn what_is_left_out_has_its_default(bench: Bench) {
    applied(&bench, EVERYTHING, PLAIN).await.unwrap();
    let rest = bench.user("rest").await;
    let text = "
settings: {}
groups: [{name: eu}]
providers: [{name: anthropic, url: 'https://api.anthropic.com', kind: claude}]
users: [{name: alice}]
";
    let report = applied(&bench, text, PLAIN).await.unwrap();
    assert_eq!((report.added, report.changed, report.deleted), (0, 4, 0), "{:#?}", report.lines);
    let (control, admin) = (&bench.control, &bench.admin);
    let provider = control.providers().list(admin).await.unwrap().remove(0);
    assert_eq!((provider.weight, provider.enabled, provider.proxy_hint.as_str()), (1, true, ""));
    assert_eq!(provider.limits, Default::default());
    let upstream = control.providers().upstream(admin, provider.id).await.unwrap();
    assert_eq!(upstream.credential.expose(), "canary-of-ANTHROPIC_KEY", "nobody took that away");
    let users = control.users().list(admin).await.unwrap();
    assert_eq!((users[0].user.note.as_str(), users[0].user.enabled, users[0].keys.len()), ("", true, 1));
    assert_eq!(users[1].user, rest, "who is not named stays");
    assert!(control.settings().known(admin).await.unwrap().set.is_empty());
    assert_eq!(control.prices().aliases(admin).await.unwrap().len(), 1, "a section that is not there is not touched");
}

async fn pruning_leaves_what_is_named(bench: Bench) {
    applied(&bench, EVERYTHING, PLAIN).await.unwrap();
    let user = bench.user("leaver").await;
    bench.key(user.id, false).await;
    bench.provider("old").await;
    let text = "
providers: [{name: anthropic, url: 'https://api.anthropic.com'}]
users: [{name: alice, keys: [{name: phone, can_login: true}]}]
aliases: []
";
    let report = applied(&bench, text, PRUNE).await.unwrap();
    let gone: Vec<_> = report.lines.iter().filter(|line| line.starts_with('-')).collect();
    assert_eq!(gone, ["- providers/old", "- users/alice/keys/laptop", "- users/leaver", "- aliases/opus"]);
    assert_eq!(report.deleted, 4);
    assert_eq!(bench.control.snapshot().load().callers.len(), 1, "with all keys");
    assert!(bench.control.groups().list(&bench.admin).await.unwrap().iter().any(|group| group.name == "eu"));
    let bare = applied(&bench, "users: []\nproviders: []\ngroups: []\nprices: []", PRUNE).await.unwrap();
    assert_eq!(bare.deleted, 4, "{:#?}", bare.lines);
}

async fn the_last_way_in_stays(bench: Bench) {
    let root = bench.user("root").await;
    let admin = UserPatch { role: Some(domain::user::Role::Admin), ..UserPatch::default() };
    bench.control.users().update(&bench.admin, root.id, admin.clone()).await.unwrap();
    bench.key(root.id, true).await;
    bench.user("other").await;
    let report = applied(&bench, "users: []", PRUNE).await.unwrap();
    assert_eq!(report.lines, ["- users/other", "! users/root stays: it is the last admin who can sign in"]);
    let report = applied(&bench, "users: [{name: root, role: admin, keys: []}]", PRUNE).await.unwrap();
    assert_eq!((report.deleted, report.changed), (0, 0), "nor its key");
    let text = "users: [{name: chief, role: admin, keys: [{name: desk, can_login: true}]}]";
    let report = applied(&bench, text, PRUNE).await.unwrap();
    assert_eq!(report.lines.last().unwrap(), "- users/root", "another one can");
}
