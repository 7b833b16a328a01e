//! The TypeScript system's set-up goes on here as it was.

mod mapping;
mod source;

use crate::bench::{Bench, empty_postgres, until};
use crate::sample::{NOON, rows};
use control::import::{Fate, Report, Section, Wanted};
use control::{Control, Db};
use domain::leaderboard::{Ask, Period, When};
use domain::limit::LimitOwner;
use domain::report::Dimension;
use domain::time::DAY;
use domain::user::{NewUser, UserPatch};
use domain::{Millis, Nanos, Secret};
use source::Source;

contract!(a_second_run_changes_nothing what_is_here_stays a_dry_run_takes_nothing a_failure_takes_nothing
    an_old_source_will_do a_hub_that_runs_hears_of_it the_ledger_goes_on no_secret_is_told);

const SETUP: Wanted = Wanted { ledger: false, dry_run: false };
const ALL: Wanted = Wanted { ledger: true, dry_run: false };

async fn import(control: &Control, source: &Source, wanted: Wanted) -> Report {
    control.import(&source.address, wanted).await.unwrap()
}

fn section<'a>(report: &'a Report, table: &str) -> &'a Section {
    report.sections.iter().find(|section| section.table == table).unwrap()
}

/// What is taken, here, and left of a table, by name.
fn fates<'a>(report: &'a Report, table: &str) -> [Vec<&'a str>; 3] {
    [Fate::Taken, Fate::Here, Fate::Left].map(|fate| {
        let items = section(report, table).items.iter().filter(|item| item.fate == fate);
        items.map(|item| item.name.as_str()).collect()
    })
}

/// How many rows the hub's tables have, and its configuration's version.
async fn state(db: &Db) -> Vec<i64> {
    let mut state = Vec::new();
    for table in
        ["users", "keys", "providers", "groups", "prices", "settings", "audit_log", "usage_ledger", "usage_rollup"]
    {
        state.extend(rows::<(i64,)>(db, &format!("SELECT COUNT(*) FROM {table}")).await.into_iter().map(|row| row.0));
    }
    state.extend(rows::<(i64,)>(db, "SELECT version FROM config_version").await.into_iter().map(|row| row.0));
    state
}

async fn a_second_run_changes_nothing(bench: Bench) {
    let mut source = Source::team().await;
    let before = source.dump().await;
    let first = import(&bench.control, &source, ALL).await;
    assert!(first.is_any_taken());
    let after = state(bench.control.db()).await;
    let second = import(&bench.control, &source, ALL).await;
    assert!(!second.is_any_taken(), "{second}");
    assert!(second.to_string().contains("nothing new"), "{second}");
    assert_eq!(state(bench.control.db()).await, after);
    for (one, two) in first.sections.iter().zip(&second.sections) {
        assert_eq!(one.count(Fate::Taken) + one.count(Fate::Here), two.count(Fate::Here), "{}", one.table);
    }
    assert_eq!(source.dump().await, before, "the source is only read");

    source.run("INSERT INTO users (id, name) VALUES (150, 'New')").await;
    source.run("INSERT INTO keys (user_id, key, name) VALUES (150, 'sk-old-new-0000000150', 'desk')").await;
    source.run("INSERT INTO keys (user_id, key, name) VALUES (102, 'sk-old-maya-000000151', 'desk')").await;
    let third = import(&bench.control, &source, ALL).await;
    assert_eq!(fates(&third, "users")[0], ["New"]);
    assert_eq!(fates(&third, "keys")[0], ["New / desk", "Maya / desk (2)"]);
    assert_eq!(section(&third, "providers").count(Fate::Taken), 0);
}

async fn what_is_here_stays(bench: Bench) {
    let source = Source::team().await;
    import(&bench.control, &source, SETUP).await;
    let users = bench.control.users();
    let maya = users.list(&bench.admin).await.unwrap().into_iter().find(|one| one.user.name == "Maya").unwrap();
    let patch = UserPatch { note: Some("changed here".into()), enabled: Some(true), ..UserPatch::default() };
    let changed = users.update(&bench.admin, maya.user.id, patch).await.unwrap();
    bench.control.keys().delete(&bench.admin, maya.keys[0].id).await.unwrap();
    let report = import(&bench.control, &source, SETUP).await;
    assert_eq!(users.get(&bench.admin, maya.user.id).await.unwrap(), changed);
    let keys = section(&report, "keys").items.iter();
    let deleted: Vec<_> = keys.filter(|item| item.remarks == ["it was deleted here"]).map(|item| &item.name).collect();
    assert_eq!(deleted, ["Maya / desk"], "what was deleted here does not come back");
}

