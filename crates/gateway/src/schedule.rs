//! Choosing a provider for a request: the pure selection on the state of this moment, and then a slot and the breakers'
//! leave, which another request may take first.

use crate::Gateway;
use crate::admit::{Claim, exclusion, session_member};
use crate::exchange::{Bond, Exchange};
use crate::inbound::Inbound;
use crate::limit::{Admission, Estimate};
use crate::route::pool::Pool;
use crate::route::select::{Obstacle, Wish, select};
use domain::breaker::BreakerState;
use domain::client::ClientSigns;
use domain::log::{Exclusion, Pick, Selection};
use domain::session::SessionName;
use domain::simulation::{Simulated, SimulatedRequest};
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::{Millis, ProviderId};
use std::sync::Arc;

/// A provider that the request may be sent to. Its slot and permit are with the exchange.
pub(crate) struct Chosen {
    pub upstream: Arc<Upstream>,
    pub selection: Selection,
    pub breaker: BreakerState,
}

impl Exchange {
    /// Looks up what the request's session is bound to.
    pub(crate) async fn find_bond(&mut self) {
        let Some(id) = self.entry.session.clone() else { return };
        let name = SessionName { key_id: self.caller.key_id, id };
        let seen = self.gateway.0.bindings.find(&name, self.gateway.now()).await;
        self.bond = Some(Bond { name, seen });
    }

    /// The next provider to ask. `passed`: those that are out of the question for this request; it grows.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) async fn choose(
        &mut self,
        inbound: &Inbound,
        passed: &mut Vec<(ProviderId, Exclusion)>,
    ) -> Result<Chosen, Selection> {
        (self.slot, self.permit, self.share) = (None, None, Admission::none());
        let gateway = self.gateway.clone();
        loop {
            let now = gateway.now();
            let wish = Wish {
                client: inbound.client(),
                minute: self.snapshot.zone.minute_of_day(now),
                bound: self.bond.as_ref().and_then(|bond| bond.seen).map(|seen| seen.provider),
                passed,
            };
            let estimate = || self.estimate(inbound);
            let claim = self.claim(inbound, &estimate);
            let obstacle = |upstream: &Upstream| gateway.obstacle(&self.snapshot, upstream, &claim, now);
            let (upstream, selection) = select(&self.pool, &wish, obstacle, |sum| fastrand::i64(0..sum));
            let Some(upstream) = upstream else { return Err(selection) };
            let id = upstream.provider.id;
            let share = match self.admit_to(&upstream, inbound).await {
                Ok(share) => share,
                Err(reason) => {
                    passed.push((id, reason));
                    continue;
                }
            };
            let permit = gateway.0.breakers.enter(&upstream, inbound.model.as_deref(), now);
            let Some(permit) = gateway.leased(permit).await else {
                passed.push((id, Exclusion::Probing));
                continue;
            };
            let breaker = permit.state;
            (self.slot, self.permit, self.share) = (Some(gateway.0.slots.take(id)), Some(permit), share);
            return Ok(Chosen { upstream, selection, breaker });
        }
    }
}

impl Gateway {
    /// What the present state says against a provider.
    fn obstacle(&self, snapshot: &Snapshot, upstream: &Upstream, claim: &Claim<'_>, now: Millis) -> Option<Obstacle> {
        let limit = || {
            let quota = self.over_limit(upstream, claim, self.moment(snapshot, now))?;
            Some((exclusion(&quota), quota.resets_at))
        };
        self.0.breakers.shut(upstream, claim.model, now).or_else(limit)
    }

    /// What would happen to a request, without sending it and without leaving a trace.
    pub async fn simulate(&self, request: &SimulatedRequest) -> Simulated {
        let snapshot = self.0.snapshot.load_full();
        let by_key = request.key_id.and_then(|id| snapshot.callers.values().find(|caller| caller.key_id == id));
        let caller = by_key.map_or_else(|| Caller::anyone(request.groups.clone()), |caller| (**caller).clone());
        let now = request.at.unwrap_or_else(|| self.now());
        let bound = match (&request.session, request.key_id) {
            (Some(id), Some(key_id)) => self.0.bindings.peek(&SessionName { key_id, id: id.clone() }, now).await,
            _ => None,
        };
        let model = request.model.as_deref().filter(|model| !model.is_empty());
        let wish = Wish {
            client: ClientSigns { user_agent: &request.client, claude_headers: true, claude_metadata: true },
            minute: snapshot.zone.minute_of_day(now),
            bound: bound.map(|bound| bound.provider),
            passed: &[],
        };
        let pool = Pool::new(&snapshot, &caller, model, request.dialect);
        let claim = Claim {
            itself: "".into(),
            session: request.session.as_deref().map(|id| session_member(caller.key_id, id)),
            model,
            family: None,
            estimate: &Estimate::default,
        };
        let obstacle = |upstream: &Upstream| self.obstacle(&snapshot, upstream, &claim, now);
        let (upstream, selection) = select(&pool, &wish, obstacle, |_| 0);
        Simulated { served: upstream.is_some(), selection }
    }
}

/// The same provider once more: nothing was selected anew.
pub(crate) fn again(selection: &Selection) -> Selection {
    Selection { pick: Pick::Again, tier: selection.tier, ..Selection::default() }
}
