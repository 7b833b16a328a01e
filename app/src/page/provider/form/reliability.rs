use crate::i18n::locale;
use crate::page::provider::draft::ReliabilityDraft;
use crate::ui::{Fold, Group, TextArea, TextField};
use leptos::prelude::*;

const INSIDE: &[&str] = &["endpoints", "max_attempts", "breaker", "threshold", "open_for", "successes"];

/// What happens when the provider fails, and how much it is burdened with.
#[component]
pub(super) fn Reliability(draft: ReliabilityDraft) -> impl IntoView {
    let t = locale().routing();
    view! {
        <Fold title=t.reliability() hint=t.reliability_hint() fields=INSIDE is_set=draft.is_set>
            <TextArea name="endpoints" label=t.endpoints() value=draft.endpoints help=t.endpoints_help() mono=true />
            <TextField name="max_attempts" label=t.attempts() value=draft.attempts help=t.attempts_help() inputmode="numeric" placeholder=t.hub_default() />
            <Group name="breaker" label=t.breaker() help=t.breaker_help()>
                <div class="trio">
                    <TextField name="threshold" label=t.threshold() value=draft.threshold help=t.threshold_help() inputmode="numeric" />
                    <TextField name="open_for" label=t.open_for() value=draft.open_for.text inputmode="decimal" unit=t.minutes() />
                    <TextField name="successes" label=t.successes() value=draft.successes inputmode="numeric" />
                </div>
            </Group>
        </Fold>
    }
}
