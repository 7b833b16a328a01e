use super::icon::{ALERT, RELOAD};
use super::{Button, Svg};
use crate::i18n::locale;
use leptos::prelude::*;

/// Something that went wrong, in words for the person in front of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    /// The name of the form field that it is about.
    pub field: Option<String>,
    pub request_id: Option<String>,
}

impl Fault {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }
}

/// A failure where it happened, with the request id to quote and a way to try again.
#[component]
pub fn Failure(fault: Fault, #[prop(optional, into)] on_retry: Option<Callback<()>>) -> impl IntoView {
    let t = locale().common();
    let id = fault.request_id.map(|id| view! { <div class="xs muted mono">{t.request_id(id)}</div> });
    view! {
        <div class="failure" role="alert">
            <Svg icon=ALERT />
            <div>{fault.message}{id}</div>
            {on_retry.map(|retry| view! { <Button label=t.retry() icon=RELOAD small=true on_click=retry /> })}
        </div>
    }
}
