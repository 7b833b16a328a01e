//! Codes that admins show beside their key when they sign in (TOTP, RFC 6238: six digits, thirty seconds, SHA-1, which is
//! what apps take). A code is taken once, and one before or after the present, as clocks differ.

use crate::auth::Actor;
use crate::seal::{random, same};
use crate::store::{audit_log, second_factor, user};
use crate::{Control, Error, Result};
use domain::sign_in::{Enrolment, SecondFactor};
use domain::time::SECOND;
use domain::{Millis, Secret};
use qrcode::QrCode;
use qrcode::render::svg;
use totp_rs::{Algorithm, TOTP};

const ISSUER: &str = "Claude Code Hub";
const STEP: i64 = 30;
/// The size of a SHA-1 key (RFC 4226, 4).
const SECRET: usize = 20;

#[derive(Clone, Copy)]
pub struct SecondFactors<'a>(&'a Control);

impl Control {
    pub fn second_factors(&self) -> SecondFactors<'_> {
        SecondFactors(self)
    }
}

impl SecondFactors<'_> {
    pub async fn get(self, actor: &Actor) -> Result<SecondFactor> {
        let row = second_factor::get(&mut self.0.0.db.read().await?, holder(actor)?).await?;
        Ok(SecondFactor { since: row.and_then(|row| row.confirmed_at) })
    }

    /// A new secret, which counts once a code of it was right.
    pub async fn begin(self, actor: &Actor) -> Result<Enrolment> {
        let holder = holder(actor)?;
        let bytes = random::<SECRET>()?;
        let totp = totp(bytes.to_vec(), actor.name())?;
        let (secret, url) = (totp.get_secret_base32(), totp.get_url());
        let image = QrCode::new(&url).map_err(std::io::Error::other)?;
        let qr = image.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
        let sealed = self.0.0.seal.seal(&Secret::new(&secret))?;
        let mut tx = self.0.0.db.write().await?;
        if !second_factor::begin(&mut tx, holder, &sealed, self.0.now()).await? {
            return Err(Error::invalid("code", "A second factor is in force. Remove it first."));
        }
        tx.commit().await?;
        Ok(Enrolment { secret, url, qr })
    }

    /// From now on a code is asked for.
    pub async fn confirm(self, actor: &Actor, code: &str) -> Result<SecondFactor> {
        let (holder, now) = (holder(actor)?, self.0.now());
        self.taken(holder, actor, code, now).await?;
        let mut tx = self.0.0.db.write().await?;
        second_factor::confirm(&mut tx, holder, now).await?;
        let row = actor.row("second_factor.set", now, (actor.user_id().map(|id| id.0), actor.name()));
        audit_log::insert(&mut tx, &self.0.0.seal, &row.into()).await?;
        tx.commit().await?;
        Ok(SecondFactor { since: Some(now) })
    }

    pub async fn remove(self, actor: &Actor, code: &str) -> Result<()> {
        let (holder, now) = (holder(actor)?, self.0.now());
        self.taken(holder, actor, code, now).await?;
        self.removed(actor, holder, actor.name()).await
    }

    /// For whoever has lost the app, and reaches the hub's machine. `person`: none for the admin token.
    ///
    /// # Errors
    /// When there is no such person, or no second factor of theirs.
    pub async fn forget(self, actor: &Actor, person: Option<&str>) -> Result<()> {
        actor.require_admin()?;
        let holder = match person {
            None => 0,
            Some(name) => {
                let users = user::list(&mut self.0.0.db.read().await?).await?;
                users.iter().find(|user| user.name == name).ok_or(Error::NotFound("user"))?.id.0
            }
        };
        self.removed(actor, holder, person.unwrap_or("admin")).await
    }

    async fn removed(self, actor: &Actor, holder: i64, name: &str) -> Result<()> {
        let mut tx = self.0.0.db.write().await?;
        if !second_factor::delete(&mut tx, holder).await? {
            return Err(Error::NotFound("second factor"));
        }
        let target = Some(holder).filter(|holder| *holder != 0);
        let row = actor.row("second_factor.remove", self.0.now(), (target, name));
        audit_log::insert(&mut tx, &self.0.0.seal, &row.into()).await?;
        tx.commit().await
    }

    /// Of somebody who signs in, or of the admin token: whether a code is asked for.
    pub(crate) async fn is_asked(self, actor: &Actor) -> Result<bool> {
        if !actor.is_admin() {
            return Ok(false);
        }
        let row = second_factor::get(&mut self.0.0.db.read().await?, number(actor)).await?;
        Ok(row.is_some_and(|row| row.confirmed_at.is_some()))
    }

    /// Takes a code of somebody who signs in.
    pub(crate) async fn show(self, actor: &Actor, code: &str, now: Millis) -> Result<()> {
        self.taken(number(actor), actor, code, now).await
    }

    async fn taken(self, holder: i64, actor: &Actor, code: &str, now: Millis) -> Result<()> {
        let wrong = || Error::invalid("code", "This code is wrong, or was used already. Take the next one.");
        let mut tx = self.0.0.db.write().await?;
        let row = second_factor::get(&mut tx, holder).await?.ok_or(Error::NotFound("second factor"))?;
        let secret = self.0.0.seal.open(&row.secret).ok_or(Error::NotFound("second factor"))?;
        let bytes = totp_rs::Secret::Encoded(secret.expose().to_owned()).to_bytes().map_err(|_| wrong())?;
        let totp = totp(bytes, actor.name())?;
        let present = now.0 / SECOND / STEP;
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let is_of = |step: &i64| same(totp.generate((step * STEP).cast_unsigned()).as_bytes(), code.as_bytes());
        let step = (present - 1..=present + 1).filter(|step| *step > row.step).find(is_of).ok_or_else(wrong)?;
        if !second_factor::take(&mut tx, holder, step).await? {
            return Err(wrong());
        }
        tx.commit().await
    }
}

/// Whose second factor it is: an admin's own, and only theirs.
fn holder(actor: &Actor) -> Result<i64> {
    actor.require_admin()?;
    actor.require_scope(None)?;
    Ok(number(actor))
}

/// What its row is found by: 0 for the admin token.
fn number(actor: &Actor) -> i64 {
    actor.user_id().map_or(0, |id| id.0)
}

fn totp(secret: Vec<u8>, name: &str) -> Result<TOTP> {
    // A colon would end the name of the hub in the address.
    let name = name.replace(':', " ");
    TOTP::new(Algorithm::SHA1, 6, 1, STEP.cast_unsigned(), secret, Some(ISSUER.to_owned()), name)
        .map_err(|error| Error::Io(std::io::Error::other(error.to_string())))
}