async fn a_dry_run_takes_nothing(bench: Bench) {
    let source = Source::team().await;
    let before = state(bench.control.db()).await;
    let dry = import(&bench.control, &source, Wanted { dry_run: true, ..ALL }).await;
    assert_eq!(state(bench.control.db()).await, before);
    let wet = import(&bench.control, &source, ALL).await;
    let (dry, wet) = (dry.to_string(), wet.to_string());
    let body = |text: &str| text.rsplit_once("\n\n").unwrap().0.to_owned();
    assert_eq!(body(&dry), body(&wet));
    assert!(dry.ends_with("nothing is taken over yet.\n") && wet.ends_with("in hubs that run.\n"), "{dry}{wet}");
}

async fn a_failure_takes_nothing(bench: Bench) {
    let source = Source::team().await;
    let run = async |sql: &'static str| match bench.control.db() {
        Db::Sqlite { write, .. } => sqlx::query(sql).execute(write).await.map(|_| ()).unwrap(),
        Db::Postgres { pool, .. } => sqlx::query(sql).execute(pool).await.map(|_| ()).unwrap(),
    };
    let before = state(bench.control.db()).await;
    run("ALTER TABLE prices RENAME TO prices_away").await;
    bench.control.import(&source.address, ALL).await.unwrap_err();
    run("ALTER TABLE prices_away RENAME TO prices").await;
    assert_eq!(state(bench.control.db()).await, before);
    assert!(import(&bench.control, &source, ALL).await.is_any_taken(), "and then it goes through");

    let error = bench.control.import(&Secret::new("mysql://u:canary@h/d"), ALL).await.unwrap_err().to_string();
    assert!(error.contains("postgres://") && !error.contains("canary"), "{error}");
    let error = bench.control.import(&Secret::new(empty_postgres().await), ALL).await.unwrap_err().to_string();
    assert!(error.contains("not the TypeScript system's"), "{error}");
    let error = bench.control.import(&Secret::new("postgres://u:canary@127.0.0.1:1/d"), ALL).await.unwrap_err();
    assert!(error.to_string().contains("--from") && !error.to_string().contains("canary"), "{error}");
}

async fn an_old_source_will_do(bench: Bench) {
    let source = Source::old().await;
    let report = import(&bench.control, &source, ALL).await;
    assert_eq!(fates(&report, "users")[0], ["Ann"]);
    assert_eq!(fates(&report, "keys")[0], ["Ann / laptop"]);
    assert_eq!(fates(&report, "providers")[0], ["Anthropic"]);
    for table in ["provider_groups", "system_settings", "usage_ledger"] {
        let section = section(&report, table);
        assert!(section.items.is_empty() && section.remarks[0].starts_with("the source has no"), "{section}");
    }
    let ann = &bench.control.users().list(&bench.admin).await.unwrap()[0];
    assert_eq!((ann.user.limits.caps.rpm, ann.user.limits.caps.usd_day), (Some(60), Some(Nanos(100_000_000_000))));
    assert_eq!(ann.keys[0].expires_at, Some(Millis(4_954_435_200_000)));
    let provider = &bench.control.providers().list(&bench.admin).await.unwrap()[0];
    assert!(provider.limits.is_none() && provider.routing == domain::routing::Routing::default());
    bench.control.bearer(&Secret::new("sk-early-000000000001"), "192.0.2.1", Millis::now()).await.unwrap();
}

async fn a_hub_that_runs_hears_of_it(bench: Bench) {
    let source = Source::team().await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let jobs = bench.control.spawn_jobs(&stopped);
    import(&bench.second().await, &source, SETUP).await;
    let snapshot = bench.control.snapshot();
    until("the snapshot", async || snapshot.load().callers.len() == 3 && !snapshot.load().providers.is_empty()).await;
    assert!(snapshot.load().prices.holds("house-model"));
    stop.send(true).unwrap();
    jobs.join_all().await;
}

