//! Who is asking. The console has cookie sessions, the management API sends its key or token with every request.

mod bearer;
mod guess;
mod holder;
mod login;

pub use login::Login;

use crate::{Error, Result, keyfile};
use domain::audit::AuditRow;
use domain::report::Filter;
use domain::token::{Scope, Scopes};
use domain::user::{Me, Role};
use domain::{KeyId, Millis, Owner, Secret, UserId};
use std::path::{Path, PathBuf};

/// Someone who proved who they are, and the address they came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub identity: Identity,
    pub ip: String,
    pub proof: Proof,
    /// They change only what still has one of these tags; all, when there is none. See [`crate::tag`].
    pub seen: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// `user` is none for the admin token.
    Admin { user: Option<UserId>, name: String },
    /// Sees what is theirs and changes nothing. `alone`: the key, where it sees its own requests only.
    User { user: UserId, alone: Option<KeyId>, name: String },
}

/// What they proved it with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The admin token or a hub key; or nothing, on the hub's own machine.
    Key,
    /// The console's cookie: the id of its session.
    Session(String),
    /// A token of the management API, and what it may do.
    Token(Scopes),
}

impl Actor {
    pub fn new(identity: Identity, ip: &str) -> Self {
        Self { identity, ip: ip.to_owned(), proof: Proof::Key, seen: Vec::new() }
    }

    pub fn is_admin(&self) -> bool {
        matches!(self.identity, Identity::Admin { .. })
    }

    pub fn require_admin(&self) -> Result<()> {
        if self.is_admin() { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Whether a token of theirs goes as far as this. `scope`: none for what is not for tokens.
    ///
    /// # Errors
    /// `Forbidden`, saying what the token lacks.
    pub fn require_scope(&self, scope: Option<Scope>) -> Result<()> {
        match (&self.proof, scope) {
            (Proof::Token(scopes), Some(scope)) if !scopes.has(scope) => Err(Error::OutOfScope(scope)),
            (Proof::Token(_), None) => Err(Error::NotForTokens),
            _ => Ok(()),
        }
    }

    /// The person themselves, not a program of theirs.
    ///
    /// # Errors
    /// `Forbidden` for tokens, and for keys that see their own requests only.
    pub(crate) fn require_self(&self) -> Result<()> {
        self.require_scope(None)?;
        match self.identity {
            Identity::User { alone: Some(_), .. } => Err(Error::Forbidden),
            _ => Ok(()),
        }
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
            Identity::User { user, alone, .. } => Some(Owner { user, key: alone }),
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

/// The admin token from the environment, else from the file `admin-token`, which the first start makes; then the file
/// is named too.
pub fn admin_token(data_dir: &Path, env: Option<Secret>) -> Result<(Secret, Option<PathBuf>)> {
    if let Some(token) = keyfile::given(env) {
        return Ok((Secret::new(token.expose().trim()), None));
    }
    let path = data_dir.join("admin-token");
    Ok((keyfile::read_or_make::<16>(&path)?, Some(path)))
}
