use crate::ui::address;
use domain::ProviderId;
use domain::availability::Reach;
use leptos_router::params::ParamsMap;

/// What the address asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) reach: Reach,
    /// Else those that fail most come first.
    pub(super) by_name: bool,
    /// The provider in the drawer.
    pub(super) open: Option<ProviderId>,
}

impl Query {
    pub(super) fn read(map: &ParamsMap) -> Self {
        let reach = map.get_str("reach").and_then(|word| Reach::ALL.into_iter().find(|reach| reach.word() == word));
        Self {
            reach: reach.unwrap_or_default(),
            by_name: map.get_str("sort") == Some("name"),
            open: map.get_str("id").and_then(|id| id.parse().ok()).map(ProviderId),
        }
    }

    pub(super) fn href(self) -> String {
        let pairs = [
            ("reach", (self.reach != Reach::default()).then(|| self.reach.word().to_owned())),
            ("sort", self.by_name.then(|| "name".to_owned())),
            ("id", self.open.map(|id| id.to_string())),
        ];
        address(super::HOME, &pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let query = Query { reach: Reach::SixHours, by_name: true, open: Some(ProviderId(3)) };
        assert_eq!(query.href(), "/availability?reach=six_hours&sort=name&id=3");
        let pairs = [("reach", "six_hours"), ("sort", "name"), ("id", "3")];
        assert_eq!(Query::read(&pairs.into_iter().collect()), query);
        assert_eq!(Query::read(&[("reach", "x"), ("id", "y")].into_iter().collect()), Query::default());
    }
}
