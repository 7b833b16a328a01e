//! Across midnight, weeks, months and both changes of the clocks, in five time zones: what the limiter decides, what the
//! quota page shows and what the ledger sums up to are one number, and a refusal names the instant of its end.

use crate::common::{Client, Place, empty_redis, until};
use app::{AppState, SecureCookies, SiteOptions};
use control::Actor;
use control::{Control, Db, writer};
use domain::limit::{LimitKind, LimitOwner, Quota};
use domain::window::Zone;
use domain::{Millis, Secret, UserId};
use gateway::{Clock, Gateway};
use journal::Journal;
use leptos::config::LeptosOptions;
use mockvendor::{MockVendor, Script, Usage};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};
use tokio::net::TcpListener;
use tokio::sync::watch;

on_both!(one_number_across_every_boundary);

/// Between two requests whose windows roll.
const STEP: i64 = 77 * 60_000;

/// What a request costs: 10 tokens in, 10 out at 2 and 10 dollars a million, in nano-dollars.
const EACH: i64 = 120_000;

/// Zone, limit, when days begin, and the instant at which its window ends.
const BOUNDARIES: [(&str, &str, &str, &str); 22] = [
    ("UTC", "usd_day", "00:00", "2026-11-26T00:00:00Z"),
    ("UTC", "usd_day", "13:37", "2026-11-26T13:37:00Z"),
    ("UTC", "usd_week", "00:00", "2026-11-30T00:00:00Z"),
    ("UTC", "usd_month", "00:00", "2026-12-01T00:00:00Z"),
    ("Asia/Shanghai", "usd_day", "00:00", "2026-11-25T16:00:00Z"),
    ("Asia/Shanghai", "usd_day", "08:30", "2026-11-26T00:30:00Z"),
    ("Asia/Shanghai", "usd_week", "00:00", "2026-11-29T16:00:00Z"),
    ("Asia/Shanghai", "usd_month", "00:00", "2026-11-30T16:00:00Z"),
    ("Asia/Kathmandu", "usd_day", "00:00", "2026-11-25T18:15:00Z"),
    ("Asia/Kathmandu", "usd_month", "00:00", "2026-11-30T18:15:00Z"),
    // The 23 hours of 8 March, whose 02:30 is skipped, and the 25 of 1 November.
    ("America/New_York", "usd_day", "00:00", "2026-03-08T05:00:00Z"),
    ("America/New_York", "usd_day", "02:30", "2026-03-08T07:00:00Z"),
    ("America/New_York", "usd_day", "00:00", "2026-03-09T04:00:00Z"),
    ("America/New_York", "usd_week", "00:00", "2026-03-09T04:00:00Z"),
    ("America/New_York", "usd_month", "00:00", "2026-04-01T04:00:00Z"),
    ("America/New_York", "usd_day", "01:30", "2026-11-01T05:30:00Z"),
    ("America/New_York", "usd_day", "00:00", "2026-11-02T05:00:00Z"),
    // 29 March loses an hour, 25 October has one twice.
    ("Europe/Berlin", "usd_day", "00:00", "2026-03-28T23:00:00Z"),
    ("Europe/Berlin", "usd_week", "00:00", "2026-03-29T22:00:00Z"),
    ("Europe/Berlin", "usd_day", "00:00", "2026-10-24T22:00:00Z"),
    ("Europe/Berlin", "usd_day", "02:30", "2026-10-25T00:30:00Z"),
    ("Europe/Berlin", "usd_month", "00:00", "2026-10-31T23:00:00Z"),
];

/// A hub inside this process, with a clock that stands still.
struct Hub {
    state: AppState,
    address: SocketAddr,
    clock: Arc<AtomicI64>,
    dsn: String,
    _end: watch::Sender<bool>,
}

