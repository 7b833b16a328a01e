//! Finding anything by its name or id.

use crate::log::CallerTag;
use crate::{KeyId, ProviderId, RequestId, UserId};
use serde::{Deserialize, Serialize};

/// Something to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hit {
    User { id: UserId, name: String },
    Key { id: KeyId, name: String, user_name: String },
    Provider { id: ProviderId, name: String },
    Session { id: String, caller: CallerTag },
    Request { id: RequestId, caller: CallerTag },
}
