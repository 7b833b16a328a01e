//! Which models a caller may ask for.

use crate::reject::Reject;
use domain::snapshot::Caller;

pub(crate) fn check<'a>(caller: &Caller, model: Option<&'a str>) -> Result<&'a str, Reject> {
    let model = model.filter(|model| !model.is_empty()).ok_or(Reject::NoModel)?;
    if caller.may_use(model) { Ok(model) } else { Err(Reject::ModelNotAllowed(model.to_owned())) }
}
