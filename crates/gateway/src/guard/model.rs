//! Which models a caller may ask for.

use crate::inbound::Inbound;
use crate::reject::Reject;
use domain::snapshot::Caller;
use reqwest::Method;

pub(crate) fn check(caller: &Caller, inbound: &Inbound) -> Result<(), Reject> {
    match &inbound.model {
        Some(model) if caller.may_use(model) => Ok(()),
        Some(model) => Err(Reject::ModelNotAllowed(model.clone())),
        None if inbound.target.family.needs_model => Err(Reject::NoModel),
        // A batch, a run or a file may set any model to work.
        None if !caller.allowed_models.is_empty() && inbound.method != Method::GET => Err(Reject::ModelUnnamed),
        None => Ok(()),
    }
}
