use super::Fault;
use leptos::prelude::*;

/// Fields that few need: folded away as long as nothing of it is set.
#[component]
pub fn Fold(
    title: &'static str,
    hint: &'static str,
    /// The fields that are in here.
    fields: &'static [&'static str],
    is_set: bool,
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(is_set);
    let fault = use_context::<Signal<Option<Fault>>>().unwrap_or_default();
    // A fault must not stay out of sight.
    Effect::new(move |_| {
        let inside = |fault: &Fault| fault.field.as_deref().is_some_and(|field| fields.contains(&field));
        if fault.with(|fault| fault.as_ref().is_some_and(inside)) {
            open.set(true);
        }
    });
    let toggled = move |event| open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    view! {
        <details open=open on:toggle=toggled>
            <summary>
                <b>{title}</b>
                " "
                <span class="muted">{hint}</span>
            </summary>
            <div class="form">{children()}</div>
        </details>
    }
}
