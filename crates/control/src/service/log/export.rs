//! Everything that a filter finds, page by page: each page is a read of its own, so that a slow client holds neither a
//! snapshot of the database nor more than a page of memory.

use super::Logs;
use crate::auth::Actor;
use crate::csv::{self, Cell};
use crate::store::request_log::{self, wanted::Wanted};
use crate::store::usage_ledger;
use crate::store::usage_ledger::LedgerRow;
use crate::{Control, Result};
use domain::log::{LogFilter, LogRow};
use domain::{Millis, Owner, RequestId};

const PAGE: i64 = 500;

const LOG: &str = "id,time,user_id,user,key_id,key,provider_id,provider,model,session,stream,metered,status,outcome,input,\
    output,cache_write_5m,cache_write_1h,cache_read,input_image,output_image,reasoning,cost_usd,unpriced,first_content_ms,\
    duration_ms,attempts\r\n";
const LEDGER: &str = "request_id,time,user_id,key_id,provider_id,model,outcome,failed,unpriced,estimated,input,output,\
    cache_write_5m,cache_write_1h,cache_read,input_image,output_image,reasoning,cost_usd\r\n";

/// A CSV file in the making, newest rows first.
pub struct Export {
    control: Control,
    /// Whose rows; `None` = everybody's.
    owner: Option<Owner>,
    what: What,
    head: Option<&'static str>,
    older: Option<(Millis, RequestId)>,
    done: bool,
}

enum What {
    Log(LogFilter),
    Ledger { from: Option<Millis>, until: Option<Millis> },
}

impl Logs<'_> {
    /// The rows of [`Logs::list`].
    pub fn export(self, actor: &Actor, filter: LogFilter) -> Export {
        Export::new(self.0, actor, What::Log(filter), LOG)
    }

    /// The ledger: what money is counted from, also where the log was cleaned.
    pub fn export_ledger(self, actor: &Actor, from: Option<Millis>, until: Option<Millis>) -> Export {
        Export::new(self.0, actor, What::Ledger { from, until }, LEDGER)
    }
}

impl Export {
    fn new(control: &Control, actor: &Actor, what: What, head: &'static str) -> Self {
        Self { control: control.clone(), owner: actor.owner(), what, head: Some(head), older: None, done: false }
    }

    /// The next lines; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<String>> {
        if self.done {
            return Ok(None);
        }
        let mut out = self.head.take().unwrap_or_default().to_owned();
        let mut tx = self.control.0.db.read().await?;
        let older = self.older.as_ref();
        let (rows, last) = match &self.what {
            What::Log(filter) => {
                let wanted = Wanted::find(&mut tx, self.owner, filter).await?;
                let rows = request_log::list(&mut tx, &wanted, older, PAGE).await?;
                rows.iter().for_each(|row| csv::line(&mut out, log(row)));
                (rows.len(), rows.into_iter().last().map(|row| (row.at, row.id)))
            }
            What::Ledger { from, until } => {
                let rows = usage_ledger::list(&mut tx, self.owner, *from, *until, older, PAGE).await?;
                rows.iter().for_each(|row| csv::line(&mut out, ledger(row)));
                (rows.len(), rows.into_iter().last().map(|row| (row.at, row.request_id)))
            }
        };
        self.done = (rows as i64) < PAGE;
        self.older = last;
        Ok(Some(out))
    }
}

fn log(row: &LogRow) -> [Cell<'_>; 27] {
    let provider = row.provider.as_ref();
    [
        Cell::Text(row.id.as_str()),
        Cell::Time(row.at),
        Cell::Number(row.caller.user_id.0),
        Cell::Text(&row.caller.user_name),
        Cell::Number(row.caller.key_id.0),
        Cell::Text(&row.caller.key_name),
        provider.map_or(Cell::Empty, |provider| Cell::Number(provider.id.0)),
        Cell::from(provider.map(|provider| provider.name.as_str())),
        Cell::from(row.model.as_deref()),
        Cell::from(row.session.as_deref()),
        Cell::Flag(row.stream),
        Cell::Flag(row.metered),
        Cell::Number(i64::from(row.status)),
        Cell::Text(row.outcome.as_str()),
        Cell::Number(row.usage.input),
        Cell::Number(row.usage.output),
        Cell::Number(row.usage.cache_write_5m),
        Cell::Number(row.usage.cache_write_1h),
        Cell::Number(row.usage.cache_read),
        Cell::Number(row.usage.input_image),
        Cell::Number(row.usage.output_image),
        Cell::Number(row.usage.reasoning),
        row.cost.map_or(Cell::Empty, Cell::Money),
        Cell::Flag(row.unpriced),
        row.first_content_ms.map_or(Cell::Empty, Cell::Number),
        Cell::Number(row.duration_ms),
        Cell::Number(row.attempts),
    ]
}

fn ledger(row: &LedgerRow) -> [Cell<'_>; 19] {
    [
        Cell::Text(row.request_id.as_str()),
        Cell::Time(row.at),
        Cell::Number(row.user_id.0),
        Cell::Number(row.key_id.0),
        Cell::Number(row.provider_id.0),
        Cell::Text(&row.model),
        Cell::Text(&row.outcome),
        Cell::Flag(row.failed),
        Cell::Flag(row.unpriced),
        Cell::Flag(row.estimated),
        Cell::Number(row.usage.input),
        Cell::Number(row.usage.output),
        Cell::Number(row.usage.cache_write_5m),
        Cell::Number(row.usage.cache_write_1h),
        Cell::Number(row.usage.cache_read),
        Cell::Number(row.usage.input_image),
        Cell::Number(row.usage.output_image),
        Cell::Number(row.usage.reasoning),
        Cell::Money(row.cost),
    ]
}
