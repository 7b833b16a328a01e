use crate::component::breaker_word;
use crate::i18n::locale;
use crate::ui::{State, Tone, countdown};
use domain::breaker::{BreakerReport, BreakerState};
use domain::{Millis, ProviderId};
use leptos::prelude::*;

/// How a provider's breakers stand, in a word that opens their story.
#[component]
pub(in crate::page) fn Standing(
    id: ProviderId,
    name: String,
    #[prop(into)] enabled: Signal<bool>,
    breakers: RwSignal<Vec<BreakerReport>>,
    #[prop(into)] href: Signal<String>,
) -> impl IntoView {
    let t = locale().circuit();
    let summary = Memo::new(move |_| match enabled.get() {
        true => breakers.with(|all| summary(all.iter().filter(|one| one.provider == id))),
        false => Summary::disabled(),
    });
    let face = move || match summary.get() {
        Summary { tone: Tone::Ok, text, .. } => view! { <span class="xs faint">{text}</span> }.into_any(),
        Summary { tone, text, until } => {
            let left = until.map(|until| countdown(until.0));
            let text = Signal::derive(move || match left.map(|left| left.get()).filter(|left| !left.is_empty()) {
                Some(left) => format!("{text} ·\u{a0}{left}"),
                None => text.clone(),
            });
            view! { <State tone text /> }.into_any()
        }
    };
    view! { <a class="standing" href=href title=t.of(name) data-noscroll="">{face}</a> }
}

#[derive(Clone, PartialEq)]
pub(in crate::page) struct Summary {
    pub(in crate::page) tone: Tone,
    pub(in crate::page) text: String,
    until: Option<Millis>,
}

impl Summary {
    /// Whatever its breakers say.
    pub(in crate::page) fn disabled() -> Self {
        Self { tone: Tone::Idle, text: locale().fleet().disabled().to_owned(), until: None }
    }
}

/// The worst of them, the provider's own before its models'.
pub(in crate::page) fn summary<'a>(reports: impl Iterator<Item = &'a BreakerReport>) -> Summary {
    let t = locale().circuit();
    let (models, whole): (Vec<_>, Vec<_>) = reports.partition(|report| report.model.is_some());
    let whole = whole.first();
    let told = |tone, text: &str, until| Summary { tone, text: text.to_owned(), until };
    if let Some(whole) = whole.filter(|whole| whole.state != BreakerState::Closed) {
        return match whole.state {
            BreakerState::Open if whole.by_hand => told(Tone::Bad, t.by_hand(), None),
            BreakerState::Open => told(Tone::Bad, breaker_word(whole.state), whole.until),
            _ => told(Tone::Warn, breaker_word(whole.state), None),
        };
    }
    let open: Vec<_> = models.iter().filter(|model| model.state == BreakerState::Open).collect();
    match &open[..] {
        [] => {}
        [one] => return told(Tone::Warn, t.one_model(), one.until),
        many => return told(Tone::Warn, &t.some_models(many.len()), None),
    }
    if models.iter().any(|model| model.state == BreakerState::HalfOpen) {
        return told(Tone::Warn, t.models_probed(), None);
    }
    match models.into_iter().chain(whole.copied()).map(|report| report.failures).max() {
        Some(failures @ 1..) => told(Tone::Warn, &t.failing(failures), None),
        _ => told(Tone::Ok, t.healthy(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(model: Option<&str>, state: BreakerState, failures: i64) -> BreakerReport {
        BreakerReport {
            provider: ProviderId(1),
            model: model.map(str::to_owned),
            state,
            failures,
            successes: 0,
            until: (state == BreakerState::Open).then_some(Millis(9)),
            by_hand: false,
            causes: Vec::new(),
        }
    }

    #[test]
    fn the_worst_is_told() {
        use BreakerState::{Closed, HalfOpen, Open};
        let by_hand = BreakerReport { by_hand: true, until: None, ..report(None, Open, 0) };
        for (reports, tone, text) in [
            (vec![], Tone::Ok, "healthy"),
            (vec![report(None, Closed, 0)], Tone::Ok, "healthy"),
            (vec![report(None, Closed, 2), report(Some("a"), Closed, 3)], Tone::Warn, "3 failed in a row"),
            (vec![report(None, Closed, 2), report(Some("a"), Open, 5)], Tone::Warn, "breaker: 1 model"),
            (vec![report(Some("a"), Open, 5), report(Some("b"), Open, 5)], Tone::Warn, "breaker: 2 models"),
            (vec![report(Some("a"), HalfOpen, 5)], Tone::Warn, "models half open"),
            (vec![report(None, HalfOpen, 5), report(Some("a"), Open, 5)], Tone::Warn, "breaker half open"),
            (vec![report(None, Open, 5)], Tone::Bad, "breaker open"),
            (vec![by_hand], Tone::Bad, "taken out"),
        ] {
            let told = summary(reports.iter());
            assert_eq!((told.tone, told.text.as_str()), (tone, text));
        }
    }
}
