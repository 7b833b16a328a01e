use super::Rows;
use leptos::prelude::*;

/// One field of a row. It writes what is typed into the list and never reads it back: a row is made once.
#[component]
pub fn RowField<T: Clone + Send + Sync + 'static>(
    rows: Rows<T>,
    id: usize,
    label: &'static str,
    /// What it says at first.
    text: String,
    write: fn(&mut T, String),
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] mono: bool,
) -> impl IntoView {
    let typed = move |event| rows.change(id, |row| write(row, event_target_value(&event)));
    view! {
        <div class="input">
            <input
                class=mono.then_some("mono")
                value=text
                aria-label=label
                placeholder=label
                inputmode=inputmode
                autocomplete="off"
                spellcheck="false"
                on:input=typed
            />
        </div>
    }
}
