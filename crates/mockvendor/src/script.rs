//! What a test asks of the next answer, and which request it is meant for.

use crate::usage::Usage;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// How one request is answered. Every field may be absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Script {
    /// The answer's text, or the transcript; cut into deltas for a stream. An empty text leaves the text block out.
    pub text: Option<String>,
    /// The answer's text as the exact deltas of a stream. Wins over `text`.
    pub text_parts: Option<Vec<String>>,
    pub thinking: Option<String>,
    /// Tool calls. With tools and without `text` the answer has no text block.
    pub tools: Vec<Tool>,
    /// The usage that the answer states and that is billed. Classes that the endpoint does not tell apart are counted
    /// into those that it does; where the answer states none at all (speech, plain transcripts, Gemini's embeddings and
    /// predictions) this is billed as it stands. Absent: derived from the sizes of request and answer, or nothing where
    /// none is stated.
    pub usage: Option<Usage>,
    /// The reason in the dialect's own word, e.g. `max_tokens`.
    pub stop_reason: Option<String>,
    /// The model named in the answer. Absent: the one that was asked for.
    pub model: Option<String>,

    /// From 400 on the answer is an error in the dialect's own shape, unless `body` says otherwise.
    pub status: Option<u16>,
    pub error_type: Option<String>,
    pub error_message: Option<String>,
    /// Further response headers; one of ours with the same name is replaced.
    pub headers: BTreeMap<String, String>,
    /// A verbatim body: recorded answers, HTML pages, junk. Bills `usage` once all of it was sent.
    pub body: Option<String>,
    /// The same for what is no text; wins over `body`.
    pub body_bytes: Option<Vec<u8>>,
    /// Belongs to the verbatim body; absent: `text/event-stream` for a streaming request, else `application/json`.
    pub content_type: Option<String>,
    /// When set, any other credential gets the vendor's 401.
    pub accept_credentials: Option<Vec<String>>,

    /// Before the response headers.
    pub delay_ms: u64,
    /// Between the response headers and the first body byte.
    pub first_byte_delay_ms: u64,
    /// Before every piece of the body but the first.
    pub chunk_delay_ms: u64,
    /// The body leaves in pieces of this many bytes, whatever the frames are. Absent: one piece a frame.
    pub chunk_bytes: Option<usize>,
    /// The name of a gate: the answer waits at `hold_at` until that name is released.
    pub hold: Option<String>,
    pub hold_at: HoldAt,
    pub end: End,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    #[serde(default)]
    pub input: Value,
}

/// Where an answer with `hold` waits. A JSON answer knows only `headers` and, for all the others, "before the body".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldAt {
    /// Before the response headers.
    Headers,
    /// After the first frame, whatever it says.
    Begin,
    /// After the first frame with content.
    #[default]
    First,
    /// After the frame that states the final usage.
    Usage,
    /// After the last frame, with the body still open.
    End,
}

/// How the connection ends. Byte counts are of the body; one beyond its end means its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    #[default]
    Normal,
    /// Closed without a single byte of an answer.
    FinBeforeHeaders,
    RstBeforeHeaders,
    /// Closed after n bytes, without the end of the body that HTTP asks for.
    FinAfterBytes(usize),
    RstAfterBytes(usize),
    /// Silent after n bytes; the connection stays open.
    HangAfterBytes(usize),
    /// After n frames the dialect's error event, then an orderly end. JSON answers end normally.
    ErrorEventAfter(usize),
}

impl Script {
    /// Answers with this text.
    pub fn saying(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..Self::default() }
    }

    /// Answers with this status; from 400 on in the dialect's error shape.
    pub fn failing(status: u16) -> Self {
        Self { status: Some(status), ..Self::default() }
    }

    /// Answers with these very bytes.
    pub fn replaying(content_type: impl Into<String>, body: impl Into<String>) -> Self {
        Self { content_type: Some(content_type.into()), body: Some(body.into()), ..Self::default() }
    }

    pub(crate) fn verbatim(&self) -> Option<&[u8]> {
        self.body_bytes.as_deref().or(self.body.as_ref().map(String::as_bytes))
    }

    /// The value for the header `x-mock-script`: ASCII, without what is left at its default.
    pub fn header(&self) -> String {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        let default = serde_json::to_value(Self::default()).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.retain(|name, field| default.get(name) != Some(field));
        }
        let mut header = String::new();
        for c in value.to_string().chars() {
            if c.is_ascii() {
                header.push(c);
            } else {
                c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| header.push_str(&format!("\\u{unit:04x}")));
            }
        }
        header
    }
}

/// Which requests a rule is for; what is absent matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Match {
    /// A part of path and query.
    pub path: Option<String>,
    pub model: Option<String>,
    /// The bare key, without `Bearer `.
    pub credential: Option<String>,
}

impl Match {
    pub(crate) fn fits(&self, path: &str, model: &str, credential: Option<&str>) -> bool {
        self.path.as_ref().is_none_or(|part| path.contains(part))
            && self.model.as_ref().is_none_or(|name| name == model)
            && self.credential.as_ref().is_none_or(|key| Some(key.as_str()) == credential)
    }
}

/// A script in the queue. The oldest rule that matches governs a request; after `times` requests it is gone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    #[serde(default, rename = "match")]
    pub matches: Match,
    /// Absent: until cleared.
    #[serde(default)]
    pub times: Option<u32>,
    pub script: Script,
}

impl Rule {
    /// For every request until cleared.
    pub fn always(script: Script) -> Self {
        Self { script, ..Self::default() }
    }

    /// For the next matching request.
    pub fn once(script: Script) -> Self {
        Self::times(1, script)
    }

    pub fn times(times: u32, script: Script) -> Self {
        Self { times: Some(times), ..Self::always(script) }
    }

    pub fn path(mut self, part: impl Into<String>) -> Self {
        self.matches.path = Some(part.into());
        self
    }

    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.matches.model = Some(model.into());
        self
    }

    pub fn credential(mut self, credential: impl Into<String>) -> Self {
        self.matches.credential = Some(credential.into());
        self
    }
}

impl From<Script> for Rule {
    fn from(script: Script) -> Self {
        Self::always(script)
    }
}
