//! The figures of the screen in a team's room: everybody's, in a constant number of queries.

use super::report::{figures, leader, leaders};
use super::series::Columns;
use super::window::Window;
use crate::auth::Actor;
use crate::store::request_log::{self, wanted::Wanted};
use crate::store::usage::{self, Of, Scope};
use crate::store::usage_day;
use crate::{Control, Result};
use domain::Millis;
use domain::leaderboard::{Period, When};
use domain::log::LogFilter;
use domain::report::{Dimension, Filter};
use domain::time::{HOUR, MINUTE};
use domain::wall::Wall;

const HOURS: i64 = 24;
const USERS: usize = 6;
const ROWS: i64 = 20;

impl Control {
    /// For admins.
    pub async fn wall(&self, actor: &Actor, now: Millis) -> Result<Wall> {
        actor.require_admin()?;
        let zone = self.zone();
        let window = Window::of(zone, &When { period: Period::Day, ..When::default() }, now)?;
        let begin = Millis(now.0.div_euclid(HOUR) * HOUR) - (HOURS - 1) * HOUR;
        let columns = Columns::hours(begin, now + 1);

        let mut tx = self.0.db.read().await?;
        let state = usage_day::state(&mut tx).await?;
        let filter = Filter::default();
        let day = Scope { state: &state, filter: &filter, from: window.from, until: None };
        let since = |from| Scope { from, ..day };
        let hours = columns.fold(usage::series(&mut tx, since(begin), Of::All, columns.step()).await?);
        let users = leaders(&mut tx, day, Dimension::User).await?;
        let wanted = Wanted::find(&mut tx, None, &LogFilter::default()).await?;
        Ok(Wall {
            at: now,
            offset_minutes: zone.offset_minutes(now),
            today: usage::total(&mut tx, day).await?,
            before: usage::total(&mut tx, window.before.of(day)).await?,
            minute: usage::total(&mut tx, since(now - MINUTE)).await?.requests,
            hours: columns.starts.into_iter().zip(hours).collect(),
            users: users.into_iter().take(USERS).map(leader).collect(),
            providers: figures(&mut tx, day, now).await?,
            recent: request_log::list(&mut tx, &wanted, None, ROWS).await?,
        })
    }
}
