pub(crate) mod chain;
pub(super) mod difference;

use super::{PAGE_MAX, before, page};
use crate::auth::Actor;
use crate::store::audit_log;
use crate::{Control, Error, Result};
use domain::audit::{AuditCheck, AuditEntry, AuditFilter, AuditRow, FieldChange};
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
        let row = actor.row(action, self.0.now(), target);
        let mut tx = self.0.0.db.write().await?;
        audit_log::insert(&mut tx, &self.0.0.seal, &row.into()).await?;
        tx.commit().await
    }

    /// Newest first; `cursor` is the `next` of the page before.
    pub async fn list(
        self,
        actor: &Actor,
        filter: &AuditFilter,
        cursor: Option<&str>,
        limit: i64,
    ) -> Result<Page<AuditRow>> {
        actor.require_admin()?;
        let (before, limit) = (before(cursor)?, limit.clamp(1, PAGE_MAX));
        let items = audit_log::list(&mut self.0.0.db.read().await?, filter, before, limit + 1).await?;
        Ok(page(items, limit, |row| (row.at, row.id)))
    }

    pub async fn get(self, actor: &Actor, id: i64) -> Result<AuditEntry> {
        actor.require_admin()?;
        audit_log::get(&mut self.0.0.db.read().await?, id).await?.ok_or(Error::NotFound("audit entry"))
    }

    /// Reads all of it and tells what is not as it was written.
    pub async fn verify(self, actor: &Actor) -> Result<AuditCheck> {
        actor.require_admin()?;
        chain::verify(&mut self.0.0.db.read().await?, &self.0.0.seal).await
    }

    /// What the action made different.
    pub fn changes(self, entry: &AuditEntry) -> Vec<FieldChange> {
        difference::of(entry)
    }
}
