use leptos::prelude::*;

/// The hub's sign and name.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <svg viewBox="0 0 22 22" fill="none" stroke="var(--accent)" stroke-width="1.8" stroke-linecap="round" aria-hidden="true">
                <circle cx="11" cy="11" r="3.4" fill="var(--accent)" stroke="none"></circle>
                <path d="M11 1.8v3.8M11 16.4v3.8M1.8 11h3.8M16.4 11h3.8"></path>
                <path d="m4.5 4.5 2.7 2.7M14.8 14.8l2.7 2.7M4.5 17.5l2.7-2.7M14.8 7.2l2.7-2.7" opacity=".45"></path>
            </svg>
            <span>"Claude Code Hub"</span>
        </a>
    }
}
