use super::group_priorities::GroupPriorities;
use crate::component::context::site;
use crate::i18n::locale;
use crate::page::provider::draft::AudienceDraft;
use crate::ui::{Fold, Group, Switch, TextField};
use leptos::prelude::*;

const INSIDE: &[&str] = &["active_hours", "group_priorities", "allowed_clients", "blocked_clients"];

/// When and for whom the provider is there.
#[component]
pub(super) fn Audience(draft: AudienceDraft) -> impl IntoView {
    let t = locale().routing();
    let (allowed, blocked) = (draft.allowed_clients.text, draft.blocked_clients.text);
    let zone = t.hours_help(site().time_zone);
    view! {
        <Fold title=t.audience() hint=t.audience_hint() fields=INSIDE is_set=draft.is_set>
            <TextField name="active_hours" label=t.hours() value=draft.hours help=zone placeholder=t.hours_always() mono=true />
            <GroupPriorities rows=draft.group_priorities />
            <Group name="clients" label=t.clients() help=t.clients_help()>
                <div class="pair">
                    <TextField name="allowed_clients" label=t.allowed_clients() value=allowed placeholder=t.allowed_clients_none() mono=true />
                    <TextField name="blocked_clients" label=t.blocked_clients() value=blocked help=t.blocked_clients_help() placeholder=t.blocked_clients_none() mono=true />
                </div>
            </Group>
            <Switch on=draft.sticky label=t.sticky() help=t.sticky_help() />
        </Fold>
    }
}
