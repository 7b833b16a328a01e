mod dialog;
mod rows;

use super::Shelf;
use crate::api::breaker::reset_breakers_of;
use crate::component::{Errand, opened};
use crate::i18n::locale;
use crate::ui::icon::{RELOAD, TRASH};
use crate::ui::{Button, Dialog, Look, Tone, toast};
use dialog::dialog;
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
    let (open, wish) = (RwSignal::new(false), RwSignal::new(Wish::Typed));
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
    let ask = move |wanted: Wish| {
        wish.set(wanted);
        open.set(true);
    };
    let enable = move |on: bool| ask(Wish::Ready(BatchChange { enabled: Some(on), ..BatchChange::default() }));
    let (errand, toast) = (Errand::new(), toast());
    let reset = move || {
        let work = reset_breakers_of(shelf.chosen.get_untracked());
        errand.run(work, move |outcome| {
            match outcome {
                Ok(()) => toast(Tone::Ok, t.breakers_reset(count())),
                Err(refused) => toast(Tone::Bad, refused.message),
            }
            shelf.renew.run(());
        });
    };
    let acts = move || {
        some.get().then(|| {
            let delete = move || ask(Wish::Ready(BatchChange { delete: true, ..BatchChange::default() }));
            view! {
                <Button label=t.enable() small=true on_click=move || enable(true) />
                <Button label=t.disable() small=true on_click=move || enable(false) />
                <Button label=t.change() small=true on_click=move || ask(Wish::Typed) />
                <Button label=t.reset_breakers() small=true icon=RELOAD busy=errand.busy on_click=reset />
                <Button label=t.delete() small=true look=Look::Danger icon=TRASH on_click=delete />
                <Button label=t.choose_none() small=true look=Look::Quiet on_click=move || shelf.chosen.set(Vec::new()) />
            }
        })
    };
    let title = move || match wish.get() {
        Wish::Ready(change) if change.delete => t.delete_title(count()),
        _ => t.change_title(count()),
    };
    let said = move || if some.get() { t.chosen(count()) } else { t.all_shown(shelf.shown.with(Vec::len)) };
    view! {
        <div class="row wrap batch" role="group" aria-label=t.many()>
            <label class="check">
                <input type="checkbox" aria-label=t.choose_all() prop:checked=whole prop:indeterminate=move || some.get() && !whole() on:change=tick />
                <span class="num" aria-live="polite">{said}</span>
            </label>
            {acts}
        </div>
        <Dialog open title=Signal::derive(title) wide=true>
            {move || Suspend::new(opened(dialog(shelf.chosen.get_untracked(), wish.get_untracked(), open)))}
        </Dialog>
    }
}
