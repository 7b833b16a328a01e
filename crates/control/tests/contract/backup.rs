//! What was backed up comes back, on either database; what is not whole, or not wanted, changes nothing.

use crate::bench::{Bench, empty_postgres, run};
use crate::declare::{PLAIN, applied};
use crate::log::store;
use crate::sample::{NOON, attempt, entry, rows};
use control::backup::{Kept, Progress, Restore, Restored, TABLES, Taken, Wanted};
use control::{Db, Error};
use domain::log::Outcome;
use domain::price::Cost;
use domain::provider::Provider;
use domain::snapshot::{KeyHash, Snapshot, Upstream};
use domain::time::DAY;
use domain::token::{NewApiToken, Scope};
use domain::user::NewUser;
use domain::{KeyId, Millis, Nanos, Secret};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

contract!(all_of_it_comes_back_on_either_database without_logs_the_money_stays a_file_that_is_not_whole_is_refused
    a_hub_that_is_not_empty_is_kept a_hub_in_use_is_left_alone a_newer_file_is_refused
    the_master_key_is_asked_for every_table_is_decided_on a_row_of_a_moment_later_is_not_in_it);

/// A hub with something in every table that is kept.
async fn furnish(bench: &Bench) -> String {
    let all = include_str!("../data/everything.yaml");
    applied(bench, all, PLAIN).await.unwrap();
    let odd = NewUser { name: "Lin".into(), note: "\"Wei\" \\ 林\n'🦀\u{1}\t".into(), ..NewUser::default() };
    let user = bench.control.users().create(&bench.admin, odd).await.unwrap();
    bench.provider("vendor").await;
    let token = NewApiToken { name: "ci".into(), scopes: vec![Scope::Read].into(), expires_at: None };
    bench.control.tokens().create(&bench.admin, token).await.unwrap();
    let requests = (0..2_500).map(|n| {
        let mut entry = entry(&format!("r{n:04}"), NOON - n % 3 * DAY + n * 1_000, n % 5);
        if n % 4 == 0 {
            let mut given_up = attempt(2, Outcome::TimedOut);
            given_up.usage.output = 7;
            given_up.cost = Some(Cost { total: Nanos(7), ..Cost::default() });
            entry.attempts.insert(0, given_up);
        }
        entry.session = Some(format!("\"{n}\"\n林"));
        entry
    });
    store(bench, requests).await;
    let warning =
        "INSERT INTO limit_warnings (at, user_id, owner_kind, owner_id, owner_name, models, kind, percent, used,
        limit_value, resets_at) VALUES (1, NULL, 'provider', 1, 'x', NULL, 'usd_day', 80, 9223372036854775807,
        -9223372036854775808, NULL)";
    run(bench.control.db(), warning).await.unwrap();
    let factor =
        "INSERT INTO second_factors (user_id, secret, created_at, confirmed_at, step) VALUES (0, 'v1:', 1, NULL, 2)";
    run(bench.control.db(), factor).await.unwrap();
    bench.control.complete_days().await.unwrap();
    bench.key(user.id, true).await.secret
}

async fn backup(bench: &Bench, logs: bool) -> (PathBuf, Taken) {
    let file = bench.dir.path().join("hub.backup");
    let wanted = Wanted { logs, ..Wanted::default() };
    let taken = bench.control.backup(&bench.admin, &file, &wanted, &mut |_| {}).await.unwrap();
    (file, taken)
}

/// An empty place of either kind, with the master key of `bench`.
async fn places(bench: &Bench) -> [(String, TempDir); 2] {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for dir in &dirs {
        std::fs::copy(bench.dir.path().join("master.key"), dir.path().join("master.key")).unwrap();
    }
    let [sqlite, postgres] = dirs;
    let file = format!("sqlite:{}", sqlite.path().join("cch.db").display());
    [(file, sqlite), (empty_postgres().await, postgres)]
}

async fn restore(file: &Path, dsn: &str, dir: &Path, replace: bool) -> Result<Restored, Error> {
    let (file, dsn, data_dir) = (file.to_owned(), Secret::new(dsn), dir.to_owned());
    Restore { file, dsn, data_dir, master_key: None, replace }.run(&mut |_| {}).await
}

