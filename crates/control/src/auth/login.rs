//! Sessions of the console: one for each browser that is signed in.

use super::holder::{barred, for_console};
use super::{Actor, Proof};
use crate::seal::{hash, hex, random};
use crate::store::console_session::{self, Row};
use crate::store::{audit_log, key, user};
use crate::{Control, Error, Result};
use domain::audit::{AuditEntry, AuditRow};
use domain::time::SECOND;
use domain::{Millis, Secret};

/// A session has begun; `token` is the cookie.
#[derive(Debug)]
pub struct Login {
    pub token: Secret,
    pub actor: Actor,
    pub expires_at: Millis,
}

impl Control {
    /// Opens a console session for the admin token or a hub key. `code`: of an admin's second factor.
    pub async fn login(
        &self,
        text: &Secret,
        ip: &str,
        user_agent: &str,
        code: Option<&str>,
        now: Millis,
    ) -> Result<Login> {
        self.may_try(ip, now)?;
        let found = self.holder(text, now).await;
        let (actor, key_id) = match found {
            Ok(holder) => for_console(holder, ip),
            Err(error) => {
                self.refused(&error, ip, now).await;
                return Err(error.into());
            }
        };
        if self.second_factors().is_asked(&actor).await? {
            let code = code.filter(|code| !code.trim().is_empty());
            let code = code.ok_or(Error::SecondFactor("A code of the second factor is needed."))?;
            if let Err(error) = self.second_factors().show(&actor, code, now).await {
                return Err(self.miscoded(&actor, error, now).await);
            }
        }
        self.limiter().succeeded(ip);
        if let Some(redis) = &self.0.redis {
            redis.forget_guesses(ip).await;
        }
        let token = Secret::new(hex(&random::<32>()?));
        let row = Row {
            hash: hex(&hash(token.expose())),
            credential: hex(&hash(text.expose().trim())),
            key_id,
            ip: ip.to_owned(),
            user_agent: user_agent.chars().filter(|c| !c.is_control()).take(200).collect(),
            created_at: now,
            expires_at: now + self.0.session_ttl.saturating_mul(SECOND),
        };
        let mut tx = self.0.db.write().await?;
        console_session::insert(&mut tx, &row).await?;
        audit_log::insert(&mut tx, &self.0.seal, &noted(&actor, "login.success", now, true)).await?;
        tx.commit().await?;
        Ok(Login { token, actor, expires_at: row.expires_at })
    }

    /// Whose session a cookie is. A key or user that is disabled, expired or deleted ends it at once, as does a new
    /// admin token.
    pub async fn actor(&self, token: &Secret, ip: &str, now: Millis) -> Result<Actor> {
        let ended = || Error::Unauthenticated("The session has ended. Log in again.".to_owned());
        let mut tx = self.0.db.read().await?;
        let session = console_session::get(&mut tx, &hex(&hash(token.expose())), now).await?.ok_or_else(ended)?;
        let proof = Proof::Session(console_session::id(&session.hash));
        let Some(id) = session.key_id else {
            let current = self.admin_credential();
            return if session.credential == current {
                Ok(Actor { proof, ..Actor::token_admin(ip) })
            } else {
                Err(ended())
            };
        };
        let key = key::get(&mut tx, id).await?.ok_or_else(ended)?;
        let user = user::get(&mut tx, key.user_id).await?.ok_or_else(ended)?;
        barred(&user, &key, now).map_err(Error::from)?;
        Ok(Actor { proof, ..for_console(Some((user, key)), ip).0 })
    }

    /// What sessions of the present admin token are known by.
    pub(crate) fn admin_credential(&self) -> String {
        hex(&hash(self.0.admin_token.expose()))
    }

    pub async fn logout(&self, token: &Secret) -> Result<()> {
        let mut tx = self.0.db.write().await?;
        console_session::delete(&mut tx, &hex(&hash(token.expose()))).await?;
        tx.commit().await
    }
}

pub(super) fn noted(actor: &Actor, action: &str, now: Millis, success: bool) -> AuditEntry {
    AuditRow { success, ..actor.row(action, now, (None, "")) }.into()
}
