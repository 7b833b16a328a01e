use super::detail::detail;
use super::query::Query;
use crate::api::audit::{AuditStory, load_audit_entry};
use crate::api::load;
use crate::component::{Problem, opened};
use crate::i18n::locale;
use crate::ui::{Drawer, Skeleton};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// One line more closely: who, from where, and what became different.
#[component]
pub(super) fn AuditDrawer(query: Memo<Query>, open: Memo<Option<i64>>) -> impl IntoView {
    let t = locale().audit();
    let found = load(open, |open: Option<i64>| async move {
        match open {
            Some(id) => load_audit_entry(id).await.map(Some),
            None => Ok(None::<AuditStory>),
        }
    });
    let navigate = use_navigate();
    let close = Callback::new(move |()| {
        navigate(&query.get_untracked().href(), NavigateOptions { scroll: false, ..Default::default() });
    });
    let head = move || {
        let name = move || {
            Suspend::new(async move {
                let story = found.await.ok().flatten();
                story.map_or_else(|| t.entry().to_owned(), |story| super::said(&story.row.action))
            })
        };
        view! { <b class="break"><Transition>{name}</Transition></b> }
    };
    let body = move || {
        Suspend::new(async move {
            match found.await {
                Ok(None) => ().into_any(),
                Ok(Some(story)) => opened(detail(story)).await,
                Err(refusal) => view! { <Problem refusal on_retry=move || found.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Drawer label=t.entry() open=Signal::derive(move || open.with(Option::is_some)) on_close=close head>
            <Transition fallback=|| view! { <Skeleton lines=8 /> }>{body}</Transition>
        </Drawer>
    }
}
