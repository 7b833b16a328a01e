//! From the journal to the tables: everything once, whatever happens between.

use crate::bench::{Bench, journal, until};
use crate::sample::{NOON, attempt, entry};
use control::{Control, Db, writer};
use domain::books::Books;
use domain::log::{LogEntry, LogFilter, Outcome, Record};
use domain::price::Cost;
use domain::report::{Dimension, Span};
use domain::{Millis, Nanos, RequestId};
use journal::Journal;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::path::Path;
use std::time::Duration;
use tokio::sync::watch;

contract!(rows_arrive a_replay_changes_nothing lost_acknowledgements_change_nothing an_unfinished_request_is_interrupted open_requests_are_read_again
    odd_records_hold_nothing_up a_killed_run_is_made_good waits_for_the_database a_ledger_that_is_held_up_says_nothing tries_until_it_is_stored counts_what_is_billed days_are_partitions);

fn append(writing: &Journal, record: &Record) {
    writing.append(&serde_json::to_vec(record).unwrap()).unwrap();
}

fn settled(entry: &LogEntry) -> Record {
    Record::Settled(Box::new(entry.clone()))
}

fn started(entry: &LogEntry) -> Record {
    let entry = LogEntry { outcome: Outcome::Interrupted, status: 0, cost: None, unpriced: true, ..entry.clone() };
    Record::Started(Box::new(entry))
}

/// A run of the writer that was told to stop: it takes what is there and returns.
async fn drain(control: &Control, dir: &Path) {
    let (_journal, reader) = journal(dir).await;
    let (stop, shutdown) = watch::channel(false);
    stop.send(true).unwrap();
    writer::run(control.clone(), reader, shutdown).await;
}

/// What an earlier run left behind.
async fn left(dir: &Path, records: &[Record]) {
    let (writing, _) = journal(dir).await;
    records.iter().for_each(|record| append(&writing, record));
}

/// (log rows, ledger rows, requests in the roll-ups, cost in the ledger, cost in the roll-ups)
async fn counts(db: &Db) -> (i64, i64, i64, i64, i64) {
    const SQL: &str = "SELECT (SELECT COUNT(*) FROM request_log), (SELECT COUNT(*) FROM usage_ledger),
        (SELECT CAST(COALESCE(SUM(requests), 0) AS BIGINT) FROM usage_rollup),
        (SELECT CAST(COALESCE(SUM(cost), 0) AS BIGINT) FROM usage_ledger),
        (SELECT CAST(COALESCE(SUM(cost), 0) AS BIGINT) FROM usage_rollup)";
    match db {
        Db::Sqlite { read, .. } => sqlx::query_as(SQL).fetch_one(read).await.unwrap(),
        Db::Postgres { pool, .. } => sqlx::query_as(SQL).fetch_one(pool).await.unwrap(),
    }
}

async fn rows_arrive(bench: Bench) {
    let (writing, reader) = journal(&bench.dir.path().join("journal")).await;
    let (stop, shutdown) = watch::channel(false);
    let running = tokio::spawn(writer::run(bench.control.clone(), reader, shutdown));
    let sent = entry("r1", NOON, 1);
    append(&writing, &started(&sent));
    append(&writing, &settled(&sent));
    until("the row", async || counts(bench.control.db()).await.0 > 0).await;
    assert_eq!(bench.control.logs().get(&bench.admin, &sent.id).await.unwrap(), sent, "the whole record comes back");
    let page = bench.control.logs().list(&bench.admin, &LogFilter::default(), None, 10).await.unwrap();
    assert_eq!(page.items, [sent.row()]);
    // What comes in right before the end is written too.
    append(&writing, &settled(&entry("r2", NOON, 1)));
    stop.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(counts(bench.control.db()).await, (2, 2, 2, 2_000_000, 2_000_000));
}

