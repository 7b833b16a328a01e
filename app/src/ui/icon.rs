//! Our own icons: one stroked path each, on a grid of 16.

use leptos::prelude::*;

/// The `d` of a path in a `0 0 16 16` box.
pub type Icon = &'static str;

#[component]
pub fn Svg(icon: Icon) -> impl IntoView {
    view! {
        <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon></path>
        </svg>
    }
}

pub const ALERT: Icon = "M8 2.3 14.2 13H1.8zM8 6.5v3M8 11.3v.1";
pub const ARROW: Icon = "M3 8h10M9 4l4 4-4 4";
pub const AUTO: Icon = "M8 2.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 1 0 8 2.3M8 2.3v11.4M8 4.6h3.6M8 8h5.6M8 11.4h3.6";
pub const BARS: Icon = "M3 13V7.5M8 13V3M13 13V9.5";
pub const BOOK: Icon =
    "M3 3.5h4a1.5 1.5 0 0 1 1 .4 1.5 1.5 0 0 1 1-.4h4v9H9.5a1.5 1.5 0 0 0-1.5 1 1.5 1.5 0 0 0-1.5-1H3zM8 4v9";
pub const BRACES: Icon = "M6 2.5c-2 0-2 1-2 2.5S3.5 8 2.5 8C3.5 8 4 9.5 4 11s0 2.5 2 2.5M10 2.5c2 0 2 1 2 2.5s.5 3 1.5 3c-1 0-1.5 1.5-1.5 3s0 2.5-2 2.5";
pub const CHAT: Icon = "M13.5 8.2c0 2.6-2.5 4.6-5.5 4.6-.7 0-1.4-.1-2-.3L3 13.5l.7-2.4c-.7-.8-1.2-1.8-1.2-2.9 0-2.6 2.5-4.7 5.5-4.7s5.5 2.1 5.5 4.7z";
pub const CHECK: Icon = "m3.3 8.4 3.1 3.1 6.3-6.7";
pub const CHEVRON: Icon = "m4.5 6.3 3.5 3.5 3.5-3.5";
pub const CLOCK: Icon = "M8 2.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 1 0 8 2.3M8 5v3l2 1.5";
pub const COIN: Icon = "M8 2.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 1 0 8 2.3M10 6c-.3-.8-1-1.2-2-1.2s-2 .5-2 1.5S7 7.7 8 8s2 .6 2 1.7-1 1.5-2 1.5-1.8-.4-2.1-1.2M8 3.8v8.4";
pub const COPY: Icon = "M6 5.5h6.5a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM10.8 5.3V3.5a1 1 0 0 0-1-1H3.5a1 1 0 0 0-1 1v6.3a1 1 0 0 0 1 1h1.3";
pub const DOWN: Icon = "M8 3v10M4 9l4 4 4-4";
pub const DOWNLOAD: Icon = "M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.3h10";
pub const EDIT: Icon = "M9.8 3.7 12.3 6.2M3 13l.6-3.1 7-7a1 1 0 0 1 1.4 0l1.1 1.1a1 1 0 0 1 0 1.4l-7 7z";
pub const EYE: Icon =
    "M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 1 0 0-3.6";
pub const FILTER: Icon = "M2.5 4h11M4.5 8h7M6.5 12h3";
pub const FIND: Icon = "M7 2.8a4.2 4.2 0 1 0 0 8.4A4.2 4.2 0 1 0 7 2.8M10.2 10.2l3.3 3.3";
pub const FOLD: Icon =
    "M3.5 2.8h9a1 1 0 0 1 1 1v8.4a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V3.8a1 1 0 0 1 1-1zM6.3 2.8v10.4M11 6.3 9.3 8 11 9.7";
pub const GAUGE: Icon = "M3.6 12a5.7 5.7 0 1 1 8.8 0M8 8.3l2.3-2.8M7.2 9.2a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0";
pub const GEAR: Icon = "M8 6a2 2 0 1 0 0 4 2 2 0 1 0 0-4M8 2v1.6M8 12.4V14M2 8h1.6M12.4 8H14M3.8 3.8l1.1 1.1M11.1 11.1l1.1 1.1M3.8 12.2l1.1-1.1M11.1 4.9l1.1-1.1";
pub const GLOBE: Icon =
    "M8 2.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 1 0 8 2.3M2.3 8h11.4M8 2.3c2 2 2 9.4 0 11.4M8 2.3c-2 2-2 9.4 0 11.4";
pub const GROUP: Icon = "M5.5 3a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 1 0 0-4.4M1.8 13c.3-2.4 1.8-3.7 3.7-3.7S8.9 10.6 9.2 13M10.5 4.2a1.9 1.9 0 0 1 0 3.6M11.3 9.6c1.6.3 2.6 1.5 2.9 3.4";
pub const HOME: Icon = "M2.5 7 8 2.5 13.5 7v6a.5.5 0 0 1-.5.5H9.8V9.6H6.2v3.9H3a.5.5 0 0 1-.5-.5z";
pub const KEY: Icon = "M5.3 7.5a3 3 0 1 0 0 6 3 3 0 1 0 0-6M7.5 8.3 13.3 2.5M10.8 5l2 2";
pub const LINK: Icon = "M6.7 9.3a2.5 2.5 0 0 0 3.6 0l2-2a2.5 2.5 0 0 0-3.6-3.6l-.6.6M9.3 6.7a2.5 2.5 0 0 0-3.6 0l-2 2a2.5 2.5 0 0 0 3.6 3.6l.6-.6";
pub const LOGS: Icon = "M3 4h10M3 8h10M3 12h6";
pub const MOON: Icon = "M13.3 9.6A5.7 5.7 0 0 1 6.4 2.7a5.7 5.7 0 1 0 6.9 6.9z";
pub const MORE: Icon = "M3.5 8h.01M8 8h.01M12.5 8h.01";
pub const OUT: Icon = "M6.5 2.8H3.8a1 1 0 0 0-1 1v8.4a1 1 0 0 0 1 1h2.7M10 5l3 3-3 3M13 8H6.5";
pub const PLAY: Icon = "M5 3.2v9.6L12.5 8z";
pub const PLUG: Icon = "M6 2v3M10 2v3M4.5 5h7v3a3.5 3.5 0 0 1-7 0zM8 11.5V14";
pub const PLUS: Icon = "M8 3.2v9.6M3.2 8h9.6";
pub const PULSE: Icon = "M1.5 8h3l2-4.5 3 9 2-4.5h3";
pub const RELOAD: Icon = "M13 8a5 5 0 1 1-1.6-3.7M13.2 2.3v2.7h-2.7";
pub const SCREEN: Icon = "M2.5 3.3h11v7.4h-11zM5.5 13.3h5";
pub const SPLIT: Icon = "M2.5 8h3.2c2 0 2-4 4-4h3.5M5.7 8c2 0 2 4 4 4h3.5";
pub const SUN: Icon = "M8 5.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 1 0 0-5.4M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1";
pub const TRASH: Icon = "M2.8 4.3h10.4M6.3 4.3V2.8h3.4v1.5M4.2 4.3l.6 8.4a.9.9 0 0 0 .9.8h4.6a.9.9 0 0 0 .9-.8l.6-8.4";
pub const TREND: Icon = "M2.5 12.5 6 8.5l2.5 2 5-6M10 4.5h3.5V8";
pub const UP: Icon = "M8 13V3M4 7l4-4 4 4";
pub const USER: Icon = "M8 2.8a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 1 0 0-5.4M3 13.5c.5-2.6 2.5-4 5-4s4.5 1.4 5 4";
pub const X: Icon = "m4 4 8 8M12 4l-8 8";
