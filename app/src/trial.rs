//! Trying out a provider: what both the console's button and the management API do.

use crate::state::AppState;
use control::Actor;
use domain::Secret;
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
        let saved = match test.id {
            Some(id) => Some(self.control.providers().upstream(actor, id).await?),
            None => None,
        };
        let given = |secret: Option<Secret>| secret.filter(|secret| !secret.is_empty());
        let url = test.url.or_else(|| saved.as_ref().map(|saved| saved.provider.url.clone())).unwrap_or_default();
        if !["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err(ApiError::invalid("url", "Give the provider's whole URL, such as https://api.anthropic.com."));
        }
        let credential = given(test.credential).or_else(|| saved.as_ref().map(|saved| saved.credential.clone()));
        let credential =
            credential.ok_or_else(|| ApiError::invalid("credential", "Give the provider's credential."))?;
        let proxy = match test.proxy {
            Some(typed) => given(Some(typed)).map(|typed| domain::proxy::parse(typed.expose())).transpose()?,
            None => saved.as_ref().and_then(|saved| saved.proxy.clone()),
        };
        if test.model.trim().is_empty() {
            return Err(ApiError::invalid("model", "Name a model to ask."));
        }
        let kind = test.kind.or_else(|| saved.map(|saved| saved.provider.kind)).unwrap_or_default();
        Ok(self.gateway.test(&Upstream::draft(kind, &url, credential, proxy), test.model.trim()).await)
    }
}
