//! Leaderboards and the course of their figures. The number of queries is the same for any amount of data.

use super::series::{self, Columns};
use super::window::Window;
use crate::auth::Actor;
use crate::csv::{self, Cell};
use crate::db::Tx;
use crate::store::usage::{self, Named, Of, Part, Scope, part};
use crate::store::{sums, usage_day, usage_rollup};
use crate::{Control, Error, Result};
use domain::Millis;
use domain::leaderboard::{Ask, Leaderboard, Place, Statistics};
use domain::metric::{Amount, Figures, Metric};
use domain::report::{Dimension, Filter, Totals};
use domain::speed::Percentiles;
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

/// Lines of one answer.
const LIMIT: usize = 100;
const LIMIT_MOST: usize = 1_000;
/// Lines that a percentile ranks on a page: histograms of thousands would make it wait.
const COMPARED: usize = 200;

impl Control {
    /// Admins see everybody, others what they used themselves; with `leaderboard_public` everybody sees all users' sums.
    pub async fn leaderboard(&self, actor: &Actor, ask: &Ask, now: Millis) -> Result<Leaderboard> {
        let limit = if ask.limit == 0 { LIMIT } else { ask.limit.min(LIMIT_MOST) };
        self.board(actor, ask, ask.offset, limit, now).await
    }

    /// The same with every line.
    pub async fn whole_leaderboard(&self, actor: &Actor, ask: &Ask, now: Millis) -> Result<Leaderboard> {
        self.board(actor, ask, 0, usize::MAX, now).await
    }

    async fn board(&self, actor: &Actor, ask: &Ask, offset: usize, limit: usize, now: Millis) -> Result<Leaderboard> {
        let filter = self.own(actor, ask.by, &ask.filter)?;
        let zone = self.zone();
        let window = Window::of(zone, &ask.when, now)?;
        let mut tx = self.0.db.read().await?;
        let state = usage_day::state(&mut tx).await?;
        let scope = Scope { state: &state, filter: &filter, from: window.from, until: window.until };
        let speed = usage::speeds(&mut tx, scope, Of::All).await?.remove(&Part::default()).unwrap_or_default();
        let total = Figures { totals: usage::total(&mut tx, scope).await?, percentiles: (&speed).into() };
        let sum_before = usage::total(&mut tx, window.before.of(scope)).await?;

        // The order first, by as few figures as it takes; then the others of those that are shown.
        let rows = usage::board(&mut tx, scope, ask.by, None, sums::needed(ask.sort)).await?;
        let count = rows.len();
        let mut places: Vec<Place> = rows.into_iter().map(place).collect();
        let compared = (ask.sort.is_percentile() && limit < count).then_some(COMPARED.min(count));
        // Percentiles that are known already, of the first lines.
        let measured = if ask.sort.is_percentile() { compared.unwrap_or(count) } else { 0 };
        if measured > 0 {
            places.sort_by_key(|place| Reverse(place.figures.totals.requests));
            Shown { by: ask.by, count, places: &mut places[..measured] }.measure(&mut tx, scope).await?;
        }
        places.sort_by(|one, two| compare(one, two, ask.sort, ask.ascending));
        places.iter_mut().enumerate().for_each(|(index, place)| place.rank = index + 1);
        let mut shown: Vec<Place> = places.into_iter().skip(offset).take(limit).collect();
        let mut lines = Shown { by: ask.by, count, places: &mut shown };
        lines.complete(&mut tx, scope, window.before.of(scope)).await?;
        if offset.saturating_add(limit).min(count) > measured {
            lines.measure(&mut tx, scope).await?;
        }
        let mut others = total.totals;
        shown.iter().for_each(|place| others -= place.figures.totals);
        Ok(Leaderboard {
            from: window.from,
            until: window.until,
            zone: zone.name().to_owned(),
            offset_minutes: zone.offset_minutes(window.from),
            places: shown,
            count,
            compared,
            others,
            total,
            before: sum_before,
        })
    }

    /// The course of figures: of all that the filter lets through, and of the largest by one dimension.
    pub async fn statistics(&self, actor: &Actor, ask: &Ask, now: Millis) -> Result<Statistics> {
        Ok(self.courses(actor, ask, &[ask.by], now).await?.pop().unwrap_or_default())
    }

    /// One course for each of the dimensions, all of the same instant.
    pub async fn courses(&self, actor: &Actor, ask: &Ask, by: &[Dimension], now: Millis) -> Result<Vec<Statistics>> {
        let zone = self.zone();
        let window = Window::of(zone, &ask.when, now)?;
        let mut tx = self.0.db.read().await?;
        let state = usage_day::state(&mut tx).await?;
        let oldest = usage_rollup::oldest(&mut tx).await?.unwrap_or(now);
        let from = if window.from < oldest { zone.day_start(oldest, 0).max(window.from) } else { window.from };
        let until = window.until.unwrap_or(now + 1).max(from + 1);
        let columns = Columns::of(zone, from, until);
        let mut courses: Vec<(Filter, Statistics)> = Vec::new();
        for by in by {
            let filter = self.own(actor, *by, &ask.filter)?;
            let scope = Scope { state: &state, filter: &filter, from, until: window.until };
            // What is the same in all dimensions is asked for once.
            let (sums, percentiles) = match courses.last() {
                Some((same, course)) if *same == filter => (course.sums.clone(), course.percentiles.clone()),
                _ => (
                    columns.fold(usage::series(&mut tx, scope, Of::All, columns.step()).await?),
                    columns.paces(usage::speed_series(&mut tx, scope, columns.step()).await?),
                ),
            };
            let series = series::layers(&mut tx, scope, *by, &columns, &sums).await?;
            let course = Statistics {
                from,
                until: window.until,
                offsets: columns.offsets(zone),
                hourly: !columns.are_days(),
                buckets: columns.starts.clone(),
                sums,
                percentiles,
                series,
            };
            courses.push((filter, course));
        }
        Ok(courses.into_iter().map(|(_, course)| course).collect())
    }

