use super::duration;
use crate::i18n::locale;
use domain::log::{Attempt, LogEntry};
use leptos::prelude::*;

/// How an attempt's time went: a bar whose whole width is the request's time, and the figures below it.
pub(super) fn lapse(entry: &LogEntry, attempt: &Attempt) -> AnyView {
    let t = locale().story();
    let phases = phases(attempt, [t.headers(), t.first_byte(), t.first_content(), t.end()]);
    let whole = entry.duration_ms.max(attempt.end_ms.unwrap_or_default()).max(1);
    let bar = |phase: &Phase| {
        let place = format!("left:{};width:{}", percent(phase.from, whole), percent(phase.to - phase.from, whole));
        view! { <i class=phase.class style=place></i> }
    };
    let figure = |phase: &Phase| {
        view! { <li><i class=phase.class></i>{phase.name}" "<b>{duration(phase.to - attempt.sent_ms)}</b></li> }
    };
    view! {
        <div class="lapse" aria-hidden="true">{phases.iter().map(bar).collect_view()}</div>
        <ul class="legend num" aria-label=t.times()>{phases.iter().map(figure).collect_view()}</ul>
    }
    .into_any()
}

/// From one event of an attempt to the next, in milliseconds after the request's arrival.
#[derive(Debug, PartialEq)]
struct Phase {
    name: &'static str,
    class: &'static str,
    from: i64,
    to: i64,
}

/// What was not seen, or not recorded yet in its time, is no phase.
fn phases(attempt: &Attempt, names: [&'static str; 4]) -> Vec<Phase> {
    let ends = [attempt.headers_ms, attempt.first_byte_ms, attempt.first_content_ms, attempt.end_ms];
    let events = ends.into_iter().zip(names).zip(["p1", "p2", "p3", "p4"]);
    let mut from = attempt.sent_ms;
    let mut phases = Vec::new();
    for ((to, name), class) in events {
        if let Some(to) = to {
            phases.push(Phase { name, class, from, to: to.max(from) });
            from = to.max(from);
        }
    }
    phases
}

/// In tenths of a percent, without formatting floats.
fn percent(part: i64, whole: i64) -> String {
    let tenths = (part.max(0) * 1000 / whole).min(1000);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_follow_one_another() {
        let attempt: Attempt = serde_json::from_value(serde_json::json!({
            "provider": {"id": 1, "name": "p", "kind": "claude"}, "url": "", "outcome": "ok", "sent_ms": 10,
            "selection": {"tier": 0, "candidates": [], "excluded": []}, "headers_ms": 50, "end_ms": 90,
        }))
        .unwrap();
        let spans: Vec<_> =
            phases(&attempt, ["headers", "byte", "content", "end"]).iter().map(|p| (p.name, p.from, p.to)).collect();
        assert_eq!(spans, [("headers", 10, 50), ("end", 50, 90)]);
        assert_eq!(percent(40, 90), "44.4%");
    }
}
