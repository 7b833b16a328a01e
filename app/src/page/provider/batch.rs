mod acts;
mod dialog;
mod rows;

use super::Shelf;
use crate::component::opened;
use crate::i18n::locale;
use acts::acts;
use domain::batch::BatchChange;
use leptos::prelude::*;

/// What is to be done with the providers that are chosen.
#[derive(Clone, PartialEq)]
pub(super) enum Wish {
    /// Known already: it only wants to be seen.
    Ready(BatchChange),
    /// Still to be typed.
    Typed,
}

/// Ticks all that are shown, and says what can be done with those that are ticked.
#[component]
pub(super) fn BatchBar() -> impl IntoView {
    let t = locale().fleet();
    let shelf = expect_context::<Shelf>();
    let ticked = move || {
        shelf.shown.with(|shown| shelf.chosen.with(|all| shown.iter().filter(|one| all.contains(&one.id)).count()))
    };
    let whole = move || shelf.shown.with(|shown| !shown.is_empty() && ticked() == shown.len());
    let tick = move |event| {
        let on = event_target_checked(&event);
        shelf.shown.with_untracked(|shown| shown.iter().for_each(|one| shelf.choose(one.id, on)));
    };
    let count = move || shelf.chosen.with(Vec::len);
    let some = Memo::new(move |_| count() > 0);
    let said = move || if some.get() { t.chosen(count()) } else { t.all_shown(shelf.shown.with(Vec::len)) };
    // Once there, it stays: its dialog may be the one that has emptied the choice.
    let wanted = Memo::new(move |before| before == Some(&true) || some.get());
    view! {
        <div class="row wrap batch" role="group" aria-label=t.many()>
            <label class="check">
                <input type="checkbox" aria-label=t.choose_all() prop:checked=whole prop:indeterminate=move || some.get() && !whole() on:change=tick />
                <span class="num" aria-live="polite">{said}</span>
            </label>
            {move || wanted.get().then(|| Suspend::new(opened(acts(shelf))))}
        </div>
    }
}
