use super::*;
use crate::exchange::Arrival;
use crate::family::Target;
use crate::inbound::Inbound;
use crate::observe::Observer;
use crate::upstream::gate::Rest;
use crate::{Gateway, Hops, Options};
use arc_swap::ArcSwap;
use domain::log::LogRow;
use domain::log::Outcome;
use domain::provider::ProviderKind;
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::{Names, Secret};
use futures_util::stream;
use http_body_util::BodyExt;
use http_body_util::StreamBody;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

fn caller() -> Caller {
    Caller::anyone(Names::default())
}

/// Relays the pieces of a stream: the bytes that came out, and the row. `hides`: the hub has asked for the usage itself.
async fn relayed(gateway: &Gateway, path: &str, hides: bool, pieces: Vec<Bytes>) -> (Vec<u8>, LogRow) {
    let mut ended = gateway.live().ended();
    let body = Bytes::from_static(b"{\"model\":\"m\"}");
    let (parts, ()) = http::Request::post(path).body(()).unwrap().into_parts();
    let listed = Target::of(&parts.method, path, &parts.headers);
    let inbound = Inbound::read(parts, listed, body, String::new()).unwrap();
    let (snapshot, caller) = (gateway.0.snapshot.load_full(), Arc::new(caller()));
    let mut exchange = Exchange::open(gateway, (&Arrival::now(gateway), Hops::default()), &snapshot, &caller, &inbound);
    exchange.hides_usage = hides;
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"))].into_iter().collect();
    let observer = Observer::new(StatusCode::OK, &headers, gateway.0.budget.share(), exchange.family);
    let frames = pieces.into_iter().map(|piece| Ok::<_, Infallible>(Frame::data(piece)));
    let body = reqwest::Body::wrap(StreamBody::new(stream::iter(frames)));
    let (parts, ()) = http::Response::new(()).into_parts();
    let upstream = Upstream::draft(ProviderKind::Claude, "http://h", Secret::default(), None);
    let limits = Limits::of(&gateway.0.options, &upstream, true);
    let opened = Opened { parts, held: VecDeque::new(), rest: Rest::Body(body), observer, limits };
    let mut relay = Relay::new(opened, exchange);
    let mut bytes = Vec::new();
    // A failure that was seen in part ends in a break.
    while let Some(Ok(frame)) = relay.frame().await {
        bytes.extend_from_slice(&frame.into_data().unwrap());
    }
    (bytes, ended.try_recv().unwrap())
}

/// Every offset is a cut in one of so many runs.
const PERIOD: usize = 97;

#[tokio::test]
async fn recordings_cross_unchanged_and_metered_at_every_offset() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = journal::Journal::open(folder.path()).unwrap();
    let snapshot = Arc::new(ArcSwap::from_pointee(Snapshot::default()));
    let gateway = Gateway::new(snapshot, journal, Options::default()).unwrap();
    let mut count = 0;
    for (dialect, path) in [
        ("anthropic", "/v1/messages"),
        ("openai-chat", "/v1/chat/completions"),
        ("openai-responses", "/v1/responses"),
        ("gemini", "/v1beta/models/m:streamGenerateContent"),
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(dialect);
        for file in std::fs::read_dir(folder).unwrap() {
            let file = file.unwrap().path();
            if file.extension().is_none_or(|extension| extension != "sse") {
                continue;
            }
            let bytes = Bytes::from(std::fs::read(&file).unwrap());
            for hides in [false, true] {
                // A Chat recording without a usage chunk, and every other dialect, has nothing to hide.
                if hides && dialect != "openai-chat" {
                    continue;
                }
                let (shown, want) = relayed(&gateway, path, hides, vec![bytes.clone()]).await;
                assert!(hides || shown == bytes, "{file:?}");
                assert!(matches!(want.outcome, Outcome::Ok | Outcome::VendorError), "{file:?}: {want:?}");
                for first in 0..PERIOD.min(bytes.len()) {
                    let cuts: Vec<_> = (first..bytes.len()).step_by(PERIOD).collect();
                    let mut pieces = vec![bytes.slice(..first)];
                    pieces.extend(cuts.iter().map(|cut| bytes.slice(*cut..bytes.len().min(cut + PERIOD))));
                    let (out, row) = relayed(&gateway, path, hides, pieces).await;
                    assert!(out == shown, "{file:?} cut at {cuts:?}");
                    assert_eq!((row.outcome, row.usage), (want.outcome, want.usage), "{file:?} cut at {cuts:?}");
                }
            }
            count += 1;
        }
    }
    assert!(count >= 50, "{count}");
}
