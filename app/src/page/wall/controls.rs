use crate::i18n::locale;
use crate::ui::format::Moment;
use crate::ui::icon::{SCREEN, X};
use crate::ui::{Button, LinkButton, Look, while_seen};
use domain::Millis;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::time::Duration;

/// For so long what can be clicked stays after the last movement.
const STILL: Duration = Duration::from_secs(4);

/// The time of day in the hub's time zone: today's figures are of its day.
#[component]
pub(super) fn Clock(at: Millis, offset: i64) -> impl IntoView {
    let now = RwSignal::new(at.0);
    while_seen(Duration::from_secs(1), move || _ = now.try_set(js_sys::Date::now() as i64));
    view! { <time class="clock num">{move || Moment::at(now.get(), offset).clock()}</time> }
}

/// The ways into full screen and out of the page. They hide while nobody moves, but not from the keyboard.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let t = locale().wall();
    let moved = RwSignal::new(0u32);
    let still = RwSignal::new(false);
    let navigate = use_navigate();
    Effect::new(move |_| {
        let motion = window_event_listener(leptos::ev::pointermove, move |_| moved.update(|moved| *moved += 1));
        let navigate = navigate.clone();
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            // In full screen the same key leaves that alone.
            if event.key() == "Escape" && document().fullscreen_element().is_none() {
                navigate("/", leptos_router::NavigateOptions::default());
            }
        });
        on_cleanup(move || {
            motion.remove();
            keys.remove();
        });
    });
    Effect::new(move |_| {
        moved.track();
        still.set(false);
        let timer = set_timeout_with_handle(move || _ = still.try_set(true), STILL);
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
    let fill = move || {
        let document = document();
        match document.fullscreen_element() {
            Some(_) => document.exit_fullscreen(),
            None => _ = document.document_element().map(|root| root.request_fullscreen()),
        }
    };
    view! {
        <div class="row controls" class:still=still>
            <Button label=t.full_screen() look=Look::Quiet small=true icon=SCREEN on_click=fill />
            <LinkButton label=t.leave() href="/" look=Look::Quiet small=true icon=X />
        </div>
    }
}