impl Hub {
    async fn start(
        dsn: String,
        folder: &std::path::Path,
        redis: Option<&str>,
        vendor: &MockVendor,
        zone: &str,
    ) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let control = Control::open(control::Options {
            db: Db::connect(&dsn).await.unwrap(),
            data_dir: folder.to_owned(),
            admin_token: Secret::new("admin"),
            master_key: Some(Secret::new("key")),
            redis_url: None,
            time_zone: Some(zone.to_owned()),
            session_ttl_seconds: 3_600,
            login_failures_max: 10,
            egress: egress::Egress::default(),
            clock: Clock::default(),
        })
        .await
        .unwrap();
        let (journal, reader) = Journal::open(&folder.join("journal")).unwrap();
        let clock = Arc::new(AtomicI64::new(0));
        let hands = clock.clone();
        let options = gateway::Options {
            clock: Clock::new(move || Millis(hands.load(SeqCst))),
            books: Some(Arc::new(control.books())),
            redis_url: redis.map(Secret::new),
            redis_patience: std::time::Duration::from_secs(10),
            ..gateway::Options::default()
        };
        let gateway = Gateway::new(control.snapshot(), journal, options).unwrap();
        let (end, ending) = watch::channel(false);
        tokio::spawn(writer::run(control.clone(), reader, ending));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = gateway.router().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let site = SiteOptions { app_url: None, secure_cookies: SecureCookies::Never };
        let leptos_options = LeptosOptions::builder().output_name("cch").build();
        let state = AppState { control, gateway, leptos_options, site: Arc::new(site), here: Arc::default() };
        let provider = json!({"name": "vendor", "url": vendor.url(), "credential": "sk-vendor"});
        state.control.providers().create(&admin(), serde_json::from_value(provider).unwrap()).await.unwrap();
        Self { state, address, clock, dsn, _end: end }
    }

    /// A user with these limits; their id and a client with their key.
    async fn user(&self, name: &str, limits: &Value) -> (UserId, Client) {
        let new = json!({"name": name, "limits": limits});
        let control = &self.state.control;
        let user = control.users().create(&admin(), serde_json::from_value(new).unwrap()).await.unwrap();
        let key = serde_json::from_value(json!({"name": "laptop"})).unwrap();
        let key = control.keys().create(&admin(), user.id, key).await.unwrap();
        (user.id, Client::new(self.address, &key.secret))
    }

    /// What the page shows of the limit.
    async fn page(&self, user: UserId, kind: LimitKind) -> Quota {
        let report = self.state.quota(&admin(), LimitOwner::User(user)).await.unwrap();
        report.quotas.into_iter().find(|quota| quota.kind == kind).unwrap()
    }

    /// What the ledger sums up to, in plain SQL: the money of the user since `from`, and all their rows.
    async fn ledger(&self, user: UserId, from: Millis) -> (i64, i64) {
        let sql = "SELECT CAST(COALESCE(SUM(CASE WHEN at >= $2 THEN cost ELSE 0 END), 0) AS BIGINT), COUNT(*) \
                   FROM usage_ledger WHERE user_id = $1";
        match Db::connect(&self.dsn).await.unwrap() {
            Db::Sqlite { read, .. } => sqlx::query_as(sql).bind(user.0).bind(from.0).fetch_one(&read).await.unwrap(),
            Db::Postgres { pool, .. } => {
                let found = sqlx::query_as(sql).bind(user.0).bind(from.0).fetch_one(&pool).await.unwrap();
                pool.close().await;
                found
            }
        }
    }

    /// Page and ledger say the same, once the ledger has `rows` rows.
    async fn agrees(&self, user: UserId, kind: LimitKind, rows: i64) -> Quota {
        let quota = self.page(user, kind).await;
        // A window that opens with its first request, and is not open.
        let from = quota.from.unwrap_or(Millis(i64::MAX));
        until("every row in the ledger", async || self.ledger(user, from).await.1 == rows).await;
        assert_eq!(self.ledger(user, from).await.0, quota.used, "{kind:?} since {from:?}");
        quota
    }

    fn at(&self, at: Millis) {
        self.clock.store(at.0, SeqCst);
    }
}

fn admin() -> Actor {
    Actor::command("admin")
}

async fn one_number_across_every_boundary(place: Place) {
    let vendor = MockVendor::start();
    vendor.script(Script { usage: Some(Usage { input: 10, output: 10, ..Usage::ZERO }), ..Script::saying("hi") });
    let zones = ["UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/New_York", "Europe/Berlin"];
    let folder = tempfile::tempdir().unwrap();
    let mut running = Vec::new();
    for (number, zone) in (1..).zip(zones) {
        let own = folder.path().join(zone.replace('/', "-"));
        std::fs::create_dir_all(&own).unwrap();
        let dsn = match place.setting("DSN") {
            Some(_) => Place::postgres().await.setting("DSN").unwrap().to_owned(),
            None => format!("sqlite:{}", own.join("hub.db").display()),
        };
        // Their users have the same numbers: each hub has a database of Redis for itself.
        let redis = place.setting("REDIS_URL").map(|url| empty_redis(url, number));
        let hub = Hub::start(dsn, &own, redis.as_deref(), &vendor, zone).await;
        running.push(async move {
            for (number, boundary) in BOUNDARIES.iter().filter(|boundary| boundary.0 == zone).enumerate() {
                cross(&hub, number, boundary).await;
            }
            roll(&hub, zone).await;
        });
    }
    futures_util::future::join_all(running).await;
}

