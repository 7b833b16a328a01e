//! What programs send to the management API: a key, or a token.

use super::holder::{Denied, barred_user, past, person};
use super::{Actor, Identity, Proof};
use crate::seal::{hash, hex};
use crate::service::token::PREFIX;
use crate::store::{api_token, user};
use crate::{Control, Result};
use domain::time::MINUTE;
use domain::user::Role;
use domain::{Millis, Secret};

impl Control {
    /// Who sends this with a request to the management API. A hub key reads what is its owner's at most, even when the
    /// owner is an admin: it lies in the settings of tools. The admin token is good for the console only once it has a
    /// second factor, which would protect nothing otherwise.
    pub async fn bearer(&self, text: &Secret, ip: &str, now: Millis) -> Result<Actor> {
        self.may_try(ip, now)?;
        let found = match text.expose().starts_with(PREFIX) {
            true => self.token_actor(text, ip, now).await,
            false => self.key_actor(text, ip, now).await,
        };
        match found {
            Ok(actor) => Ok(actor),
            Err(error) => {
                if matches!(error, Denied::Unknown) {
                    self.guessed(ip, now).await;
                }
                Err(error.into())
            }
        }
    }

    async fn key_actor(&self, text: &Secret, ip: &str, now: Millis) -> Result<Actor, Denied> {
        let Some((user, key)) = self.holder(text, now).await? else {
            let admin = Actor::token_admin(ip);
            if self.second_factors().is_asked(&admin).await? {
                let why = "The admin token has a second factor: it signs in to the console. Make an API token there.";
                return Err(Denied::Known { user: admin.name().to_owned(), why });
            }
            return Ok(admin);
        };
        Ok(person(&user, &key, ip))
    }

    /// As whoever made it is by now: a user who is no admin any more, or disabled, has no token that says otherwise.
    async fn token_actor(&self, text: &Secret, ip: &str, now: Millis) -> Result<Actor, Denied> {
        let mut tx = self.0.db.read().await?;
        let found = api_token::find(&mut tx, &hex(&hash(text.expose()))).await?;
        let token = found.ok_or(Denied::Unknown)?;
        let name = format!("{} · {}", token.owner, token.name);
        if past(token.expires_at, now) {
            return Err(Denied::Known { user: name, why: "This token has expired." });
        }
        let identity = match token.user_id {
            None => Identity::Admin { user: None, name },
            Some(id) => {
                let user = user::get(&mut tx, id).await?.ok_or(Denied::Unknown)?;
                barred_user(&user, now)?;
                match user.role {
                    Role::Admin => Identity::Admin { user: Some(id), name },
                    Role::User => Identity::User { user: id, alone: None, name },
                }
            }
        };
        drop(tx);
        if token.used_at.is_none_or(|used| used + MINUTE <= now) {
            let mut tx = self.0.db.write().await?;
            api_token::used(&mut tx, token.id, now).await?;
            tx.commit().await?;
        }
        Ok(Actor { proof: Proof::Token(token.scopes), ..Actor::new(identity, ip) })
    }
}
