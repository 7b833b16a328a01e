use super::MomentField;
use crate::i18n::locale;
use crate::ui::{State, Time, TimeShow, Tone};
use domain::Millis;
use leptos::prelude::*;

/// When something ends, and that it has.
#[component]
pub fn Expires(at: Option<Millis>) -> impl IntoView {
    let t = locale().user();
    let Some(at) = at else { return view! { <span class="faint">{t.never()}</span> }.into_any() };
    // Only the browser's clock decides, after hydration: the first HTML is the same on both sides.
    let over = RwSignal::new(false);
    Effect::new(move |_| over.set(at.0 as f64 <= js_sys::Date::now()));
    view! {
        <span class="row wrap" style="gap:4px 8px">
            <span class="num"><Time at=at.0 show=TimeShow::Full /></span>
            <Show when=move || over.get()><State tone=Tone::Bad text=t.expired() /></Show>
        </span>
    }
    .into_any()
}

/// Until when something is good; empty is for ever.
#[component]
pub fn ExpiryField(value: RwSignal<Option<Millis>>) -> impl IntoView {
    let t = locale().user();
    view! { <MomentField name="expires_at" label=t.expires() help=t.expires_help() value /> }
}
