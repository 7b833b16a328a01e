//! Which models a caller may ask for.

use crate::inbound::Inbound;
use crate::reject::Reject;
use domain::snapshot::Caller;

pub(crate) fn check(caller: &Caller, inbound: &Inbound) -> Result<(), Reject> {
    match &inbound.model {
        Some(model) if caller.may_use(model) => Ok(()),
        Some(model) => Err(Reject::ModelNotAllowed(model.clone())),
        None if inbound.target.family.needs_model => Err(Reject::NoModel),
        None => Ok(()),
    }
}
