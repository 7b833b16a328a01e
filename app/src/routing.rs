//! What is read and done in the data plane's own state: circuit breakers, sessions, the simulator. One place for pages and
//! the management API, each with its check of who may.

use crate::state::AppState;
use control::Actor;
use domain::ProviderId;
use domain::batch::MOST;
use domain::breaker::BreakerReport;
use domain::error::{ApiError, ErrorCode};
use domain::session::{ActiveSession, SessionName};
use domain::simulation::{Simulated, SimulatedRequest};

impl AppState {
    /// Circuit breakers that have something to say.
    ///
    /// # Errors
    /// For whoever is no admin.
    pub fn breakers(&self, actor: &Actor) -> Result<Vec<BreakerReport>, ApiError> {
        actor.require_admin()?;
        Ok(self.gateway.breakers())
    }

    /// Closes a provider's breakers: all of them, or one model family's.
    ///
    /// # Errors
    /// For whoever is no admin, or without such a provider.
    pub async fn reset_breakers(&self, actor: &Actor, id: ProviderId, model: Option<&str>) -> Result<(), ApiError> {
        let provider = self.control.providers().get(actor, id).await?;
        self.control.audit().note(actor, "provider.circuit_reset", (Some(id.0), &provider.name)).await?;
        self.gateway.reset_breakers(id, model);
        Ok(())
    }

    /// The same with all breakers of several providers.
    ///
    /// # Errors
    /// For whoever is no admin, or when one of them is not there: then the others before it are reset.
    pub async fn reset_breakers_of(&self, actor: &Actor, ids: &[ProviderId]) -> Result<(), ApiError> {
        actor.require_admin()?;
        for id in ids.iter().take(MOST) {
            self.reset_breakers(actor, *id, None).await?;
        }
        Ok(())
    }

    /// Takes a provider out of the pool until its breaker is reset.
    ///
    /// # Errors
    /// For whoever is no admin, or without such a provider.
    pub async fn open_breaker(&self, actor: &Actor, id: ProviderId) -> Result<(), ApiError> {
        let provider = self.control.providers().get(actor, id).await?;
        self.control.audit().note(actor, "provider.circuit_open", (Some(id.0), &provider.name)).await?;
        self.gateway.open_breaker(id);
        Ok(())
    }

    /// Users see their own, admins all. Latest first.
    pub fn sessions(&self, actor: &Actor) -> Vec<ActiveSession> {
        self.gateway.active_sessions(actor.owner())
    }

    /// Forgets a session and its binding; requests under way go on.
    ///
    /// # Errors
    /// `NotFound` unless it is active and the caller may see it.
    pub async fn end_session(&self, actor: &Actor, name: &SessionName) -> Result<(), ApiError> {
        let known = self.sessions(actor);
        let session = known.iter().find(|session| session.name() == *name);
        let Some(session) = session else {
            return Err(ApiError::new(ErrorCode::NotFound, "There is no such active session."));
        };
        self.control.audit().note(actor, "session.end", (Some(session.caller.key_id.0), &session.id)).await?;
        self.gateway.end_session(name).await;
        Ok(())
    }

    /// Whom a request would go to.
    ///
    /// # Errors
    /// For whoever is no admin.
    pub async fn simulate(&self, actor: &Actor, request: &SimulatedRequest) -> Result<Simulated, ApiError> {
        actor.require_admin()?;
        Ok(self.gateway.simulate(request).await)
    }
}
