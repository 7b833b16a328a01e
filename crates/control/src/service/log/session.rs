//! The story of a session, however long ago it ended.

use super::{Logs, cursor_at, parse, total};
use crate::auth::Actor;
use crate::store::request_log::{session, wanted::Wanted};
use crate::{Error, Result};
use domain::log::LogFilter;
use domain::session::{SessionName, SessionStory, Turn};
use domain::{Millis, RequestId};

/// Turns of one answer.
const TURNS: i64 = 50;

impl Logs<'_> {
    /// The turns after `after`, which is the `after` of the answer before, with the sums of the whole session. Of
    /// somebody else's session there is nothing.
    pub async fn session(self, actor: &Actor, name: &SessionName, after: Option<&str>) -> Result<SessionStory> {
        let begin = match after {
            Some(text) => parse(text).ok_or_else(|| Error::invalid("after", "This is no place in a session."))?,
            None => (Millis(0), RequestId(String::new())),
        };
        let filter = LogFilter { key: Some(name.key_id), session: Some(name.id.clone()), ..LogFilter::default() };
        let mut tx = self.0.0.db.read().await?;
        let wanted = Wanted::find(&mut tx, actor.owner(), &filter).await?;
        let user = actor.owner().map(|owner| owner.user);
        let mut entries = match wanted.nothing {
            true => Vec::new(),
            false => session::turns(&mut tx, user, name, &begin, TURNS + 1).await?,
        };
        let served = session::providers(&mut tx, &wanted, total::ROWS_MAX).await?;
        let sums = total::of(&mut tx, &wanted).await?;

        let more = entries.len() as i64 > TURNS;
        entries.truncate(TURNS as usize);
        let last = entries.last().map(|entry| cursor_at(entry.at, &entry.id));
        Ok(SessionStory {
            sums,
            count: served.iter().map(|(_, turns, _)| turns).sum(),
            last_at: served.iter().map(|(_, _, at)| *at).max().unwrap_or_default(),
            began: entries.first().filter(|_| after.is_none()).map(|first| (first.at, first.caller.clone())),
            providers: served.into_iter().filter_map(|(tag, turns, _)| Some((tag?, turns))).collect(),
            turns: entries.iter().map(Turn::from).collect(),
            after: last.or_else(|| after.map(str::to_owned)),
            more,
        })
    }
}
