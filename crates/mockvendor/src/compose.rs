//! From a request and its script to the content type and the frames of the answer.

use crate::body::Frame;
use crate::call::Call;
use crate::script::{End, Script};
use crate::usage::Usage;
use crate::vendor::{Action, Answer, Reply};

/// Turns a request that the vendor refuses into a script that says so.
pub(crate) fn refuse(call: &Call, script: &mut Script) {
    let key = call.credential.as_ref().map_or("", |c| &c.value);
    // A token is asked for without one.
    let barred = |accepted: &Vec<String>| call.target.action != Action::Token && !accepted.iter().any(|a| a == key);
    if script.accept_credentials.as_ref().is_some_and(barred) {
        *script = Script { status: Some(401), end: script.end, ..Script::default() };
    } else if let (Some(fault), None, None) = (&call.fault, script.status, script.verbatim()) {
        script.status = Some(fault.status);
        script.error_type = fault.kind.map(str::to_owned).or(script.error_type.take());
        script.error_message = Some(fault.sentence.clone());
    }
}

pub(crate) fn compose(call: &Call, script: &Script, status: u16) -> Answer {
    let streams = call.asked.stream;
    let (kind, sentence) = (script.error_type.as_deref(), script.error_message.as_deref());
    if let Some(body) = script.verbatim() {
        let usual = if streams { "text/event-stream" } else { "application/json" };
        let content_type = script.content_type.clone().unwrap_or_else(|| usual.to_owned());
        return Answer { content_type, frames: recorded(body, script.usage.filter(|_| status < 400)) };
    }
    if status >= 400 {
        return Answer::free(&call.target.vendor().error(status, kind, sentence, &call.suffix));
    }
    let reply = Reply::new(call, script);
    let mut answer = call.target.answer(call, &reply);
    if let (End::ErrorEventAfter(n), true) = (script.end, streams) {
        answer.frames.truncate(n);
        let event = call.target.error_event(&reply, kind, sentence, answer.frames.len());
        answer.frames.push(Frame::plain(event));
    }
    if call.target.as_array(&call.path) { answer.into_array() } else { answer }
}

/// A recorded body, one frame an event; the last states the usage.
fn recorded(body: &[u8], usage: Option<Usage>) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut start = 0;
    for end in 1..=body.len() {
        if end == body.len() || body[..end].ends_with(b"\n\n") || body[..end].ends_with(b"\n\r\n") {
            frames.push(Frame::content(&body[start..end], &body[start..end]));
            start = end;
        }
    }
    if let Some(last) = frames.last_mut() {
        last.stated = usage;
    }
    frames
}
