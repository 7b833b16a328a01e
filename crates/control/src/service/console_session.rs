//! Browsers that are signed in: everybody sees and ends their own, admins everybody's.

use crate::auth::{Actor, Proof};
use crate::store::audit_log;
use crate::store::console_session::{self, Open};
use crate::{Control, Error, Result};
use domain::sign_in::ConsoleSession;

#[derive(Clone, Copy)]
pub struct ConsoleSessions<'a>(&'a Control);

impl Control {
    pub fn console_sessions(&self) -> ConsoleSessions<'_> {
        ConsoleSessions(self)
    }
}

impl ConsoleSessions<'_> {
    /// The newest first.
    pub async fn list(self, actor: &Actor) -> Result<Vec<ConsoleSession>> {
        let current = match &actor.proof {
            Proof::Session(id) => Some(id.as_str()),
            _ => None,
        };
        let shown = |open: Open| {
            let id = console_session::id(&open.hash);
            ConsoleSession {
                current: current == Some(id.as_str()),
                id,
                name: open.name,
                ip: open.ip,
                user_agent: open.user_agent,
                created_at: open.created_at,
                expires_at: open.expires_at,
            }
        };
        Ok(self.seen(actor).await?.into_iter().map(shown).collect())
    }

    /// Whoever sits there has to sign in again.
    pub async fn end(self, actor: &Actor, id: &str) -> Result<()> {
        let ours = self.seen(actor).await?.into_iter().find(|open| console_session::id(&open.hash) == id);
        let open = ours.ok_or(Error::NotFound("session"))?;
        let mut tx = self.0.0.db.write().await?;
        console_session::delete(&mut tx, &open.hash).await?;
        let row = actor.row("login.end", self.0.now(), (None, &open.name));
        audit_log::insert(&mut tx, &self.0.0.seal, &row.into()).await?;
        tx.commit().await
    }

    async fn seen(self, actor: &Actor) -> Result<Vec<Open>> {
        actor.require_scope(None)?;
        let mut tx = self.0.0.db.read().await?;
        console_session::list(&mut tx, actor.owner(), &self.0.admin_credential(), self.0.now()).await
    }
}
