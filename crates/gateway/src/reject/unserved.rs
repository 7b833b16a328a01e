//! What a caller is told whom no provider can serve: each provider's reason, without its name, which is for admins alone.

use domain::log::{Excluded, Exclusion, Selection};
use serde_json::{Value, json};
use std::fmt;

pub(super) fn detail(body: &mut Value, left_out: &[Excluded]) {
    if left_out.is_empty() {
        return;
    }
    let numbered = (1..).zip(left_out);
    if let Some(Value::Array(details)) = body.pointer_mut("/error/details") {
        let violations: Vec<_> = numbered
            .map(|(number, one)| {
                json!({"type": one.reason, "subject": format!("provider {number}"), "description": one.reason.as_text()})
            })
            .collect();
        let kind = "type.googleapis.com/google.rpc.PreconditionFailure";
        return details.push(json!({"@type": kind, "violations": violations}));
    }
    let details: Vec<_> = numbered
        .map(|(number, one)| match one.until {
            Some(until) => json!({"provider": number, "reason": one.reason, "until": until}),
            None => json!({"provider": number, "reason": one.reason}),
        })
        .collect();
    body["error"]["details"] = details.into();
}

/// More are counted only.
const TOLD: usize = 5;

/// Each provider's reason, without its name. Those that are not meant for such a request at all come last.
pub(super) fn tell(selection: &Selection, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let excluded = &selection.excluded;
    if excluded.is_empty() {
        return f.write_str("No provider is available for this request: this hub has none yet.");
    }
    let is_meant = |one: &Excluded| {
        !matches!(one.reason, Exclusion::Disabled | Exclusion::Unusable | Exclusion::Group | Exclusion::Dialect)
    };
    let (mut told, others): (Vec<_>, Vec<_>) = (1..).zip(excluded).partition(|(_, one)| is_meant(one));
    told.extend(others);
    let told: Vec<_> =
        told.iter().take(TOLD).map(|(number, one)| format!("provider {number} {}", one.reason.as_text())).collect();
    write!(f, "No provider is available for this request: {}", told.join("; "))?;
    match excluded.len().saturating_sub(TOLD) as i64 + selection.unnamed.excluded {
        0 => f.write_str("."),
        more => write!(f, "; and {more} more."),
    }
}
