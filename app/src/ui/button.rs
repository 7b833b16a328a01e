use super::icon;
use super::{Icon, Label, Svg};
use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    Primary,
    Danger,
    Quiet,
}

impl Look {
    fn class(self, small: bool) -> &'static str {
        match (self, small) {
            (Self::Plain, false) => "btn",
            (Self::Primary, false) => "btn primary",
            (Self::Danger, false) => "btn danger",
            (Self::Quiet, false) => "btn quiet",
            (Self::Plain, true) => "btn small",
            (Self::Primary, true) => "btn small primary",
            (Self::Danger, true) => "btn small danger",
            (Self::Quiet, true) => "btn small quiet",
        }
    }
}

/// A button. With `why` set it is disabled but stays reachable, and says the reason.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] look: Look,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] small: bool,
    /// Submits the form around it, or the one named by `form`.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] form: Option<Label>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] why: MaybeProp<String>,
    /// Something that it started is under way: turns, and takes no second click.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
) -> impl IntoView {
    let held = move || why.with(Option::is_some) || busy.get();
    let click = move |event: leptos::ev::MouseEvent| {
        if held() {
            event.prevent_default();
        } else if let Some(act) = on_click {
            act.run(());
        }
    };
    let mark = move || {
        let shown = if busy.get() { Some(icon::RELOAD) } else { icon };
        shown.map(|icon| view! { <Svg icon /> })
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            form=form
            class=look.class(small)
            disabled=disabled
            aria-disabled=move || held().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            title=move || why.get()
            on:click=click
        >
            {mark}
            {label}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Label,
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] look: Look,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] small: bool,
    /// Leaves the console: the router does not take the click.
    #[prop(optional)]
    external: bool,
) -> impl IntoView {
    view! {
        <a class=look.class(small) href=href rel=external.then_some("external")>
            {icon.map(|icon| view! { <Svg icon /> })}
            {label}
        </a>
    }
}

/// A button that is only an icon; `label` is what a screen reader says and what hovering shows.
#[component]
pub fn IconButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] icon: Signal<Icon>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon"
            aria-label=label
            title=label
            disabled=disabled
            on:click=move |_| on_click.run(())
        >
            {move || view! { <Svg icon=icon.get() /> }}
        </button>
    }
}
