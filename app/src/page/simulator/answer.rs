use crate::component::SelectionView;
use crate::i18n::locale;
use crate::ui::{Note, State, Tone};
use domain::simulation::Simulated;
use leptos::prelude::*;

/// Whom the request would go to, or that it would be refused.
#[component]
pub(super) fn Answer(simulated: Simulated) -> impl IntoView {
    let t = locale().simulator();
    let Simulated { served, selection } = simulated;
    let (tone, word) = if served { (Tone::Ok, t.served()) } else { (Tone::Bad, t.refused()) };
    let hint = (!served).then(|| {
        let hint = if selection.excluded.is_empty() { t.no_providers() } else { t.refused_hint() };
        view! { <Note tone=Tone::Bad>{hint}</Note> }
    });
    // The draw is not held; where there is no choice, its outcome is known all the same.
    let chosen = match (&selection.candidates[..], &selection.behind[..]) {
        ([only], []) => Some(only.name.clone()),
        _ => None,
    };
    view! {
        <div class="stack" aria-live="polite">
            <div><State tone text=word /></div>
            {hint}
            <SelectionView selection chosen />
        </div>
    }
}
