use crate::i18n::locale;
use crate::ui::format::Moment;
use crate::ui::{State, TextField, Time, TimeShow, Tone};
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

/// A moment to choose, to the minute in the reader's time zone; empty is never.
#[component]
pub fn ExpiryField(value: RwSignal<Option<Millis>>) -> impl IntoView {
    let t = locale().user();
    let text = RwSignal::new(String::new());
    // The zone is known in the browser only. The first run fills the field in, later ones read what was chosen; a moment
    // whose seconds the field cannot show stays as it is until another one is chosen.
    Effect::new(move |seen: Option<()>| {
        let chosen = text.get();
        let shown = value.get_untracked().map(local).unwrap_or_default();
        if seen.is_none() {
            text.set(shown);
        } else if chosen != shown {
            value.set(instant(&chosen));
        }
    });
    view! { <TextField name="expires_at" label=t.expires() value=text kind="datetime-local" help=t.expires_help() /> }
}

/// `2026-11-23T14:32`
fn local(at: Millis) -> String {
    let behind = js_sys::Date::new(&(at.0 as f64).into()).get_timezone_offset();
    let moment = Moment::at(at.0, -behind as i64);
    format!("{}T{}", moment.date(), moment.minute())
}

fn instant(text: &str) -> Option<Millis> {
    let ms = js_sys::Date::parse(text);
    (!text.is_empty() && ms.is_finite()).then_some(Millis(ms as i64))
}