/// Two requests fit into the window before the boundary, and two into the one after it.
async fn cross(hub: &Hub, number: usize, (zone, limit, day_start, ends): &(&str, &str, &str, &str)) {
    let limits = json!({*limit: 2 * EACH - 1, "day_start": day_start});
    let (user, client) = hub.user(&format!("{limit} {number}"), &limits).await;
    let kind = LimitKind::try_from((*limit).to_owned()).unwrap();
    let ends = instant(ends);
    let ask = async || client.send("/v1/messages", false, &[]).await;
    let mut rows = 0;
    for window in 0..2 {
        let start = if window == 0 { ends - 600_000 } else { ends };
        hub.at(start);
        for _ in 0..2 {
            let answer = ask().await;
            assert_eq!(
                answer.status(),
                200,
                "{zone} {limit} {day_start} window {window}: {}",
                answer.text().await.unwrap()
            );
            answer.text().await.unwrap();
            hub.state.gateway.live().idle().await;
            rows += 1;
            hub.agrees(user, kind, rows).await;
        }
        let quota = hub.agrees(user, kind, rows).await;
        assert_eq!(quota.used, 2 * EACH);
        for at in [start + 1, quota.resets_at.unwrap() - 1] {
            hub.at(at);
            let refused = ask().await;
            assert_eq!(refused.status(), 402, "{zone} {limit} {day_start}");
            let body: Value = serde_json::from_str(&refused.text().await.unwrap()).unwrap();
            let resets = Zone::UTC.rfc3339(quota.resets_at.unwrap());
            assert_eq!(body["error"]["reset_time"], resets, "{zone} {limit} {day_start}");
            assert_eq!(body["error"]["current"], json!(quota.used as f64 / 1e9));
        }
        if window == 0 {
            assert_eq!(quota.resets_at, Some(ends), "{zone} {limit} {day_start}");
            assert!(quota.from.unwrap() < ends);
        } else {
            assert_eq!(quota.from, Some(ends), "{zone} {limit} {day_start}");
        }
    }
    let patch = serde_json::from_value(json!({"enabled": false})).unwrap();
    hub.state.control.users().update(&admin(), user, patch).await.unwrap();
}

/// Windows that roll, or begin with their first request: a step at a time through a day on which clocks change.
async fn roll(hub: &Hub, zone: &str) {
    let start = instant("2026-03-28T20:07:11Z");
    for modes in [json!({"five_hours": "rolling", "day": "rolling"}), json!({"five_hours": "fixed", "day": "rolling"})]
    {
        let mut limits = json!({"usd_5h": 4 * EACH - 1, "usd_day": 6 * EACH - 1, "usd_total": 100 * EACH});
        limits.as_object_mut().unwrap().extend(modes.as_object().unwrap().clone());
        let (user, client) = hub.user(&format!("{modes}"), &limits).await;
        let (mut rows, mut refusals) = (0, 0);
        for step in 0..24 {
            hub.at(start + step * STEP);
            let answer = client.send("/v1/messages", false, &[]).await;
            let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
            hub.state.gateway.live().idle().await;
            rows += i64::from(status == 200);
            let mut reached = None;
            for kind in [LimitKind::Usd5h, LimitKind::UsdDay, LimitKind::UsdTotal] {
                let quota = hub.agrees(user, kind, rows).await;
                if status == 402 && quota.is_reached() {
                    reached = reached.or(Some(quota));
                }
            }
            if status == 402 {
                refusals += 1;
                let body: Value = serde_json::from_str(&text).unwrap();
                let quota = reached.unwrap_or_else(|| panic!("{zone} {modes} {step}: no limit is reached, but {text}"));
                assert_eq!(body["error"]["limit_type"], json!(quota.kind));
                let resets = quota.resets_at.unwrap();
                assert_eq!(body["error"]["reset_time"], Zone::UTC.rfc3339(resets));
                // Until then nothing else is let in.
                hub.at(Millis((resets.0 - 1).min(start.0 + (step + 1) * STEP - 1)));
                assert_eq!(client.send("/v1/messages", false, &[]).await.status(), 402, "{zone} {modes} {step}");
            } else {
                assert_eq!(status, 200, "{text}");
            }
        }
        assert!(refusals > 3, "{zone} {modes}");
    }
}

fn instant(text: &str) -> Millis {
    Millis(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
}