async fn the_ledger_goes_on(bench: Bench) {
    const SUM: &str = "SELECT CAST(SUM(cost_usd) * 1000000000 AS BIGINT) FROM usage_ledger WHERE request_id < 5000";
    let mut source = Source::team().await;
    bench.control.users().create(&bench.admin, NewUser { name: "Own".into(), ..NewUser::default() }).await.unwrap();
    let report = import(&bench.control, &source, ALL).await;
    let [taken, here, left] = fates(&report, "usage_ledger");
    assert_eq!((taken, here), (vec!["1200 requests"], vec![]));
    assert_eq!(left, ["4 requests", "1 request", "1 request"], "uncounted, not ended, broken");
    bench.control.complete_days().await.unwrap();

    let ask = |by| Ask { when: When { period: Period::All, ..When::default() }, by, limit: 50, ..Ask::default() };
    let whole = source.number(SUM).await;
    for by in [Dimension::User, Dimension::Key, Dimension::Provider, Dimension::Model] {
        let board = bench.control.leaderboard(&bench.admin, &ask(by), NOON + DAY).await.unwrap();
        let total = board.total.totals;
        assert_eq!((total.cost.0, total.requests, total.failures), (whole, 1_200, 120), "{by:?}");
        assert_eq!(board.places.iter().map(|place| place.figures.totals.cost.0).sum::<i64>(), whole, "{by:?}");
        assert!(board.total.percentiles.duration_p50.is_some());
    }
    let board = bench.control.leaderboard(&bench.admin, &ask(Dimension::User), NOON + DAY).await.unwrap();
    for (name, id) in [("Lin Wei", 101), ("Maya", 102)] {
        let place = board.places.iter().find(|place| place.name == name).unwrap();
        let own = source.number(&format!("{SUM} AND user_id = {id}")).await;
        assert_eq!(place.figures.totals.cost.0, own, "{name}");
        assert_eq!(place.figures.totals.requests, 400);
    }
    let users = bench.control.users().list(&bench.admin).await.unwrap();
    let lin = &users.iter().find(|one| one.user.name == "Lin Wei").unwrap().user;
    let since = lin.usage_reset_at.unwrap();
    let spent = bench.control.spent(LimitOwner::User(lin.id), since, None).await.unwrap();
    let own = source.number(&format!("{SUM} AND user_id = 101 AND created_at >= '2026-10-01 00:00:00+00'")).await;
    assert_eq!(spent.into_iter().map(|(_, cost)| cost.0).sum::<i64>(), own, "limits go on with what was used");
    let board = bench.control.leaderboard(&bench.admin, &ask(Dimension::Model), NOON + DAY).await.unwrap();
    assert_eq!(board.places.len(), 5, "by the models that were asked for");
    let tokens =
        bench.control.leaderboard(&bench.admin, &ask(Dimension::Key), NOON + DAY).await.unwrap().total.totals.usage;
    let all = (1..=1_200).sum::<i64>();
    assert_eq!((tokens.input, tokens.output, tokens.cache_read), (all, 2 * all, 3 * all));
    assert_eq!((tokens.cache_write_5m, tokens.cache_write_1h), (600 * 30, 600 * 30));
}

async fn no_secret_is_told(bench: Bench) {
    let source = Source::team().await;
    let text = import(&bench.control, &source, ALL).await.to_string();
    for table in ["users", "keys", "providers", "provider_groups", "model_prices", "system_settings", "usage_ledger"] {
        assert!(text.contains(&format!("{table}: ")), "{text}");
    }
    let audit =
        rows::<(String,)>(bench.control.db(), "SELECT COALESCE(before, '') || COALESCE(after, '') FROM audit_log");
    let audit: String = audit.await.into_iter().map(|row| row.0).collect();
    for secret in ["sk-old", "canary", "sk-codex"] {
        assert!(!text.contains(secret) && !audit.contains(secret), "{secret} is told");
    }
}
