//! What a request does to the binding of its session.

use crate::exchange::{Bond, Exchange};
use crate::route::policy::policy;
use crate::upstream::fault::Fault;
use domain::session::{BindingAction, SessionName};

impl Exchange {
    /// After a success: the session stays with the provider that served it.
    ///
    /// `continued_by`: the id by which a later request may continue the answer, which lives in this provider's account.
    pub(crate) fn bind(
        &mut self,
        continued_by: Option<String>,
    ) -> impl Future<Output = Option<BindingAction>> + Send + use<> {
        let bond = self.bond.take().filter(|_| self.family.generates);
        let upstream = self.upstream.clone().filter(|upstream| upstream.provider.routing.sticky);
        let gateway = self.gateway.clone();
        async move {
            let (Bond { name, seen }, upstream) = (bond?, upstream?);
            let provider = upstream.provider.id;
            if let Some(id) = continued_by {
                let name = SessionName { key_id: name.key_id, id };
                gateway.0.bindings.bind(&name, provider, None, gateway.now()).await;
            }
            let bound = gateway.0.bindings.bind(&name, provider, seen, gateway.now()).await;
            Some(match seen {
                _ if !bound => BindingAction::Outrun,
                None => BindingAction::Bound,
                Some(seen) if seen.provider == provider => BindingAction::Kept,
                Some(_) => BindingAction::Moved,
            })
        }
    }

    /// Nobody served the request: a session whose own provider failed is free to go elsewhere.
    pub(crate) async fn unbind(&mut self, fault: &Fault) {
        let Some(Bond { name, seen: Some(seen) }) = self.bond.take() else { return };
        let failed = self.entry.attempts.iter().any(|attempt| attempt.provider.id == seen.provider);
        if !failed || policy(fault.class).counts.is_none() {
            self.entry.binding = Some(BindingAction::Kept);
            return;
        }
        let cleared = self.gateway.0.bindings.clear(&name, seen, self.gateway.now()).await;
        self.entry.binding = Some(if cleared { BindingAction::Cleared } else { BindingAction::Outrun });
    }
}
