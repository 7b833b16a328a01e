use crate::auth::Actor;
use crate::store::audit_log;
use crate::{Control, Error, Result};
use domain::Millis;
use domain::audit::AuditRow;
use domain::log::Page;

const PAGE_MAX: i64 = 200;

#[derive(Clone, Copy)]
pub struct Audit<'a>(&'a Control);

impl Control {
    pub fn audit(&self) -> Audit<'_> {
        Audit(self)
    }
}

impl Audit<'_> {
    /// What an admin did that changed no row: nobody's request is routed by it, but people must know.
    pub async fn note(self, actor: &Actor, action: &'static str, target: (Option<i64>, &str)) -> Result<()> {
        let row = AuditRow {
            id: 0,
            at: self.0.now(),
            actor_id: actor.user_id(),
            actor_name: actor.name().to_owned(),
            ip: actor.ip.clone(),
            action: action.to_owned(),
            target_id: target.0,
            target_name: target.1.to_owned(),
            before: None,
            after: None,
            success: true,
        };
        let mut tx = self.0.0.db.write().await?;
        audit_log::insert(&mut tx, &row).await?;
        tx.commit().await
    }

    /// Newest first; `cursor` is the `next` of the page before.
    pub async fn list(self, actor: &Actor, cursor: Option<&str>, limit: i64) -> Result<Page<AuditRow>> {
        actor.require_admin()?;
        let before = cursor.map_or(Some((Millis(i64::MAX), i64::MAX)), parse);
        let before = before.ok_or_else(|| Error::invalid("cursor", "This cursor is not one of the hub's."))?;
        let limit = limit.clamp(1, PAGE_MAX);
        let mut items = audit_log::list(&mut self.0.0.db.read().await?, before, limit + 1).await?;
        let more = items.len() as i64 > limit;
        items.truncate(limit as usize);
        let next = items.last().filter(|_| more).map(|row| format!("{}.{}", row.at.0, row.id));
        Ok(Page { items, next })
    }
}

fn parse(cursor: &str) -> Option<(Millis, i64)> {
    let (at, id) = cursor.split_once('.')?;
    Some((Millis(at.parse().ok()?), id.parse().ok()?))
}
