//! What is changed in a request on its way to a provider: the model, what the provider's settings override, what vendors
//! are known to refuse. Everything else crosses as the client sent it.

pub(crate) mod draft;
pub(crate) mod json;
pub(crate) mod multipart;
mod overrides;
pub(crate) mod repair;

use crate::family::Target;
use crate::inbound::{Inbound, Payload};
use crate::path::escaped;
use bytes::Bytes;
use domain::Dialect;
use domain::edit::{Edit, EditRule};
use domain::setting::Rectifier;
use domain::snapshot::{Snapshot, Upstream};
use draft::Draft;

/// A request as one provider gets it.
pub(crate) struct Outgoing {
    pub path: String,
    pub body: Bytes,
    pub model: Option<String>,
    pub service_tier: Option<String>,
    pub edits: Vec<Edit>,
    /// The usage that the hub asked for is not for the client.
    pub hides_usage: bool,
}

/// Always from the client's own request: nothing of what one provider needed reaches the next. `repairs` are those that
/// this provider's refusals have called for.
pub(crate) fn outgoing(inbound: &Inbound, upstream: &Upstream, snapshot: &Snapshot, repairs: &[Rectifier]) -> Outgoing {
    let target = &inbound.target;
    let renamed = inbound.model.as_deref().and_then(|model| upstream.redirector.target(model));
    let renamed = renamed.filter(|target| inbound.model.as_deref() != Some(target));
    let mut out = Outgoing {
        path: target.path.clone(),
        body: inbound.payload.bytes(),
        model: renamed.or(inbound.model.as_deref()).map(str::to_owned),
        service_tier: inbound.service_tier.clone(),
        edits: Vec::new(),
        hides_usage: false,
    };
    if let (Some(model), Some(range)) = (renamed, target.model.clone()) {
        out.edits.push(Edit::new(EditRule::Redirect, "path", Some(&target.path[range.clone()]), Some(model)));
        out.path.replace_range(range, &escaped(model, "@+"));
    }
    match &inbound.payload {
        Payload::Json(_) => json_body(&mut out, inbound, upstream, snapshot, repairs, renamed),
        Payload::Form { body, boundary } => {
            if let (Some(model), Ok(Some(range))) = (renamed, multipart::field(body, boundary, "model")) {
                let before = String::from_utf8_lossy(&body[range.clone()]);
                out.edits.push(Edit::new(EditRule::Redirect, "model", Some(&before), Some(model)));
                out.body = [&body[..range.start], model.as_bytes(), &body[range.end..]].concat().into();
            }
        }
        Payload::Other(_) => {}
    }
    out
}

fn json_body(
    out: &mut Outgoing,
    inbound: &Inbound,
    upstream: &Upstream,
    snapshot: &Snapshot,
    repairs: &[Rectifier],
    renamed: Option<&str>,
) {
    let Target { family, .. } = &inbound.target;
    let mut draft = Draft::new(out.body.clone());
    if let Some(model) = renamed {
        redirect(&mut draft, model);
    }
    if family.generates {
        let always = match inbound.dialect {
            Dialect::Anthropic => Some(Rectifier::BillingHeader),
            Dialect::Responses => Some(Rectifier::ResponsesInput),
            _ => None,
        };
        let always = always.filter(|rectifier| snapshot.rectifies(*rectifier));
        if inbound.dialect == Dialect::Chat && inbound.stream && !inbound.wants_usage {
            out.hides_usage = ask_usage(&mut draft);
        }
        // What the provider knows the model by.
        let model = out.model.as_deref().unwrap_or_default();
        let overrides = &upstream.provider.overrides;
        overrides::apply(&mut draft, overrides, inbound.dialect, model);
        if let Some(tier) = overrides.codex_service_tier.filter(|_| inbound.dialect == Dialect::Responses) {
            out.service_tier = Some(tier.as_str().to_owned());
        }
        always.iter().chain(repairs).for_each(|rectifier| repair::repair(&mut draft, *rectifier));
    }
    out.body = draft.body;
    out.edits.append(&mut draft.edits);
}

/// Chat streams state no usage unless they are asked to:
/// <https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream_options>
fn ask_usage(draft: &mut Draft) -> bool {
    let noted = draft.edits.len();
    match draft.get(&["stream_options"]) {
        Some(options) if options.starts_with(b"{") => {
            draft.set(EditRule::StreamUsage, &["stream_options", "include_usage"], "true");
        }
        _ => draft.set(EditRule::StreamUsage, &["stream_options"], r#"{"include_usage":true}"#),
    }
    draft.edits.len() > noted
}

/// Gemini's bodies may repeat the model of the path, with `models/` before it.
fn redirect(draft: &mut Draft, model: &str) {
    let Some(before) = draft.get(&["model"]).and_then(json::text) else { return };
    match before.strip_prefix("models/") {
        Some(_) => draft.set_text(EditRule::Redirect, &["model"], &format!("models/{model}")),
        None => draft.set_text(EditRule::Redirect, &["model"], model),
    }
}
