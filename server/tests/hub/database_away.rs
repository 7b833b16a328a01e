//! Services that are away: the hub relays all the same, says so, and catches up.

use crate::common::{Hub, Place, until};
use futures_util::{StreamExt, stream};
use mockvendor::{MockVendor, Script};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::net::SocketAddr;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Stands before a service, and can be shut: connections are cut, new ones refused.
struct Gate {
    address: SocketAddr,
    to: String,
    open: Option<JoinSet<()>>,
}

impl Gate {
    async fn before(to: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut gate = Self { address: listener.local_addr().unwrap(), to, open: None };
        gate.serve(listener);
        gate
    }

    fn serve(&mut self, listener: TcpListener) {
        let to = self.to.clone();
        let mut open = JoinSet::new();
        open.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                let to = to.clone();
                connections.spawn(async move {
                    let Ok(mut far) = TcpStream::connect(to).await else { return };
                    let _ = copy_bidirectional(&mut near, &mut far).await;
                });
            }
        });
        self.open = Some(open);
    }

    async fn shut(&mut self) {
        self.open.take().unwrap().shutdown().await;
    }

    async fn reopen(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener);
    }
}

/// The hub reaches PostgreSQL through the gate alone.
async fn behind_gate() -> (Place, Gate) {
    let place = Place::postgres().await;
    let dsn = place.setting("DSN").unwrap().to_owned();
    let host = dsn.split(['/', '@', '?']).find(|part| part.contains(':') && !part.ends_with(':')).unwrap();
    let gate = Gate::before(host.to_owned()).await;
    let through = dsn.replace(host, &gate.address.to_string());
    (place.with("DSN", &through), gate)
}

async fn health(hub: &Hub) -> (u16, Value) {
    let answer = hub.api.with(&[]).get("/api/health").await;
    (answer.status, answer.json())
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_succeed_while_the_database_is_away() {
    let (place, mut gate) = behind_gate().await;
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    assert_eq!(health(&hub).await.1["status"], "healthy");
    let ask = |number: usize| {
        let client = client.clone();
        async move { client.answered(number.is_multiple_of(2), &Script::default()).await }
    };
    let mut answered = HashSet::from([ask(0).await]);

    gate.shut().await;
    let (status, report) = health(&hub).await;
    assert_eq!((status, &report["status"]), (200, &json!("degraded")), "{report}");
    assert_eq!(report["components"]["database"]["status"], "down");
    assert_eq!(hub.api.with(&[]).get("/api/health/ready").await.status, 200);
    answered.extend(stream::iter(0..50).map(ask).buffer_unordered(10).collect::<Vec<_>>().await);
    let list = hub.api.get("/api/v1/usage-logs").await.expect(503).json();
    assert_eq!(list["errorCode"], "unavailable");
    answered.extend(stream::iter(0..50).map(ask).buffer_unordered(10).collect::<Vec<_>>().await);

    gate.reopen().await;
    until("the database is back", async || health(&hub).await.1["status"] == "healthy").await;
    until("every request is in the log", async || hub.api.totals().await.requests >= 101).await;
    let rows: Vec<String> = hub.api.rows().await.into_iter().map(|row| row.id.0).collect();
    assert_eq!((rows.len(), rows.into_iter().collect()), (101, answered));
    assert_eq!(place.ledger().await.len(), 101);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_dies_while_the_database_is_away_catches_up_later() {
    let (place, mut gate) = behind_gate().await;
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    gate.shut().await;
    let id = client.answered(true, &Script::default()).await;
    hub.kill();
    gate.reopen().await;
    let hub = place.start().await;
    until("the request is in the log", async || !hub.api.rows().await.is_empty()).await;
    let rows = hub.api.rows().await;
    assert_eq!((rows.len(), &rows[0].id.0), (1, &id));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_starts_and_serves_without_its_redis() {
    // Nobody listens on the discard port.
    let place = Place::sqlite().with("REDIS_URL", "redis://127.0.0.1:9");
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let (status, report) = health(&hub).await;
    assert_eq!((status, &report["status"]), (200, &json!("degraded")), "{report}");
    assert_eq!(
        (&report["components"]["redis"]["status"], &report["components"]["database"]["status"]),
        (&json!("down"), &json!("up"))
    );
    let account = hub.furnish(&vendor).await;
    hub.client(&account.secret).answered(true, &Script::default()).await;
    hub.api.with(&[]).post("/api/auth/login", &json!({"key": account.secret})).await.expect(200);
}
