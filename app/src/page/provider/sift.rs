use super::query::{Condition, Order, Query};
use crate::ui::Sort;
use domain::availability::ProviderDay;
use domain::breaker::{BreakerReport, BreakerState};
use domain::group;
use domain::provider::Provider;
use std::cmp::Ordering;

/// The providers that the address asks for, in its order.
pub(super) fn sift(
    list: &[Provider],
    days: &[ProviderDay],
    breakers: &[BreakerReport],
    query: &Query,
) -> Vec<Provider> {
    let search = query.search.as_ref().map(|text| text.to_lowercase());
    let found = |text: &str| search.as_ref().is_none_or(|search| text.to_lowercase().contains(search));
    let fits = |provider: &&Provider| {
        let condition = query.condition.is_none_or(|condition| match condition {
            Condition::Enabled => provider.enabled,
            Condition::Disabled => !provider.enabled,
            Condition::Broken => {
                breakers.iter().any(|one| one.provider == provider.id && one.state == BreakerState::Open)
            }
        });
        condition
            && query.kind.is_none_or(|kind| kind == provider.kind)
            && query.group.as_ref().is_none_or(|group| groups(provider).any(|own| own == group))
            && (found(&provider.name) || found(&provider.url))
    };
    let mut shown: Vec<Provider> = list.iter().filter(fits).cloned().collect();
    if let Some((order, way)) = query.sort {
        let cost =
            |provider: &Provider| days.iter().find(|day| day.id == provider.id).map_or(0, |day| day.totals.cost.0);
        let by = |a: &Provider, b: &Provider| match order {
            Order::Name => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
            Order::Priority => a.priority.cmp(&b.priority),
            Order::Weight => a.weight.cmp(&b.weight),
            Order::Cost => cost(a).cmp(&cost(b)),
        };
        let turn = |order: Ordering| if way == Sort::Descending { order.reverse() } else { order };
        shown.sort_by(|a, b| turn(by(a, b)));
    }
    shown
}

/// Those that it is in; one without any is in the default one.
pub(super) fn groups(provider: &Provider) -> impl Iterator<Item = &str> {
    let default = provider.groups.is_empty().then_some(group::DEFAULT);
    provider.groups.iter().map(String::as_str).chain(default)
}
