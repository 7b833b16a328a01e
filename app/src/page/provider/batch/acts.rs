//! The buttons for what is chosen, and the dialog that shows what a change would do.

use super::dialog::dialog;
use super::{Shelf, Wish};
use crate::api::breaker::reset_breakers_of;
use crate::component::{Errand, Lost, opened};
use crate::i18n::locale;
use crate::ui::icon::{RELOAD, TRASH};
use crate::ui::{Button, Dialog, Look, Tone, toast};
use domain::batch::BatchChange;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

#[wasm_split(more, fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(super) fn acts(shelf: Shelf) -> Result<AnyView, Lost> {
    Ok(view! { <Acts shelf /> }.into_any())
}

#[component]
fn Acts(shelf: Shelf) -> impl IntoView {
    let t = locale().fleet();
    let (open, wish) = (RwSignal::new(false), RwSignal::new(Wish::Typed));
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
    let buttons = move || {
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
    view! {
        {buttons}
        <Dialog open title=Signal::derive(title) wide=true>
            {move || Suspend::new(opened(dialog(shelf.chosen.get_untracked(), wish.get_untracked(), open)))}
        </Dialog>
    }
}
