mod first;
mod recipe;

use crate::component::context::{fresh_key, is_admin, site};
use crate::i18n::locale;
use crate::ui::{Card, Link, Note, Segment, Tabs, Tone};
use first::FirstRequest;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use recipe::{Api, Recipe, Tool};

/// `/connect?tool=…&api=…`: what to copy so that a tool asks this hub.
#[component]
pub(crate) fn ConnectPage() -> impl IntoView {
    let t = locale().connect();
    let map = use_query_map();
    let tool = Memo::new(move |_| map.with(|map| map.get_str("tool").and_then(Tool::from_name)).unwrap_or_default());
    let api = Memo::new(move |_| map.with(|map| map.get_str("api").and_then(Api::from_name)).unwrap_or_default());
    let href = |tool: Tool, api: Api| format!("/connect?tool={}&api={}", tool.name(), api.name());
    let tools =
        move || Tool::ALL.map(|each| Link::new(each.label(), href(each, api.get()), each == tool.get())).to_vec();
    let apis = move || Api::ALL.map(|each| Link::new(each.label(), href(tool.get(), each), each == api.get())).to_vec();
    let choose_api = move || {
        tool.get().has_apis().then(|| view! { <div><Segment label=t.api() links=Signal::derive(apis) /></div> })
    };
    let (key, admin) = (fresh_key(), is_admin());
    let about_key = move || match key.get() {
        Some((name, _)) => view! { <Note tone=Tone::Ok>{t.key_filled(name)}</Note> }.into_any(),
        None if admin => {
            view! { <Note>{t.key_missing()}" "<a class="link" href="/users">{t.create_key()}</a></Note> }.into_any()
        }
        None => view! { <Note>{t.key_missing()}" "{t.ask_admin()}</Note> }.into_any(),
    };
    let recipe = move || {
        let secret = key.get().map_or_else(|| recipe::PLACEHOLDER.to_owned(), |(_, secret)| secret);
        view! { <Recipe tool=tool.get() api=api.get() address=site().address secret /> }
    };
    view! {
        <Title text=t.title() />
        <div class="head"><h1>{t.title()}</h1></div>
        <p class="muted">{t.lead()}</p>
        <div class="grid">
            <Card>
                <div class="stack">
                    <Tabs label=t.tool() links=Signal::derive(tools) />
                    {about_key}
                    {choose_api}
                    {recipe}
                </div>
            </Card>
            <FirstRequest />
        </div>
    }
}
