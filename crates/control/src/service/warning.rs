use super::{PAGE_MAX, before, page};
use crate::alert::text;
use crate::auth::Actor;
use crate::store::limit_warning;
use crate::{Control, Result};
use domain::Owner;
use domain::limit::{LimitOwner, LimitWarning};
use domain::log::Page;
use domain::quota::WarningRow;

#[derive(Clone, Copy)]
pub struct Warnings<'a>(&'a Control);

impl Control {
    pub fn warnings(&self) -> Warnings<'_> {
        Warnings(self)
    }
}

impl Warnings<'_> {
    /// Newest first: everybody's, for admins. `cursor` is the `next` of the page before.
    pub async fn list(self, actor: &Actor, cursor: Option<&str>, limit: i64) -> Result<Page<WarningRow>> {
        actor.require_admin()?;
        self.of(None, cursor, limit).await
    }

    /// Newest first: of the caller's own limits and those of their keys.
    pub async fn own(self, actor: &Actor, cursor: Option<&str>, limit: i64) -> Result<Page<WarningRow>> {
        let key = actor.owner().and_then(|owner| owner.key);
        match actor.user_id() {
            Some(user) => self.of(Some(Owner { user, key }), cursor, limit).await,
            None => Ok(Page { items: Vec::new(), next: None }),
        }
    }

    async fn of(self, owner: Option<Owner>, cursor: Option<&str>, limit: i64) -> Result<Page<WarningRow>> {
        let (before, limit) = (before(cursor)?, limit.clamp(1, PAGE_MAX));
        let items = limit_warning::list(&mut self.0.0.db.read().await?, owner, before, limit + 1).await?;
        Ok(page(items, limit, |row| (row.at, row.id)))
    }

    /// Keeps what the limiter has said.
    pub(crate) async fn store(self, warning: LimitWarning) -> Result<()> {
        let row = self.row(warning);
        let mut tx = self.0.0.db.write().await?;
        limit_warning::insert(&mut tx, &row).await?;
        tx.commit().await?;
        let (kind, models) = (row.kind.as_str(), row.models.as_deref().unwrap_or("*"));
        let subject = format!("{}:{}:{kind}:{models}:{}", row.owner_kind.as_str(), row.owner_id, row.percent);
        self.0.raise(&subject, &text::limit(&row, self.0.zone())).await.map(drop)
    }

    /// With the names of now: an owner may be gone by the time that somebody reads it.
    fn row(self, LimitWarning { at, percent, quota }: LimitWarning) -> WarningRow {
        let snapshot = self.0.0.snapshot.load();
        let mut callers = snapshot.callers.values();
        let (user_id, owner_name) = match quota.owner {
            LimitOwner::User(id) => {
                let caller = callers.find(|caller| caller.user_id == id);
                (Some(id), caller.map(|caller| caller.user_name.clone()))
            }
            LimitOwner::Key(id) => {
                let caller = callers.find(|caller| caller.key_id == id);
                (caller.map(|caller| caller.user_id), caller.map(|caller| caller.key_name.clone()))
            }
            LimitOwner::Provider(id) => {
                let upstream = snapshot.providers.iter().find(|upstream| upstream.provider.id == id);
                (None, upstream.map(|upstream| upstream.provider.name.clone()))
            }
        };
        WarningRow {
            id: 0,
            at,
            user_id,
            owner_kind: quota.owner.kind(),
            owner_id: quota.owner.id(),
            owner_name: owner_name.unwrap_or_default(),
            models: quota.models,
            kind: quota.kind,
            percent,
            used: quota.used,
            limit: quota.limit,
            resets_at: quota.resets_at,
        }
    }
}
