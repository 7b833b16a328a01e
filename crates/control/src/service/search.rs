//! What the console's search finds: users, keys and providers by a part of their names, sessions and requests by their
//! whole ids.

use crate::auth::Actor;
use crate::db::containing;
use crate::store::search;
use crate::{Control, Result};
use domain::search::Hit;

/// Of each kind.
const HITS: i64 = 5;
/// Longer texts are no names and no ids.
const CHARS_MAX: usize = 200;

impl Control {
    /// Admins find everything, others what is their own.
    pub async fn search(&self, actor: &Actor, text: &str) -> Result<Vec<Hit>> {
        let (text, owner) = (text.trim(), actor.owner());
        if text.is_empty() || text.chars().count() > CHARS_MAX {
            return Ok(Vec::new());
        }
        let part = containing(text);
        let mut tx = self.0.db.read().await?;
        let mut hits: Vec<Hit> = search::request(&mut tx, owner, text).await?.into_iter().collect();
        hits.extend(search::session(&mut tx, owner, text).await?);
        if owner.is_none() {
            hits.extend(search::users(&mut tx, &part, HITS).await?);
        }
        hits.extend(search::keys(&mut tx, owner, &part, HITS).await?);
        if owner.is_none() {
            hits.extend(search::providers(&mut tx, &part, HITS).await?);
        }
        Ok(hits)
    }
}
