//! What stages leave for later ones.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{layout, service};

#[derive(Default)]
pub(crate) struct Context {
    pub(crate) hub: PathBuf,
    pub(crate) vendor: PathBuf,
    services: Vec<(&'static str, String)>,
}

impl Context {
    /// Tells `command` where PostgreSQL and Redis are, starting those that nobody named in the environment.
    pub(crate) fn with_services(&mut self, command: &mut Command) -> Result<()> {
        if self.services.is_empty() {
            self.services =
                vec![given_or("TEST_DSN", service::start_postgres)?, given_or("TEST_REDIS_URL", service::start_redis)?];
        }
        command.envs(self.services.iter().map(|(name, address)| (name, address)));
        Ok(())
    }

    /// Tells `command` where the binaries, the site and the services are.
    pub(crate) fn with_hub(&mut self, command: &mut Command) -> Result<()> {
        command.env("CCH_BIN", &self.hub).env("MOCKVENDOR_BIN", &self.vendor).env("CCH_SITE_DIR", layout::site(true));
        self.with_services(command)
    }

    pub(crate) fn print_services(&self) {
        for (name, address) in &self.services {
            println!("export {name}={address}");
        }
    }
}

fn given_or(name: &'static str, start: fn() -> Result<String>) -> Result<(&'static str, String)> {
    Ok((name, env::var(name).or_else(|_| start())?))
}