async fn a_replay_changes_nothing(bench: Bench) {
    let records: Vec<Record> =
        (0..700).map(|n| settled(&entry(&format!("r{n:04}"), NOON + n * 60_000, n % 5))).collect();
    for copy in 0..3 {
        // A journal that was never acknowledged is read from its beginning, and holds each record twice.
        let dir = bench.dir.path().join(format!("journal-{copy}"));
        left(&dir, &records).await;
        left(&dir, &records).await;
        drain(&bench.control, &dir).await;
        assert_eq!(counts(bench.control.db()).await, (700, 700, 700, 700_000_000, 700_000_000));
    }
}

/// Every settlement comes three times, and after three runs in ten nothing of it was acknowledged: the next run begins
/// where that one began.
async fn lost_acknowledgements_change_nothing(bench: Bench) {
    const REQUESTS: i64 = 300;
    let dir = bench.dir.path().join("journal");
    let request = |number: i64| {
        let mut entry = entry(&format!("r{number:03}"), NOON + number * 60_000, number % 7);
        if number % 5 == 0 {
            // An attempt that was given up, and billed all the same.
            let mut given_up = attempt(2, Outcome::TimedOut);
            given_up.usage.output = 7;
            given_up.cost = Some(Cost { total: Nanos(500), ..Cost::default() });
            entry.attempts.insert(0, given_up);
        }
        entry
    };
    let mut luck = 7_u64;
    let mut draw = |below: u64| {
        luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (luck >> 33) % below
    };
    let mut replays: Vec<i64> = (0..REQUESTS).chain(0..REQUESTS).collect();
    let (mut runs, mut lost) = (0, 0);
    for first in (0..REQUESTS).step_by(20) {
        let mut records = Vec::new();
        for number in first..first + 20 {
            records.extend([started(&request(number)), settled(&request(number))]);
            for _ in 0..2 {
                let again = replays.swap_remove(draw(replays.len() as u64) as usize);
                if again <= number { records.push(settled(&request(again))) } else { replays.push(again) }
            }
        }
        left(&dir, &records).await;
        let aside = bench.dir.path().join("aside");
        copy(&dir, &aside);
        drain(&bench.control, &dir).await;
        runs += 1;
        if draw(10) < 3 {
            lost += 1;
            std::fs::remove_dir_all(&dir).unwrap();
            copy(&aside, &dir);
        }
    }
    let rest: Vec<Record> = replays.into_iter().map(|number| settled(&request(number))).collect();
    left(&dir, &rest).await;
    drain(&bench.control, &dir).await;
    assert!(lost * 5 > runs, "{lost} of {runs}");
    let cost = REQUESTS * 1_000_000 + REQUESTS / 5 * 500;
    let ledger = REQUESTS + REQUESTS / 5;
    assert_eq!(counts(bench.control.db()).await, (REQUESTS, ledger, REQUESTS, cost, cost));
    let all =
        bench.control.overview(&bench.admin, Span::Week, Dimension::User, NOON + REQUESTS * 60_000).await.unwrap();
    assert_eq!(all.totals.usage.output, REQUESTS * 20 + REQUESTS / 5 * 7);
}

fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

async fn an_unfinished_request_is_interrupted(bench: Bench) {
    let dir = bench.dir.path().join("journal");
    let (done, cut) = (entry("done", NOON, 1), entry("cut", NOON + 1, 1));
    left(&dir, &[started(&done), started(&cut), settled(&done)]).await;
    for _ in 0..2 {
        drain(&bench.control, &dir).await;
        assert_eq!(counts(bench.control.db()).await, (2, 2, 2, 1_000_000, 1_000_000));
    }
    let log = bench.control.logs();
    assert_eq!(log.get(&bench.admin, &done.id).await.unwrap().outcome, Outcome::Ok);
    assert_eq!(log.get(&bench.admin, &cut.id).await.unwrap().outcome, Outcome::Interrupted);
}

async fn open_requests_are_read_again(bench: Bench) {
    let dir = bench.dir.path().join("journal");
    let (long, short) = (entry("long", NOON, 1), entry("short", NOON, 1));
    {
        let (writing, reader) = journal(&dir).await;
        let (stop, shutdown) = watch::channel(true);
        append(&writing, &started(&long));
        append(&writing, &settled(&short));
        writer::run(bench.control.clone(), reader, shutdown).await;
        drop(stop);
    }
    assert_eq!(counts(bench.control.db()).await.0, 1, "what is under way is no row yet");
    drain(&bench.control, &dir).await;
    let row = bench.control.logs().get(&bench.admin, &long.id).await.unwrap();
    assert_eq!(row.outcome, Outcome::Interrupted, "the run that knew of it is over");
}

