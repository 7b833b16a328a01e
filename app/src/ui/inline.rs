use super::Label;
use leptos::html;
use leptos::prelude::*;

/// A figure in a list that turns into a field when it is clicked. Enter saves, Esc leaves; what is wrong stands beside it.
#[component]
pub fn Inline(
    /// What the figure is, and whose.
    #[prop(into)]
    label: Label,
    /// As it is stored.
    value: RwSignal<String>,
    /// How the figure is written where it stands; as it is stored if not given.
    #[prop(optional_no_strip)]
    written: Option<fn(&str) -> String>,
    editing: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<String>,
) -> impl IntoView {
    let (field, button) = (NodeRef::<html::Input>::new(), NodeRef::<html::Button>::new());
    let typed = RwSignal::new(String::new());
    // Whoever leaves by the keyboard is where the field was.
    let returning = StoredValue::new(false);
    Effect::new(move |_| {
        if editing.get() {
            if let Some(field) = field.get() {
                _ = field.focus();
                field.select();
                returning.set_value(true);
            }
        } else if let Some(button) = button.get()
            && returning.get_value()
        {
            returning.set_value(false);
            _ = button.focus();
        }
    });
    let open = move |_| {
        typed.set(value.get_untracked());
        error.set(None);
        editing.set(true);
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        error.set(None);
        if typed.with_untracked(|typed| typed.trim() == value.get_untracked()) {
            return editing.set(false);
        }
        if !busy.get_untracked() {
            on_save.run(typed.get_untracked());
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            // Else a drawer beside the list closes, too.
            event.prevent_default();
            editing.set(false);
        }
    };
    let blur = move |_| {
        // The field that goes away because it was left or saved may say so, too; its row may be gone by then.
        let same = typed.try_with_untracked(|typed| value.try_with_untracked(|value| typed == value));
        if editing.try_get_untracked() == Some(true) && same.flatten() == Some(true) {
            returning.set_value(false);
            editing.set(false);
        }
    };
    let label = StoredValue::new(label);
    move || {
        if !editing.get() {
            let said = move || value.with(|value| written.map_or_else(|| value.clone(), |written| written(value)));
            let name = move || format!("{}: {}", label.get_value(), value.get());
            return view! {
                <button type="button" class="inline num" node_ref=button aria-label=name on:click=open>{said}</button>
            }
            .into_any();
        }
        view! {
            <form class="inline" on:submit=save>
                <input
                    node_ref=field
                    class="num"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=label.get_value()
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-busy=move || busy.get().then_some("true")
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                    on:keydown=keys
                    on:blur=blur
                />
                <span class="error" role="alert">{move || error.get()}</span>
            </form>
        }
        .into_any()
    }
}
