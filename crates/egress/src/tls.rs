//! TLS as all clients speak it. What the machine trusts is read once: a few hundred certificates take their time and room.

use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::{Arc, OnceLock};

#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<OnceLock<ClientConfig>>);

impl Shared {
    /// # Errors
    /// When the certificates of the machine cannot be used.
    pub(crate) fn config(&self) -> Result<ClientConfig, rustls::Error> {
        if let Some(config) = self.0.get() {
            return Ok(config.clone());
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        Ok(self.0.get_or_init(|| config).clone())
    }
}