async fn odd_records_hold_nothing_up(bench: Bench) {
    let dir = bench.dir.path().join("journal");
    {
        let (writing, _) = journal(&dir).await;
        writing.append(b"{not json").unwrap();
        let nul =
            LogEntry { model: Some("claude\0".into()), session: Some("s".repeat(9_000)), ..entry("nul", NOON, 1) };
        append(&writing, &settled(&nul));
        // A text that PostgreSQL cannot store, in a field that nobody outside sets.
        let mut odd = entry("odd", NOON, 1);
        odd.caller.user_name = "a\0b".into();
        append(&writing, &settled(&odd));
        append(&writing, &settled(&entry("good", NOON, 1)));
    }
    drain(&bench.control, &dir).await;
    let get = async |id: &str| bench.control.logs().get(&bench.admin, &RequestId(id.into())).await;
    assert_eq!(get("nul").await.unwrap().model.as_deref(), Some("claude"));
    assert!(get("good").await.is_ok());
    let (_, ledger, rollup, ..) = counts(bench.control.db()).await;
    assert_eq!(ledger, rollup);
}

/// Holds up whoever writes to the ledger, and nobody who reads, until it is dropped.
enum Held {
    Sqlite { _held: SqliteConnection },
    Postgres { _held: PgConnection },
}

impl Held {
    async fn of(dsn: &str) -> Self {
        if dsn.starts_with("sqlite:") {
            let mut held = SqliteConnection::connect(dsn).await.unwrap();
            sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut held).await.unwrap();
            return Self::Sqlite { _held: held };
        }
        let mut held = PgConnection::connect(dsn).await.unwrap();
        sqlx::raw_sql("BEGIN; LOCK TABLE usage_ledger IN SHARE MODE").execute(&mut held).await.unwrap();
        Self::Postgres { _held: held }
    }
}

async fn a_ledger_that_is_held_up_says_nothing(bench: Bench) {
    let (writing, reader) = journal(&bench.dir.path().join("journal")).await;
    let (stop, shutdown) = watch::channel(false);
    let running = tokio::spawn(writer::run(bench.control.clone(), reader, shutdown));
    let books = bench.control.books();
    until("a ledger that is current", async || books.is_current()).await;
    let held = Held::of(&bench.dsn).await;
    append(&writing, &settled(&entry("r1", NOON, 1)));
    until("a ledger that knows of what it lacks", async || !books.is_current()).await;
    assert!(books.spent(Vec::new(), 0).await.is_none());
    drop(held);
    until("the row", async || counts(bench.control.db()).await.1 == 1).await;
    until("a ledger that is current again", async || books.is_current()).await;
    stop.send(true).unwrap();
    running.await.unwrap();
}

async fn waits_for_the_database(bench: Bench) {
    let dir = bench.dir.path().join("journal");
    left(&dir, &[settled(&entry("r1", NOON, 1))]).await;
    let away = bench.second().await;
    away.db().close().await;
    drain(&away, &dir).await;
    assert_eq!(counts(bench.control.db()).await.0, 0);
    drain(&bench.control, &dir).await;
    assert_eq!(counts(bench.control.db()).await, (1, 1, 1, 1_000_000, 1_000_000), "the journal kept it");
}

async fn a_killed_run_is_made_good(bench: Bench) {
    let dir = bench.dir.path().join("journal");
    let records: Vec<Record> = (0..1_700).map(|n| settled(&entry(&format!("r{n:04}"), NOON + n, n % 5))).collect();
    left(&dir, &records).await;
    let (writing, reader) = journal(&dir).await;
    let (_go_on, shutdown) = watch::channel(false);
    let running = tokio::spawn(writer::run(bench.control.clone(), reader, shutdown));
    until("the first batch", async || counts(bench.control.db()).await.0 > 0).await;
    running.abort();
    running.await.unwrap_err();
    drop(writing);
    drain(&bench.control, &dir).await;
    assert_eq!(counts(bench.control.db()).await, (1_700, 1_700, 1_700, 1_700_000_000, 1_700_000_000));
}

