//! Who is asking. The console has cookie sessions, the management API sends its key with every request.

use crate::limiter::{Limiter, WINDOW};
use crate::seal::{hash, hex, random};
use crate::store::console_session::{self, Row};
use crate::store::{audit_log, key, user};
use crate::{Control, Error, Result, keyfile};
use domain::audit::{AuditEntry, AuditRow};
use domain::key::Key;
use domain::report::Filter;
use domain::time::SECOND;
use domain::user::{Me, Role, User};
use domain::{KeyId, Millis, Owner, Secret, UserId};
use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, PoisonError};

/// Someone who proved who they are, and the address they came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub identity: Identity,
    pub ip: String,
    /// They change only what still has one of these tags; all, when there is none. See [`crate::tag`].
    pub seen: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// `user` is none for the admin token.
    Admin { user: Option<UserId>, name: String },
    /// Sees what is theirs and changes nothing. `alone`: by a key that sees its own requests only.
    User { user: UserId, key: KeyId, alone: bool, name: String },
}

impl Actor {
    pub fn new(identity: Identity, ip: &str) -> Self {
        Self { identity, ip: ip.to_owned(), seen: Vec::new() }
    }

    pub fn is_admin(&self) -> bool {
        matches!(self.identity, Identity::Admin { .. })
    }

    pub fn require_admin(&self) -> Result<()> {
        if self.is_admin() { Ok(()) } else { Err(Error::Forbidden) }
    }

    pub fn name(&self) -> &str {
        match &self.identity {
            Identity::Admin { name, .. } | Identity::User { name, .. } => name,
        }
    }

    pub fn user_id(&self) -> Option<UserId> {
        match self.identity {
            Identity::Admin { user, .. } => user,
            Identity::User { user, .. } => Some(user),
        }
    }

    /// Whose rows they may see; `None` = everybody's.
    pub fn owner(&self) -> Option<Owner> {
        match self.identity {
            Identity::Admin { .. } => None,
            Identity::User { user, key, alone, .. } => Some(Owner { user, key: alone.then_some(key) }),
        }
    }

    /// What figures of theirs are narrowed to.
    pub(crate) fn filter(&self) -> Filter {
        let (user, key) = Owner::ids(self.owner());
        Filter { user, key, ..Filter::default() }
    }

    /// What the audit log says of an action of theirs. `target`: its id, where it has one, and its name.
    pub(crate) fn row(&self, action: &str, at: Millis, target: (Option<i64>, &str)) -> AuditRow {
        AuditRow {
            id: 0,
            at,
            actor_id: self.user_id(),
            actor_name: self.name().to_owned(),
            ip: self.ip.clone(),
            action: action.to_owned(),
            target_id: target.0,
            target_name: target.1.to_owned(),
            success: true,
        }
    }

    pub fn me(&self) -> Me {
        let role = if self.is_admin() { Role::Admin } else { Role::User };
        Me { name: self.name().to_owned(), role, user_id: self.user_id() }
    }

    /// A command of `cch` on the hub's own machine, or a job of the hub: whoever reaches the database and the master key
    /// needs no token.
    pub fn command(name: &str) -> Self {
        Self::new(Identity::Admin { user: None, name: name.to_owned() }, "")
    }

    fn token_admin(ip: &str) -> Self {
        Self::new(Identity::Admin { user: None, name: "admin".to_owned() }, ip)
    }
}

/// A session has begun; `token` is the cookie.
#[derive(Debug)]
pub struct Login {
    pub token: Secret,
    pub actor: Actor,
    pub expires_at: Millis,
}

/// The admin token from the environment, else from the file `admin-token`, which the first start makes; then the file
/// is named too.
pub fn admin_token(data_dir: &Path, env: Option<Secret>) -> Result<(Secret, Option<PathBuf>)> {
    if let Some(token) = keyfile::given(env) {
        return Ok((Secret::new(token.expose().trim()), None));
    }
    let path = data_dir.join("admin-token");
    Ok((keyfile::read_or_make::<16>(&path)?, Some(path)))
}

impl Control {
    /// Opens a console session for the admin token or a hub key.
    pub async fn login(&self, text: &Secret, ip: &str, user_agent: &str, now: Millis) -> Result<Login> {
        self.may_try(ip, now)?;
        let found = self.holder(text, now).await;
        let (actor, key_id) = match found {
            Ok(holder) => for_console(holder, ip),
            Err(error) => {
                self.refused(&error, ip, now).await;
                return Err(error.into());
            }
        };
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
        audit_log::insert(&mut tx, &self.0.seal, &login(&actor, "login.success", now, true)).await?;
        tx.commit().await?;
        Ok(Login { token, actor, expires_at: row.expires_at })
    }

    /// Whose session a cookie is. A key or user that is disabled, expired or deleted ends it at once, as does a new
    /// admin token.
    pub async fn actor(&self, token: &Secret, ip: &str, now: Millis) -> Result<Actor> {
        let ended = || Error::Unauthenticated("The session has ended. Log in again.".to_owned());
        let mut tx = self.0.db.read().await?;
        let session = console_session::get(&mut tx, &hex(&hash(token.expose())), now).await?.ok_or_else(ended)?;
        let Some(id) = session.key_id else {
            let current = hex(&hash(self.0.admin_token.expose()));
            return if session.credential == current { Ok(Actor::token_admin(ip)) } else { Err(ended()) };
        };
        let key = key::get(&mut tx, id).await?.ok_or_else(ended)?;
        let user = user::get(&mut tx, key.user_id).await?.ok_or_else(ended)?;
        barred(&user, &key, now).map_err(Error::from)?;
        Ok(for_console(Some((user, key)), ip).0)
    }

