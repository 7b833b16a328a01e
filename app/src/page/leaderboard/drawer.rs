use super::drill::whole;
use super::query::Query;
use super::ranking::title;
use crate::api::load;
use crate::api::report::{Drill, load_drill};
use crate::component::{Problem, opened};
use crate::i18n::locale;
use crate::ui::{Drawer, Skeleton};
use domain::report::Dimension;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// One line more closely: its course, and the leaderboards below it.
#[component]
pub(super) fn DrillDrawer(query: Memo<Query>) -> impl IntoView {
    let t = locale().leaderboard();
    let wanted = Memo::new(move |_| query.with(|query| query.drill().map(|ask| (ask, below(query.by)))));
    let found = load(wanted, |wanted| async move {
        match wanted {
            Some((ask, by)) => load_drill(ask, by).await,
            None => Ok(Drill::default()),
        }
    });
    let navigate = use_navigate();
    let close = Callback::new(move |()| {
        navigate(&query.get_untracked().href(), NavigateOptions { scroll: false, ..Default::default() });
    });
    let body = move || {
        Suspend::new(async move {
            match found.await {
                Ok(drill) if drill.line.is_none() => ().into_any(),
                Ok(drill) => opened(whole(drill, query.get_untracked().logs())).await,
                Err(refusal) => view! { <Problem refusal on_retry=move || found.refetch() /> }.into_any(),
            }
        })
    };
    let head = move || {
        let name = move || {
            Suspend::new(async move {
                let line = found.await.unwrap_or_default().line;
                let by = query.get_untracked().by;
                line.map_or_else(|| t.none().to_owned(), |line| title(by, &line))
            })
        };
        view! { <b class="break"><Transition>{name}</Transition></b> }
    };
    let open = Signal::derive(move || wanted.with(Option::is_some));
    view! {
        <Drawer label=t.figures() open on_close=close head>
            <Transition fallback=|| view! { <Skeleton lines=10 /> }>{body}</Transition>
        </Drawer>
    }
}

/// What a line is taken apart by.
fn below(by: Dimension) -> Vec<Dimension> {
    use Dimension::{Group, Key, Model, Provider, User};
    match by {
        User => vec![Model, Key, Provider],
        Key => vec![Model, Provider],
        Provider => vec![Model, User],
        Model => vec![Provider, User],
        Group => vec![User, Model],
    }
}
