use super::query::Query;
use crate::component::dialect_name;
use crate::i18n::locale;
use crate::page::session::story_address;
use crate::ui::CopyButton;
use domain::log::LogEntry;
use domain::session::SessionName;
use leptos::prelude::*;

/// Everything else that is known. What the list can be narrowed to is a link that does so.
#[component]
pub(super) fn Detail(entry: LogEntry, query: Query) -> impl IntoView {
    let t = locale().log();
    let base = Query { reach: query.reach, ..Query::default() };
    let user = Query { user: Some(entry.caller.user_id), ..base.clone() };
    let key = Query { key: Some(entry.caller.key_id), ..base.clone() };
    let session = entry.session.clone().map(|id| {
        let href = story_address(&SessionName { key_id: entry.caller.key_id, id: id.clone() });
        link(t.session(), id.clone(), href, locale().session().story_of(id))
    });
    let provider = entry.provider().map(|provider| {
        narrowing(t.provider(), provider.name.clone(), &Query { provider: Some(provider.id), ..base.clone() })
    });
    let model = entry.model.clone().map(|model| {
        let only = Query { model: Some(model.clone()), ..base.clone() };
        narrowing(t.asked_model(), model, &only)
    });
    let sent = entry.sent_model.clone().filter(|sent| entry.model.as_ref() != Some(sent));
    let vendor = entry.attempts.iter().rev().find_map(|attempt| attempt.vendor_request_id.clone());
    let line = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt><dd class="mono">{value}</dd> })
    };
    view! {
        <dl class="kv">
            {narrowing(t.user(), entry.caller.user_name.clone(), &user)}
            {narrowing(t.key(), entry.caller.key_name.clone(), &key)}
            {session}
            {provider}
            {model}
            {line(t.sent_model(), sent)}
            {line(t.answered_model(), entry.answered_model.clone())}
            {line(t.stop_reason(), entry.stop_reason.clone())}
            {line(t.service_tier(), entry.service_tier.clone())}
            <dt>{t.protocol()}</dt>
            <dd>{dialect_name(entry.dialect)}</dd>
            {line(t.client(), Some(entry.client.clone()).filter(|client| !client.is_empty()))}
            {line(t.client_ip(), Some(entry.client_ip.clone()))}
            {vendor.map(|id| copied(t.vendor_request(), id))}
            {copied(t.request_id(), entry.id.0)}
        </dl>
    }
}

fn narrowing(name: &'static str, value: String, only: &Query) -> AnyView {
    let label = locale().log().only(&value);
    link(name, value, only.href(), label)
}

fn link(name: &'static str, value: String, href: String, label: String) -> AnyView {
    view! {
        <dt>{name}</dt>
        <dd>
            <a class="link" href=href title=label data-noscroll="">{value}</a>
        </dd>
    }
    .into_any()
}

fn copied(name: &'static str, value: String) -> AnyView {
    view! {
        <dt>{name}</dt>
        <dd class="row">
            <span class="mono break">{value.clone()}</span>
            <CopyButton text=value />
        </dd>
    }
    .into_any()
}
