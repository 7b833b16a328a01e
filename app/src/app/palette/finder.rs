use super::super::place::{Place, places};
use crate::api::search::search;
use crate::component::Lost;
use crate::component::context::is_admin;
use crate::i18n::{PaletteTexts, locale};
use crate::ui::icon::{self, FIND, PLUS};
use crate::ui::{Icon, Svg, address};
use domain::search::Hit;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_split_helpers::wasm_split;

/// The hub is asked when the typing pauses.
const PAUSE: Duration = Duration::from_millis(150);

/// Fetched when it is first opened.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(super) fn finder(open: RwSignal<bool>) -> Result<AnyView, Lost> {
    Ok(view! { <Finder open /> }.into_any())
}

/// A line of the list.
#[derive(Clone, PartialEq)]
struct Goal {
    icon: Icon,
    label: String,
    what: String,
    href: String,
}

#[component]
fn Finder(open: RwSignal<bool>) -> impl IntoView {
    let t = locale().palette();
    let text = RwSignal::new(String::new());
    let hits = RwSignal::new(Vec::<Goal>::new());
    let at = RwSignal::new(0usize);
    let near = own();
    let goals = Memo::new(move |_| {
        let wanted = text.with(|text| text.trim().to_lowercase());
        let fitting = near.iter().filter(|goal| goal.label.to_lowercase().contains(&wanted)).cloned();
        fitting.chain(hits.get()).collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        goals.track();
        at.set(0);
    });
    ask_the_hub(text, hits);

    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            // By then it is in the page, and the dialog open.
            request_animation_frame(move || _ = input.focus());
        }
    });
    let press = move |event: leptos::ev::KeyboardEvent| {
        let last = goals.with(Vec::len).saturating_sub(1);
        let here = at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => at.set(if here >= last { 0 } else { here + 1 }),
            "ArrowUp" => at.set(if here == 0 { last } else { here - 1 }),
            "Enter" => option(here).iter().for_each(web_sys::HtmlElement::click),
            _ => return,
        }
        event.prevent_default();
        if let Some(line) = option(at.get_untracked()) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    let line = move |(index, goal): (usize, Goal)| {
        let here = move || at.get() == index;
        view! {
            <a
                role="option"
                id=format!("goal-{index}")
                href=goal.href
                tabindex="-1"
                aria-selected=move || here().to_string()
                on:click=move |_| open.set(false)
                on:mousemove=move |_| at.set(index)
            >
                <Svg icon=goal.icon />
                <b class="clip">{goal.label}</b>
                <span class="faint clip">{goal.what}</span>
            </a>
        }
    };
    let none = move || goals.with(Vec::is_empty);
    view! {
        <div class="input search">
            <Svg icon=FIND />
            <input
                type="text"
                node_ref=input
                role="combobox"
                aria-label=t.hint()
                aria-expanded="true"
                aria-controls="goals"
                aria-activedescendant=move || (!none()).then(|| format!("goal-{}", at.get()))
                placeholder=t.hint()
                autocomplete="off"
                spellcheck="false"
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=press
            />
        </div>
        <div class="goals" id="goals" role="listbox" aria-label=t.title()>
            {move || goals.get().into_iter().enumerate().map(line).collect_view()}
        </div>
        <p class="sm muted" role="status" class:unseen=move || !none()>
            {move || if none() { t.none().to_owned() } else { t.found(goals.with(Vec::len)) }}
        </p>
    }
}

fn option(index: usize) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(&format!("goal-{index}"))?.dyn_into().ok()
}

/// What needs no question: pages, and what is done from anywhere.
fn own() -> Vec<Goal> {
    let (t, l) = (locale().palette(), locale());
    let page = |Place { icon, label, href }| Goal {
        icon,
        label: label.to_owned(),
        what: t.page().to_owned(),
        href: href.to_owned(),
    };
    let act = |label: &str, href: &str| Goal {
        icon: PLUS,
        label: label.to_owned(),
        what: t.action().to_owned(),
        href: href.to_owned(),
    };
    let acts = [act(l.provider().add(), "/providers?new"), act(l.user().add(), "/users?new")];
    places().into_iter().map(page).chain(acts.into_iter().filter(|_| is_admin())).collect()
}

/// Searches for what was typed last.
fn ask_the_hub(text: RwSignal<String>, hits: RwSignal<Vec<Goal>>) {
    let (t, admin) = (locale().palette(), is_admin());
    let seek = move |wanted: String| {
        if text.try_with_untracked(|text| *text != wanted) != Some(false) {
            return;
        }
        spawn_local(async move {
            let found = search(wanted.clone()).await.unwrap_or_default();
            if text.try_with_untracked(|text| *text == wanted) == Some(true) {
                _ = hits.try_set(found.into_iter().map(|hit| goal(t, admin, hit)).collect());
            }
        });
    };
    Effect::new(move |_| {
        let wanted = text.get();
        hits.set(Vec::new());
        if !wanted.trim().is_empty() {
            set_timeout(move || seek(wanted), PAUSE);
        }
    });
}

fn goal(t: PaletteTexts, admin: bool, hit: Hit) -> Goal {
    match hit {
        Hit::User { id, name: label } => {
            Goal { icon: icon::USER, label, what: t.user().to_owned(), href: format!("/users?edit={id}") }
        }
        Hit::Key { id, name, user_name } => {
            // Others have no list of keys; what their key did is in the log.
            let href = if admin { format!("/users?key={id}") } else { format!("/logs?key={id}") };
            Goal { icon: icon::KEY, label: name, what: t.key_of(user_name), href }
        }
        Hit::Provider { id, name } => {
            Goal { icon: icon::PLUG, label: name, what: t.provider().to_owned(), href: format!("/providers?edit={id}") }
        }
        Hit::Session { id, caller } => Goal {
            icon: icon::CHAT,
            href: address("/sessions", &[("key", Some(caller.key_id.to_string())), ("id", Some(id.clone()))]),
            label: id,
            what: t.session_of(caller.user_name),
        },
        Hit::Request { id, caller } => Goal {
            icon: icon::LOGS,
            href: address("/logs", &[("id", Some(id.to_string()))]),
            label: id.0,
            what: t.request_of(caller.user_name),
        },
    }
}
