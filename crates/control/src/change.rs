//! One change of an admin: its rows, its audit row and the new configuration version are one transaction, and when it is
//! done this instance routes by it.

use crate::auth::Actor;
use crate::db::Tx;
use crate::store::{audit_log, config_version};
use crate::{Control, Error, Result, snapshot, tag};
use domain::Millis;
use domain::audit::AuditEntry;
use serde::Serialize;
use std::sync::Arc;

pub(crate) struct Change<'a> {
    pub(crate) control: &'a Control,
    actor: &'a Actor,
    pub(crate) tx: Tx,
    pub(crate) now: Millis,
    version: i64,
}

impl Control {
    /// Only admins change things, one after another: the new version is counted first and holds the others back, so that
    /// what a change reads cannot be changed before it writes.
    pub(crate) async fn change<'a>(&'a self, actor: &'a Actor) -> Result<Change<'a>> {
        actor.require_admin()?;
        let mut tx = self.0.db.write().await?;
        let version = config_version::bump(&mut tx).await?;
        Ok(Change { control: self, actor, tx, now: self.now(), version })
    }

    /// Rebuilds and publishes the snapshot and the settings.
    pub(crate) async fn reload(&self) -> Result<()> {
        let _one = self.0.publishing.lock().await;
        let (next, settings) =
            snapshot::build(&self.0.db, &self.0.seal, &self.0.defaults.settings, &self.0.snapshot.load().prices)
                .await?;
        self.0.settings.store(Arc::new(settings));
        self.0.snapshot.store(Arc::new(next));
        Ok(())
    }

    /// Reloads if another instance changed something.
    pub(crate) async fn refresh(&self) -> Result<()> {
        let version = config_version::get(&mut self.0.db.read().await?).await?;
        if version != self.0.snapshot.load().version {
            self.reload().await?;
        }
        Ok(())
    }
}

impl Change<'_> {
    /// `before` and `after` as they are shown to people: no such type holds a secret. Fails when `before` is not what the
    /// actor has seen.
    pub(crate) async fn audit<T: Serialize>(
        &mut self,
        action: &str,
        target: (Option<i64>, &str),
        before: Option<&T>,
        after: Option<&T>,
    ) -> Result<()> {
        let seen = &self.actor.seen;
        if !seen.is_empty() && !before.map(tag).transpose()?.is_some_and(|tag| seen.contains(&tag)) {
            return Err(Error::Changed);
        }
        let json = |value: Option<&T>| value.map(serde_json::to_value).transpose();
        let row = self.actor.row(action, self.now, target);
        let entry = AuditEntry { row, before: json(before)?, after: json(after)? };
        audit_log::insert(&mut self.tx, &self.control.0.seal, &entry).await
    }

    /// Commits, and returns when the snapshot of this instance has it.
    pub(crate) async fn publish(self) -> Result<()> {
        let version = self.version;
        self.tx.commit().await?;
        if let Err(error) = self.control.reload().await {
            tracing::warn!(%error, "a saved change could not be read back");
            return Err(Error::NotInForce);
        }
        if self.control.0.redis.is_some() {
            let control = self.control.clone();
            tokio::spawn(async move {
                if let Some(redis) = &control.0.redis {
                    redis.announce(version).await;
                }
            });
        }
        Ok(())
    }

    /// Of the configuration when it is committed.
    pub(crate) fn version(&self) -> i64 {
        self.version
    }
}
