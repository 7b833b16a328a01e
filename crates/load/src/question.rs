//! Every query of the console.

use crate::team::group;
use anyhow::Result;
use control::auth::Identity;
use control::{Actor, Control};
use domain::audit::AuditFilter;
use domain::books::{Books, BooksAsk, HORIZON};
use domain::leaderboard::{self as board, Period, When};
use domain::limit::LimitOwner;
use domain::log::{LogFilter, LogRow, StatusFilter};
use domain::metric::Metric;
use domain::price::PriceFilter;
use domain::quota::{OwnerKind, QuotaAsk};
use domain::report::{Dimension, Filter, Span};
use domain::session::SessionName;
use domain::time::{DAY, HOUR};
use domain::{KeyId, Millis, ProviderId, UserId};
use std::pin::Pin;

pub(crate) fn admin() -> Actor {
    Actor::command("load")
}

fn person(id: i64) -> Actor {
    let identity = Identity::User { user: UserId(id), alone: None, name: String::new() };
    Actor::new(identity, "")
}

pub(crate) type Asked<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;
pub(crate) type Question = (String, fn(Ask<'_>) -> Asked<'_>, Shape);

/// One call: to whom, with which row as its example, and how.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub(crate) control: &'a Control,
    pub(crate) row: &'a LogRow,
    pub(crate) now: Millis,
    pub(crate) shape: &'a Shape,
}

#[derive(Clone, Default)]
pub(crate) struct Shape {
    span: Span,
    dimension: Dimension,
    /// Of the example row; and how far back, in days.
    filter: Option<Narrow>,
    period: Period,
    sort: Metric,
    /// What a leaderboard or the course of figures is narrowed to: the example row's own.
    within: Option<Dimension>,
    kind: OwnerKind,
    days: Option<i64>,
    /// Starts in the middle of what the filter finds.
    deep: bool,
    own: bool,
}

impl Ask<'_> {
    fn actor(&self) -> Actor {
        if self.shape.own { person(self.row.caller.user_id.0) } else { admin() }
    }

    fn filter(&self) -> LogFilter {
        let filter = self.shape.filter.map(|filter| filter(self.row)).unwrap_or_default();
        LogFilter { from: self.shape.days.map(|days| self.now - days * DAY), ..filter }
    }

    fn board(&self) -> board::Ask {
        let caller = &self.row.caller;
        let filter = match self.shape.within {
            None => Filter::default(),
            Some(Dimension::User) => Filter { user: Some(caller.user_id), ..Filter::default() },
            Some(Dimension::Key) => Filter { key: Some(caller.key_id), ..Filter::default() },
            Some(Dimension::Provider) => {
                Filter { provider: self.row.provider.as_ref().map(|tag| tag.id), ..Filter::default() }
            }
            Some(Dimension::Model) => Filter { model: self.row.model.clone(), ..Filter::default() },
            Some(Dimension::Group) => Filter { group: Some(group(caller.user_id.0)), ..Filter::default() },
        };
        board::Ask {
            when: When { period: self.shape.period, ..When::default() },
            by: self.shape.dimension,
            sort: self.shape.sort,
            filter,
            ..board::Ask::default()
        }
    }
}

type Narrow = fn(&LogRow) -> LogFilter;

