use super::form::form;
use super::query::Query;
use crate::api::load;
use crate::api::price::{Sheet, load_price};
use crate::component::{Problem, guard, opened};
use crate::i18n::locale;
use crate::ui::{Drawer, Skeleton};
use domain::price::PriceKey;
use leptos::prelude::*;

/// The drawer with the price that the address names.
#[component]
pub(super) fn Editor(query: Memo<Query>) -> impl IntoView {
    let t = locale().price();
    // The browser opens it by itself, after it has taken the page over: it cannot take over this drawer's form.
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let key = Memo::new(move |_| query.with(|query| query.open.clone()).filter(|_| awake.get()));
    let dirty = RwSignal::new(false);
    let go = guard(dirty.into());
    let found = load(key, |key: Option<PriceKey>| async move {
        match key {
            Some(key) => load_price(key).await,
            None => Ok(Sheet::default()),
        }
    });
    let label = Signal::derive(move || {
        let named = key.with(|key| key.as_ref().map(|key| key.model.clone()).filter(|model| !model.is_empty()));
        named.unwrap_or_else(|| t.add().to_owned())
    });
    let close = Callback::new(move |()| go.run(query.with_untracked(|query| query.with(None))));
    let leave = Callback::new(move |()| {
        dirty.set(false);
        close.run(());
    });
    let body = move || {
        let key = key.get();
        Suspend::new(async move {
            match (key, found.await) {
                (None, _) => ().into_any(),
                (Some(key), Ok(sheet)) => opened(form(key, sheet, dirty, leave)).await,
                (_, Err(refusal)) => view! { <Problem refusal on_retry=move || found.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Drawer
            label
            open=Signal::derive(move || key.with(Option::is_some))
            on_close=close
            head=move || view! { <b class="break">{label}</b> }
        >
            <Transition fallback=|| view! { <Skeleton lines=10 /> }>{body}</Transition>
        </Drawer>
    }
}
