//! Whoever guesses keys has to wait.

use super::holder::Denied;
use super::login::noted;
use super::{Actor, Identity};
use crate::limiter::{Limiter, WINDOW};
use crate::store::audit_log;
use crate::{Control, Error, Result};
use domain::Millis;
use std::sync::{MutexGuard, PoisonError};

impl Control {
    pub(super) fn may_try(&self, ip: &str, now: Millis) -> Result<()> {
        self.limiter().wait(ip, now).map_or(Ok(()), |seconds| Err(Error::TooManyAttempts { seconds }))
    }

    pub(super) fn limiter(&self) -> MutexGuard<'_, Limiter> {
        self.0.limiter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn guessed(&self, ip: &str, now: Millis) {
        let of_all = match &self.0.redis {
            Some(redis) => redis.guessed(ip, WINDOW).await,
            None => 0,
        };
        self.limiter().failed(ip, now, of_all);
    }

    /// The key was right and the code was not: that counts as a guess.
    pub(super) async fn miscoded(&self, actor: &Actor, error: Error, now: Millis) -> Error {
        let Error::Invalid { .. } = error else { return error };
        let known = Denied::Known { user: actor.name().to_owned(), why: "" };
        self.guessed(&actor.ip, now).await;
        self.refused(&known, &actor.ip, now).await;
        Error::SecondFactor("This code is wrong, or was used already. Take the next one.")
    }

    /// Counts a guess and writes the audit row; that row never holds up the answer.
    pub(super) async fn refused(&self, error: &Denied, ip: &str, now: Millis) {
        let name = match error {
            Denied::Unknown => {
                self.guessed(ip, now).await;
                String::new()
            }
            Denied::Known { user, .. } => user.clone(),
            Denied::Other(_) => return,
        };
        let stranger = Actor::new(Identity::Admin { user: None, name }, ip);
        let failed = noted(&stranger, "login.failure", now, false);
        let written = async {
            let mut tx = self.0.db.write().await?;
            audit_log::insert(&mut tx, &self.0.seal, &failed).await?;
            tx.commit().await
        };
        if let Err(error) = written.await {
            tracing::warn!(%error, "a failed login could not be written to the audit log");
        }
    }
}
