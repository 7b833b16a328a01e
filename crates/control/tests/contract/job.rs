//! Jobs run on one instance at a time, and who has lost one writes nothing any more.

use crate::bench::{Bench, Running, person, run, until};
use crate::sample::NOON;
use control::auth::Identity;
use control::{Actor, Db};
use domain::alert::{AlertEvent, NewTarget, TargetKind, TargetPatch};
use domain::clock::Clock;
use domain::job::{Job, JobReport};
use domain::setting::SettingsPatch;
use domain::time::{HOUR, MINUTE};
use domain::{ApiError, Millis, Secret, UserId};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Notify;

contract! {
    three_instances_run_each_job_once
    an_instance_that_stands_still_writes_nothing_any_more
    a_dead_instance_is_succeeded
    a_run_is_asked_for
    three_days_go_by
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

/// From midnight to midnight: the digest is wanted on the first day and the third, prices are taken every two hours, and the
/// hub is started anew each noon.
async fn three_days_go_by(bench: Bench) {
    let midnight = NOON - 12 * HOUR;
    let clock = Arc::new(AtomicI64::new(midnight.0));
    let start = async || {
        let clock = clock.clone();
        bench.reopened(|options| options.clock = Clock::new(move || Millis(clock.load(Relaxed)))).await.unwrap()
    };
    let mut control = start().await;
    let target = NewTarget {
        name: "team".into(),
        kind: TargetKind::Webhook,
        url: Secret::new("http://127.0.0.1:9/"),
        secret: None,
        chat: String::new(),
        template: String::new(),
        language: Default::default(),
        events: vec![AlertEvent::Digest],
        proxy: None,
        enabled: true,
    };
    let target = control.alerts().create(&bench.admin, target).await.unwrap();
    let nobody = Some("http://127.0.0.1:9/prices.json".to_owned());
    let every = SettingsPatch { price_sync_url: nobody, price_sync_hours: Some(2), ..SettingsPatch::default() };
    control.settings().update(&bench.admin, every).await.unwrap();
    for step in 0..3 * 48 {
        // Never quite when it is due.
        clock.store(midnight.0 + step * 30 * MINUTE + step % 7 * 1_000, Relaxed);
        match step % 48 {
            0 => {
                let wanted = TargetPatch { enabled: Some(step != 48), ..TargetPatch::default() };
                control.alerts().update(&bench.admin, target.id, wanted).await.unwrap();
            }
            24 => control = start().await,
            _ => {}
        }
        control.run_due_jobs().await.unwrap();
    }
    assert_eq!(begun(&bench, Job::PriceSync).await, 36);
    let told = control.alerts().deliveries(&bench.admin, None, 100).await.unwrap().items;
    let hours: Vec<_> = told.iter().rev().map(|delivery| (delivery.at - midnight) / HOUR).collect();
    assert_eq!(hours, [9, 48 + 9]);
}
