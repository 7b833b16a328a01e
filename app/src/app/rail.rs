use super::place::{Place, connect, groups, places};
use crate::component::Brand;
use crate::i18n::locale;
use crate::preference::{Preference, remember_rail};
use crate::ui::icon::{self, FOLD};
use crate::ui::{Icon, Menu, MenuLink, Svg};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
fn PlaceLink(place: Place) -> impl IntoView {
    let path = use_location().pathname;
    let Place { icon, label, href } = place;
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
    let group = |(heading, places): (Option<&'static str>, Vec<Place>)| {
        view! {
            {heading.map(|heading| view! { <h2>{heading}</h2> })}
            {places.into_iter().map(|place| view! { <PlaceLink place /> }).collect_view()}
        }
    };
    let outside = |icon: Icon, label: &'static str, href: &'static str| {
        view! {
            <a href=href title=label rel="external" target="_blank">
                <Svg icon />
                <span>{label}</span>
            </a>
        }
    };
    view! {
        <nav class="rail" aria-label=t.main_nav()>
            <Brand />
            {groups().into_iter().map(group).collect_view()}
            {outside(icon::BRACES, t.api_reference(), "/api/v1/scalar")}
            {outside(icon::PLAY, t.swagger(), "/api/v1/docs")}
            <div class="end stack" style="gap:2px">
                <PlaceLink place=connect() />
                <button type="button" class="fold" title=label aria-expanded=move || (!narrow.get()).to_string() on:click=fold>
                    <Svg icon=FOLD />
                    <span>{label}</span>
                </button>
            </div>
        </nav>
    }
}

/// As many places as a thumb can tell apart.
const PLACES: usize = 5;

/// The rail's place on a phone. What finds no room in it opens from its end.
#[component]
pub(super) fn BottomBar() -> impl IntoView {
    let t = locale().shell();
    let mut places = places();
    let rest = if places.len() > PLACES { places.split_off(PLACES - 1) } else { Vec::new() };
    let more = (!rest.is_empty()).then(|| {
        let link = |Place { icon, label, href }| view! { <MenuLink label icon href /> };
        view! {
            <Menu id="places" label=t.more() icon=icon::MORE face=move || view! { <span>{t.more()}</span> }>
                {rest.into_iter().map(link).collect_view()}
            </Menu>
        }
    });
    view! {
        <nav class="nav" aria-label=t.main_nav()>
            {places.into_iter().map(|place| view! { <PlaceLink place /> }).collect_view()}
            {more}
        </nav>
    }
}
