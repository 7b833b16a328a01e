use crate::ui::address;
use domain::audit::AuditFilter;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// Which lines the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Query {
    pub(super) category: Option<String>,
    pub(super) actor: Option<String>,
    /// The id of what was changed, and its name for people.
    pub(super) target: Option<(i64, String)>,
    pub(super) refused: bool,
}

impl Query {
    /// What cannot be read is no filter.
    pub(super) fn read(map: &ParamsMap) -> Self {
        let text = |name| map.get_str(name).filter(|text| !text.is_empty()).map(str::to_owned);
        let target = text("target").and_then(|id| id.parse().ok());
        Self {
            category: text("kind"),
            actor: text("by"),
            target: target.map(|id: i64| (id, text("name").unwrap_or_else(|| format!("#{id}")))),
            refused: map.get_str("only") == Some("failed"),
        }
    }

    pub(super) fn href(&self) -> String {
        self.with(None)
    }

    /// The list's address with a line open beside it.
    pub(super) fn open(&self, id: i64) -> String {
        self.with(Some(id))
    }

    fn with(&self, id: Option<i64>) -> String {
        let (target, name) = self.target.clone().unzip();
        let pairs = [
            ("kind", self.category.clone()),
            ("by", self.actor.clone()),
            ("target", target.map(|id| id.to_string())),
            ("name", name),
            ("only", self.refused.then(|| "failed".to_owned())),
            ("id", id.map(|id| id.to_string())),
        ];
        address("/audit", &pairs)
    }

    pub(super) fn filter(&self) -> AuditFilter {
        AuditFilter {
            category: self.category.clone(),
            actor: self.actor.clone(),
            target: self.target.as_ref().map(|(id, _)| *id),
            success: self.refused.then_some(false),
            ..AuditFilter::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let map: ParamsMap =
            [("kind", "provider"), ("target", "7"), ("name", "anthropic"), ("only", "junk")].into_iter().collect();
        let query = Query::read(&map);
        assert_eq!(query.open(3), "/audit?kind=provider&target=7&name=anthropic&id=3");
        assert_eq!(query.filter().target, Some(7));
        assert_eq!(query.filter().success, None, "what cannot be read is no filter");
        assert_eq!(Query::read(&[("target", "x")].into_iter().collect()), Query::default());
        assert_eq!(Query::default().href(), "/audit");
    }
}
