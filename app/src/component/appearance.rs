//! The choices that anybody has, signed in or not.

use crate::i18n::{Locale, locale};
use crate::preference::{Scheme, Theme, remember_locale};
use crate::ui::icon::{AUTO, GLOBE, MOON, SUN};
use crate::ui::{Icon, Menu, MenuButton, Svg};
use leptos::prelude::*;

#[component]
pub fn LanguageMenu() -> impl IntoView {
    let here = locale();
    let entry = move |choice: Locale| {
        view! { <MenuButton label=choice.name() current=choice == here on_click=move || remember_locale(choice) /> }
    };
    view! {
        <Menu id="language" label=here.shell().language() icon=GLOBE>
            {Locale::ALL.map(entry).collect_view()}
        </Menu>
    }
}

fn look(theme: Theme) -> (Icon, &'static str) {
    let t = locale().shell();
    match theme {
        Theme::Auto => (AUTO, t.theme_auto()),
        Theme::Light => (SUN, t.theme_light()),
        Theme::Dark => (MOON, t.theme_dark()),
    }
}

#[component]
pub fn ThemeMenu() -> impl IntoView {
    let scheme = expect_context::<Scheme>();
    let entry = move |theme: Theme| {
        let (icon, label) = look(theme);
        let current = Signal::derive(move || scheme.theme.get() == theme);
        view! { <MenuButton label icon current on_click=move || scheme.choose(theme) /> }
    };
    view! {
        <Menu id="theme" label=locale().shell().theme() face=move || view! { {move || view! { <Svg icon=look(scheme.theme.get()).0 /> }} }>
            {Theme::ALL.map(entry).collect_view()}
        </Menu>
    }
}
