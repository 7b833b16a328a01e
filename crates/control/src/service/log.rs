pub(crate) mod cleaning;
pub mod export;
mod session;
mod total;

use crate::auth::Actor;
use crate::store::request_log::{self, wanted::Wanted};
use crate::{Control, Error, Result};
use domain::log::{LogEntry, LogFilter, LogRow, LogTotals, Page};
use domain::{Millis, RequestId};

const PAGE_MAX: i64 = 200;

#[derive(Clone, Copy)]
pub struct Logs<'a>(&'a Control);

impl Control {
    pub fn logs(&self) -> Logs<'_> {
        Logs(self)
    }
}

/// Admins see every request, others their own: the owner is part of each query.
impl Logs<'_> {
    /// Newest first; `cursor` is the `next` of the page before. Rows that come in meanwhile shift nothing.
    pub async fn list(
        self,
        actor: &Actor,
        filter: &LogFilter,
        cursor: Option<&str>,
        limit: i64,
    ) -> Result<Page<LogRow>> {
        let older = cursor
            .map(|text| parse(text).ok_or_else(|| Error::invalid("cursor", "This cursor is not one of the hub's.")));
        let older = older.transpose()?;
        let limit = limit.clamp(1, PAGE_MAX);
        let mut tx = self.0.0.db.read().await?;
        let wanted = Wanted::find(&mut tx, actor.owner(), filter).await?;
        let mut items = request_log::list(&mut tx, &wanted, older.as_ref(), limit + 1).await?;
        let more = items.len() as i64 > limit;
        items.truncate(limit as usize);
        let next = items.last().filter(|_| more).map(|row| cursor_at(row.at, &row.id));
        Ok(Page { items, next })
    }

    /// With every attempt. A request of somebody else is not found.
    pub async fn get(self, actor: &Actor, id: &RequestId) -> Result<LogEntry> {
        let mut tx = self.0.0.db.read().await?;
        request_log::get(&mut tx, actor.owner(), id).await?.ok_or(Error::NotFound("request"))
    }

    /// Sums over the rows that `filter` finds, as far as they count in money and statistics.
    pub async fn summary(self, actor: &Actor, filter: &LogFilter) -> Result<LogTotals> {
        let mut tx = self.0.0.db.read().await?;
        let wanted = Wanted::find(&mut tx, actor.owner(), filter).await?;
        total::of(&mut tx, &wanted).await
    }
}

/// What [`parse`] reads.
fn cursor_at(at: Millis, id: &RequestId) -> String {
    format!("{}.{id}", at.0)
}

fn parse(cursor: &str) -> Option<(Millis, RequestId)> {
    let (at, id) = cursor.split_once('.')?;
    Some((Millis(at.parse().ok()?), RequestId(id.to_owned())))
}
