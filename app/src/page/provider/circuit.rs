mod act;
mod causes;
mod standing;

pub(in crate::page) use standing::{Standing, Summary, summary};

use super::{Open, Shelf};
use crate::component::{Lost, breaker_word};
use crate::i18n::locale;
use crate::ui::{LinkButton, State, Tone, countdown};
use act::{Reset, ResetModel, TakeOut};
use causes::Causes;
use domain::ProviderId;
use domain::breaker::{BreakerReport, BreakerRule, BreakerState};
use domain::provider::Provider;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

/// A provider's circuit breakers: how they stand, why, and what can be done. Fetched when it is first opened.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn circuit(provider: Provider) -> Result<AnyView, Lost> {
    let t = locale().circuit();
    let shelf = expect_context::<Shelf>();
    let (id, rule) = (provider.id, provider.routing.breaker);
    let reports = Memo::new(move |_| shelf.breakers_of(id));
    let name = provider.name;
    let breakers = move || {
        let mut reports = reports.get();
        // One that has nothing to say is not among the hub's reports; the provider's own is shown all the same.
        if reports.first().is_none_or(|first| first.model.is_some()) {
            reports.insert(0, quiet(id));
        }
        let alone = reports.len() == 1;
        reports.into_iter().map(|report| breaker(report, rule, alone)).collect_view()
    };
    let view = view! {
        {breakers}
        <div class="foot">
            <LinkButton label=t.edit() href=move || shelf.at(Open::Edit(id)) />
            <span class="grow"></span>
            <TakeOut id name=name.clone() reports />
            <Reset id name reports />
        </div>
    };
    Ok(view.into_any())
}

fn quiet(provider: ProviderId) -> BreakerReport {
    BreakerReport {
        provider,
        model: None,
        state: BreakerState::Closed,
        failures: 0,
        successes: 0,
        until: None,
        by_hand: false,
        causes: Vec::new(),
    }
}

fn breaker(report: BreakerReport, rule: BreakerRule, alone: bool) -> AnyView {
    let t = locale().circuit();
    let title = report.model.as_ref().map_or_else(|| t.whole().to_owned(), |model| t.model(model));
    let one = report.model.clone().map(|model| view! { <ResetModel id=report.provider model /> });
    view! {
        <section class="stack breaker">
            <div class="row wrap">
                <h3 class="break">{title}</h3>
                <State tone=tone_of(&report) text=word_of(&report) />
                <span class="grow"></span>
                {one}
            </div>
            <p class="sm">{explained(&report, rule, alone)}</p>
            <Causes causes=report.causes />
        </section>
    }
    .into_any()
}

fn tone_of(report: &BreakerReport) -> Tone {
    match report.state {
        BreakerState::Open => Tone::Bad,
        BreakerState::HalfOpen => Tone::Warn,
        BreakerState::Closed => Tone::Ok,
    }
}

fn word_of(report: &BreakerReport) -> &'static str {
    if report.by_hand { locale().circuit().by_hand() } else { breaker_word(report.state) }
}

fn explained(report: &BreakerReport, rule: BreakerRule, alone: bool) -> AnyView {
    let t = locale().circuit();
    match (report.state, report.until) {
        _ if report.by_hand => t.open_by_hand().into_any(),
        (BreakerState::Open, Some(until)) => {
            let left = countdown(until.0);
            view! { {t.open_until()}" "<b class="num">{left}</b> }.into_any()
        }
        (BreakerState::HalfOpen, _) => t.probing(report.successes, rule.successes).into_any(),
        _ if rule.is_off() => t.off().into_any(),
        _ if report.failures > 0 => t.in_a_row(report.failures, rule.threshold).into_any(),
        _ if !report.causes.is_empty() => t.none_since().into_any(),
        _ if !alone => t.apart().into_any(),
        _ => t.quiet().into_any(),
    }
}
