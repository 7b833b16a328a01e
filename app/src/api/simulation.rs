use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::KeyId;
use domain::simulation::{Simulated, SimulatedRequest};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// What the form offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// By owner and key.
    pub keys: Vec<(KeyId, String)>,
    pub models: Vec<String>,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_known() -> Result<Known, Refusal> {
    let (caller, control) = (caller().await?, state().control);
    let mut known = Known::default();
    for person in control.users().list(&caller).await? {
        let name = person.user.name;
        known.keys.extend(person.keys.into_iter().map(|key| (key.id, format!("{name} · {}", key.name))));
    }
    known.models = control.prices().models(&caller)?;
    Ok(known)
}

/// Whom a request would go to. Nothing is sent.
#[server(prefix = "/api/console", input = Json)]
pub async fn simulate(request: SimulatedRequest) -> Result<Simulated, Refusal> {
    Ok(state().simulate(&caller().await?, &request).await?)
}
