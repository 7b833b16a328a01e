mod acts;

use super::shelf::{Member, Shelf};
use crate::component::opened;
use crate::i18n::locale;
use acts::acts;
use leptos::prelude::*;

/// Ticks all that are shown, and says what can be done with those that are ticked.
#[component]
pub(super) fn BatchBar() -> impl IntoView {
    let t = locale().fleet();
    let shelf = expect_context::<Shelf>();
    let shown = Memo::new(move |_| shelf.shown().len());
    let count = Memo::new(move |_| shelf.chosen.with(Vec::len));
    let whole = Memo::new(move |_| {
        let shown = shelf.shown();
        !shown.is_empty() && shown.into_iter().all(|member| shelf.is_chosen(member))
    });
    let tick = move |event| {
        let on = event_target_checked(&event);
        untrack(|| shelf.shown()).into_iter().for_each(|member| shelf.choose(member, on));
    };
    let part = move || count.get() > 0 && !whole.get();
    let said = move || if count.get() > 0 { t.chosen(count.get()) } else { t.all_shown(shown.get()) };
    // Once there, it stays: its dialog may be the one that has emptied the choice.
    let wanted = Memo::new(move |before| before == Some(&true) || count.get() > 0);
    view! {
        <div class="row wrap batch" role="group" aria-label=t.many()>
            <label class="check">
                <input
                    type="checkbox"
                    aria-label=t.choose_all()
                    prop:checked=whole
                    prop:indeterminate=part
                    on:change=tick
                />
                <span class="num" aria-live="polite">{said}</span>
            </label>
            {move || wanted.get().then(|| Suspend::new(opened(acts(shelf))))}
        </div>
    }
}

#[component]
pub(super) fn Tick(member: Member, name: String) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    view! {
        <label class="tick">
            <input
                type="checkbox"
                aria-label=locale().fleet().choose(name)
                prop:checked=move || shelf.is_chosen(member)
                on:change=move |event| shelf.choose(member, event_target_checked(&event))
            />
        </label>
    }
}