    pub async fn logout(&self, token: &Secret) -> Result<()> {
        let mut tx = self.0.db.write().await?;
        console_session::delete(&mut tx, &hex(&hash(token.expose()))).await?;
        tx.commit().await
    }

    /// Who sends this key with a request to the management API. A hub key reads what is its owner's at most, even when the
    /// owner is an admin: it lies in the settings of tools.
    pub async fn bearer(&self, text: &Secret, ip: &str, now: Millis) -> Result<Actor> {
        self.may_try(ip, now)?;
        match self.holder(text, now).await {
            Ok(None) => Ok(Actor::token_admin(ip)),
            Ok(Some((user, key))) => Ok(person(&user, &key, ip)),
            Err(error) => {
                if matches!(error, Denied::Unknown) {
                    self.guessed(ip, now).await;
                }
                Err(error.into())
            }
        }
    }

    async fn holder(&self, text: &Secret, now: Millis) -> Result<Holder, Denied> {
        let hashed = hash(text.expose().trim());
        let admin = hash(self.0.admin_token.expose());
        // Every byte is looked at, so that the time taken tells nothing.
        if hashed.iter().zip(admin).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0 {
            return Ok(None);
        }
        let mut tx = self.0.db.read().await?;
        let key = key::find(&mut tx, &hex(&hashed)).await?.ok_or(Denied::Unknown)?;
        let user = user::get(&mut tx, key.user_id).await?.ok_or(Denied::Unknown)?;
        barred(&user, &key, now)?;
        Ok(Some((user, key)))
    }

    fn may_try(&self, ip: &str, now: Millis) -> Result<()> {
        self.limiter().wait(ip, now).map_or(Ok(()), |seconds| Err(Error::TooManyAttempts { seconds }))
    }

    fn limiter(&self) -> MutexGuard<'_, Limiter> {
        self.0.limiter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn guessed(&self, ip: &str, now: Millis) {
        let of_all = match &self.0.redis {
            Some(redis) => redis.guessed(ip, WINDOW).await,
            None => 0,
        };
        self.limiter().failed(ip, now, of_all);
    }

    /// Counts a guess and writes the audit row; that row never holds up the answer.
    async fn refused(&self, error: &Denied, ip: &str, now: Millis) {
        let name = match error {
            Denied::Unknown => {
                self.guessed(ip, now).await;
                String::new()
            }
            Denied::Known { user, .. } => user.clone(),
            Denied::Other(_) => return,
        };
        let stranger = Actor::new(Identity::Admin { user: None, name }, ip);
        let failed = login(&stranger, "login.failure", now, false);
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

/// Whose the typed text is: a hub key with its owner, or nobody's, the admin token.
type Holder = Option<(User, Key)>;

/// A key that may sign in is its owner here; any other one sees its own requests only, whoever its owner is.
fn for_console(holder: Holder, ip: &str) -> (Actor, Option<KeyId>) {
    match holder {
        None => (Actor::token_admin(ip), None),
        Some((user, key)) if user.role == Role::Admin && key.can_login => {
            let identity = Identity::Admin { user: Some(user.id), name: user.name };
            (Actor::new(identity, ip), Some(key.id))
        }
        Some((user, key)) => (person(&user, &key, ip), Some(key.id)),
    }
}

enum Denied {
    Unknown,
    Known { user: String, why: &'static str },
    Other(Error),
}

impl Denied {
    fn known(user: &User, why: &'static str) -> Self {
        Self::Known { user: user.name.clone(), why }
    }
}

impl From<Error> for Denied {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Unknown => Self::Unauthenticated("The hub does not know this key.".to_owned()),
            Denied::Known { why, .. } => Self::Unauthenticated(why.to_owned()),
            Denied::Other(error) => error,
        }
    }
}

fn person(user: &User, key: &Key, ip: &str) -> Actor {
    let alone = !key.can_login;
    let name = if alone { format!("{} · {}", user.name, key.name) } else { user.name.clone() };
    let identity = Identity::User { user: user.id, key: key.id, alone, name };
    Actor::new(identity, ip)
}

fn barred(user: &User, key: &Key, now: Millis) -> Result<(), Denied> {
    let past = |at: Option<Millis>| at.is_some_and(|at| at <= now);
    let why = match () {
        () if !user.enabled => "This user is disabled.",
        () if past(user.expires_at) => "This user has expired.",
        () if !key.enabled => "This key is disabled.",
        () if past(key.expires_at) => "This key has expired.",
        () => return Ok(()),
    };
    Err(Denied::known(user, why))
}

fn login(actor: &Actor, action: &str, now: Millis, success: bool) -> AuditEntry {
    AuditRow { success, ..actor.row(action, now, (None, "")) }.into()
}
