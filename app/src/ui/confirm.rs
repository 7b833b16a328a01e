use super::{Button, Dialog, Look};
use crate::i18n::locale;
use leptos::prelude::*;

/// A question before something that is hard to undo. `text` names the thing and what follows.
#[derive(Clone)]
pub struct Ask {
    pub title: String,
    pub text: String,
    /// The verb on the button.
    pub action: String,
    pub then: Callback<()>,
}

#[derive(Clone, Copy)]
struct Asked {
    open: RwSignal<bool>,
    ask: RwSignal<Option<Ask>>,
}

/// Call once, above every page.
pub fn provide_confirm() {
    provide_context(Asked { open: RwSignal::new(false), ask: RwSignal::new(None) });
}

/// A function that asks; take it while the component is made, call it from a handler.
pub fn ask() -> impl Fn(Ask) + Copy + Send + Sync + 'static {
    let asked = expect_context::<Asked>();
    move |ask| {
        asked.ask.set(Some(ask));
        asked.open.set(true);
    }
}

/// The one confirm dialog; stands once beside the pages.
#[component]
pub fn Confirm() -> impl IntoView {
    let Asked { open, ask } = expect_context();
    let part = move |pick: fn(Ask) -> String| Signal::derive(move || ask.get().map(pick).unwrap_or_default());
    let title = part(|ask| ask.title);
    let text = part(|ask| ask.text);
    let action = part(|ask| ask.action);
    let yes = move || {
        open.set(false);
        if let Some(ask) = ask.get_untracked() {
            ask.then.run(());
        }
    };
    view! {
        <Dialog open title>
            <p class="break">{text}</p>
            <div class="foot">
                <Button label=locale().common().cancel() on_click=move || open.set(false) />
                <Button label=action look=Look::Danger on_click=yes />
            </div>
        </Dialog>
    }
}
