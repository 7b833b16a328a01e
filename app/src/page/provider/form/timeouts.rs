use crate::i18n::locale;
use crate::page::provider::draft::TimeoutsDraft;
use crate::ui::{Fold, TextField};
use leptos::prelude::*;

const INSIDE: &[&str] = &["timeouts", "connect", "first_byte", "idle", "total"];

/// How long the provider may take.
#[component]
pub(super) fn Timeouts(draft: TimeoutsDraft) -> impl IntoView {
    let t = locale().routing();
    let limit = move |name, label: &'static str, help: &'static str, value| {
        view! {
            <TextField name label value help inputmode="decimal" placeholder=t.hub_default() unit=t.seconds() />
        }
    };
    view! {
        <Fold title=t.timeouts() hint=t.timeouts_hint() fields=INSIDE is_set=draft.is_set>
            <div class="pair">
                {limit("connect", t.connect(), t.connect_help(), draft.connect.text)}
                {limit("first_byte", t.first_byte(), t.first_byte_help(), draft.first_byte.text)}
                {limit("idle", t.idle(), t.idle_help(), draft.idle.text)}
                {limit("total", t.total(), t.total_help(), draft.total.text)}
            </div>
        </Fold>
    }
}
