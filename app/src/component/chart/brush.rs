use leptos::ev::PointerEvent;
use leptos::prelude::*;

/// A shorter way is a click, in pixels.
const LEAST: f64 = 6.0;

/// Around what is drawn: the pointer is drawn across some columns to look at them alone. Fingers draw as well; up and down
/// they scroll the page.
#[component]
pub(super) fn Brush(
    /// Of the drawing.
    id: &'static str,
    on_zoom: Option<Callback<(usize, usize)>>,
    hidden: Signal<bool>,
    children: Children,
) -> impl IntoView {
    // Where it began and where it is, in pixels from the left.
    let drag = RwSignal::new(None::<(f64, f64)>);
    let begin = move |event: PointerEvent| {
        if on_zoom.is_some() && event.button() == 0 {
            let at = place(&event, true);
            drag.set(Some((at, at)));
        }
    };
    let go_on = move |event: PointerEvent| {
        if drag.with_untracked(Option::is_some) {
            let now = place(&event, false);
            drag.update(|drag| *drag = drag.map(|(from, _)| (from, now)));
        }
    };
    let end = move |_| {
        let Some((from, to)) = drag.try_update(Option::take).flatten() else { return };
        let columns = (column(id, from.min(to)), column(id, from.max(to)));
        if let (Some(zoom), true, (Some(first), Some(last))) = (on_zoom, (to - from).abs() >= LEAST, columns) {
            zoom.run((first, last));
        }
    };
    let marked = move || {
        let (from, to) = drag.get().filter(|(from, to)| (to - from).abs() >= LEAST)?;
        let place = format!("left:{}px;width:{}px", from.min(to).round() as i64, (to - from).abs().round() as i64);
        Some(view! { <i class="brush" style=place></i> })
    };
    view! {
        <div
            class="plot"
            class:zoom=on_zoom.is_some()
            hidden=hidden
            on:pointerdown=begin
            on:pointermove=go_on
            on:pointerup=end
            on:pointercancel=move |_| drag.set(None)
        >
            {children()}
            {marked}
        </div>
    }
}

/// Pixels from the left of the drawing. `hold`: what the pointer does from now on is told here, wherever it is.
fn place(event: &PointerEvent, hold: bool) -> f64 {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let plot = event.current_target().and_then(|plot| plot.dyn_into::<web_sys::Element>().ok());
        if let Some(plot) = plot {
            if hold {
                _ = plot.set_pointer_capture(event.pointer_id());
            }
            let around = plot.get_bounding_client_rect();
            return (f64::from(event.client_x()) - around.left()).max(0.0).min(around.width());
        }
    }
    _ = (event, hold);
    0.0
}

/// The column at so many pixels from the left; the first or last one beyond them.
fn column(id: &str, x: f64) -> Option<usize> {
    #[cfg(feature = "hydrate")]
    return super::draw::column(id, x);
    #[cfg(not(feature = "hydrate"))]
    {
        _ = (id, x);
        None
    }
}
