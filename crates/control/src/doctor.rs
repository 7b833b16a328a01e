//! Looks for traps around a hub and in what it is set up with. Each file knows one kind: what it asks for is read first, and
//! what that means is decided by a pure function.

mod address;
mod clock;
mod disk;
mod file;
mod postgres;
mod price;
mod reach;
mod redis;
mod stream;

pub use disk::room;

use crate::auth::Actor;
use crate::store::server;
use crate::{Control, Result};
use domain::finding::Finding;
use std::path::PathBuf;

/// What the program that runs the hub knows of it.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    pub data_dir: PathBuf,
    /// Variables that look like the hub's and mean nothing to it.
    pub unknown_variables: Vec<String>,
    /// Address of the hub as its users see it.
    pub app_url: Option<String>,
    /// `Secure` on the console's cookie: always, never, or (none) where a page came by https.
    pub secure_cookies: Option<bool>,
    /// Milliseconds of silence after which a stream gets a comment; 0 = never.
    pub stream_keep_alive_ms: u64,
}

/// What can be seen without the database.
pub fn surroundings(here: &Surroundings) -> Vec<Finding> {
    let unknown = here.unknown_variables.iter().map(|name| {
        Finding::warning(
            "unknown_variable",
            format!("The variable {name} means nothing to the hub: is it misspelt? `cch --help` lists those that do."),
        )
    });
    let mut found: Vec<_> = unknown.collect();
    found.extend(address::check(here.app_url.as_deref(), here.secure_cookies));
    found.extend(stream::check(here.stream_keep_alive_ms));
    found.extend(file::check(&here.data_dir));
    found.extend(disk::check(&here.data_dir));
    found
}

impl Control {
    /// What the database, Redis and the configuration show.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn examine(&self, actor: &Actor) -> Result<Vec<Finding>> {
        actor.require_admin()?;
        let mut tx = self.0.db.read().await?;
        let mut found = postgres::check(&server::settings(&mut tx).await?);
        found.extend(clock::check("database", clock::of_database(&mut tx).await?));
        drop(tx);
        if let Some(redis) = &self.0.redis {
            found.extend(redis::check(redis).await);
        }
        let snapshot = self.0.snapshot.load();
        found.extend(reach::check(&snapshot, self.now()));
        found.extend(price::check(&snapshot, &self.prices().unpriced(actor).await?));
        Ok(found)
    }
}

/// The first few of many names, and how many there are besides.
fn some(names: &[String]) -> String {
    const FEW: usize = 5;
    let few = names.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(FEW) {
        0 => few,
        more => format!("{few} and {more} more"),
    }
}
