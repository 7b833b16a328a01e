//! A request that is not sent: whom would it go to?

use crate::log::Selection;
use crate::{Dialect, KeyId, Millis, Names};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct SimulatedRequest {
    pub dialect: Dialect,
    pub model: Option<String>,
    /// The hub key it would come with.
    pub key_id: Option<KeyId>,
    /// Without a key: the caller's groups. Empty = `default`.
    pub groups: Names,
    /// The client's User-Agent; Claude Code's counts as genuine.
    pub client: String,
    /// The session that it would belong to.
    pub session: Option<String>,
    /// When; none = now.
    pub at: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Simulated {
    /// False: the request would be refused with 503.
    pub served: bool,
    pub selection: Selection,
}
