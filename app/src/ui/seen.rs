use leptos::prelude::*;
use std::time::Duration;

/// Acts at once and every `period`, as long as somebody can see the page; never on the server.
pub fn while_seen(period: Duration, act: impl Fn() + Clone + 'static) {
    Effect::new(move |_| {
        let act = act.clone();
        let tick = move || {
            if !document().hidden() {
                act();
            }
        };
        tick();
        let shown = window_event_listener(leptos::ev::visibilitychange, {
            let tick = tick.clone();
            move |_| tick()
        });
        let timer = set_interval_with_handle(tick, period);
        on_cleanup(move || {
            shown.remove();
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
}
