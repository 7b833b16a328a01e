use crate::i18n::locale;
use crate::ui::{Failure, Fault};
use leptos::prelude::*;
use wasm_split_helpers::SplitLoaderError;

/// A part of the console's code could not be fetched: no network, or the hub was renewed since the page was loaded.
#[derive(Clone, Copy, Debug)]
pub struct Lost;

impl From<SplitLoaderError> for Lost {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A view of the part `more`.
pub async fn opened(part: impl Future<Output = Result<AnyView, Lost>>) -> AnyView {
    fetched("more", part).await
}

/// A view of the part `name`, which not everybody who sees the page needs.
pub async fn fetched(name: &'static str, part: impl Future<Output = Result<AnyView, Lost>>) -> AnyView {
    // Where it is there from the first, the document names the part, as it does the page's own.
    #[cfg(feature = "ssr")]
    leptos::prefetch_lazy_fn_on_server(name);
    #[cfg(not(feature = "ssr"))]
    let _ = name;
    shown(part).await
}

/// What a view of another part makes, or the offer to load the page anew.
pub async fn shown(part: impl Future<Output = Result<AnyView, Lost>>) -> AnyView {
    part.await.unwrap_or_else(|Lost| {
        let again = move || _ = window().location().reload();
        view! { <Failure fault=Fault::new(locale().common().part_lost()) on_retry=again /> }.into_any()
    })
}
