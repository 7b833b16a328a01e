use super::format::{self, Moment};
use super::while_seen;
use crate::i18n::{Locale, locale};
use leptos::prelude::*;
use std::time::Duration;

/// How a moment is written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// `3 min ago`
    #[default]
    Ago,
    /// `14:32:07`
    Clock,
    /// `2026-11-23 14:32:07`
    Full,
    /// `in 3 h`, of what is to come; empty in the first HTML.
    Ahead,
}

/// The browser's time; none on the server.
#[derive(Clone, Copy)]
struct Clock(RwSignal<Option<i64>>);

/// Call once, above every page. One timer serves all; it rests while the page is hidden.
pub fn provide_clock() {
    let now = RwSignal::new(None);
    provide_context(Clock(now));
    while_seen(Duration::from_secs(10), move || _ = now.try_set(Some(js_sys::Date::now() as i64)));
}

/// A moment, `at` in unix milliseconds: UTC in the first HTML, then as the reader's clock says; the whole of it on hover.
#[component]
pub fn Time(at: i64, #[prop(optional)] show: Show) -> impl IntoView {
    let Clock(now) = expect_context();
    let language = locale();
    // Each for itself: parts of a page are taken over one after the other, and must look as the server made them till then.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let local = move || ready.get().then(|| Moment::at(at, js_sys_offset(at)));
    let text = move || match (show, local()) {
        (Show::Clock, moment) => moment.unwrap_or_else(|| Moment::utc(at)).clock(),
        (Show::Full, Some(moment)) => moment.full(),
        (Show::Ago, Some(_)) => ago(language, at, now.get().unwrap_or(at)),
        (Show::Ahead, Some(_)) => now.get().map(|now| ahead(language, at, now)).unwrap_or_default(),
        (Show::Ahead, None) => String::new(),
        (Show::Full | Show::Ago, None) => format!("{} UTC", Moment::utc(at).full()),
    };
    view! {
        <time datetime=format::iso(at) title=move || local().map(Moment::full)>
            {text}
        </time>
    }
}

/// Minutes that the reader's zone is ahead of UTC at that moment.
fn js_sys_offset(at: i64) -> i64 {
    -js_sys::Date::new(&(at as f64).into()).get_timezone_offset() as i64
}

fn ago(language: Locale, at: i64, now: i64) -> String {
    let t = language.common();
    let seconds = (now - at).max(0) / 1000;
    match seconds {
        ..5 => t.now().into(),
        5..60 => t.seconds_ago(seconds),
        60..3600 => t.minutes_ago(seconds / 60),
        3600..172_800 => t.hours_ago(seconds / 3600),
        _ => t.days_ago(seconds / 86_400),
    }
}

fn ahead(language: Locale, at: i64, now: i64) -> String {
    language.common().ahead(format::duration((at - now).max(60_000).unsigned_abs() / 60_000 * 60_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_the_unit_that_fits() {
        for (seconds, english, chinese) in [
            (-3, "just now", "刚刚"),
            (4, "just now", "刚刚"),
            (42, "42 s ago", "42 秒前"),
            (200, "3 min ago", "3 分钟前"),
            (90_000, "25 h ago", "25 小时前"),
            (172_800, "2 d ago", "2 天前"),
        ] {
            assert_eq!(ago(Locale::En, 0, seconds * 1000), english);
            assert_eq!(ago(Locale::ZhCn, 0, seconds * 1000), chinese);
        }
        let hours = 3 * 3_600_000 + 5 * 60_000;
        assert_eq!(ahead(Locale::En, hours, -50_000), "in 3\u{a0}h 5\u{a0}min");
        assert_eq!(ahead(Locale::En, 20_000, 0), "in 1\u{a0}min");
        assert_eq!(ahead(Locale::ZhCn, hours, 0), "3\u{a0}h 5\u{a0}min后");
    }
}
