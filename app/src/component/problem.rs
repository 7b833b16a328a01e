use crate::api::Refusal;
use crate::ui::Failure;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use leptos_router::location::Url;

/// Why the hub did not give a page its data. Whoever is signed out goes to the login page and comes back from there.
#[component]
pub fn Problem(refusal: Refusal, #[prop(optional, into)] on_retry: Option<Callback<()>>) -> impl IntoView {
    if refusal.is_signed_out() {
        return view! { <Redirect path=login_address() /> }.into_any();
    }
    match on_retry {
        Some(on_retry) => view! { <Failure fault=refusal.into() on_retry /> }.into_any(),
        None => view! { <Failure fault=refusal.into() /> }.into_any(),
    }
}

fn login_address() -> String {
    let here = use_location();
    let (path, query) = (here.pathname.get_untracked(), here.search.get_untracked());
    let query = query.trim_start_matches('?');
    let from = if query.is_empty() { path } else { format!("{path}?{query}") };
    if from == "/" { "/login".to_owned() } else { format!("/login?from={}", Url::escape(&from)) }
}
