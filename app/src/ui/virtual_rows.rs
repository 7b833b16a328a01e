use leptos::html;
use leptos::prelude::*;
use std::hash::Hash;

/// Rows drawn beyond both edges of the window.
const SPARE: usize = 12;
/// Rows in the first HTML.
const FIRST: usize = 60;

/// The rows of a long list inside a `Table`: only those near the window exist, with two gaps for the rest. They must be
/// of one height, which is measured. `on_end` runs when the last rows come near.
#[component]
pub fn VirtualRows<T, K, V>(
    #[prop(into)] rows: Signal<Vec<T>>,
    key: fn(&T) -> K,
    row: impl Fn(T) -> V + Send + Sync + Clone + 'static,
    #[prop(optional, into)] on_end: Option<Callback<()>>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    K: Eq + Hash + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let above = NodeRef::<html::Tr>::new();
    let below = NodeRef::<html::Tr>::new();
    let height = RwSignal::new(38.0f64);
    let span = RwSignal::new((0usize, FIRST));
    let count = Memo::new(move |_| rows.with(Vec::len));

    let look = move || {
        // The list may be gone by the next frame.
        let ends = (above.try_get_untracked().flatten(), below.try_get_untracked().flatten());
        let (Some(above), Some(below)) = ends else { return };
        let (above, below) = (above.get_bounding_client_rect(), below.get_bounding_client_rect());
        let (first, end) = span.get_untracked();
        let count = count.get_untracked();
        let drawn = end.min(count).saturating_sub(first);
        let measured = (below.top() - above.bottom()) / drawn.max(1) as f64;
        // Exact from the first rows on. Further down it stays what it is, unless rows are laid out anew: the space for those
        // that are passed would shift by each of them.
        let off = (measured - height.get_untracked()).abs();
        if drawn > 0 && measured >= 1.0 && off > if first == 0 { 0.01 } else { 2.0 } {
            height.set(measured);
        }
        let view = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
        let seen = visible(-above.top(), view, height.get_untracked(), count);
        if seen != (first, end) {
            span.set(seen);
        }
        if seen.1 >= count && count > 0 {
            on_end.inspect(|more| more.run(()));
        }
    };
    Effect::new(move |_| {
        let scrolled = window_event_listener(leptos::ev::scroll, move |_| look());
        let resized = window_event_listener(leptos::ev::resize, move |_| look());
        on_cleanup(move || {
            scrolled.remove();
            resized.remove();
        });
    });
    // Once the rows that changed are in the page.
    Effect::new(move |_| {
        count.track();
        request_animation_frame(look);
    });

    let shown = move || {
        let (first, end) = span.get();
        rows.with(|rows| rows.iter().skip(first).take(end.saturating_sub(first)).cloned().collect::<Vec<_>>())
    };
    let gap = move |rows: usize| format!("height:{}px", (rows as f64 * height.get()) as u64);
    view! {
        <tr class="gap" node_ref=above aria-hidden="true">
            <td style=move || gap(span.get().0.min(count.get()))></td>
        </tr>
        <For each=shown key=key children=row />
        <tr class="gap" node_ref=below aria-hidden="true">
            <td style=move || gap(count.get().saturating_sub(span.get().1))></td>
        </tr>
    }
}

/// The rows to draw, `first..end`, when `passed` pixels of the list are above the window's top edge.
fn visible(passed: f64, view: f64, height: f64, count: usize) -> (usize, usize) {
    let first = ((passed.max(0.0) / height) as usize).saturating_sub(SPARE).min(count);
    let end = ((passed + view).max(0.0) / height) as usize + SPARE;
    // Never fewer than the first HTML has: a short list is simply drawn.
    (first, end.max(first + FIRST).min(count.max(FIRST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_window() {
        assert_eq!(visible(-200.0, 800.0, 40.0, 10), (0, 60));
        assert_eq!(visible(-200.0, 800.0, 40.0, 10_000), (0, 60));
        assert_eq!(visible(40_000.0, 800.0, 40.0, 10_000), (988, 1048));
        assert_eq!(visible(399_600.0, 800.0, 40.0, 10_000), (9978, 10_000));
    }

    #[test]
    fn survives_a_list_that_shrank() {
        let (first, end) = visible(40_000.0, 800.0, 40.0, 5);
        assert!(first <= 5 && end >= first);
    }
}
