//! What a client asks for, understood as far as routing and metering need it.

mod shape;

pub(crate) use shape::vendor;

use crate::edit::{json, multipart};
use crate::family::{Accounting, Target};
use crate::reject::Reject;
use crate::session::{self, Session};
use axum::http::request::Parts;
use bytes::Bytes;
use domain::Dialect;
use domain::client::ClientSigns;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, USER_AGENT};
use serde::Deserialize;
use serde_json::value::RawValue;
use shape::{is_of, shape};
use std::borrow::Cow;

/// No model's name is longer. It goes into the log and every look-up.
const MODEL_BYTES: usize = 256;
/// No service tier's name is longer.
const TIER_BYTES: usize = 32;

pub(crate) struct Inbound {
    pub method: Method,
    pub target: Target,
    /// Without the hub's key.
    pub query: Option<String>,
    pub headers: HeaderMap,
    pub client_ip: String,
    pub payload: Payload,
    pub dialect: Dialect,
    pub model: Option<String>,
    pub stream: bool,
    /// A Chat client has asked for usage itself.
    pub wants_usage: bool,
    pub session: Option<Session>,
    pub service_tier: Option<String>,
    /// `metadata.user_id` stands in the body, as Claude Code writes it.
    has_user_id: bool,
    /// In tokens; as the client bounds its answer.
    pub output_bound: Option<i64>,
}

/// A request body.
pub(crate) enum Payload {
    Json(Bytes),
    Form {
        body: Bytes,
        boundary: String,
    },
    /// Nothing, or nothing that the hub looks into.
    Other(Bytes),
}

impl Payload {
    /// A reference on the same bytes.
    pub(crate) fn bytes(&self) -> Bytes {
        match self {
            Self::Json(body) | Self::Form { body, .. } | Self::Other(body) => body.clone(),
        }
    }
}

/// What routing needs of a JSON body. The rest is neither parsed nor copied.
///
/// A field that stands twice is an error: two readers could see two requests in it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Head<'a> {
    #[serde(borrow, default)]
    pub model: Option<Cow<'a, str>>,
    #[serde(default)]
    pub stream: Option<bool>,
    #[serde(borrow, default)]
    pub metadata: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub prompt_cache_key: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub session_id: Option<&'a RawValue>,
    /// Of the Responses API: the answer that is continued.
    #[serde(borrow, default)]
    pub previous_response_id: Option<&'a RawValue>,
    /// Code Assist's own.
    #[serde(borrow, default)]
    pub request: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub stream_options: Option<&'a RawValue>,
    #[serde(borrow, default, alias = "serviceTier")]
    pub service_tier: Option<&'a RawValue>,
    // Where dialects bound an answer's length.
    #[serde(borrow, default)]
    pub max_tokens: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub max_completion_tokens: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub max_output_tokens: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "generationConfig")]
    pub generation_config: Option<&'a RawValue>,
}

impl<'a> Head<'a> {
    /// # Errors
    /// When it is no JSON object. (Serde would take a list for a struct, too.)
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, String> {
        match body.trim_ascii_start().first() {
            Some(b'{') => serde_json::from_slice(body).map_err(|error| error.to_string()),
            _ => Err("it does not begin with {".to_owned()),
        }
    }

    fn output_bound(&self) -> Option<i64> {
        let inside = |value: Option<&'a RawValue>, path: &[&str]| json::get(value?.get().as_bytes(), path);
        let bounds = [
            inside(self.max_tokens, &[]),
            inside(self.max_completion_tokens, &[]),
            inside(self.max_output_tokens, &[]),
            inside(self.generation_config, &["maxOutputTokens"]),
            inside(self.request, &["generationConfig", "maxOutputTokens"]),
        ];
        let first = bounds.into_iter().flatten().next()?;
        std::str::from_utf8(first).ok()?.parse().ok()
    }
}

