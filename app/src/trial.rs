//! Trying out a provider: what both the console's button and the management API do.

use crate::state::AppState;
use control::Actor;
use domain::error::ApiError;
use domain::provider::{ProviderTest, TestReport};
use domain::snapshot::Upstream;

impl AppState {
    /// One real request to the provider as it is described.
    ///
    /// # Errors
    /// When the description is incomplete. What the vendor answers, or does not, is in the report.
    pub async fn test_provider(&self, actor: &Actor, test: ProviderTest) -> Result<TestReport, ApiError> {
        actor.require_admin()?;
        let providers = self.control.providers();
        let saved = match test.id {
            Some(id) => Some(providers.get(actor, id).await?),
            None => None,
        };
        let url = test.url.or_else(|| saved.as_ref().map(|saved| saved.url.clone())).unwrap_or_default();
        if !["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err(ApiError::invalid("url", "Give the provider's whole URL, such as https://api.anthropic.com."));
        }
        let credential = match (test.credential.filter(|given| !given.is_empty()), test.id) {
            (Some(given), _) => given,
            (None, Some(id)) => providers.credential(actor, id).await?,
            (None, None) => return Err(ApiError::invalid("credential", "Give the provider's credential.")),
        };
        if test.model.trim().is_empty() {
            return Err(ApiError::invalid("model", "Name a model to ask."));
        }
        let kind = test.kind.or_else(|| saved.map(|saved| saved.kind)).unwrap_or_default();
        Ok(self.gateway.test(&Upstream::draft(kind, &url, credential), test.model.trim()).await)
    }
}
