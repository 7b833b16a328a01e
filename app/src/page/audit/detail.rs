use super::query::Query;
use crate::api::audit::AuditStory;
use crate::component::Lost;
use crate::i18n::locale;
use crate::ui::{LinkButton, State, Time, TimeShow, Tone, address};
use domain::audit::{AuditRow, FieldChange};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

/// What the drawer holds.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn detail(story: AuditStory) -> Result<AnyView, Lost> {
    let t = locale().audit();
    let AuditStory { row, changes } = story;
    let (tone, word) = if row.success { (Tone::Ok, t.done()) } else { (Tone::Bad, t.refused()) };
    let line = |name: &'static str, value: AnyView| view! { <dt>{name}</dt><dd>{value}</dd> };
    let text = |name, value: &str| (!value.is_empty()).then(|| line(name, value.to_owned().into_any()));
    let time = view! { <span class="num"><Time at=row.at.0 show=TimeShow::Full /></span> }.into_any();
    let all = Query { actor: Some(row.actor_name.clone()), ..Query::default() };
    let by =
        (!row.actor_name.is_empty()).then(|| view! { <LinkButton label=t.of_operator() href=all.href() small=true /> });
    let about = row.target_id.map(|id| {
        let category = Some(row.category().to_owned());
        let query = Query { category, target: Some((id, row.target_name.clone())), ..Query::default() };
        view! { <LinkButton label=t.of_target() href=query.href() small=true /> }
    });
    let place = place(&row).map(|href| view! { <LinkButton label=t.open_target() href small=true /> });
    let view = view! {
        <div class="stack">
            <dl class="kv">
                {line(t.when(), time)}
                {text(t.operator(), &row.actor_name)}
                {text(t.target(), &row.target_name)}
                {text(t.ip(), &row.ip)}
                {line(t.outcome(), view! { <State tone text=word /> }.into_any())}
                {line(t.action(), view! { <span class="mono">{row.action}</span> }.into_any())}
            </dl>
            <div class="row wrap">{place}{about}{by}</div>
            {table(changes)}
        </div>
    };
    Ok(view.into_any())
}

fn table(changes: Vec<FieldChange>) -> AnyView {
    let t = locale().audit();
    if changes.is_empty() {
        return view! { <p class="sm muted">{t.no_changes()}</p> }.into_any();
    }
    let value = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    let line = |change: FieldChange| {
        view! {
            <tr>
                <td class="mono">{change.field}</td>
                <td class="was">{value(change.before)}</td>
                <td>{value(change.after)}</td>
            </tr>
        }
    };
    view! {
        <section class="stack" aria-label=t.changes()>
            <h3>{t.changes()}</h3>
            <table class="diff">
                <thead>
                    <tr>{[t.field(), t.before(), t.after()].map(|name| view! { <th scope="col">{name}</th> })}</tr>
                </thead>
                <tbody>{changes.into_iter().map(line).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Where the thing itself is, unless it is gone.
fn place(row: &AuditRow) -> Option<String> {
    let id = row.target_id.map(|id| id.to_string());
    let (category, verb) = row.action.split_once('.')?;
    if verb == "delete" {
        return None;
    }
    match category {
        "provider" => Some(address("/providers", &[("edit", Some(id?))])),
        "user" => Some(address("/users", &[("edit", Some(id?))])),
        "key" => Some(address("/users", &[("key", Some(id?))])),
        "group" => Some(address("/groups", &[("edit", Some(row.target_name.clone()))])),
        "price" => Some(address("/prices", &[("q", Some(row.target_name.clone()).filter(|name| !name.is_empty()))])),
        "settings" => Some("/settings".to_owned()),
        _ => None,
    }
}
