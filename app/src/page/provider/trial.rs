use super::draft::Draft;
use crate::api::provider::test_provider;
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::icon::PLAY;
use crate::ui::{Button, Code, Fault, State, TextField, Tone, format};
use domain::provider::TestReport;
use leptos::prelude::*;

/// One real request for the provider as the form stands, and what came back.
#[component]
pub(super) fn Trial(draft: Draft, fault: RwSignal<Option<Fault>>) -> impl IntoView {
    let t = locale().provider();
    let report = RwSignal::new(None::<TestReport>);
    let errand = Errand::new();
    let test = move || {
        fault.set(None);
        report.set(None);
        errand.run(test_provider(draft.test()), move |outcome| match outcome {
            Ok(found) => report.set(Some(found)),
            Err(refused) => fault.set(Some(refused)),
        });
    };
    // A report tells nothing about what was changed after it.
    Effect::watch(
        move || (draft.url.get(), draft.credential.get(), draft.kind.get(), draft.proxy.url.get(), draft.model.get()),
        move |_, _, _| report.set(None),
        false,
    );
    view! {
        <section class="box stack trial">
            <div class="row" style="align-items:end">
                <div class="grow">
                    <TextField name="model" label=t.model() value=draft.model mono=true />
                </div>
                <Button label=t.trial() icon=PLAY busy=errand.busy on_click=test />
            </div>
            <p class="xs muted">{t.trial_help()}</p>
            <div aria-live="polite">{move || report.get().map(|report| view! { <Report report /> })}</div>
        </section>
    }
}

#[component]
fn Report(report: TestReport) -> impl IntoView {
    let t = locale().provider();
    let (tone, word) = match (report.ok, report.status) {
        (true, _) => (Tone::Ok, t.answered()),
        (false, Some(_)) => (Tone::Bad, t.failed()),
        (false, None) => (Tone::Bad, t.silent()),
    };
    let hint = (!report.ok).then(|| advice(report.status)).flatten();
    let line = |name: &'static str, text: String, mono: bool| {
        (!text.is_empty()).then(|| view! { <dt>{name}</dt><dd class="break" class:mono=mono>{text}</dd> })
    };
    let raw = (!report.body.is_empty()).then(|| {
        view! {
            <details>
                <summary class="sm muted">{t.raw()}</summary>
                <Code label=t.raw() text=report.body />
            </details>
        }
    });
    view! {
        <div class="stack">
            <div class="row wrap">
                <State tone text=word />
                <span class="sm grow">{hint}</span>
            </div>
            <dl class="kv">
                {line(t.reason(), report.error, false)}
                {line(t.answer(), report.text.unwrap_or_default(), false)}
                {line(t.status(), report.status.map(|status| status.to_string()).unwrap_or_default(), false)}
                {line(t.took(), format::duration(report.duration_ms.max(0) as u64), false)}
                {line(t.asked(), report.url, true)}
            </dl>
            {raw}
        </div>
    }
}

/// What to do about a failure, as far as the status tells.
fn advice(status: Option<u16>) -> Option<&'static str> {
    let t = locale().provider();
    match status {
        None => Some(t.check_address()),
        Some(401 | 403) => Some(t.check_credential()),
        Some(404) => Some(t.check_model()),
        Some(429) => Some(t.check_quota()),
        Some(500..) => Some(t.check_later()),
        Some(_) => None,
    }
}
