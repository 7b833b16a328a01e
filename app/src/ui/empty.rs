use super::{Icon, Label, Svg};
use leptos::prelude::*;

/// What stands where a list has nothing to show: says so, and what to do. Children are the buttons.
#[component]
pub fn Empty(
    icon: Icon,
    #[prop(into)] title: Label,
    #[prop(optional, into)] hint: Option<Label>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Svg icon />
            <b>{title}</b>
            {hint.map(|hint| view! { <p>{hint}</p> })}
            {children.map(|children| view! { <div>{children()}</div> })}
        </div>
    }
}
