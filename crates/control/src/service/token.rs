//! Tokens of the management API. Whoever signs in makes their own; admins see and revoke everybody's.

use super::{expiry, name};
use crate::auth::Actor;
use crate::seal::{hash, hex, random};
use crate::store::{api_token, audit_log};
use crate::{Control, Error, Result};
use domain::audit::AuditEntry;
use domain::token::{ApiToken, CreatedApiToken, NewApiToken, Scope};
use domain::{Secret, TokenId, UserId};

/// What the text of every token begins with.
pub(crate) const PREFIX: &str = "cch_";

#[derive(Clone, Copy)]
pub struct Tokens<'a>(&'a Control);

impl Control {
    pub fn tokens(&self) -> Tokens<'_> {
        Tokens(self)
    }
}

impl Tokens<'_> {
    /// In the order they were made.
    pub async fn list(self, actor: &Actor) -> Result<Vec<ApiToken>> {
        actor.require_self()?;
        api_token::list(&mut self.0.0.db.read().await?, owner(actor)).await
    }

    /// The answer is the only place where the token's text ever stands.
    pub async fn create(self, actor: &Actor, new: NewApiToken) -> Result<CreatedApiToken> {
        actor.require_self()?;
        let new = NewApiToken { name: name("name", &new.name)?, ..new };
        expiry(new.expires_at)?;
        new.check()?;
        if let Some(scope) = new.scopes.iter().find(|scope| *scope != Scope::Read && !actor.is_admin()) {
            let message = format!("Only an admin's token may have the scope {}.", scope.as_str());
            return Err(Error::invalid("scopes", message));
        }
        let secret = Secret::new(format!("{PREFIX}{}", hex(&random::<20>()?)));
        let now = self.0.now();
        let mut tx = self.0.0.db.write().await?;
        let hashed = hex(&hash(secret.expose()));
        let id = api_token::insert(&mut tx, actor.user_id(), &new, &hashed, &secret.hint(), now).await?;
        let token = api_token::get(&mut tx, id).await?.ok_or(Error::NotFound("token"))?;
        let row = actor.row("token.create", now, (Some(id.0), &token.name));
        let entry = AuditEntry { row, before: None, after: Some(serde_json::to_value(&token)?) };
        audit_log::insert(&mut tx, &self.0.0.seal, &entry).await?;
        tx.commit().await?;
        Ok(CreatedApiToken { token, secret: secret.expose().to_owned() })
    }

    /// It stops working at once.
    pub async fn delete(self, actor: &Actor, id: TokenId) -> Result<()> {
        actor.require_self()?;
        let mut tx = self.0.0.db.write().await?;
        let own = |token: &ApiToken| owner(actor).is_none_or(|owner| token.user_id == Some(owner));
        let token = api_token::get(&mut tx, id).await?.filter(own).ok_or(Error::NotFound("token"))?;
        api_token::delete(&mut tx, id).await?;
        let row = actor.row("token.delete", self.0.now(), (Some(id.0), &token.name));
        let entry = AuditEntry { row, before: Some(serde_json::to_value(&token)?), after: None };
        audit_log::insert(&mut tx, &self.0.0.seal, &entry).await?;
        tx.commit().await
    }
}

/// Whose tokens they see; none = everybody's.
fn owner(actor: &Actor) -> Option<UserId> {
    actor.owner().map(|owner| owner.user)
}
