use super::Label;
use leptos::prelude::*;

/// A choice that lives in the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub label: Label,
    pub href: String,
    pub current: bool,
}

impl Link {
    pub fn new(label: impl Into<Label>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current }
    }
}

/// Underlined tabs; each is a link, so that the address says which one is open.
#[component]
pub fn Tabs(#[prop(into)] label: Label, #[prop(into)] links: Signal<Vec<Link>>) -> impl IntoView {
    view! { <nav class="tabs" aria-label=label>{move || anchors(links.get())}</nav> }
}

pub(super) fn anchors(links: Vec<Link>) -> impl IntoView {
    links
        .into_iter()
        .map(|Link { label, href, current }| {
            view! { <a href=href aria-current=current.then_some("true") data-noscroll="">{label}</a> }
        })
        .collect_view()
}
