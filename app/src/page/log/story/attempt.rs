use super::duration;
use super::edits::edits;
use super::lapse::lapse;
use crate::component::{breaker_word, class_word, outcome_tone, outcome_word};
use crate::i18n::locale;
use crate::ui::icon::RELOAD;
use crate::ui::{State, Svg, format};
use domain::breaker::BreakerState;
use domain::log::{Attempt, LogEntry, Pick};
use leptos::prelude::*;

/// One try: how it ended, how its time went, and whatever there is to say of it.
pub(super) fn attempted(entry: &LogEntry, number: usize, attempt: &Attempt) -> AnyView {
    let t = locale().story();
    let word = attempt.class.map_or_else(|| outcome_word(attempt.outcome), class_word);
    let text = match attempt.status {
        Some(status) => format!("{status} · {word}"),
        None => word.to_owned(),
    };
    let spent = attempt.end_ms.map(|end| duration(end - attempt.sent_ms));
    let facts = facts(attempt).into_iter().map(|fact| view! { <li>{fact}</li> });
    let error = attempt.error.clone().map(|error| view! { <p class="said">{error}</p> });
    view! {
        <li class="stack try">
            {again(attempt)}
            <div class="row wrap">
                {(entry.attempts.len() > 1).then(|| view! { <span class="muted">{t.attempt(number)}</span> })}
                <State tone=outcome_tone(attempt.outcome) text />
                <span class="grow"></span>
                <span class="at">{spent}</span>
            </div>
            {lapse(entry, attempt)}
            {error}
            <ul class="facts">{facts.collect_view()}</ul>
            {edits(&attempt.edits)}
        </li>
    }
    .into_any()
}

/// That the same provider is asked once more, and how long the hub waited before it did.
fn again(attempt: &Attempt) -> Option<AnyView> {
    let t = locale().story();
    let pause = if attempt.paused_ms > 0 { t.paused(duration(attempt.paused_ms)) } else { t.at_once().to_owned() };
    (attempt.selection.pick == Pick::Again).then(|| {
        view! { <p class="row again"><Svg icon=RELOAD /><span><b>{t.once_more()}</b>" "<span class="muted">{pause}</span></span></p> }
            .into_any()
    })
}

fn facts(attempt: &Attempt) -> Vec<AnyView> {
    let (t, log) = (locale().story(), locale().log());
    let breaker = (attempt.breaker != BreakerState::Closed).then(|| t.breaker(breaker_word(attempt.breaker)));
    let retry = attempt.retry_after_ms.map(|ms| t.retry_after(duration(ms)));
    let proxy = attempt.proxy.as_ref().map(|proxy| match attempt.without_proxy {
        true => log.without_proxy(proxy),
        false => log.by_proxy(proxy),
    });
    let billed = (!attempt.usage.is_empty()).then(|| {
        let tokens = format::count(attempt.usage.total().max(0) as u64);
        match &attempt.cost {
            Some(cost) => t.billed(tokens, format::money(cost.total.0)),
            None => t.billed_unpriced(tokens),
        }
    });
    let id = attempt.vendor_request_id.as_ref().map(|id| log.vendor_id(id));
    let url = view! { <span class="mono">{attempt.url.clone()}</span> }.into_any();
    let rest = [proxy, breaker, retry, billed, id].into_iter().flatten().map(IntoAny::into_any);
    std::iter::once(url).chain(rest).collect()
}
