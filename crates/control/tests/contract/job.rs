//! Jobs run on one instance at a time, and who has lost one writes nothing any more.

use crate::bench::{Bench, Running, person, run, until};
use control::auth::Identity;
use control::{Actor, Db};
use domain::job::{Job, JobReport};
use domain::setting::SettingsPatch;
use domain::{ApiError, Millis, UserId};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Notify;

contract! {
    three_instances_run_each_job_once
    an_instance_that_stands_still_writes_nothing_any_more
    a_dead_instance_is_succeeded
    a_run_is_asked_for
}

async fn report(bench: &Bench, job: Job) -> JobReport {
    let all = bench.control.jobs().list(&bench.admin).await.unwrap();
    all.into_iter().find(|report| report.job == job).unwrap()
}

/// How often a job was begun.
async fn begun(bench: &Bench, job: Job) -> i64 {
    let sql = "SELECT token FROM jobs WHERE name = $1";
    let token = match bench.control.db() {
        Db::Sqlite { read, .. } => sqlx::query_scalar(sql).bind(job.as_str()).fetch_optional(read).await,
        Db::Postgres { pool, .. } => sqlx::query_scalar(sql).bind(job.as_str()).fetch_optional(pool).await,
    };
    token.unwrap().unwrap_or_default()
}

async fn three_instances_run_each_job_once(bench: Bench) {
    let (second, third) = (bench.second().await, bench.second().await);
    let running = Running::start(&[&bench.control, &second, &third]);
    let jobs = [Job::Cleaning, Job::Expiry, Job::Days, Job::Repricing];
    for job in jobs {
        until(job.as_str(), async || report(&bench, job).await.ended_at.is_some()).await;
    }
    // Each of the three has looked again, and found nothing due.
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    for job in jobs {
        assert_eq!(begun(&bench, job).await, 1, "{job:?}");
        let report = report(&bench, job).await;
        assert_eq!((report.running, &report.error), (false, &None), "{job:?}");
        assert!(report.next_at.unwrap() - report.started_at.unwrap() >= 60_000, "{report:?}");
    }
    assert_eq!(begun(&bench, Job::PriceSync).await, 0, "it is off");
    running.stop().await;
}

/// A price table that is sent when it is told to.
async fn slow_table(go: Arc<Notify>, asked: Arc<Notify>) -> String {
    // As `server` does it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/prices.json", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4_096]).await.unwrap();
        asked.notify_one();
        go.notified().await;
        let table =
            r#"{"model-of-the-late": {"mode": "chat", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}}"#;
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", table.len());
        stream.write_all((head + table).as_bytes()).await.unwrap();
    });
    url
}

async fn an_instance_that_stands_still_writes_nothing_any_more(bench: Bench) {
    let (go, asked) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let url = slow_table(go.clone(), asked.clone()).await;
    let patch = SettingsPatch { price_sync_url: Some(url), price_sync_hours: Some(1), ..SettingsPatch::default() };
    bench.control.settings().update(&bench.admin, patch).await.unwrap();
    let running = Running::start(&[&bench.control]);
    asked.notified().await;
    assert!(report(&bench, Job::PriceSync).await.running);
    // Its lease is over, and another instance has done the job meanwhile.
    let sql = "UPDATE jobs SET token = token + 1, ended_at = 7, done = 3, lease_until = 0, next_at = 9000000000000
        WHERE name = 'price_sync'";
    run(bench.control.db(), sql).await.unwrap();
    go.notify_one();
    let told = || bench.control.prices().last_sync(&bench.admin).unwrap();
    until("the end of the late run", async || told().is_some()).await;
    assert!(told().unwrap().error.unwrap().contains("taken the job over"));
    let snapshot = bench.control.snapshot().load_full();
    assert!(snapshot.prices.find(None, "model-of-the-late").is_none(), "it has written nothing");
    running.stop().await;
    let report = report(&bench, Job::PriceSync).await;
    assert_eq!((report.ended_at, report.done, report.error), (Some(Millis(7)), Some(3), None));
}

async fn a_dead_instance_is_succeeded(bench: Bench) {
    let soon = Millis::now() + 1_500;
    let sql = format!(
        "INSERT INTO jobs (name, token, holder, lease_until, next_at, asked, started_at)
        VALUES ('expiry', 41, 'one that is gone', {}, 0, FALSE, 5)",
        soon.0
    );
    run(bench.control.db(), &sql).await.unwrap();
    let running = Running::start(&[&bench.control]);
    until("another job", async || report(&bench, Job::Days).await.ended_at.is_some()).await;
    assert_eq!(begun(&bench, Job::Expiry).await, 41, "its lease is still good");
    until("the successor", async || report(&bench, Job::Expiry).await.ended_at.is_some()).await;
    assert!(Millis::now() >= soon && begun(&bench, Job::Expiry).await == 42);
    running.stop().await;
}

async fn a_run_is_asked_for(bench: Bench) {
    let jobs = bench.control.jobs();
    let refused = ApiError::from(jobs.ask(&bench.admin, Job::PriceSync).await.unwrap_err());
    assert_eq!(refused.field.as_deref(), Some("job"), "there is no address");
    assert!(jobs.ask(&person(UserId(1)), Job::Expiry).await.is_err());
    assert!(jobs.list(&person(UserId(1))).await.is_err());
    let running = Running::start(&[&bench.control]);
    until("the first run", async || begun(&bench, Job::Expiry).await == 1).await;
    let admin = Actor::new(Identity::Admin { user: None, name: "admin".into() }, "192.0.2.1");
    jobs.ask(&admin, Job::Expiry).await.unwrap();
    until("the run that was asked for", async || begun(&bench, Job::Expiry).await == 2).await;
    let told = bench.audited().await.row;
    assert_eq!((told.action.as_str(), told.target_name.as_str()), ("jobs.run", "expiry"));
    running.stop().await;
}
