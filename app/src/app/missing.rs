use crate::i18n::locale;
use crate::ui::icon::FIND;
use crate::ui::{Empty, LinkButton, Look};
use leptos::prelude::*;
use leptos_meta::Title;

/// An address that no page has. Says so with status 404 too.
#[component]
pub(super) fn Missing() -> impl IntoView {
    let t = locale().common();
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text=t.page_not_found() />
        <Empty icon=FIND title=t.page_not_found() hint=t.page_not_found_hint()>
            <LinkButton label=t.to_overview() href="/" look=Look::Primary />
        </Empty>
    }
}