const FILTERS: [(&str, Narrow); 13] = [
    ("all", |_| LogFilter::default()),
    ("user", |row| LogFilter { user: Some(row.caller.user_id), ..LogFilter::default() }),
    ("key", |row| LogFilter { key: Some(row.caller.key_id), ..LogFilter::default() }),
    ("provider", |row| LogFilter { provider: row.provider.as_ref().map(|tag| tag.id), ..LogFilter::default() }),
    ("no such provider", |_| LogFilter { provider: Some(ProviderId(9_999)), ..LogFilter::default() }),
    ("model", |row| LogFilter { model: row.model.clone(), ..LogFilter::default() }),
    ("part of a model", |_| LogFilter { model: Some("OPUS".into()), ..LogFilter::default() }),
    ("session", |row| LogFilter { session: row.session.clone(), ..LogFilter::default() }),
    ("not ok", |_| LogFilter { status: Some(StatusFilter::NotOk), ..LogFilter::default() }),
    ("not ok of a model", |row| LogFilter {
        status: Some(StatusFilter::NotOk),
        model: row.model.clone(),
        ..LogFilter::default()
    }),
    ("not ok of a user", |row| LogFilter {
        status: Some(StatusFilter::NotOk),
        user: Some(row.caller.user_id),
        ..LogFilter::default()
    }),
    ("not ok of a key, provider and model", |row| LogFilter {
        status: Some(StatusFilter::NotOk),
        key: Some(row.caller.key_id),
        provider: row.provider.as_ref().map(|tag| tag.id),
        model: row.model.clone(),
        ..LogFilter::default()
    }),
    ("user, provider and model", |row| LogFilter {
        user: Some(row.caller.user_id),
        provider: row.provider.as_ref().map(|tag| tag.id),
        model: row.model.clone(),
        ..LogFilter::default()
    }),
];

pub(crate) fn questions() -> Vec<Question> {
    let mut all: Vec<Question> = Vec::new();
    for own in [false, true] {
        let whose = if own { "own " } else { "" };
        for span in [Span::Today, Span::Week, Span::Month] {
            for dimension in [Dimension::Provider, Dimension::User, Dimension::Key, Dimension::Model] {
                let shape = Shape { span, dimension, own, ..Shape::default() };
                all.push((format!("{whose}overview {span:?} {dimension:?}"), overview, shape));
            }
        }
        for (name, filter) in FILTERS {
            let shape = Shape { filter: Some(filter), own, ..Shape::default() };
            all.push((format!("{whose}log, {name}"), list, shape.clone()));
            all.push((format!("{whose}log, {name}, a day"), list, Shape { days: Some(1), ..shape.clone() }));
            all.push((format!("{whose}log, {name}, deep"), list, Shape { deep: true, ..shape.clone() }));
            all.push((format!("{whose}log sums, {name}"), sums, shape.clone()));
            all.push((format!("{whose}log sums, {name}, a day"), sums, Shape { days: Some(1), ..shape }));
        }
        all.push((format!("{whose}request"), get, Shape { own, ..Shape::default() }));
        all.push((format!("{whose}session"), session, Shape { own, ..Shape::default() }));
        all.push((format!("{whose}users and keys"), users, Shape { own, ..Shape::default() }));
        all.push((format!("{whose}ledger, first page"), ledger, Shape { own, ..Shape::default() }));
    }
    all.push(("wall".to_owned(), wall, Shape::default()));
    all.push(("providers".to_owned(), providers, Shape::default()));
    all.push(("audit".to_owned(), audit, Shape::default()));
    all.push(("charge-back".to_owned(), charge_back, Shape::default()));
    all.push(("unpriced".to_owned(), unpriced, Shape::default()));
    all.push(("prices, a search".to_owned(), prices, Shape::default()));
    all.push(("warnings".to_owned(), warnings, Shape::default()));
    for kind in OwnerKind::ALL {
        all.push((format!("quotas {kind:?}"), quotas, Shape { kind, ..Shape::default() }));
        all.push((format!("books of 50 {kind:?}s"), books, Shape { kind, ..Shape::default() }));
    }
    all.extend(figures());
    all
}

const DIMENSIONS: [Dimension; 5] =
    [Dimension::User, Dimension::Key, Dimension::Provider, Dimension::Model, Dimension::Group];

