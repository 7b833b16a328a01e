//! One request to the vendor: read, record, find its script, answer.

use crate::bill::{Billed, Credential};
use crate::body::{Play, Seat};
use crate::call::Call;
use crate::compose::{compose, refuse};
use crate::persona;
use crate::script::{End, HoldAt, Script};
use crate::server::{Mock, now_ms};
use crate::usage::Usage;
use crate::vendor::{Asked, Target};
use crate::wire::Link;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

const BODY_LIMIT: usize = 256 * 1024 * 1024;

pub(crate) async fn answer(
    State(mock): State<Arc<Mock>>,
    ConnectInfo(link): ConnectInfo<Link>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "the request body did not arrive whole, or is over 256 MiB");
    };
    let number = mock.count.fetch_add(1, Relaxed) + 1;
    let suffix = format!("{:x}{number:06}", mock.epoch);
    let path = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    let target = Target::of(&parts.method, parts.uri.path(), &parts.headers);
    let (asked, fault) = target.as_ref().map(|target| Asked::read(target, &parts.headers, &body)).unwrap_or_default();
    let credential = Credential::of(&parts.headers, &parts.uri);
    let bytes = body.len();
    let keeps = mock.bill.keeps_requests();
    mock.bill.open(Billed {
        number,
        id: format!("req_{suffix}"),
        message_id: target.as_ref().map_or_else(String::new, |target| target.message_id(&suffix)),
        at_ms: now_ms(),
        method: parts.method.to_string(),
        path: path.clone(),
        model: asked.model.clone(),
        credential: credential.clone(),
        stream: asked.stream,
        usage: Usage::default(),
        complete: false,
        bytes_sent: 0,
        status: 0,
        request_headers: if keeps { listed(&parts.headers) } else { Vec::new() },
        request_body: if keeps { body } else { Bytes::new() },
    });
    let refused = |status: StatusCode, sentence: &str| {
        mock.bill.amend(number, |row| (row.status, row.complete) = (status.as_u16(), true));
        plain(status, sentence)
    };
    let Some(target) = target else {
        return refused(StatusCode::NOT_FOUND, "mockvendor knows no such path, or not with this method");
    };
    let method = parts.method;
    let call = Call { target, asked, credential, fault, method, path, bytes, number, suffix };
    match find(&mock, &call, &parts.headers) {
        Ok(script) => perform(&mock, link, call, script).await,
        Err(problem) => refused(StatusCode::BAD_REQUEST, &format!("x-mock-script is not a script: {problem}")),
    }
}

/// The script of this request: its own header's, the first matching rule's, or the default.
fn find(mock: &Mock, call: &Call, headers: &HeaderMap) -> Result<Script, serde_json::Error> {
    if let Some(own) = headers.get("x-mock-script") {
        return serde_json::from_slice(own.as_bytes());
    }
    let key = call.credential.as_ref().map(|c| c.value.as_str());
    let mut rules = mock.rules.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(at) = rules.iter().position(|rule| rule.matches.fits(&call.path, &call.asked.model, key)) {
        let rule = &mut rules[at];
        rule.times = rule.times.map(|left| left.saturating_sub(1));
        let script = rule.script.clone();
        if rule.times == Some(0) {
            rules.remove(at);
        }
        return Ok(script);
    }
    Ok(if mock.setting.lively { persona::script(call.number, mock.setting.pace.is_some()) } else { Script::default() })
}

async fn perform(mock: &Mock, link: Link, call: Call, mut script: Script) -> Response {
    if script.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(script.delay_ms)).await;
    }
    if let Some(name) = script.hold.as_ref().filter(|_| script.hold_at == HoldAt::Headers) {
        mock.gates.wait(name).await;
    }
    if matches!(script.end, End::FinBeforeHeaders | End::RstBeforeHeaders) {
        if script.end == End::RstBeforeHeaders {
            link.reset();
        }
        link.mute();
        return Response::default();
    }
    refuse(&call, &mut script);

    let status = script.status.and_then(|s| StatusCode::from_u16(s).ok()).unwrap_or(StatusCode::OK);
    let answer = compose(&call, &script, status.as_u16());
    let events = call.asked.stream || answer.content_type.starts_with("text/event-stream");
    let sized = status.as_u16() >= 400 || !events;
    mock.bill.amend(call.number, |row| row.status = status.as_u16());

    let seat = Seat { link, bill: mock.bill.clone(), gates: mock.gates.clone(), number: call.number };
    let play = Play::new(seat, &answer.frames, &script, mock.setting.pace, sized);
    let length = play.len();
    let pieces = stream::unfold(play, |mut play| async move { play.next().await.map(|piece| (piece, play)) });
    let mut response = Response::new(Body::from_stream(pieces));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if sized {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    } else {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    set(headers, CONTENT_TYPE.as_str(), &answer.content_type);
    set(headers, call.target.vendor().id_header(), &format!("req_{}", call.suffix));
    for (name, value) in &script.headers {
        set(headers, name, value);
    }
    response
}

fn listed(headers: &HeaderMap) -> Vec<(String, String)> {
    headers.iter().map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned())).collect()
}

/// A header that HTTP would not carry is left out.
fn set(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        headers.insert(name, value);
    }
}

fn plain(status: StatusCode, sentence: &str) -> Response {
    let mut response = Response::new(Body::from(sentence.to_owned()));
    *response.status_mut() = status;
    response
}
