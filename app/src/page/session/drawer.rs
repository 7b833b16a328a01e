use super::story::whole;
use crate::api::load;
use crate::api::session::load_story;
use crate::component::{Problem, opened};
use crate::i18n::locale;
use crate::ui::{CopyButton, Drawer, Skeleton};
use domain::session::{SessionName, SessionStory};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The story of the session that the address names.
#[component]
pub(super) fn StoryDrawer(open: Memo<Option<SessionName>>) -> impl IntoView {
    let t = locale().session();
    let found = load(open, |name: Option<SessionName>| async move {
        match name {
            Some(name) => Ok((Some(name.clone()), load_story(name, None).await?)),
            None => Ok((None, SessionStory::default())),
        }
    });
    let navigate = use_navigate();
    let close = Callback::new(move |()| {
        navigate("/sessions", NavigateOptions { scroll: false, ..Default::default() });
    });
    let head = move || {
        let caller = move || {
            Suspend::new(async move {
                let began = found.await.ok().and_then(|(_, story)| story.began);
                began.map_or_else(
                    || t.session().to_owned(),
                    |(_, caller)| format!("{} · {}", caller.user_name, caller.key_name),
                )
            })
        };
        let id = move || open.get().map(|name| name.id).unwrap_or_default();
        view! {
            <b class="break"><Transition>{caller}</Transition></b>
            <div class="row">
                <span class="sm mono muted break">{id}</span>
                <CopyButton text=Signal::derive(id) />
            </div>
        }
    };
    let body = move || {
        Suspend::new(async move {
            match found.await {
                Ok((None, _)) => ().into_any(),
                Ok((Some(name), story)) => opened(whole(name, story)).await,
                Err(refusal) => view! { <Problem refusal on_retry=move || found.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Drawer label=t.session() open=Signal::derive(move || open.with(Option::is_some)) on_close=close head>
            <Transition fallback=|| view! { <Skeleton lines=12 /> }>{body}</Transition>
        </Drawer>
    }
}