/// Leaderboards, and figures over time.
fn figures() -> Vec<Question> {
    let mut all: Vec<Question> = Vec::new();
    for period in [Period::Hour, Period::Day, Period::Week, Period::Month, Period::All] {
        for dimension in DIMENSIONS {
            let shape = Shape { period, dimension, ..Shape::default() };
            let slowest = Shape { sort: Metric::FirstContentP90, ..shape.clone() };
            all.push((format!("leaderboard {period:?} {dimension:?}"), leaderboard, shape.clone()));
            all.push((format!("leaderboard {period:?} {dimension:?} by percentile"), leaderboard, slowest));
            all.push((format!("statistics {period:?} {dimension:?}"), statistics, shape.clone()));
            for within in DIMENSIONS.into_iter().filter(|within| *within != dimension) {
                let shape = Shape { within: Some(within), ..shape.clone() };
                all.push((format!("leaderboard {period:?} {dimension:?} of a {within:?}"), leaderboard, shape.clone()));
                all.push((format!("statistics {period:?} {dimension:?} of a {within:?}"), statistics, shape));
            }
        }
    }
    all
}

fn leaderboard(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.leaderboard(&ask.actor(), &ask.board(), ask.now).await?;
        Ok(())
    })
}

fn statistics(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.statistics(&ask.actor(), &ask.board(), ask.now).await?;
        Ok(())
    })
}

fn charge_back(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.charge_back(&ask.actor(), None, ask.now).await?;
        Ok(())
    })
}

fn unpriced(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.prices().unpriced(&ask.actor()).await?;
        Ok(())
    })
}

fn prices(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        let filter = PriceFilter { search: Some("sonnet".to_owned()), ..PriceFilter::default() };
        ask.control.prices().list(&ask.actor(), &filter, None, 100).await?;
        Ok(())
    })
}

fn warnings(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.warnings().list(&ask.actor(), None, 100).await?;
        Ok(())
    })
}

fn quotas(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        let page = QuotaAsk { kind: ask.shape.kind, ..QuotaAsk::default() };
        ask.control.quotas().list(&ask.actor(), &page).await?;
        Ok(())
    })
}

/// What the limiter asks for a page of quotas when it knows nothing yet.
fn books(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        let owner = |number: i64| match ask.shape.kind {
            OwnerKind::User => LimitOwner::User(UserId(number)),
            OwnerKind::Key => LimitOwner::Key(KeyId(number)),
            OwnerKind::Provider => LimitOwner::Provider(ProviderId(number)),
        };
        let frames =
            [(5 * HOUR, true, None), (DAY, false, None), (30 * DAY, false, None), (7 * DAY, false, Some("*opus*"))];
        let asks = (1..=50).flat_map(|number| {
            frames.map(|(length, by_quarter, models)| BooksAsk {
                owner: owner(number),
                models: models.map(str::to_owned),
                from: ask.now - length,
                by_quarter,
            })
        });
        let books = ask.control.books();
        anyhow::ensure!(books.spent(asks.collect(), HORIZON).await.is_some(), "the ledger does not answer");
        Ok(())
    })
}

fn overview(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.overview(&ask.actor(), ask.shape.span, ask.shape.dimension, ask.now).await?;
        Ok(())
    })
}

fn list(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        let cursor = ask.shape.deep.then(|| format!("{}.{}", ask.row.at.0, ask.row.id));
        ask.control.logs().list(&ask.actor(), &ask.filter(), cursor.as_deref(), 100).await?;
        Ok(())
    })
}

fn sums(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.logs().summary(&ask.actor(), &ask.filter()).await?;
        Ok(())
    })
}

fn get(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.logs().get(&ask.actor(), &ask.row.id).await?;
        Ok(())
    })
}

fn session(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        let name = SessionName { key_id: ask.row.caller.key_id, id: ask.row.session.clone().unwrap_or_default() };
        ask.control.logs().session(&ask.actor(), &name, None).await?;
        Ok(())
    })
}

fn wall(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.wall(&ask.actor(), ask.now).await?;
        Ok(())
    })
}

fn users(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.users().list(&ask.actor()).await?;
        Ok(())
    })
}

fn providers(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.providers().list(&ask.actor()).await?;
        Ok(())
    })
}

fn audit(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.audit().list(&ask.actor(), &AuditFilter::default(), None, 100).await?;
        Ok(())
    })
}

fn ledger(ask: Ask<'_>) -> Asked<'_> {
    Box::pin(async move {
        ask.control.logs().export_ledger(&ask.actor(), None, Some(ask.row.at)).next().await?;
        Ok(())
    })
}
