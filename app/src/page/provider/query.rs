use super::HOME;
use crate::ui::{Sort, address};
use domain::ProviderId;
use domain::provider::ProviderKind;
use leptos_router::params::ParamsMap;

/// What the drawer shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Open {
    #[default]
    Nothing,
    New,
    Copy(ProviderId),
    Edit(ProviderId),
    Circuit(ProviderId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    Enabled,
    Disabled,
    /// One of its breakers is open.
    Broken,
}

impl Condition {
    pub(super) const ALL: [Self; 3] = [Self::Enabled, Self::Disabled, Self::Broken];

    fn name(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Broken => "open",
        }
    }
}

/// What the list is in order of; by nothing said, as they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Name,
    Priority,
    Weight,
    Cost,
}

impl Order {
    const ALL: [Self; 4] = [Self::Name, Self::Priority, Self::Weight, Self::Cost];

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Priority => "priority",
            Self::Weight => "weight",
            Self::Cost => "cost",
        }
    }

    /// What people want to see first: the preferred, the heavy, the dear.
    fn first(self) -> Sort {
        match self {
            Self::Name | Self::Priority => Sort::Ascending,
            Self::Weight | Self::Cost => Sort::Descending,
        }
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) search: Option<String>,
    pub(super) kind: Option<ProviderKind>,
    pub(super) condition: Option<Condition>,
    pub(super) group: Option<String>,
    pub(super) sort: Option<(Order, Sort)>,
    /// A card for each instead of a line.
    pub(super) cards: bool,
    pub(super) open: Open,
}

/// Of the address, what a search leaves as it is.
pub(super) const KEPT: &[&str] = &["type", "state", "group", "sort", "view"];

impl Query {
    /// What cannot be read is no filter.
    pub(super) fn read(map: &ParamsMap) -> Self {
        let text = |name| map.get_str(name).map(str::trim).filter(|text| !text.is_empty());
        let id = |name| text(name).and_then(|id| id.parse().ok()).map(ProviderId);
        let open = match (id("edit"), id("breaker"), id("copy")) {
            (Some(id), ..) => Open::Edit(id),
            (_, Some(id), _) => Open::Circuit(id),
            (.., Some(id)) => Open::Copy(id),
            _ if map.get_str("new").is_some() => Open::New,
            _ => Open::Nothing,
        };
        let sort = text("sort").and_then(|word| {
            let (name, back) = word.strip_prefix('-').map_or((word, false), |name| (name, true));
            let order = Order::ALL.into_iter().find(|order| order.name() == name)?;
            Some((order, if back { turned(order.first()) } else { order.first() }))
        });
        Self {
            search: text("q").map(str::to_owned),
            kind: text("type").and_then(|kind| ProviderKind::try_from(kind.to_owned()).ok()),
            condition: text("state").and_then(|name| Condition::ALL.into_iter().find(|one| one.name() == name)),
            group: text("group").map(str::to_owned),
            sort,
            cards: text("view") == Some("cards"),
            open,
        }
    }

    pub(super) fn href(&self) -> String {
        let id = |id: ProviderId| Some(id.to_string());
        let (edit, breaker, copy, new) = match self.open {
            Open::Nothing => (None, None, None, None),
            Open::New => (None, None, None, Some(String::new())),
            Open::Copy(of) => (None, None, id(of), None),
            Open::Edit(of) => (id(of), None, None, None),
            Open::Circuit(of) => (None, id(of), None, None),
        };
        let sort = |(order, way): (Order, Sort)| {
            let back = if way == order.first() { "" } else { "-" };
            format!("{back}{}", order.name())
        };
        let pairs = [
            ("q", self.search.clone()),
            ("type", self.kind.map(|kind| kind.as_str().to_owned())),
            ("state", self.condition.map(|condition| condition.name().to_owned())),
            ("group", self.group.clone()),
            ("sort", self.sort.map(sort)),
            ("view", self.cards.then(|| "cards".to_owned())),
            ("edit", edit),
            ("breaker", breaker),
            ("copy", copy),
            ("new", new),
        ];
        address(HOME, &pairs)
    }

    /// The same list with that in the drawer.
    pub(super) fn with(&self, open: Open) -> String {
        Self { open, ..self.clone() }.href()
    }

    /// The same providers in that order, or in the opposite one when they are in it already.
    pub(super) fn by(&self, order: Order) -> (String, Option<Sort>) {
        let now = self.sort.filter(|(by, _)| *by == order).map(|(_, way)| way);
        let next = now.map_or(order.first(), turned);
        (Self { sort: Some((order, next)), open: Open::Nothing, ..self.clone() }.href(), now)
    }
}

fn turned(way: Sort) -> Sort {
    match way {
        Sort::Ascending => Sort::Descending,
        Sort::Descending => Sort::Ascending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let pairs = [
            ("q", " eu "),
            ("type", "codex"),
            ("state", "open"),
            ("group", "a/b"),
            ("sort", "-cost"),
            ("view", "cards"),
            ("edit", "3"),
        ];
        let query = Query::read(&pairs.into_iter().collect());
        let list = "/providers?q=eu&type=codex&state=open&group=a%2Fb&sort=-cost&view=cards";
        assert_eq!(query.href(), format!("{list}&edit=3"));
        assert_eq!(query.with(Open::Nothing), list);
        assert_eq!(query.by(Order::Cost).1, Some(Sort::Ascending));
        assert_eq!(Query::default().by(Order::Weight), ("/providers?sort=weight".into(), None));
        let strange = [("type", "x"), ("state", "y"), ("sort", "z"), ("edit", "?")];
        assert_eq!(Query::read(&strange.into_iter().collect()), Query::default());
        assert_eq!(Query::default().with(Open::New), "/providers?new=");
    }
}