/// Why it was not restored.
async fn refusal(file: &Path, bench: &Bench) -> String {
    bench.control.db().close().await;
    match restore(file, &bench.dsn, bench.dir.path(), false).await.unwrap_err() {
        Error::Backup(text) => text,
        other => panic!("{other:?}"),
    }
}

fn unpacked(file: &Path) -> String {
    let mut text = String::new();
    zstd::Decoder::new(std::fs::File::open(file).unwrap()).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The lines between header and trailer, where a flag is the same however a database writes it.
fn lines(file: &Path) -> Vec<Value> {
    let text = unpacked(file);
    let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for value in lines.iter_mut().filter_map(Value::as_array_mut).flatten() {
        if let Some(flag) = value.as_bool() {
            *value = json!(i64::from(flag));
        }
    }
    lines[1..lines.len() - 1].to_vec()
}

/// Keys by their hashes, and providers with their secrets.
type Account = (Provider, Secret, Option<Secret>);

fn known(snapshot: &Snapshot) -> (BTreeMap<KeyHash, KeyId>, Vec<Account>) {
    let keys = snapshot.callers.iter().map(|(hash, caller)| (*hash, caller.key_id)).collect();
    let provider = |one: &Arc<Upstream>| (one.provider.clone(), one.credential.clone(), one.proxy.clone());
    (keys, snapshot.providers.iter().map(provider).collect())
}

async fn all_of_it_comes_back_on_either_database(bench: Bench) {
    let secret = furnish(&bench).await;
    let (file, taken) = backup(&bench, true).await;
    let (want, snapshot) = (lines(&file), bench.control.snapshot().load_full());
    for (dsn, dir) in places(&bench).await {
        let mut told: Vec<(String, u64)> = Vec::new();
        let mut tell = |now: Progress<'_>| told.push((now.table.to_owned(), now.rows));
        let restore = Restore {
            file: file.clone(),
            dsn: Secret::new(&dsn),
            data_dir: dir.path().to_owned(),
            master_key: None,
            replace: false,
        };
        let restored = restore.run(&mut tell).await.unwrap();
        assert!(told.contains(&("usage_ledger".to_owned(), 3_125)), "{told:?}");
        assert_eq!((restored.trailer.ledger.requests, restored.trailer.ledger.cost), (2_500, Nanos(2_500_004_375)));
        assert!(restored.audit.holds() && restored.audit.lines > 5, "{:?}", restored.audit);
        assert_eq!((restored.header, restored.trailer), (taken.header.clone(), taken.trailer.clone()));

        let copy = Bench::on(dsn, dir).await;
        let (again, _) = backup(&copy, true).await;
        assert_eq!(lines(&again), want);
        assert!(copy.control.audit().verify(&copy.admin).await.unwrap().holds());
        let theirs = copy.control.snapshot().load_full();
        assert_eq!(known(&theirs), known(&snapshot));
        let login = copy.control.login(&Secret::new(&secret), "192.0.2.1", "test", None, Millis::now()).await;
        assert!(login.is_ok(), "the key still signs in");
        // New numbers begin behind the old ones, and today's requests find their day.
        let last = bench.control.users().list(&bench.admin).await.unwrap().iter().map(|user| user.user.id).max();
        assert!(Some(copy.user("new").await.id) > last);
        store(&copy, [entry("new", NOON + 9 * DAY, 1)]).await;
        let found = copy.control.logs().get(&copy.admin, &domain::RequestId("new".into())).await;
        assert_eq!(found.unwrap().id.0, "new");
    }
}

async fn without_logs_the_money_stays(bench: Bench) {
    furnish(&bench).await;
    let (file, taken) = backup(&bench, false).await;
    assert!(taken.header.left.contains(&"request_log".to_owned()) && !unpacked(&file).contains("claude-cli/2"));
    for (dsn, dir) in places(&bench).await {
        let restored = restore(&file, &dsn, dir.path(), false).await.unwrap();
        assert_eq!(restored.trailer.ledger.requests, 2_500);
        let copy = Bench::on(dsn, dir).await;
        let counts = "SELECT (SELECT COUNT(*) FROM request_log), (SELECT COUNT(*) FROM usage_ledger)";
        assert_eq!(rows::<(i64, i64)>(copy.control.db(), counts).await, [(0, 3_125)]);
    }
}

async fn a_file_that_is_not_whole_is_refused(bench: Bench) {
    let (file, _) = backup(&bench, true).await;
    let before = std::fs::read(&file).unwrap();
    let text = unpacked(&file);
    let packed = |text: &str| {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let (whole, trailer) = text.trim_end().rsplit_once('\n').unwrap();
    let (most, last) = whole.rsplit_once('\n').unwrap();
    let mut flipped = before.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let cases = [
        ("cut off", before[..before.len() - 9].to_vec()),
        ("half", before[..middle].to_vec()),
        ("a bit", flipped),
        ("without its trailer", packed(&format!("{whole}\n"))),
        ("without a line", packed(&format!("{most}\n{trailer}\n"))),
        ("a line twice", packed(&format!("{whole}\n{last}\n{trailer}\n"))),
        ("another figure", packed(&text.replacen("seed", "feed", 1))),
        ("more behind it", packed(&format!("{text}[]\n"))),
        ("text", b"CREATE TABLE users".to_vec()),
        ("another's file", packed("{\"a\": 1}\n")),
        ("nothing", Vec::new()),
    ];
    for (dsn, dir) in places(&bench).await {
        for (name, bytes) in &cases {
            std::fs::write(&file, bytes).unwrap();
            let error = restore(&file, &dsn, dir.path(), true).await.unwrap_err().to_string();
            assert!(
                error.contains("was cut off, damaged or changed") || error.contains("is no backup"),
                "{name}: {error}"
            );
        }
        assert!(!dir.path().join("cch.db").exists(), "no database was made");
        std::fs::write(&file, &before).unwrap();
        restore(&file, &dsn, dir.path(), false).await.unwrap();
    }
}

async fn a_hub_that_is_not_empty_is_kept(bench: Bench) {
    let (file, _) = backup(&bench, true).await;
    let empty = lines(&file);
    let user = bench.user("ann").await;
    assert!(refusal(&file, &bench).await.contains("is not empty: it has users"));
    let bench = Bench::on(bench.dsn, bench.dir).await;
    assert_eq!(bench.control.users().list(&bench.admin).await.unwrap()[0].user, user);
    bench.control.db().close().await;
    restore(&file, &bench.dsn, bench.dir.path(), true).await.unwrap();
    let bench = Bench::on(bench.dsn, bench.dir).await;
    assert_eq!(lines(&backup(&bench, true).await.0), empty);
}

async fn a_hub_in_use_is_left_alone(bench: Bench) {
    let (file, _) = backup(&bench, true).await;
    if matches!(bench.control.db(), Db::Postgres { .. }) {
        let error = restore(&file, &bench.dsn, bench.dir.path(), true).await.unwrap_err();
        assert!(error.to_string().contains("Hubs are connected to this database"), "{error}");
    }
    let (_journal, _reader) = journal::Journal::open(&bench.dir.path().join("journal")).unwrap();
    assert!(refusal(&file, &bench).await.contains("Stop it first"));
}

async fn a_newer_file_is_refused(bench: Bench) {
    let (file, _) = backup(&bench, true).await;
    let text = unpacked(&file);
    let schema = TABLES.len() + 1_000;
    for (from, to) in
        [("\"cch_backup\":1", "\"cch_backup\":2".to_owned()), ("\"schema\":", format!("\"schema\":{schema}"))]
    {
        assert!(text.contains(from), "{text}");
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.write_all(text.replacen(from, &to, 1).as_bytes()).unwrap();
        std::fs::write(&file, encoder.finish().unwrap()).unwrap();
        let said = refusal(&file, &bench).await;
        assert!(said.contains("newer than this one"), "{said}");
    }
}

async fn the_master_key_is_asked_for(bench: Bench) {
    bench.provider("vendor").await;
    let (file, _) = backup(&bench, true).await;
    assert!(unpacked(&file).contains("\"master_key\":null"));
    for (dsn, dir) in places(&bench).await {
        let key = dir.path().join("master.key");
        let right = std::fs::read_to_string(&key).unwrap();
        std::fs::remove_file(&key).unwrap();
        let said = restore(&file, &dsn, dir.path(), false).await.unwrap_err().to_string();
        assert!(said.contains("There is no master key here") && said.contains("master.key"), "{said}");
        assert!(!key.exists(), "none is made");
        std::fs::write(&key, "another").unwrap();
        let said = restore(&file, &dsn, dir.path(), false).await.unwrap_err().to_string();
        assert!(said.contains("is not the one") && !said.contains("another\n"), "{said}");
        std::fs::remove_file(&key).unwrap();

        let inside = bench.dir.path().join("with-key.backup");
        let wanted = Wanted { logs: true, master_key: Some(Secret::new(right.trim())) };
        bench.control.backup(&bench.admin, &inside, &wanted, &mut |_| {}).await.unwrap();
        let restored = restore(&inside, &dsn, dir.path(), false).await.unwrap();
        assert_eq!((restored.key_file, std::fs::read_to_string(&key).unwrap()), (Some(key), right));
        let copy = Bench::on(dsn, dir).await;
        assert!(copy.control.snapshot().load().providers.iter().all(|provider| provider.usable));
    }
}

/// And each column is of a kind that both databases write alike.
async fn every_table_is_decided_on(bench: Bench) {
    let columns = match bench.control.db() {
        Db::Sqlite { .. } => {
            "SELECT m.name, LOWER(c.type) FROM sqlite_master m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
        }
        Db::Postgres { .. } => {
            "SELECT CAST(c.table_name AS TEXT), CAST(c.data_type AS TEXT) FROM information_schema.columns c
             WHERE c.table_schema = 'public'"
        }
    };
    let columns: Vec<(String, String)> = rows(bench.control.db(), columns).await;
    let ours = columns.iter().filter(|(table, _)| table != "_sqlx_migrations");
    for (table, kind) in ours.clone() {
        assert!(["bigint", "integer", "text", "boolean"].contains(&kind.as_str()), "{table}: {kind}");
    }
    let tables: BTreeSet<&str> = ours.map(|(table, _)| table.as_str()).collect();
    assert_eq!(tables, TABLES.iter().map(|(name, _)| *name).collect());
    assert!(TABLES.contains(&("console_sessions", Kept::Never)) && TABLES.contains(&("usage_ledger", Kept::Always)));
}

async fn a_row_of_a_moment_later_is_not_in_it(bench: Bench) {
    bench.user("sooner").await;
    let file = bench.dir.path().join("hub.backup");
    let mut is_first = true;
    // At the first table: the view of the data is there.
    let mut tell = |_: Progress<'_>| {
        let later = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let new = NewUser { name: "later".into(), ..NewUser::default() };
                bench.second().await.users().create(&bench.admin, new).await.unwrap();
            });
        };
        if std::mem::take(&mut is_first) {
            std::thread::scope(|scope| scope.spawn(later).join().unwrap());
        }
    };
    let wanted = Wanted { logs: true, ..Wanted::default() };
    let taken = bench.control.backup(&bench.admin, &file, &wanted, &mut tell).await.unwrap();
    let text = unpacked(&file);
    assert!(text.contains("sooner") && !text.contains("later"), "one moment for all tables");
    assert_eq!(bench.control.users().list(&bench.admin).await.unwrap().len(), 2);
    let (dsn, dir) = places(&bench).await.into_iter().next().unwrap();
    let restored = restore(&file, &dsn, dir.path(), false).await.unwrap();
    assert_eq!(restored.trailer, taken.trailer);
    assert!(restored.audit.holds());
    let folder = std::fs::read_dir(bench.dir.path()).unwrap().map(|file| file.unwrap().file_name());
    assert!(!folder.into_iter().any(|name| name.to_string_lossy().contains(".part")));
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions()) & 0o777, 0o600);
}
