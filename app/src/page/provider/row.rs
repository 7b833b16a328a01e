use super::Shelf;
use super::circuit::Standing;
use super::label::kind_label;
use crate::api::provider::update_provider;
use crate::component::{Errand, ProviderMark};
use crate::i18n::locale;
use crate::ui::{At, Cell, Column, Row, Switch, Tone, toast};
use domain::Ratio;
use domain::group;
use domain::provider::{Provider, ProviderPatch};
use leptos::prelude::*;

pub(super) fn columns() -> Vec<Column> {
    let t = locale().provider();
    vec![
        Column::new(t.name()),
        Column::new(t.url()),
        Column::new(t.kind_credential()),
        Column::new(t.groups()),
        Column::new(t.priority()).right(),
        Column::new(t.weight()).right(),
        Column::new(t.multiplier()).right(),
        Column::new(locale().circuit().title()),
        Column::new(t.enabled()),
    ]
}

#[component]
pub(super) fn ProviderRow(provider: Provider) -> impl IntoView {
    let t = locale().provider();
    let shelf = expect_context::<Shelf>();
    let toast = toast();
    let errand = Errand::new();
    let on = RwSignal::new(provider.enabled);
    let id = provider.id;
    let switch = move |enabled: bool| {
        if errand.busy.get_untracked() {
            return on.set(!enabled);
        }
        let patch = ProviderPatch { enabled: Some(enabled), ..ProviderPatch::default() };
        errand.run(update_provider(id, patch), move |outcome| match outcome {
            Ok(_) => shelf.switch(id, enabled),
            Err(refused) => {
                on.set(!enabled);
                toast(Tone::Bad, refused.message);
            }
        });
    };
    let groups = if provider.groups.is_empty() { group::DEFAULT.to_owned() } else { provider.groups.joined() };
    let label = t.enabled_of(&provider.name);
    let name = provider.name.clone();
    let hints = hints(&provider);
    let hints = (!hints.is_empty())
        .then(|| view! { <span class="xs faint clip hints" title=hints.clone()>{hints.clone()}</span> });
    view! {
        <Row selected=Signal::derive(move || shelf.is_open(id))>
            <Cell at=At::Lead clip=true>
                <span class="who">
                    <ProviderMark kind=provider.kind id=id.0 />
                    <a class="cover clip" href=format!("/providers?edit={id}") data-noscroll=""><b>{provider.name}</b></a>
                    <span class="faint clip desk">{provider.note}</span>
                </span>
            </Cell>
            <Cell at=At::Sub clip=true>
                <span class="who"><span class="mono muted clip">{provider.url}</span>{hints}</span>
            </Cell>
            <Cell at=At::Line label=t.kind_credential()>
                <span>{kind_label(provider.kind)}" "<span class="mono faint">{provider.key_hint}</span></span>
            </Cell>
            <Cell at=At::Line label=t.groups() clip=true>{groups}</Cell>
            <Cell at=At::Line label=t.priority() right=true><span class="num">{provider.priority}</span></Cell>
            <Cell at=At::Line label=t.weight() right=true><span class="num">{provider.weight}</span></Cell>
            <Cell at=if provider.multiplier == Ratio::ONE { At::Wide } else { At::Line } label=t.multiplier() right=true><span class="num">{provider.multiplier.to_string()}" ×"</span></Cell>
            <Cell at=At::Badge><Standing id name /></Cell>
            <Cell at=At::Value><Switch on label bare=true on_change=Callback::new(switch) /></Cell>
        </Row>
    }
}

/// What decides whether a request gets to the vendor, and what it looks like there.
fn hints(provider: &Provider) -> String {
    let t = locale().provider();
    let redirects = match provider.redirects.len() {
        0 => None,
        1 => Some(t.one_redirect().to_owned()),
        many => Some(t.many_redirects(many)),
    };
    let routing = &provider.routing;
    let hours = routing.active_hours.map(|hours| hours.to_string());
    let limit = provider.limits.caps.concurrent_requests.map(|limit| t.at_once(limit));
    let urls = match routing.endpoints.len() {
        0 => None,
        1 => Some(t.one_more_url().to_owned()),
        many => Some(t.more_urls(many)),
    };
    let proxy = (!provider.proxy_hint.is_empty()).then(|| t.by_proxy().to_owned());
    [hours, limit, urls, redirects, proxy].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