async fn tries_until_it_is_stored(bench: Bench) {
    let run = async |sql: &'static str| match bench.control.db() {
        Db::Sqlite { write, .. } => drop(sqlx::query(sql).execute(write).await.unwrap()),
        Db::Postgres { pool, .. } => drop(sqlx::query(sql).execute(pool).await.unwrap()),
    };
    run("ALTER TABLE usage_rollup RENAME TO elsewhere").await;
    let (writing, reader) = journal(&bench.dir.path().join("journal")).await;
    let (stop, shutdown) = watch::channel(false);
    let running = tokio::spawn(writer::run(bench.control.clone(), reader, shutdown));
    append(&writing, &settled(&entry("r1", NOON, 1)));
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert!(!running.is_finished());
    let rows = bench.control.logs().list(&bench.admin, &LogFilter::default(), None, 10).await.unwrap().items;
    assert!(rows.is_empty(), "a batch is stored whole or not at all");
    run("ALTER TABLE elsewhere RENAME TO usage_rollup").await;
    until("the row", async || counts(bench.control.db()).await == (1, 1, 1, 1_000_000, 1_000_000)).await;
    stop.send(true).unwrap();
    running.await.unwrap();
}

async fn counts_what_is_billed(bench: Bench) {
    let dir = bench.dir.path().join("journal");
    let free = LogEntry { metered: false, ..entry("count_tokens", NOON, 1) };
    let refused = LogEntry { attempts: vec![], outcome: Outcome::Refused, cost: None, ..entry("refused", NOON, 1) };
    let unpriced = LogEntry { cost: None, unpriced: true, ..entry("unpriced", NOON, 1) };
    let failed = LogEntry {
        outcome: Outcome::VendorError,
        attempts: vec![attempt(1, Outcome::Unreachable), attempt(2, Outcome::VendorError)],
        ..entry("failed", NOON, 1)
    };
    let all = [free, refused, unpriced, failed, entry("good", NOON, 1)];
    left(&dir, &all.map(|entry| settled(&entry))).await;
    drain(&bench.control, &dir).await;
    assert_eq!(counts(bench.control.db()).await, (5, 3, 3, 2_000_000, 2_000_000));
    let overview = bench.control.overview(&bench.admin, Span::Today, Dimension::Provider, NOON + 1).await.unwrap();
    assert_eq!((overview.totals.requests, overview.totals.failures, overview.totals.unpriced), (3, 1, 1));
    assert_eq!(overview.totals.cost, Nanos(2_000_000));
    let summary = bench.control.logs().summary(&bench.admin, &LogFilter::default()).await.unwrap();
    assert!(summary.complete);
    assert_eq!(summary.totals, overview.totals, "the log page says the same");
}

async fn days_are_partitions(bench: Bench) {
    const DAY: i64 = 86_400_000;
    let dir = bench.dir.path().join("journal");
    let records: Vec<Record> = (0..4).map(|n| settled(&entry(&format!("r{n}"), Millis(NOON.0 - n * DAY), 1))).collect();
    left(&dir, &records).await;
    // Two instances make the same days at once.
    let second = bench.second().await;
    let copy = bench.dir.path().join("journal-2");
    left(&copy, &records).await;
    tokio::join!(drain(&bench.control, &dir), drain(&second, &copy));
    assert_eq!(counts(bench.control.db()).await, (4, 4, 4, 4_000_000, 4_000_000));
    if let Db::Postgres { pool, .. } = bench.control.db() {
        let sql = "SELECT COUNT(*) FROM pg_inherits WHERE inhparent = 'request_log'::regclass";
        assert_eq!(sqlx::query_scalar::<_, i64>(sql).fetch_one(pool).await.unwrap(), 4);
    }
}