    /// The filter, narrowed to what they may see.
    fn own(&self, actor: &Actor, by: Dimension, filter: &Filter) -> Result<Filter> {
        let Some(owner) = actor.owner() else { return Ok(filter.clone()) };
        let open = self.settings().get().leaderboard_public;
        if open && by == Dimension::User && *filter == Filter::default() {
            return Ok(Filter::default());
        }
        if filter.user.is_some_and(|other| other != owner.user) {
            return Err(Error::NotFound("user"));
        }
        if filter.key.is_some_and(|other| !owner.sees_key(other)) {
            return Err(Error::NotFound("key"));
        }
        Ok(Filter { user: Some(owner.user), key: owner.key.or(filter.key), ..filter.clone() })
    }
}

fn place(row: Named) -> Place {
    Place {
        rank: 0,
        id: row.id,
        name: row.name,
        owner: row.owner,
        figures: Figures { totals: row.totals, percentiles: Percentiles::default() },
        before: Totals::default(),
    }
}

/// Lines of a leaderboard of `count`.
struct Shown<'a> {
    by: Dimension,
    count: usize,
    places: &'a mut [Place],
}

impl Shown<'_> {
    fn parts(&self) -> Vec<Part> {
        self.places.iter().map(|place| part(self.by, place.id, &place.name)).collect()
    }

    /// All their sums.
    async fn complete(&mut self, tx: &mut Tx, scope: Scope<'_>, before: Scope<'_>) -> Result<()> {
        let (by, parts) = (self.by, self.parts());
        if parts.is_empty() {
            return Ok(());
        }
        // A statement has room for so many names only, and for all of them none is needed.
        let of = (parts.len() < self.count).then_some(&parts[..]);
        let totals = |rows: Vec<Named>| {
            let row = |row: Named| (part(by, row.id, &row.name), row.totals);
            rows.into_iter().map(row).collect::<HashMap<Part, Totals>>()
        };
        let now = totals(usage::board(tx, scope, by, of, &sums::NUMBERS).await?);
        let before = totals(usage::board(tx, before, by, of, &sums::NUMBERS).await?);
        for (place, part) in self.places.iter_mut().zip(&parts) {
            place.figures.totals = now.get(part).copied().unwrap_or_default();
            place.before = before.get(part).copied().unwrap_or_default();
        }
        Ok(())
    }

    /// Their percentiles.
    async fn measure(&mut self, tx: &mut Tx, scope: Scope<'_>) -> Result<()> {
        let parts = self.parts();
        if parts.is_empty() {
            return Ok(());
        }
        let of = if parts.len() < self.count { Of::These(self.by, &parts) } else { Of::Each(self.by) };
        let speeds = usage::speeds(tx, scope, of).await?;
        for (place, part) in self.places.iter_mut().zip(&parts) {
            if let Some(speed) = speeds.get(part) {
                place.figures.percentiles = speed.into();
            }
        }
        Ok(())
    }
}

/// Who has no such figure comes last either way. Equals stand in the order of their cost, requests and names.
fn compare(one: &Place, two: &Place, sort: Metric, ascending: bool) -> Ordering {
    let figure = |place: &Place| sort.of(&place.figures).map(|amount| amount.number());
    let by_figure = match (figure(one), figure(two)) {
        (Some(one), Some(two)) if ascending => one.total_cmp(&two),
        (Some(one), Some(two)) => two.total_cmp(&one),
        (one, two) => two.is_some().cmp(&one.is_some()),
    };
    let (a, b) = (&one.figures.totals, &two.figures.totals);
    by_figure
        .then(b.cost.cmp(&a.cost))
        .then(b.requests.cmp(&a.requests))
        .then_with(|| (&one.name, one.id).cmp(&(&two.name, two.id)))
}

/// As CSV: a line of names, one for each place, each figure by its word in the dictionary. Money is in dollars, shares are
/// 0 to 1, times in milliseconds.
pub fn lines(board: Leaderboard) -> impl Iterator<Item = String> + Send {
    let words = Metric::ALL.iter().map(|metric| Cell::Text(metric.word()));
    let head = line_of(["rank", "id", "name", "owner"].map(Cell::Text).into_iter().chain(words));
    std::iter::once(head).chain(board.places.into_iter().map(|place| {
        let texts: Vec<String> = Metric::ALL.iter().map(|metric| decimal(metric.of(&place.figures))).collect();
        let figures = Metric::ALL.iter().zip(&texts).map(|(metric, text)| match metric.of(&place.figures) {
            Some(Amount::Count(number) | Amount::Tokens(number)) => Cell::Number(number),
            Some(Amount::Money(nanos)) => Cell::Money(nanos),
            Some(_) => Cell::Text(text),
            None => Cell::Empty,
        });
        let names = [
            Cell::Number(place.rank as i64),
            Cell::Number(place.id),
            Cell::Text(&place.name),
            Cell::Text(&place.owner),
        ];
        line_of(names.into_iter().chain(figures))
    }))
}

/// What is no whole number.
fn decimal(amount: Option<Amount>) -> String {
    match amount {
        Some(Amount::Share(..)) => format!("{:.6}", amount.map_or(0.0, Amount::number)),
        Some(Amount::Time(_) | Amount::Rate(_)) => format!("{:.1}", amount.map_or(0.0, Amount::number)),
        _ => String::new(),
    }
}

fn line_of<'a>(cells: impl IntoIterator<Item = Cell<'a>>) -> String {
    let mut out = String::new();
    csv::line(&mut out, cells);
    out
}
