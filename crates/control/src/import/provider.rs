mod overrides;
mod routing;

use super::limits::limits;
use super::naming::{Named, named, note};
use super::row::Row;
use super::{Owners, Rows, Section, model, reason};
use crate::change::Change;
use crate::store::provider;
use crate::{Error, Result, service};
use domain::provider::{NewProvider, PRIORITY_MAX, Provider, ProviderKind, WEIGHT_MAX};
use domain::{ProviderId, Secret};
use routing::Pool;
use std::collections::HashMap;

const UNMATCHED: [&str; 4] =
    ["custom_headers", "mcp_passthrough_type", "swap_cache_ttl_billing", "codex_image_generation_preference"];

/// Known by name.
pub(super) async fn take(change: &mut Change<'_>, rows: Rows, endpoints: Rows, owners: &mut Owners) -> Result<Section> {
    let mut section = Section::new("providers");
    let pool = Pool::new(endpoints.unwrap_or_default());
    let here: HashMap<String, ProviderId> =
        provider::list(&mut change.tx).await?.into_iter().map(|one| (one.name, one.id)).collect();
    for Named { row, name, mut remarks } in named(&mut section, rows, "provider") {
        if let Some(id) = here.get(&name) {
            owners.providers.insert(row.id(), *id);
            section.here(name);
            continue;
        }
        match taken(change, &row, name.clone(), &pool, &mut remarks).await {
            Ok(id) => {
                owners.providers.insert(row.id(), id);
                section.taken(name, remarks);
            }
            Err(error) => section.left(name, reason(error)?),
        }
    }
    Ok(section)
}

async fn taken(
    change: &mut Change<'_>,
    row: &Row,
    name: String,
    pool: &Pool,
    remarks: &mut Vec<String>,
) -> Result<ProviderId> {
    let text = |column: &str| row.text(column).unwrap_or_default();
    let kind = row.text("provider_type").map_or(Ok(ProviderKind::default()), ProviderKind::try_from)?;
    let multiplier = row.ratio("cost_multiplier", remarks);
    let multiplier = multiplier.ok_or_else(|| Error::invalid("cost_multiplier", "It must be between 0 and 1000."))?;
    let models = model::allowed(row, remarks);
    let (redirects, all_redirects) = model::redirects(row, remarks);
    let (routing, has_hours) = routing::read(row, kind, pool, remarks);
    row.tell_unmatched(&UNMATCHED, remarks);
    let new = NewProvider {
        name,
        kind,
        url: text("url"),
        credential: Secret::new(text("key")),
        weight: bounded(row, "weight", 1, 0, WEIGHT_MAX, remarks),
        priority: bounded(row, "priority", 0, 0, PRIORITY_MAX, remarks),
        multiplier,
        groups: row.groups("group_tag"),
        allowed_models: models.names,
        redirects,
        overrides: overrides::read(row, kind, remarks),
        proxy: row.text("proxy_url").filter(|url| !url.trim().is_empty()).map(Secret::new),
        proxy_fallback: row.flag("proxy_fallback_to_direct").unwrap_or_default(),
        preserve_client_ip: row.flag("preserve_client_ip").unwrap_or_default(),
        routing,
        limits: limits(row, remarks),
        note: note(row, remarks),
        enabled: row.flag("is_enabled").unwrap_or(true) && models.is_whole && all_redirects && has_hours,
        secrets_of: None,
    };
    let made = service::provider::edit::created(change, new).await?;
    // There it is for the total alone, here for all money.
    if let Some(at) = row.time("total_cost_reset_at") {
        let sealed = provider::sealed(&mut change.tx, made.id).await?.unwrap_or_default();
        let after = Provider { usage_reset_at: Some(at), ..made.clone() };
        service::provider::edit::stored(change, &made, &after, &sealed).await?;
    }
    Ok(made.id)
}

/// A figure, moved into what it may be here.
fn bounded(row: &Row, column: &str, without: i64, least: i64, most: i64, remarks: &mut Vec<String>) -> i64 {
    let Some(figure) = row.whole(column) else { return without };
    let inside = figure.clamp(least, most);
    if inside != figure {
        remarks.push(format!("{column} was {figure}, is {inside}"));
    }
    inside
}
