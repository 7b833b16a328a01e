mod finder;

use crate::component::opened;
use crate::i18n::locale;
use crate::ui::icon::FIND;
use crate::ui::{Dialog, Skeleton, Svg};
use finder::finder;
use leptos::prelude::*;

/// The search that goes anywhere: a button in the bar, and Ctrl+K or ⌘K on every page.
#[component]
pub(super) fn Palette() -> impl IntoView {
    let t = locale().palette();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            let chord = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
            if chord && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                open.update(|open| *open = !*open);
            }
        });
        on_cleanup(move || keys.remove());
    });
    view! {
        <button
            type="button"
            class="seek"
            title=t.hint()
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| open.set(true)
        >
            <Svg icon=FIND />
            <span>{t.find()}</span>
            <kbd>"Ctrl K"</kbd>
        </button>
        <Dialog open title=t.title()>
            <Suspense fallback=|| view! { <Skeleton lines=5 /> }>
                {move || Suspend::new(opened(finder(open)))}
            </Suspense>
        </Dialog>
    }
}
