//! The console in the browser: takes over the page that the server rendered.

use leptos::logging::error;
use leptos::prelude::{document, request_idle_callback};
use leptos::tachys::dom::body;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's script once the main module is loaded; fetches the code of the page that is open, and in quiet
/// moments later that of the others.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    if let Err(reason) = app::i18n::pack::load().await {
        error!("{reason}; load it anew");
        return;
    }
    app::preload_open().await;
    leptos::mount::hydrate_from_async(body(), app::App).await.forget();
    // Tests wait for this before their first click.
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-hydrated", "");
    }
    request_idle_callback(|| spawn_local(app::preload()));
}
