use crate::ui::address;
use domain::log::{LogFilter, LogRow, Outcome, StatusFilter};
use domain::time::{DAY, HOUR};
use domain::{KeyId, Millis, ProviderId, RequestId, UserId};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// How far back a list goes from now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Reach {
    Hour,
    #[default]
    Day,
    Week,
    Month,
    All,
}

impl Reach {
    pub(super) const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::All];

    fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::All => "all",
        }
    }

    fn ms(self) -> Option<i64> {
        match self {
            Self::Hour => Some(HOUR),
            Self::Day => Some(DAY),
            Self::Week => Some(7 * DAY),
            Self::Month => Some(30 * DAY),
            Self::All => None,
        }
    }
}

/// Which rows the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::page) struct Query {
    pub(super) reach: Reach,
    pub(super) user: Option<UserId>,
    pub(super) key: Option<KeyId>,
    pub(super) provider: Option<ProviderId>,
    pub(super) model: Option<String>,
    pub(super) session: Option<String>,
    pub(super) status: Option<StatusFilter>,
    pub(super) oddity: Option<Oddity>,
}

/// What is odd about a request's bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Oddity {
    /// Another model answered than was sent.
    Mismatch,
    /// Its model has no price.
    Unpriced,
}

impl Oddity {
    pub(super) const ALL: [Self; 2] = [Self::Mismatch, Self::Unpriced];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mismatch => "mismatch",
            Self::Unpriced => "unpriced",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|oddity| oddity.name() == name)
    }
}

impl Query {
    /// What cannot be read is no filter.
    pub(super) fn read(map: &ParamsMap) -> Self {
        let text = |name| map.get_str(name).map(str::trim).filter(|text| !text.is_empty());
        let number = |name| text(name).and_then(|text| text.parse::<i64>().ok());
        let reach = text("time").and_then(|name| Reach::ALL.into_iter().find(|reach| reach.name() == name));
        Self {
            reach: reach.unwrap_or_default(),
            user: number("user").map(UserId),
            key: number("key").map(KeyId),
            provider: number("provider").map(ProviderId),
            model: text("model").map(str::to_owned),
            session: text("session").map(str::to_owned),
            status: match text("status") {
                Some("ok") => Some(StatusFilter::Ok),
                Some("not_ok") => Some(StatusFilter::NotOk),
                _ => None,
            },
            oddity: text("only").and_then(Oddity::named),
        }
    }

    /// The list's address.
    pub(super) fn href(&self) -> String {
        self.with_open(None)
    }

    /// The list's address with a request open beside it.
    pub(super) fn open(&self, id: &RequestId) -> String {
        self.with_open(Some(id.0.clone()))
    }

    /// Where the management API gives the same rows as a file that spreadsheets open.
    pub(super) fn export(&self, now: Millis) -> String {
        let from = self.filter(now).from.map(|from| from.0.to_string());
        let flag = |oddity: Oddity| (oddity.name(), (self.oddity == Some(oddity)).then(|| true.to_string()));
        let around = [("from", from), ("bom", Some("1".to_owned())), flag(Oddity::Mismatch), flag(Oddity::Unpriced)];
        address("/api/v1/usage-logs/export", &[&self.narrowing()[..], &around].concat())
    }

    fn with_open(&self, id: Option<String>) -> String {
        let time = [("time", (self.reach != Reach::default()).then(|| self.reach.name().to_owned()))];
        let only = ("only", self.oddity.map(|oddity| oddity.name().to_owned()));
        address("/logs", &[&time, &self.narrowing()[..], &[only, ("id", id)]].concat())
    }

    fn narrowing(&self) -> [(&'static str, Option<String>); 6] {
        let status = self.status.map(|status| if status == StatusFilter::Ok { "ok" } else { "not_ok" });
        [
            ("user", self.user.map(|id| id.to_string())),
            ("key", self.key.map(|id| id.to_string())),
            ("provider", self.provider.map(|id| id.to_string())),
            ("model", self.model.clone()),
            ("session", self.session.clone()),
            ("status", status.map(str::to_owned)),
        ]
    }

    pub(super) fn is_narrow(&self) -> bool {
        *self != Self { reach: self.reach, ..Self::default() }
    }

    pub(super) fn filter(&self, now: Millis) -> LogFilter {
        LogFilter {
            user: self.user,
            key: self.key,
            provider: self.provider,
            model: self.model.clone(),
            session: self.session.clone(),
            status: self.status,
            mismatch: self.oddity == Some(Oddity::Mismatch),
            unpriced: self.oddity == Some(Oddity::Unpriced),
            from: self.reach.ms().map(|ms| now - ms),
            until: None,
        }
    }

    /// Whether the list shows a row that the event stream brought: the same rule as the hub's own.
    pub(super) fn shows(&self, row: &LogRow) -> bool {
        let status = match self.status {
            Some(StatusFilter::Ok) => row.outcome == Outcome::Ok,
            Some(StatusFilter::NotOk) => !matches!(row.outcome, Outcome::Ok | Outcome::Running),
            None => true,
        };
        let model = self.model.as_ref().is_none_or(|part| {
            row.model.as_ref().is_some_and(|model| model.to_lowercase().contains(&part.to_lowercase()))
        });
        let oddity = match self.oddity {
            Some(Oddity::Mismatch) => row.mismatch,
            Some(Oddity::Unpriced) => row.unpriced,
            None => true,
        };
        status
            && model
            && oddity
            && self.user.is_none_or(|user| row.caller.user_id == user)
            && self.key.is_none_or(|key| row.caller.key_id == key)
            && self.provider.is_none_or(|id| row.provider.as_ref().is_some_and(|provider| provider.id == id))
            && (self.session.is_none() || self.session == row.session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let map: ParamsMap = [
            ("time", "week"),
            ("user", "3"),
            ("model", " opus "),
            ("status", "not_ok"),
            ("key", "x"),
            ("only", "mismatch"),
        ]
        .into_iter()
        .collect();
        let query = Query::read(&map);
        assert_eq!(query.user, Some(UserId(3)));
        assert_eq!(query.key, None, "what is no number is no filter");
        assert_eq!(query.href(), "/logs?time=week&user=3&model=opus&status=not_ok&only=mismatch");
        assert_eq!(
            query.open(&RequestId("r".into())),
            "/logs?time=week&user=3&model=opus&status=not_ok&only=mismatch&id=r"
        );
        assert_eq!(Query::default().href(), "/logs");
        let export = "/api/v1/usage-logs/export?user=3&model=opus&status=not_ok&from=5&bom=1";
        assert_eq!(query.export(Millis(7 * DAY + 5)), export);
    }

    #[test]
    fn a_list_reaches_back_from_now() {
        let query = Query::default();
        assert_eq!(query.filter(Millis(DAY + 5)).from, Some(Millis(5)));
        assert_eq!(Query { reach: Reach::All, ..query }.filter(Millis(5)).from, None);
    }
}
