//! What a browser remembers: language, theme, folded rail. Kept in cookies, so that the server's first HTML is already
//! right, and repeated as attributes of `<html>`, where hydration reads them back.

use crate::i18n::Locale;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preference {
    pub(crate) locale: Locale,
    pub(crate) theme: Theme,
    pub(crate) narrow: bool,
}

const LOCALE: &str = "cch_locale";
const THEME: &str = "cch_theme";
const RAIL: &str = "cch_rail";

impl Preference {
    /// From the request's cookies, and its `Accept-Language` on a first visit.
    #[cfg(feature = "ssr")]
    pub(crate) fn read() -> Self {
        use axum::http::{header, request::Parts};
        let Some(parts) = use_context::<Parts>() else { return Self::default() };
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let cookies = header(header::COOKIE);
        Self {
            locale: cookie(cookies, LOCALE)
                .and_then(Locale::from_tag)
                .unwrap_or_else(|| Locale::negotiate(header(header::ACCEPT_LANGUAGE))),
            theme: cookie(cookies, THEME).map(Theme::from_name).unwrap_or_default(),
            narrow: cookie(cookies, RAIL) == Some("narrow"),
        }
    }

    /// From the attributes that the server rendered, so that both sides agree whatever the cookies say by now.
    #[cfg(not(feature = "ssr"))]
    pub(crate) fn read() -> Self {
        let attribute = |name| document().document_element().and_then(|html| html.get_attribute(name));
        Self {
            locale: attribute("lang").and_then(|tag| Locale::from_tag(&tag)).unwrap_or_default(),
            theme: attribute("data-theme").map(|name| Theme::from_name(&name)).unwrap_or_default(),
            narrow: attribute("data-rail").as_deref() == Some("narrow"),
        }
    }
}

#[cfg(any(feature = "ssr", test))]
fn cookie<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

pub(crate) fn remember_locale(locale: Locale) {
    remember(LOCALE, locale.tag());
    _ = window().location().reload();
}

/// The colours in force: what was chosen, and a count that moves whenever the page's colours change.
#[derive(Clone, Copy)]
pub(crate) struct Scheme {
    pub(crate) theme: RwSignal<Theme>,
    changes: RwSignal<u32>,
}

impl Scheme {
    pub(crate) fn provide(theme: Theme) -> Self {
        let scheme = Self { theme: RwSignal::new(theme), changes: RwSignal::new(0) };
        provide_context(scheme);
        // With "as the system", the system may change its mind.
        Effect::new(move |_| {
            let system = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
            let changed = Closure::<dyn Fn()>::new(move || scheme.changes.update(|changes| *changes += 1));
            if let Some(system) = system {
                _ = system.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
            }
            // It lives as long as the page.
            changed.forget();
        });
        scheme
    }

    pub(crate) fn choose(self, theme: Theme) {
        remember(THEME, theme.name());
        mark("data-theme", theme.name());
        self.theme.set(theme);
        self.changes.update(|changes| *changes += 1);
    }

    /// Subscribes to changes of the page's colours.
    #[cfg(feature = "hydrate")]
    pub(crate) fn track(self) {
        self.changes.track();
    }
}

pub(crate) fn remember_rail(narrow: bool) {
    let width = if narrow { "narrow" } else { "wide" };
    remember(RAIL, width);
    mark("data-rail", width);
}

fn mark(attribute: &str, value: &str) {
    if let Some(html) = document().document_element() {
        _ = html.set_attribute(attribute, value);
    }
}

fn remember(name: &str, value: &str) {
    let secure =
        if window().location().protocol().is_ok_and(|protocol| protocol == "https:") { "; Secure" } else { "" };
    if let Ok(page) = document().dyn_into::<web_sys::HtmlDocument>() {
        _ = page.set_cookie(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}"));
    }
}

#[cfg(test)]
mod tests {
    use super::cookie;

    #[test]
    fn finds_a_cookie_by_its_whole_name() {
        let header = "my_cch_theme=x; cch_theme=dark;cch_theme2=y";
        assert_eq!(cookie(header, "cch_theme"), Some("dark"));
        assert_eq!(cookie(header, "cch"), None);
        assert_eq!(cookie("", "cch_theme"), None);
    }
}
