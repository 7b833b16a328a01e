mod attempt;
mod bond;
mod edits;
mod lapse;
mod turn;

use crate::component::{SelectionView, outcome_word};
use crate::i18n::locale;
use crate::ui::icon::{ARROW, CHECK, SPLIT, X};
use crate::ui::{Icon, Svg, format};
use bond::{bond, source_word};
use domain::log::{LogEntry, Outcome, Selection};
use leptos::prelude::*;
use turn::{Turn, turns};

/// What became of a request, top to bottom: a rendering of the stored decision chain and nothing else.
#[component]
pub(super) fn Story(entry: LogEntry) -> impl IntoView {
    let turn = |turn: Turn<'_>| {
        let first = turn.is_first();
        // The first draw is part of the checks' time.
        let at = if first { String::new() } else { duration(turn.sent_ms()) };
        view! { {selected(turn.selection(), Some(turn.provider().name.clone()), at)} {turn.view(&entry)} }
    };
    let unserved = entry.unserved.as_ref().map(|selection| selected(selection, None, duration(entry.duration_ms)));
    view! {
        <ol class="story">
            {received(&entry)} {checked(&entry)} {turns(&entry.attempts).map(turn).collect_view()} {unserved}
            {bond(&entry)} {ended(&entry)}
        </ol>
    }
}

/// A step: its mark, what happened, when, and why.
fn step(icon: Icon, tone: &'static str, at: String, what: AnyView, why: Vec<String>) -> AnyView {
    let why = why.into_iter().filter(|line| !line.is_empty());
    view! {
        <li>
            <span class=format!("dot {tone}")>
                <Svg icon />
            </span>
            <div>{what}</div>
            <span class="at">{at}</span>
            {why.map(|line| view! { <span class="why">{line}</span> }).collect_view()}
        </li>
    }
    .into_any()
}

fn received(entry: &LogEntry) -> AnyView {
    let t = locale().log();
    let size = format::bytes(entry.request_bytes.max(0) as u64);
    let form = if entry.stream { t.streaming() } else { t.whole() };
    let what = view! { {t.received()}" "<b>{format!("POST {}", entry.path)}</b>{format!(" · {size} · {form}")} };
    let session = entry.session_source.map(|source| source_word(source).to_owned());
    step(ARROW, "", duration(0), what.into_any(), vec![entry.client.clone(), session.unwrap_or_default()])
}

fn checked(entry: &LogEntry) -> AnyView {
    let t = locale().log();
    let asked = !entry.attempts.is_empty() || entry.unserved.is_some();
    if asked {
        let at = if entry.attempts.is_empty() { String::new() } else { micros(entry.admitted_us) };
        step(CHECK, "ok", at, t.admitted().into_any(), Vec::new())
    } else {
        let why = entry.error.clone().unwrap_or_default();
        step(X, "bad", duration(entry.duration_ms), outcome_word(entry.outcome).into_any(), vec![why])
    }
}

fn selected(selection: &Selection, chosen: Option<String>, at: String) -> AnyView {
    let (icon, tone) = if selection.candidates.is_empty() { (X, "bad") } else { (SPLIT, "") };
    step(icon, tone, at, view! { <SelectionView selection=selection.clone() chosen /> }.into_any(), Vec::new())
}

fn ended(entry: &LogEntry) -> AnyView {
    let t = locale().log();
    let (icon, tone) = mark(entry.outcome);
    let client = format!("{} · {}", t.answered_client(entry.status), format::bytes(entry.response_bytes.max(0) as u64));
    let (what, mut why) = match entry.outcome {
        Outcome::Ok => (t.finished().to_owned(), vec![client]),
        // The step before said why.
        Outcome::Refused => (client, Vec::new()),
        other => (t.ended(outcome_word(other)), vec![client]),
    };
    let output = entry.usage.output + entry.usage.output_image;
    if output > 0 {
        let first = entry.attempts.last().and_then(|attempt| attempt.first_content_ms);
        let spent = entry.duration_ms - first.unwrap_or_default();
        let tokens = format::count(output as u64);
        // A whole body comes at once: no speed can be told from it.
        why.push(if entry.stream && first.is_some() && spent > 0 {
            t.tokens_at(tokens, format::count((output * 1000 / spent).max(0) as u64))
        } else {
            t.tokens_out(tokens)
        });
    }
    if entry.attempts.iter().all(|attempt| attempt.error != entry.error) && entry.outcome != Outcome::Refused {
        why.extend(entry.error.clone());
    }
    step(icon, tone, duration(entry.duration_ms), what.into_any(), why)
}

fn mark(outcome: Outcome) -> (Icon, &'static str) {
    match outcome {
        Outcome::Ok => (CHECK, "ok"),
        Outcome::Running => (ARROW, ""),
        Outcome::Refused | Outcome::ClientLeft | Outcome::Interrupted => (X, "warn"),
        Outcome::VendorError | Outcome::Unreachable | Outcome::TimedOut | Outcome::Truncated => (X, "bad"),
    }
}

fn duration(ms: i64) -> String {
    format::duration(ms.max(0) as u64)
}

fn micros(us: i64) -> String {
    format::micros(us.max(0) as u64)
}
