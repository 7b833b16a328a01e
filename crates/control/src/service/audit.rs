use super::{PAGE_MAX, before, page};
use crate::auth::Actor;
use crate::store::audit_log;
use crate::{Control, Result};
use domain::audit::AuditRow;
use domain::log::Page;

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
        let (before, limit) = (before(cursor)?, limit.clamp(1, PAGE_MAX));
        let items = audit_log::list(&mut self.0.0.db.read().await?, before, limit + 1).await?;
        Ok(page(items, limit, |row| (row.at, row.id)))
    }
}
