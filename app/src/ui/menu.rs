use super::{Icon, Label, Svg};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A button that opens a list of actions, on the browser's own popover: Esc and a click elsewhere close it, and it opens
/// before the page is hydrated. Children are `MenuButton`s and `MenuLink`s.
#[component]
pub fn Menu(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: Label,
    #[prop(optional)] icon: Option<Icon>,
    /// Shown in the button instead of the icon.
    #[prop(optional, into)]
    face: ViewFn,
    #[prop(default = "icon")] class: &'static str,
    children: Children,
) -> impl IntoView {
    let list = id.clone();
    let place = move |event: leptos::ev::Event| {
        if let Some(menu) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
            place_below(&menu, &list);
        }
    };
    let trap = id.clone();
    let close = move |_| {
        let menu = document().get_element_by_id(&trap).and_then(|menu| menu.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(menu) = menu {
            _ = menu.hide_popover();
        }
    };
    view! {
        <button
            type="button"
            class=class
            id=format!("{id}-button")
            popovertarget=id.clone()
            aria-label=label.clone()
            title=label.clone()
            aria-haspopup="true"
        >
            {icon.map(|icon| view! { <Svg icon /> })}
            {face.run()}
        </button>
        <div class="menu" popover="auto" id=id role="group" aria-label=label on:beforetoggle=place on:click=close>
            {children()}
        </div>
    }
}

/// Under its button, right edges aligned, or above it where the window ends.
fn place_below(menu: &web_sys::HtmlElement, id: &str) {
    let Some(button) = document().get_element_by_id(&format!("{id}-button")) else { return };
    let at = button.get_bounding_client_rect();
    let size = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64()).unwrap_or_default();
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = menu.style();
    let set = |name, pixels: f64| _ = style.set_property(name, &format!("{}px", pixels.max(8.0) as i32));
    if at.left() < width / 2.0 {
        set("left", at.left());
    } else {
        set("right", width - at.right());
    }
    if at.bottom() > height * 0.7 {
        set("bottom", height - at.top() + 4.0);
    } else {
        set("top", at.bottom() + 4.0);
    }
}

/// An action in a menu.
#[component]
pub fn MenuButton(
    #[prop(into)] label: Label,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] danger: bool,
    /// The one of several that is in force.
    #[prop(optional, into)]
    current: Signal<bool>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class:danger=danger
            aria-current=move || current.get().then_some("true")
            on:click=move |_| on_click.run(())
        >
            {icon.map(|icon| view! { <Svg icon /> })}
            {label}
        </button>
    }
}

/// A link in a menu. `external` leaves the console: the router does not take the click.
#[component]
pub fn MenuLink(
    #[prop(into)] label: Label,
    #[prop(into)] href: String,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] external: bool,
) -> impl IntoView {
    view! {
        <a href=href rel=external.then_some("external")>
            {icon.map(|icon| view! { <Svg icon /> })}
            {label}
        </a>
    }
}
