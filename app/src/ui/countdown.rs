use super::{format, while_seen};
use crate::i18n::locale;
use leptos::prelude::*;
use std::time::Duration;

/// The time left until `at` (unix milliseconds), in one unit, rounded up; empty in the first HTML and when it is over.
pub fn countdown(at: i64) -> Signal<String> {
    let (locale, left) = (locale(), RwSignal::new(0u64));
    while_seen(Duration::from_secs(1), move || {
        let seconds = (at as f64 - js_sys::Date::now()) / 1000.0;
        _ = left.try_set(seconds.max(0.0).ceil() as u64);
    });
    Signal::derive(move || match left.get() {
        0 => String::new(),
        seconds @ 1..60 => locale.figure().seconds(seconds),
        seconds @ 60..3600 => format::duration(seconds.div_ceil(60) * 60_000),
        seconds => format::duration(seconds.div_ceil(3600) * 3_600_000),
    })
}
