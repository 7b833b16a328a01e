use super::Errand;
use crate::api::Refusal;
use crate::ui::{Button, Fault, Tone, toast};
use domain::log::Page;
use leptos::prelude::*;

/// The rows of a list that grows by a page at a time, and the button for older ones while there are any.
pub fn paged<T, F>(
    first: Page<T>,
    label: &'static str,
    fetch: impl Fn(Option<String>) -> F + Copy + Send + Sync + 'static,
) -> (RwSignal<Vec<T>>, impl IntoView)
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<Page<T>, Refusal>> + 'static,
{
    let items = RwSignal::new(first.items);
    let next = RwSignal::new(first.next);
    let (errand, toast) = (Errand::new(), toast());
    let more = move || {
        errand.run(fetch(next.get_untracked()), move |outcome: Result<Page<T>, Fault>| match outcome {
            Ok(page) => {
                items.update(|items| items.extend(page.items));
                next.set(page.next);
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let button = move || {
        next.with(Option::is_some)
            .then(|| view! { <div class="more"><Button label=label busy=errand.busy on_click=more /></div> })
    };
    (items, button)
}
