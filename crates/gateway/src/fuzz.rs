//! What the fuzzer drives: everything that takes bytes apart which come from outside. Each target panics when a promise
//! is broken.

use crate::codec::{Answer, Codec, is_usage_alone};
use crate::decode::{Encoding, decode};
use crate::edit::{json, multipart, outgoing};
use crate::family::Target;
use crate::framer::Framer;
use crate::inbound::Inbound;
use crate::sse::Scanner;
use bytes::Bytes;
use domain::Secret;
use domain::overrides::Overrides;
use domain::provider::ProviderKind;
use domain::redirect::{MatchKind, Redirect, Redirector, Redirects};
use domain::setting::Rectifier;
use domain::snapshot::{Snapshot, Upstream};
use serde::de::IgnoredAny;

/// Takes bytes from anywhere, and panics when a promise is broken.
pub type Attack = fn(&[u8]);

/// By name.
pub const TARGETS: [(&str, Attack); 8] = [
    ("sse", sse),
    ("messages", |data| dialect(ProviderKind::Claude, "/v1/messages", data)),
    ("chat", |data| dialect(ProviderKind::OpenaiCompatible, "/v1/chat/completions", data)),
    ("responses", |data| dialect(ProviderKind::Codex, "/v1/responses", data)),
    ("gemini", |data| dialect(ProviderKind::Gemini, "/v1beta/models/m:streamGenerateContent", data)),
    ("gemini-cli", |data| dialect(ProviderKind::GeminiCli, "/v1internal:generateContent", data)),
    ("form", form),
    ("encoding", encoding),
];

/// However a stream is cut, the same frames are found and the same bytes let through.
fn sse(data: &[u8]) {
    let Some((&step, stream)) = data.split_first() else { return };
    let pieces = || stream.chunks(usize::from(step) + 1);
    let frames = |pieces: &mut dyn Iterator<Item = &[u8]>| {
        let (mut scanner, mut found) = (Scanner::new(), Vec::new());
        pieces.for_each(|piece| {
            scanner.feed(piece, |frame| found.push((frame.raw().to_vec(), frame.data().into_owned())))
        });
        scanner.end(|frame| found.push((frame.raw().to_vec(), frame.data().into_owned())));
        found
    };
    assert_eq!(frames(&mut pieces()), frames(&mut std::iter::once(stream)));
    let shown = |framer: &mut Framer, pieces: &mut dyn Iterator<Item = &[u8]>| {
        let mut out = Vec::new();
        pieces.for_each(|piece| out.extend_from_slice(&framer.feed(&Bytes::copy_from_slice(piece))));
        out.extend_from_slice(&framer.end());
        out
    };
    let all = || Framer::new(None);
    assert!(shown(&mut all(), &mut pieces()) == stream && shown(&mut all(), &mut std::iter::once(stream)) == stream);
    let some = || Framer::new(Some(is_usage_alone));
    // A line end between two events belongs to neither.
    let plain = |bytes: Vec<u8>| bytes.into_iter().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect::<Vec<_>>();
    let (cut, whole) = (shown(&mut some(), &mut pieces()), shown(&mut some(), &mut std::iter::once(stream)));
    assert_eq!(plain(cut), plain(whole));
}

/// Reads `data` as a request, changes it in every way there is, and reads it as an answer.
fn dialect(kind: ProviderKind, path: &str, data: &[u8]) {
    let body = Bytes::copy_from_slice(data);
    let Ok(request) = http::Request::post(path).body(()) else { return };
    let parts = request.into_parts().0;
    let Some(target) = Target::of(&parts.method, path, &parts.headers) else { return };
    let family = target.family;
    if let Ok(inbound) = Inbound::read(parts, Some(target), body, String::new()) {
        let repairs =
            [Rectifier::ThinkingSignature, Rectifier::ThinkingBudget, Rectifier::EffortConflict, Rectifier::GeminiIds];
        let out = outgoing(&inbound, &meddling(kind), &Snapshot::default(), &repairs);
        assert!(serde_json::from_slice::<IgnoredAny>(&out.body).is_ok(), "an edit broke the JSON");
    }
    let (mut codec, mut answer) = (Codec::of(family), Answer::new(family.dialect));
    codec.whole(&mut answer, data);
    let read = |step: usize| {
        let (mut codec, mut answer, mut scanner) = (Codec::of(family), Answer::new(family.dialect), Scanner::new());
        data.chunks(step).for_each(|piece| scanner.feed(piece, |frame| codec.event(&mut answer, frame)));
        scanner.end(|frame| codec.event(&mut answer, frame));
        (answer.usage, answer.complete, answer.error, answer.model)
    };
    assert_eq!(read(7), read(data.len().max(1)));
    crate::codec::error::text(data);
}

/// A provider that changes whatever can be changed.
fn meddling(kind: ProviderKind) -> Upstream {
    let mut upstream = Upstream::draft(kind, "https://h", Secret::default(), None);
    let rule = Redirect { kind: MatchKind::Contains, source: String::new(), target: "other \"model\"".to_owned() };
    upstream.redirector = Redirector::new(&Redirects(vec![rule])).unwrap_or_default();
    let all = r#"{"cache_ttl":"1h","max_tokens":4096,"thinking_budget":2048,"codex_effort":"high","codex_summary":"auto",
        "codex_verbosity":"low","codex_parallel_tools":true,"codex_service_tier":"flex","gemini_search":true}"#;
    upstream.provider.overrides = Overrides::try_from(all.to_owned()).unwrap_or_default();
    upstream
}

fn form(data: &[u8]) {
    if let Ok(Some(range)) = multipart::field(data, "b", "model") {
        assert!(range.end <= data.len() && range.start <= range.end);
    }
    multipart::boundary(&String::from_utf8_lossy(data));
    json::elements(data).for_each(drop);
}

fn encoding(data: &[u8]) {
    for encoding in [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstd] {
        if let Ok(decoded) = decode(encoding, data, 4 << 20) {
            assert!(decoded.len() <= 4 << 20);
        }
    }
}
