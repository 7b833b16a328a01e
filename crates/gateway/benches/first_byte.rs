//! What the hub adds to the time until a stream's first byte: the same streams, of frames that nobody knows and of frames
//! that think, straight from the vendor and through the hub, turn by turn in one run.
//!
//! `cargo bench -p gateway --bench first_byte`

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and stops when it cannot go on")]

use arc_swap::ArcSwap;
use axum::serve::ListenerExt;
use domain::provider::ProviderKind;
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::{Names, ProviderId, Secret};
use gateway::{Gateway, Options};
use journal::Journal;
use mockvendor::{MockVendor, Rule, Script};
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const ROUNDS: usize = 1_000;
const FRAMES: usize = 500;
const KEY: &str = "sk-hub-0123456789";

fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(run());
}

async fn run() {
    let vendor = MockVendor::start();
    let hub = hub(&vendor.url()).await;
    let direct: SocketAddr = vendor.url().trim_start_matches("http://").parse().unwrap();
    for (name, frame) in [
        ("unknown frames", "event: surprise\ndata: {\"type\":\"surprise\",\"x\":\"y\"}\n\n"),
        (
            "thinking frames",
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}\n\n",
        ),
    ] {
        vendor.clear();
        let body = frame.repeat(FRAMES) + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        vendor.script(Rule::always(Script::replaying("text/event-stream", body)));
        let (mut straight, mut through) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS + 50 {
            let (a, b) = (first_byte(direct).await, first_byte(hub).await);
            // Connections and caches are warm after a while.
            if round >= 50 {
                straight.push(a);
                through.push(b);
            }
        }
        let (direct, hub) = (figures(straight), figures(through));
        println!(
            "{name}: direct {:?} median, {:?} p99; through the hub {:?} median, {:?} p99; added {:?} at the median ({ROUNDS} each)",
            direct.0,
            direct.1,
            hub.0,
            hub.1,
            hub.0.saturating_sub(direct.0)
        );
    }
}

/// From the last byte of the request to the first of the body.
async fn first_byte(to: SocketAddr) -> Duration {
    let body = r#"{"model":"m","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"hi"}]}"#;
    let head = format!(
        "POST /v1/messages HTTP/1.1\r\nhost: h\r\nx-api-key: {KEY}\r\ncontent-type: application/json\r\nsession-id: s\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.set_nodelay(true).unwrap();
    stream.write_all((head + body).as_bytes()).await.unwrap();
    let began = Instant::now();
    let mut seen = Vec::with_capacity(1 << 16);
    let took = loop {
        assert!(stream.read_buf(&mut seen).await.unwrap() > 0, "{}", String::from_utf8_lossy(&seen));
        let end = seen.windows(4).position(|window| window == b"\r\n\r\n");
        if end.is_some_and(|end| seen.len() > end + 4) {
            break began.elapsed();
        }
    };
    assert!(seen.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&seen));
    while stream.read_buf(&mut seen).await.unwrap() > 0 {}
    took
}

/// Median and 99th percentile.
fn figures(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

async fn hub(vendor: &str) -> SocketAddr {
    let caller = Caller::anyone(Names::default());
    let mut upstream = Upstream::draft(ProviderKind::Claude, vendor, Secret::new("sk-vendor"), None);
    upstream.provider.id = ProviderId(1);
    let snapshot = Snapshot {
        callers: [(Sha256::digest(KEY).into(), Arc::new(caller))].into(),
        providers: vec![Arc::new(upstream)],
        ..Snapshot::default()
    };
    let folder = tempfile::tempdir().unwrap().keep();
    let (journal, _) = Journal::open(&folder).unwrap();
    let gateway = Gateway::new(Arc::new(ArcSwap::from_pointee(snapshot)), journal, Options::default()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let service = gateway.router().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}
