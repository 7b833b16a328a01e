use crate::ui::address;
use domain::ProviderId;
use domain::price::{PriceFilter, PriceKey, PriceSource};
use leptos_router::params::ParamsMap;

/// What the page shows below its tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum View {
    #[default]
    List,
    Unpriced,
    Conflicts,
    Aliases,
    Rules,
}

impl View {
    pub(super) const ALL: [Self; 5] = [Self::List, Self::Unpriced, Self::Conflicts, Self::Aliases, Self::Rules];

    fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Unpriced => "unpriced",
            Self::Conflicts => "conflicts",
            Self::Aliases => "aliases",
            Self::Rules => "rules",
        }
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) view: View,
    pub(super) search: Option<String>,
    pub(super) source: Option<PriceSource>,
    pub(super) of_providers: bool,
    /// The price in the drawer; an empty name is a new one.
    pub(super) open: Option<PriceKey>,
}

impl Query {
    /// What cannot be read is no filter.
    pub(super) fn read(map: &ParamsMap) -> Self {
        let text = |name| map.get_str(name).map(str::trim).filter(|text| !text.is_empty());
        let view = text("view").and_then(|name| View::ALL.into_iter().find(|view| view.name() == name));
        let provider = text("provider").and_then(|id| id.parse().ok()).map(ProviderId);
        Self {
            view: view.unwrap_or_default(),
            search: text("q").map(str::to_owned),
            source: text("source").and_then(|name| PriceSource::try_from(name.to_owned()).ok()),
            of_providers: map.get_str("own").is_some(),
            open: map.get_str("edit").map(|model| PriceKey { model: model.to_owned(), provider }),
        }
    }

    pub(super) fn href(&self) -> String {
        let of = self.open.as_ref();
        let pairs = [
            ("view", (self.view != View::default()).then(|| self.view.name().to_owned())),
            ("q", self.search.clone()),
            ("source", self.source.map(|source| source.as_str().to_owned())),
            ("own", self.of_providers.then(|| "1".to_owned())),
            ("edit", of.map(|key| key.model.clone())),
            ("provider", of.and_then(|key| key.provider).map(|id| id.to_string())),
        ];
        address(super::HOME, &pairs)
    }

    /// The same page with a price in the drawer, or with none.
    pub(super) fn with(&self, open: Option<PriceKey>) -> String {
        Self { open, ..self.clone() }.href()
    }

    pub(super) fn filter(&self) -> PriceFilter {
        PriceFilter { search: self.search.clone(), source: self.source, of_providers: self.of_providers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let pairs = [("view", "unpriced"), ("q", " a/b "), ("source", "manual"), ("edit", "x y"), ("provider", "3")];
        let query = Query::read(&pairs.into_iter().collect());
        assert_eq!(query.href(), "/prices?view=unpriced&q=a%2Fb&source=manual&edit=x%20y&provider=3");
        assert_eq!(query.with(None), "/prices?view=unpriced&q=a%2Fb&source=manual");
        assert_eq!(Query::read(&[("view", "x"), ("source", "y")].into_iter().collect()), Query::default());
        assert_eq!(Query::default().href(), "/prices");
    }
}
