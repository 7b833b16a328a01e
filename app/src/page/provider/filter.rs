use super::label::kind_label;
use super::query::{Condition, Open, Query};
use super::{Shelf, sift};
use crate::component::breaker_word;
use crate::i18n::locale;
use crate::ui::{Chip, Link, Menu, MenuLink, Segment};
use domain::breaker::BreakerState;
use domain::provider::ProviderKind;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What narrows the list: states as a choice, types and groups as chips. Each is a link.
#[component]
pub(super) fn FilterBar() -> impl IntoView {
    let t = locale().fleet();
    let shelf = expect_context::<Shelf>();
    let here = move || Query { open: Open::Nothing, ..shelf.query.get() };
    let states = move || {
        let here = here();
        let link = |name: &'static str, condition| {
            let current = here.condition == condition;
            Link::new(name, Query { condition, ..here.clone() }.href(), current)
        };
        let word = |condition| match condition {
            Condition::Enabled => t.enabled(),
            Condition::Disabled => t.disabled(),
            Condition::Broken => breaker_word(BreakerState::Open),
        };
        let all = Condition::ALL.map(|condition| link(word(condition), Some(condition)));
        std::iter::once(link(t.every_state(), None)).chain(all).collect::<Vec<_>>()
    };
    let kinds = move || {
        let here = here();
        let known: Vec<ProviderKind> = shelf.list.with(|list| {
            ProviderKind::ALL.into_iter().filter(|kind| list.iter().any(|one| one.kind == *kind)).collect()
        });
        let links =
            known.into_iter().map(|kind| (kind_label(kind).to_owned(), Query { kind: Some(kind), ..here.clone() }));
        let now = here.kind.map(|kind| (kind_label(kind).to_owned(), Query { kind: None, ..here.clone() }));
        part("by-type", locale().provider().kind(), now, links.collect())
    };
    let groups = move || {
        let here = here();
        let known: BTreeSet<String> =
            shelf.list.with(|list| list.iter().flat_map(sift::groups).map(str::to_owned).collect());
        let links = known.into_iter().map(|group| (group.clone(), Query { group: Some(group), ..here.clone() }));
        let now = here.group.clone().map(|group| (group, Query { group: None, ..here.clone() }));
        part("by-group", t.group(), now, links.collect())
    };
    let views = move || {
        let here = here();
        let link =
            |name: &'static str, cards| Link::new(name, Query { cards, ..here.clone() }.href(), here.cards == cards);
        vec![link(t.as_list(), false), link(t.as_cards(), true)]
    };
    view! {
        <div class="row wrap">
            <Segment label=t.state() links=Signal::derive(states) />
            {kinds}
            {groups}
            <span class="grow"></span>
            <span class="views"><Segment label=t.view() links=Signal::derive(views) /></span>
        </div>
    }
}

/// The filter in force as a chip, or a menu of what there is to choose, if there is a choice.
fn part(id: &'static str, name: &'static str, now: Option<(String, Query)>, links: Vec<(String, Query)>) -> AnyView {
    match now {
        Some((value, without)) => view! { <Chip name value without=without.href() /> }.into_any(),
        None if links.len() > 1 => {
            let link = |(label, query): (String, Query)| view! { <MenuLink label href=query.href() /> };
            view! {
                <Menu id label=name class="chip open" face=move || view! { {name} }>
                    {links.into_iter().map(link).collect_view()}
                </Menu>
            }
            .into_any()
        }
        None => ().into_any(),
    }
}