impl Inbound {
    /// `listed`: what the head alone tells.
    pub(crate) fn read(parts: Parts, listed: Option<Target>, body: Bytes, client_ip: String) -> Result<Self, Reject> {
        let (path, headers) = (parts.uri.path(), parts.headers);
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let payload = match multipart::boundary(kind) {
            Some(boundary) => Payload::Form { body, boundary: boundary.to_owned() },
            // A vendor may read JSON whatever its type is called.
            None if body.is_empty() || is_binary(kind) && !body.trim_ascii_start().starts_with(b"{") => {
                Payload::Other(body)
            }
            None => Payload::Json(body),
        };
        let (payload, head) = understood(payload, listed.as_ref())?;
        let target = match (listed, &payload) {
            (Some(target), _) => target,
            (None, Payload::Json(body)) if path.starts_with("/v1") => shape(body)
                .filter(|dialect| vendor(path, &headers).is_none_or(|vendor| is_of(*dialect, vendor)))
                .and_then(|dialect| Target::unlisted(path, dialect))
                .ok_or_else(|| Reject::UnknownPath(path.to_owned()))?,
            (None, _) => return Err(Reject::UnknownPath(path.to_owned())),
        };
        let model = target.model.clone().map(|range| decoded(&path[range])).or(head.model);
        if model.as_ref().is_some_and(|model| model.len() > MODEL_BYTES) {
            return Err(Reject::BodyNotJson(format!("the model's name is longer than {MODEL_BYTES} bytes")));
        }
        Ok(Self {
            dialect: target.family.dialect,
            model: model.filter(|model| !model.is_empty()),
            stream: target.stream || head.stream,
            wants_usage: head.wants_usage,
            service_tier: head.service_tier,
            session: session::of(&headers, head.session, || match &payload {
                Payload::Json(body) if target.family.generates => session::fingerprint(target.family.dialect, body),
                _ => None,
            }),
            has_user_id: head.has_user_id,
            output_bound: head.output_bound,
            query: parts.uri.query().and_then(without_key),
            method: parts.method,
            target,
            headers,
            payload,
            client_ip,
        })
    }

    /// What the request shows of its program. Counting tokens, Claude Code sends no `metadata`.
    pub(crate) fn client(&self) -> ClientSigns<'_> {
        let text = |name: &str| self.headers.get(name).and_then(|value| value.to_str().ok());
        ClientSigns {
            user_agent: text(USER_AGENT.as_str()).unwrap_or_default(),
            claude_headers: text("x-app") == Some("cli") && self.headers.contains_key("anthropic-beta"),
            claude_metadata: self.has_user_id || !self.target.family.generates,
        }
    }
}

#[derive(Default)]
struct Understood {
    model: Option<String>,
    stream: bool,
    wants_usage: bool,
    /// The session that the body names.
    session: Option<String>,
    service_tier: Option<String>,
    has_user_id: bool,
    output_bound: Option<i64>,
}

/// A body that must be JSON and is not, is refused; where vendors take other things too, it is let through.
fn understood(payload: Payload, target: Option<&Target>) -> Result<(Payload, Understood), Reject> {
    let mut found = Understood::default();
    match &payload {
        Payload::Json(body) => match Head::read(body) {
            Ok(head) => {
                found.session = session::in_body(&head);
                found.output_bound = head.output_bound();
                found.model = head.model.map(Cow::into_owned);
                found.stream = head.stream.unwrap_or(false);
                found.wants_usage =
                    head.stream_options.is_some_and(|options| options_ask_usage(options.get().as_bytes()));
                let user_id = |metadata: &RawValue| json::get(metadata.get().as_bytes(), &["user_id"]).is_some();
                let tier = head.service_tier.and_then(|tier| json::text(tier.get().as_bytes()));
                found.service_tier = tier.filter(|tier| tier.len() <= TIER_BYTES);
                found.has_user_id = head.metadata.is_some_and(user_id);
            }
            Err(error) if target.is_some_and(|target| target.family.accounting != Accounting::None) => {
                return Err(Reject::BodyNotJson(error));
            }
            Err(_) => return Ok((Payload::Other(payload.bytes()), found)),
        },
        Payload::Form { body, boundary } => {
            let text = |name: &str| match multipart::field(body, boundary, name) {
                Ok(place) => Ok(place.map(|range| String::from_utf8_lossy(&body[range]).trim().to_owned())),
                Err(multipart::Twice) => Err(Reject::BodyNotJson(format!("the form has `{name}` twice"))),
            };
            found.model = text("model")?;
            found.stream = text("stream")?.is_some_and(|stream| stream == "true");
        }
        Payload::Other(_) if target.is_some_and(|target| target.family.accounting == Accounting::Required) => {
            return Err(Reject::BodyNotJson("it is empty, or its Content-Type is another".to_owned()));
        }
        Payload::Other(_) => {}
    }
    Ok((payload, found))
}

fn options_ask_usage(options: &[u8]) -> bool {
    json::get(options, &["include_usage"]) == Some(b"true")
}

