//! Responses: <https://platform.openai.com/docs/api-reference/responses-streaming>.

use super::Answer;
use super::openai::Stated;
use crate::sse::Frame;
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    response: Response<'a>,
}

#[derive(Deserialize)]
struct Response<'a> {
    id: Option<String>,
    status: Option<String>,
    model: Option<String>,
    service_tier: Option<String>,
    usage: Option<Stated>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    incomplete_details: Option<Incomplete>,
    /// Of a whole answer.
    #[serde(borrow)]
    output: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Incomplete {
    reason: Option<String>,
}

pub(super) fn event(answer: &mut Answer, frame: Frame<'_>) {
    let Some(kind) = frame.kind() else { return super::anthropic::unnamed(answer, frame) };
    match &*kind {
        b"response.created" | b"response.in_progress" | b"response.queued" => take_response(answer, &frame),
        b"response.completed" | b"response.incomplete" => {
            take_response(answer, &frame);
            (answer.complete, answer.decided) = (answer.error.is_none(), true);
        }
        b"response.failed" => {
            take_response(answer, &frame);
            if answer.error.is_none() {
                answer.fails(&frame.data());
                answer.error = Some("the response failed".to_owned());
            }
            answer.decided = true;
        }
        // `response.failed` mostly follows.
        b"error" => answer.fails(&frame.data()),
        _ => answer.content_begun |= kind.ends_with(b".delta") || kind.ends_with(b".done"),
    }
}

/// The vendor repeats the request and says that it works on it, and where something will stand.
const PRELUDE: [&[u8]; 6] = [
    b"response.created",
    b"response.in_progress",
    b"response.queued",
    b"response.output_item.added",
    b"response.content_part.added",
    b"response.reasoning_summary_part.added",
];

pub(super) fn is_prelude(frame: Frame<'_>) -> bool {
    frame.kind().is_some_and(|kind| PRELUDE.contains(&&*kind))
}

pub(super) fn whole(answer: &mut Answer, body: &[u8]) {
    match serde_json::from_slice::<Response<'_>>(body) {
        Ok(response) if response.output.is_some() || response.status.is_some() => {
            answer.is_whole();
            absorb(answer, response);
        }
        _ => answer.is_none_such("response", body),
    }
}

fn take_response(answer: &mut Answer, frame: &Frame<'_>) {
    if let Ok(Event { response }) = serde_json::from_slice(&frame.data()) {
        absorb(answer, response);
    }
}

fn absorb(answer: &mut Answer, response: Response<'_>) {
    if let Some(stated) = response.error.filter(|error| error.get() != "null") {
        answer.fails(format!(r#"{{"error":{}}}"#, stated.get()).as_bytes());
    }
    let reason = response.incomplete_details.and_then(|details| details.reason);
    answer.stop_reason = reason.or(response.status.filter(|status| status != "in_progress"));
    answer.response_id = response.id.or(answer.response_id.take());
    answer.model = response.model.or(answer.model.take());
    answer.service_tier = response.service_tier.or(answer.service_tier.take());
    if let Some(stated) = response.usage.filter(Stated::counts) {
        answer.usage = stated.usage();
        answer.usage_final = true;
    }
}
