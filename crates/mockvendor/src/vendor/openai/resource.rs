//! What OpenAI keeps under an id. Nothing is kept here: every id exists, every list is empty.

use super::{batch, file};
use crate::call::Call;
use crate::sample;
use crate::vendor::{Answer, Reply};
use axum::http::Method;
use serde_json::{Value, json};

/// The first segments of all such paths. Below `messages` (Anthropic's) nothing is OpenAI's.
const FAMILIES: [&str; 19] = [
    "completions",
    "responses",
    "files",
    "uploads",
    "batches",
    "evals",
    "assistants",
    "threads",
    "conversations",
    "vector_stores",
    "containers",
    "videos",
    "skills",
    "voices",
    "voice_consents",
    "fine_tuning",
    "realtime",
    "chatkit",
    "messages",
];

/// Families that stand before a collection instead of being one.
const NAMESPACES: [&str; 3] = ["fine_tuning", "realtime", "chatkit"];

/// What may be done to an item; anything else behind an id is a collection below it.
const DEEDS: [&str; 5] = ["cancel", "complete", "pause", "resume", "submit_tool_outputs"];

/// The path from its family on.
fn tail<'a>(segments: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let at = segments.iter().position(|segment| FAMILIES.contains(segment))?;
    Some(&segments[at..]).filter(|tail| tail[0] != "messages")
}

pub(crate) fn known(method: &Method, segments: &[&str]) -> bool {
    let Some(tail) = tail(segments) else { return false };
    match *method {
        Method::GET | Method::POST => true,
        Method::DELETE => Place::of(tail).id.is_some(),
        _ => false,
    }
}

/// A collection or an item: `vector_stores/vs_1/files` holds objects of the kind `vector_store.file`.
struct Place<'a> {
    object: String,
    /// Absent: the collection itself.
    id: Option<&'a str>,
    deed: &'a str,
}

impl<'a> Place<'a> {
    fn of(tail: &[&'a str]) -> Self {
        let (deed, path) = match tail {
            [path @ .., deed] if DEEDS.contains(deed) => (*deed, path),
            _ => ("", tail),
        };
        let (space, path) = match path {
            [space, path @ ..] if NAMESPACES.contains(space) => (Some((*space).to_owned()), path),
            _ => (None, path),
        };
        let kinds = path.iter().step_by(2).map(|name| singular(name));
        let object = space.into_iter().chain(kinds).collect::<Vec<_>>().join(".");
        let id = path.last().copied().filter(|_| path.len().is_multiple_of(2));
        Self { object, id, deed }
    }

    fn item(&self, id: &str, fresh: bool, call: &Call, reply: &Reply) -> Value {
        let (created, body) = (reply.created, &call.asked.body);
        match (self.object.as_str(), self.deed) {
            ("file", _) => file::object(id, created, body),
            ("batch", "cancel") => batch::object(id, "cancelling", created, body),
            ("batch", _) => batch::object(id, if fresh { "validating" } else { "completed" }, created, body),
            (object, deed) => {
                let status = if deed == "cancel" { "cancelled" } else { "completed" };
                let mut item = json!({ "id": id, "object": object, "created_at": created, "status": status });
                if object == "response" {
                    item["output"] = json!([]);
                }
                item
            }
        }
    }
}

fn singular(name: &str) -> String {
    match name {
        "completions" => "chat.completion".to_owned(),
        _ => match name.strip_suffix("ches") {
            Some(stem) => format!("{stem}ch"),
            None => name.strip_suffix('s').unwrap_or(name).to_owned(),
        },
    }
}

pub(crate) fn answer(call: &Call, reply: &Reply) -> Answer {
    let segments = call.segments();
    let tail = tail(&segments).unwrap_or_default();
    if let ([.., "content"], &Method::GET) = (tail, &call.method) {
        return Answer::whole("application/octet-stream", sample::CONTENT, None);
    }
    let place = Place::of(tail);
    let value = match (place.id, &call.method) {
        (Some(id), &Method::DELETE) => json!({ "id": id, "object": deleted(&place.object), "deleted": true }),
        (Some(id), _) => place.item(id, false, call, reply),
        (None, &Method::GET) => {
            json!({ "object": "list", "data": [], "first_id": null, "last_id": null, "has_more": false })
        }
        (None, _) => place.item(&fresh(&place.object, &reply.suffix), true, call, reply),
    };
    Answer::free(&value)
}

/// Files and responses keep their name when they are gone.
fn deleted(object: &str) -> String {
    match object {
        "file" | "response" => object.to_owned(),
        _ => format!("{object}.deleted"),
    }
}

/// The id of a new object: OpenAI writes `file-1`, but `batch_1`.
fn fresh(object: &str, suffix: &str) -> String {
    let kind = object.rsplit('.').next().unwrap_or(object);
    let joint = if kind == "file" { '-' } else { '_' };
    format!("{kind}{joint}{suffix}")
}
