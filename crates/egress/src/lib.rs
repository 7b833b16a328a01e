//! How the hub itself connects to others: to vendors, to their proxies, to where prices come from.
//!
//! Admins name those by URLs, and so they could name what only this machine reaches: the address where clouds hand out
//! credentials, a database beside the hub. What counts is the address that is connected to, however a URL writes it and
//! whatever its name resolves to at that moment. [`Client`] is therefore the one way out: names pass through [`Egress`] as a
//! resolver, once for each connection, and literal addresses are looked at before a request is sent.

mod address;
mod client;
mod origin;
mod resolver;
mod tls;

pub use address::Refused;
pub use client::{Client, Error};

use reqwest::dns::Resolve;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

/// Which addresses may be connected to.
#[derive(Clone)]
pub struct Egress {
    allow_private: bool,
    names: Arc<dyn Resolve>,
    tls: tls::Shared,
}

impl Egress {
    pub fn new(allow_private: bool) -> Self {
        Self { allow_private, names: Arc::new(resolver::System), tls: tls::Shared::default() }
    }

    /// With names that this resolver looks up.
    pub fn with_names(self, names: Arc<dyn Resolve>) -> Self {
        Self { names, ..self }
    }

    /// For addresses that no admin has named.
    pub fn public_only(&self) -> Self {
        Self { allow_private: false, ..self.clone() }
    }

    fn check(&self, ip: IpAddr) -> Result<(), Refused> {
        address::check(ip, self.allow_private)
    }
}

impl Default for Egress {
    fn default() -> Self {
        Self::new(true)
    }
}

impl fmt::Debug for Egress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Egress").field("allow_private", &self.allow_private).finish_non_exhaustive()
    }
}
