//! Whose limits are in force for whom, as far as the caller may see it. How they stand is the limiter's to say.

use crate::auth::Actor;
use crate::store::{key, provider, user};
use crate::{Control, Error, Result};
use domain::key::Key;
use domain::limit::{Allowance, LimitOwner};
use domain::provider::Provider;
use domain::quota::{OwnerKind, PAGE, QuotaAsk};
use domain::user::User;
use domain::{KeyId, Millis, ProviderId, UserId};
use std::collections::HashMap;

/// An owner, with every limit that is in force for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Limited {
    pub owner: LimitOwner,
    pub name: String,
    /// Of a key: whose it is.
    pub user_name: Option<String>,
    pub usage_reset_at: Option<Millis>,
    /// A key's own come first, then those of its user.
    pub allowances: Vec<Allowance>,
}

#[derive(Clone, Copy)]
pub struct Quotas<'a>(&'a Control);

impl Control {
    pub fn quotas(&self) -> Quotas<'_> {
        Quotas(self)
    }
}

impl Quotas<'_> {
    pub async fn of_user(self, actor: &Actor, id: UserId) -> Result<Limited> {
        Ok(of_user(&self.0.users().get(actor, id).await?))
    }

    pub async fn of_key(self, actor: &Actor, id: KeyId) -> Result<Limited> {
        let found = self.0.keys().get(actor, id).await?;
        let owner = self.0.users().get(actor, found.user_id).await?;
        Ok(of_key(&found, &owner))
    }

    pub async fn of_provider(self, actor: &Actor, id: ProviderId) -> Result<Limited> {
        Ok(of_provider(&self.0.providers().get(actor, id).await?))
    }

    /// The caller, then each of their keys that they see. The admin token is nobody and has no limits.
    pub async fn own(self, actor: &Actor) -> Result<Vec<Limited>> {
        let Some(id) = actor.user_id() else { return Ok(Vec::new()) };
        let mut tx = self.0.0.db.read().await?;
        let owner = user::get(&mut tx, id).await?.ok_or(Error::NotFound("user"))?;
        let own = actor.owner();
        let keys = super::key::seen(&mut tx, own, id).await?;
        let keys = keys.iter().map(|key| of_key(key, &owner));
        // A key that sees its own only is told the user's limits as far as they bind it: with its own ones.
        let user = own.and_then(|own| own.key).is_none().then(|| of_user(&owner));
        Ok(user.into_iter().chain(keys).collect())
    }

    /// Those of a kind that have limits of their own, and how many there are over all pages.
    pub async fn list(self, actor: &Actor, ask: &QuotaAsk) -> Result<(Vec<Limited>, i64)> {
        actor.require_admin()?;
        let mut tx = self.0.0.db.read().await?;
        let mut all: Vec<Limited> = match ask.kind {
            OwnerKind::User => user::list(&mut tx).await?.iter().map(of_user).collect(),
            OwnerKind::Key => {
                let owners: HashMap<_, _> =
                    user::list(&mut tx).await?.into_iter().map(|user| (user.id, user)).collect();
                let keys = key::list(&mut tx).await?;
                keys.iter().filter_map(|key| Some(of_key(key, owners.get(&key.user_id)?))).collect()
            }
            OwnerKind::Provider => provider::list(&mut tx).await?.iter().map(of_provider).collect(),
        };
        drop(tx);
        let wanted = ask.q.trim().to_lowercase();
        let fits = |text: &str| text.to_lowercase().contains(&wanted);
        all.retain(|one| {
            let is_limited = one.allowances.iter().any(|allowance| allowance.owner == one.owner);
            is_limited && (fits(&one.name) || one.user_name.as_deref().is_some_and(fits))
        });
        all.sort_by(|a, b| (&a.user_name, &a.name, a.owner).cmp(&(&b.user_name, &b.name, b.owner)));
        let total = all.len() as i64;
        Ok((all.into_iter().skip(ask.page.saturating_mul(PAGE)).take(PAGE).collect(), total))
    }
}

fn of_user(user: &User) -> Limited {
    Limited {
        owner: LimitOwner::User(user.id),
        name: user.name.clone(),
        user_name: None,
        usage_reset_at: user.usage_reset_at,
        allowances: user.allowance().into_iter().collect(),
    }
}

fn of_key(key: &Key, owner: &User) -> Limited {
    Limited {
        owner: LimitOwner::Key(key.id),
        name: key.name.clone(),
        user_name: Some(owner.name.clone()),
        usage_reset_at: key.usage_reset_at,
        allowances: [key.allowance(owner), owner.allowance()].into_iter().flatten().collect(),
    }
}

fn of_provider(provider: &Provider) -> Limited {
    Limited {
        owner: LimitOwner::Provider(provider.id),
        name: provider.name.clone(),
        user_name: None,
        usage_reset_at: provider.usage_reset_at,
        allowances: provider.allowance().into_iter().collect(),
    }
}
