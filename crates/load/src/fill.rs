//! Filling an empty database.

use crate::table::{Table, Value};
use crate::team::{callers, group, key_name, models, provider_name, tables, user_name};
use crate::traffic::{Request, Traffic, share};
use crate::{rollup, team};
use anyhow::{Result, ensure};
use clap::Args;
use control::{Control, Db, writer};
use domain::Millis;
use domain::log::Outcome;
use domain::time::DAY;
use fastrand::Rng;
use std::time::Instant;

#[derive(Args)]
pub(crate) struct Options {
    /// Rows of the ledger
    #[arg(long, default_value_t = 1_000_000)]
    rows: usize,
    #[arg(long, default_value_t = 90)]
    days: i64,
    /// Days of the log, the last ones; all when left out
    #[arg(long)]
    log_days: Option<i64>,
    /// The day after the last one, as 2026-11-25; today when left out
    #[arg(long)]
    until: Option<chrono::NaiveDate>,
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub(crate) async fn run(control: &Control, options: &Options) -> Result<()> {
    let db = control.db();
    let start = Instant::now();
    let admin = crate::question::admin();
    ensure!(control.users().list(&admin).await?.is_empty(), "this database has users already; take an empty one");
    let until = options.until.unwrap_or_else(|| chrono::Utc::now().date_naive());
    let until = until.signed_duration_since(chrono::NaiveDate::default()).num_days();
    let mut luck = Rng::with_seed(options.seed);
    for (table, count) in tables(Millis((until - options.days) * DAY)) {
        table.write(db, &(1..=count).collect::<Vec<_>>()).await?;
    }
    let traffic = Traffic::new(callers(&mut luck), models(), options.seed);
    let all: f64 = (until - options.days..until).map(share).sum();
    let (ledger, log) = (ledger(), log());
    let indices = rollup::drop_indices(db).await?;
    let mut written = 0;
    for day in until - options.days..until {
        let due = (options.rows as f64 * share(day) / all).round() as usize;
        let last = day == until - 1;
        let requests = traffic.day(day, if last { options.rows.saturating_sub(written) } else { due });
        if day >= until - options.log_days.unwrap_or(options.days) {
            writer::prepare(db, Millis(day * DAY)).await?;
            log.write(db, &requests).await?;
        }
        let billed: Vec<Request> = requests.into_iter().filter(Request::is_billed).collect();
        written += billed.len();
        ledger.write(db, &billed).await?;
        println!("{:>5} s: {written} rows", start.elapsed().as_secs());
    }
    rollup::derive(db).await?;
    for sql in indices {
        rollup::run(db, &sql).await?;
    }
    println!("{:>5} s: indices", start.elapsed().as_secs());
    control.complete_days().await?;
    println!("{:>5} s: roll-ups", start.elapsed().as_secs());
    rollup::settle(db).await?;
    if matches!(db, Db::Postgres { .. }) {
        for table in ["users", "keys", "providers"] {
            rollup::run(db, &format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id)) FROM {table}"))
                .await?;
        }
    }
    println!(
        "{:>5} s: done; {} users, {} keys, {} providers",
        start.elapsed().as_secs(),
        team::USERS,
        team::KEYS,
        team::PROVIDERS
    );
    Ok(())
}

fn usage(table: Table<Request>) -> Table<Request> {
    table
        .column("input", |row| Value::Int(row.usage.input))
        .column("output", |row| Value::Int(row.usage.output))
        .column("cache_write_5m", |row| Value::Int(row.usage.cache_write_5m))
        .column("cache_write_1h", |row| Value::Int(row.usage.cache_write_1h))
        .column("cache_read", |row| Value::Int(row.usage.cache_read))
        .column("reasoning", |row| Value::Int(row.usage.reasoning))
}

fn outcome(table: Table<Request>) -> Table<Request> {
    table
        .column("outcome", |row| Value::Text(row.outcome.as_str().to_owned()))
        .column("failed", |row| Value::Flag(row.outcome.is_failure()))
        .column("unpriced", |row| Value::Flag(row.is_unpriced()))
}

fn ledger() -> Table<Request> {
    let table = Table::new("usage_ledger")
        .column("request_id", |row: &Request| Value::Text(row.id.clone()))
        .column("at", |row| Value::Int(row.at))
        .column("settled_at", |row| Value::Int(row.at + row.duration_ms))
        .column("user_id", |row| Value::Int(row.caller.0))
        .column("key_id", |row| Value::Int(row.caller.1))
        .column("provider_id", |row| Value::Int(row.provider))
        .column("group_name", |row| Value::Text(group(row.caller.0)))
        .column("model", |row| Value::Text(row.model.clone()))
        .column("unpriced_model", |row| Value::Text(if row.is_unpriced() { row.model.clone() } else { String::new() }))
        .column("retries", |row| Value::Int(row.retries))
        .column("speed", |row| Value::Text(row.speed().to_string()))
        .column("estimated", |row| Value::Flag(row.outcome == Outcome::ClientLeft))
        .column("cost", |row| Value::Int(row.cost.unwrap_or_default()));
    outcome(usage(table))
}

fn log() -> Table<Request> {
    fn billed(row: &Request, value: impl FnOnce() -> Value) -> Value {
        if row.is_billed() { value() } else { Value::Null }
    }
    let int = |value: Option<i64>| value.map_or(Value::Null, Value::Int);
    let table = Table::new("request_log")
        .column("id", |row: &Request| Value::Text(row.id.clone()))
        .column("at", |row| Value::Int(row.at))
        .column("user_id", |row| Value::Int(row.caller.0))
        .column("user_name", |row| Value::Text(user_name(row.caller.0)))
        .column("key_id", |row| Value::Int(row.caller.1))
        .column("key_name", |row| Value::Text(key_name(row.caller.1)))
        .column("provider_id", |row| billed(row, || Value::Int(row.provider)))
        .column("provider_name", |row| billed(row, || Value::Text(provider_name(row.provider))))
        .column("provider_kind", |row| billed(row, || Value::Text(row.kind().to_owned())))
        .column("model", |row| Value::Text(row.model.clone()))
        .column("session", |row| Value::Text(row.session.clone()))
        .column("stream", |_| Value::Flag(true))
        .column("metered", |_| Value::Flag(true))
        .column("status", |row| Value::Int(row.status()))
        .column("cost", move |row| int(row.cost))
        .column("first_content_ms", move |row| int(row.first_content_ms))
        .column("duration_ms", |row| Value::Int(row.duration_ms))
        .column("attempts", |row| Value::Int(if row.is_billed() { row.retries + 1 } else { 0 }))
        .column("entry", |row| Value::Text(row.entry()));
    outcome(usage(table))
}