/// Audio, files, SDP and the like; without a content type a body may be JSON.
fn is_binary(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    !(kind.is_empty() || kind.ends_with("json") || kind.starts_with("text/plain") || kind.contains("urlencoded"))
}

/// The hub's key may stand in Gemini's `key`: it is not for the vendor.
fn without_key(query: &str) -> Option<String> {
    let kept: Vec<&str> = query.split('&').filter(|pair| *pair != "key" && !pair.starts_with("key=")).collect();
    let kept = kept.join("&");
    (!kept.is_empty()).then_some(kept)
}

/// A model out of a path's segment.
pub(crate) fn decoded(segment: &str) -> String {
    let mut out = Vec::with_capacity(segment.len());
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        let hex = |digit: Option<u8>| digit.and_then(|digit| (digit as char).to_digit(16));
        let mut ahead = bytes.clone();
        match (byte, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                bytes = ahead;
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, kind: &'static str, body: &str) -> Result<Inbound, Reject> {
        let request = http::Request::post(format!("{path}?alt=sse&key=sk-hub")).header(CONTENT_TYPE, kind);
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let listed = Target::of(&parts.method, path, &parts.headers);
        Inbound::read(parts, listed, Bytes::copy_from_slice(body.as_bytes()), String::new())
    }

    #[test]
    fn the_path_tells_first_and_the_body_second() {
        for (path, body, dialect) in [
            ("/v1/messages", r#"{"model":"m","input":1}"#, Dialect::Anthropic),
            ("/v1/x", r#"{"contents":[]}"#, Dialect::Gemini),
            ("/v1/x", r#"{"requests":[{"model":"m","content":{"parts":[]}}]}"#, Dialect::Gemini),
            ("/v1/x", r#"{"request":{"contents":[]},"model":"m"}"#, Dialect::GeminiCli),
            ("/v1/x", r#"{"input":"a","model":"m"}"#, Dialect::Responses),
            ("/v1/x", r#"{"messages":[],"system":[],"model":"m"}"#, Dialect::Anthropic),
            ("/v1/x", r#"{"messages":[],"system":"s","model":"m"}"#, Dialect::Chat),
        ] {
            assert_eq!(
                read(path, "application/json", body).ok().map(|inbound| inbound.dialect),
                Some(dialect),
                "{body}"
            );
        }
        // Another vendor's conversation goes nowhere.
        for (path, body) in [
            ("/v1beta/interactions", r#"{"model":"m","input":"a"}"#),
            ("/v1/x", r#"{"requests":[{"custom_id":"1","params":{}}]}"#),
            ("/chat/completions", r#"{"model":"m","messages":[]}"#),
        ] {
            assert!(matches!(read(path, "application/json", body), Err(Reject::UnknownPath(_))), "{path}");
        }
        assert!(matches!(read("/v1/x", "application/json", r#"{"a":1}"#), Err(Reject::UnknownPath(_))));
        assert!(matches!(read("/v1/x", "audio/wav", "RIFF"), Err(Reject::UnknownPath(_))));
    }

    #[test]
    fn the_model_is_found_where_it_stands() {
        let form = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngpt-image-1\r\n--b--\r\n";
        for (path, kind, body, want) in [
            ("/v1/messages", "application/json", r#"{"model":"m"}"#, Some("m")),
            ("/v1/messages", "", r#"{"model":"m\u002d1"}"#, Some("m-1")),
            ("/v1beta/models/g%2D2:generateContent", "application/json", r#"{"model":"models/x"}"#, Some("g-2")),
            ("/v1internal:generateContent", "application/json", r#"{"model":"g","request":{}}"#, Some("g")),
            ("/v1/images/edits", "multipart/form-data; boundary=b", form, Some("gpt-image-1")),
            ("/v1/messages", "application/json", r#"{"model":""}"#, None),
            ("/v1/files", "application/octet-stream", "x", None),
        ] {
            assert_eq!(read(path, kind, body).ok().and_then(|inbound| inbound.model).as_deref(), want, "{path}");
        }
        assert_eq!(read("/v1/messages", "", "{}").unwrap().query.as_deref(), Some("alt=sse"));
    }

    #[test]
    fn what_is_no_json_is_refused_only_where_it_must_be_json() {
        for body in ["{", "[]", "", r#"{"model":1}"#, r#"{"model":"a","model":"b"}"#] {
            assert!(matches!(read("/v1/messages", "application/json", body), Err(Reject::BodyNotJson(_))), "{body}");
            assert!(read("/v1/batches", "application/json", body).is_ok(), "{body}");
        }
    }
}
