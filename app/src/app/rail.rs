use crate::i18n::{Locale, locale};
use crate::preference::{Preference, remember_rail};
use crate::ui::icon::{self, FOLD};
use crate::ui::{Icon, Svg};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The hub's sign and name.
#[component]
pub(super) fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <svg viewBox="0 0 22 22" fill="none" stroke="var(--accent)" stroke-width="1.8" stroke-linecap="round" aria-hidden="true">
                <circle cx="11" cy="11" r="3.4" fill="var(--accent)" stroke="none"></circle>
                <path d="M11 1.8v3.8M11 16.4v3.8M1.8 11h3.8M16.4 11h3.8"></path>
                <path d="m4.5 4.5 2.7 2.7M14.8 14.8l2.7 2.7M4.5 17.5l2.7-2.7M14.8 7.2l2.7-2.7" opacity=".45"></path>
            </svg>
            <span>"Claude Code Hub"</span>
        </a>
    }
}

/// (icon, label, address)
type Entry = (Icon, &'static str, &'static str);

/// Groups of pages; the first stands without a heading.
fn groups(locale: Locale) -> [(Option<&'static str>, Vec<Entry>); 4] {
    let t = locale.shell();
    [
        (None, vec![(icon::HOME, t.overview(), "/")]),
        (Some(t.activity()), vec![(icon::LOGS, t.logs(), "/logs")]),
        (Some(t.people()), vec![(icon::USER, t.users(), "/users")]),
        (Some(t.upstream()), vec![(icon::PLUG, t.providers(), "/providers")]),
    ]
}

#[component]
fn Place(entry: Entry) -> impl IntoView {
    let path = use_location().pathname;
    let (icon, label, href) = entry;
    let here = move || path.with(|path| path == href || href != "/" && path.starts_with(href));
    view! {
        <a href=href title=label aria-current=move || here().then_some("page")>
            <Svg icon />
            <span>{label}</span>
        </a>
    }
}

#[component]
pub(super) fn Rail() -> impl IntoView {
    let t = locale().shell();
    let narrow = RwSignal::new(Preference::read().narrow);
    let fold = move |_| {
        narrow.update(|narrow| *narrow = !*narrow);
        remember_rail(narrow.get_untracked());
    };
    let label = move || if narrow.get() { t.unfold() } else { t.fold() };
    let group = |(heading, entries): (Option<&'static str>, Vec<Entry>)| {
        view! {
            {heading.map(|heading| view! { <h2>{heading}</h2> })}
            {entries.into_iter().map(|entry| view! { <Place entry /> }).collect_view()}
        }
    };
    let outside = |label: &'static str, href: &'static str| {
        view! {
            <a href=href title=label rel="external" target="_blank">
                <Svg icon=icon::BRACES />
                <span>{label}</span>
            </a>
        }
    };
    view! {
        <nav class="rail" aria-label=t.main_nav()>
            <Brand />
            {groups(locale()).into_iter().map(group).collect_view()}
            <h2>{t.system()}</h2>
            {outside(t.api_reference(), "/api/v1/scalar")}
            {outside(t.swagger(), "/api/v1/docs")}
            <div class="end stack" style="gap:2px">
                <Place entry=(icon::LINK, t.connect(), "/connect") />
                <button type="button" class="fold" title=label aria-expanded=move || (!narrow.get()).to_string() on:click=fold>
                    <Svg icon=FOLD />
                    <span>{label}</span>
                </button>
            </div>
        </nav>
    }
}

/// The rail's place on a phone.
#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let t = locale().shell();
    let places = groups(locale()).into_iter().flat_map(|(_, entries)| entries);
    let places = places.chain([(icon::LINK, t.connect(), "/connect")]);
    view! {
        <nav class="nav" aria-label=t.main_nav()>{places.map(|entry| view! { <Place entry /> }).collect_view()}</nav>
    }
}
