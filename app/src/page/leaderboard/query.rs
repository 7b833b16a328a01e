use crate::component::Time;
use crate::ui::{Sort, address};
use domain::leaderboard::{Ask, Place};
use domain::metric::Metric;
use domain::report::{Dimension, Filter};
use domain::{KeyId, ProviderId, UserId};
use leptos_router::params::ParamsMap;

/// Lines of a page.
pub(super) const LINES: usize = 100;

const SCOPES: [(Dimension, &str); 5] = [
    (Dimension::User, "user"),
    (Dimension::Key, "key"),
    (Dimension::Provider, "provider"),
    (Dimension::Model, "model"),
    (Dimension::Group, "group"),
];

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) by: Dimension,
    pub(super) time: Time,
    pub(super) sort: Metric,
    pub(super) ascending: bool,
    /// From 0.
    pub(super) page: usize,
    /// The line that is looked at more closely: an id, or the name of a model or group.
    pub(super) open: Option<String>,
}

impl Default for Query {
    fn default() -> Self {
        Self { by: Dimension::User, time: Time::default(), sort: Metric::Cost, ascending: false, page: 0, open: None }
    }
}

fn find<T: Copy>(words: &[(T, &str)], given: Option<&str>) -> Option<T> {
    words.iter().find(|(_, word)| Some(*word) == given).map(|(value, _)| *value)
}

fn word<T: Copy + PartialEq>(words: &[(T, &'static str)], value: T) -> &'static str {
    words.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| *word)
}

impl Query {
    /// What cannot be read is left out.
    pub(super) fn read(map: &ParamsMap) -> Self {
        let text = |name| map.get_str(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let sort = map.get_str("sort");
        let default = Self::default();
        Self {
            by: find(&SCOPES, map.get_str("scope")).unwrap_or(default.by),
            time: Time::read(map),
            sort: Metric::ALL.iter().copied().find(|metric| Some(metric.word()) == sort).unwrap_or_default(),
            ascending: map.get_str("up").is_some(),
            page: text("page").and_then(|page| page.parse::<usize>().ok()).map_or(0, |page| page.saturating_sub(1)),
            open: text("open"),
        }
    }

    /// The list's address, without what is open beside it.
    pub(super) fn href(&self) -> String {
        self.address("/leaderboard", None)
    }

    pub(super) fn open_href(&self, place: &Place) -> String {
        self.address("/leaderboard", Some(self.name_of(place)))
    }

    /// How the address names a line.
    pub(super) fn name_of(&self, place: &Place) -> String {
        match self.by {
            Dimension::Model | Dimension::Group => place.name.clone(),
            Dimension::User | Dimension::Key | Dimension::Provider => place.id.to_string(),
        }
    }

    fn address(&self, path: &str, open: Option<String>) -> String {
        let default = Self::default();
        let given = |differs: bool, text: &str| differs.then(|| text.to_owned());
        let [span, from, to, since, until] = self.time.pairs();
        let pairs = [
            ("scope", given(self.by != default.by, word(&SCOPES, self.by))),
            span,
            from,
            to,
            since,
            until,
            ("sort", given(self.sort != default.sort, self.sort.word())),
            ("up", given(self.ascending, "1")),
            ("page", (self.page > 0).then(|| (self.page + 1).to_string())),
            ("open", open),
        ];
        address(path, &pairs)
    }

    /// The same list as a file, with every line.
    pub(super) fn export(&self) -> String {
        let [_, first_day, last_day, since, until] = self.time.pairs().map(|(_, value)| value);
        let pairs = [
            ("scope", Some(word(&SCOPES, self.by).to_owned())),
            ("span", Some(self.time.word().to_owned())),
            ("first_day", first_day),
            ("last_day", last_day),
            ("from", since),
            ("until", until),
            ("sort", Some(self.sort.word().to_owned())),
            ("ascending", self.ascending.then(|| "true".to_owned())),
            ("format", Some("csv".to_owned())),
        ];
        address("/api/v1/leaderboard", &pairs)
    }

    /// The address that sorts by this figure: the other way round where it is in force.
    pub(super) fn sorted(&self, metric: Metric) -> (String, Option<Sort>) {
        let now = (self.sort == metric).then_some(if self.ascending { Sort::Ascending } else { Sort::Descending });
        let ascending = now == Some(Sort::Descending);
        (Self { sort: metric, ascending, page: 0, ..self.clone() }.href(), now)
    }

    pub(super) fn ask(&self) -> Ask {
        Ask {
            when: self.time.when(),
            by: self.by,
            filter: Filter::default(),
            sort: self.sort,
            ascending: self.ascending,
            offset: self.page * LINES,
            limit: LINES,
        }
    }

    /// The requests of the line that is open, where the log can be narrowed to them.
    pub(super) fn logs(&self) -> Option<String> {
        let name = match self.by {
            Dimension::Group => return None,
            by => word(&SCOPES, by),
        };
        Some(address("/logs", &[("time", Some("month".to_owned())), (name, Some(self.open.clone()?))]))
    }

    /// What is asked of the line that is open.
    pub(super) fn drill(&self) -> Option<Ask> {
        let name = self.open.clone()?;
        let id = || name.parse::<i64>().ok();
        let filter = match self.by {
            Dimension::User => Filter { user: Some(UserId(id()?)), ..Filter::default() },
            Dimension::Key => Filter { key: Some(KeyId(id()?)), ..Filter::default() },
            Dimension::Provider => Filter { provider: Some(ProviderId(id()?)), ..Filter::default() },
            Dimension::Model => Filter { model: Some(name), ..Filter::default() },
            Dimension::Group => Filter { group: Some(name), ..Filter::default() },
        };
        Some(Ask { when: self.time.when(), by: self.by, filter, limit: 10, ..Ask::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_asked() {
        let map: ParamsMap =
            [("scope", "model"), ("span", "custom"), ("from", "2026-11-01"), ("sort", "tokens"), ("page", "3")]
                .into_iter()
                .collect();
        let query = Query::read(&map);
        assert_eq!(query.href(), "/leaderboard?scope=model&span=custom&from=2026-11-01&sort=tokens&page=3");
        assert_eq!(query.ask().offset, 200);
        assert_eq!(Query::default().href(), "/leaderboard");
        let place = Place { id: 7, name: "gpt-5 mini".into(), ..Place::default() };
        assert!(query.open_href(&place).ends_with("&open=gpt-5%20mini"));
        assert_eq!(Query { open: Some("x".into()), ..Query::default() }.drill(), None, "users have numbers");
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let query = Query::default();
        assert_eq!(query.sorted(Metric::Tokens), ("/leaderboard?sort=tokens".into(), None));
        assert_eq!(query.sorted(Metric::Cost), ("/leaderboard?up=1".into(), Some(Sort::Descending)));
        let up = Query { ascending: true, ..query };
        assert_eq!(up.sorted(Metric::Cost), ("/leaderboard".into(), Some(Sort::Ascending)));
    }
}
