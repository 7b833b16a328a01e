//! What goes out, before the script paces or cuts it.

use super::{Reply, gemini};
use crate::body::Frame;
use crate::usage::Usage;
use serde_json::Value;

pub(crate) struct Answer {
    pub(crate) content_type: String,
    pub(crate) frames: Vec<Frame>,
}

impl Answer {
    /// A JSON body that states what it costs.
    pub(crate) fn costing(value: &Value, usage: Usage) -> Self {
        Self::whole("application/json", value.to_string(), Some(usage))
    }

    /// A JSON body that costs nothing.
    pub(crate) fn free(value: &Value) -> Self {
        Self::whole("application/json", value.to_string(), None)
    }

    /// A JSON body that costs something without saying it.
    pub(crate) fn unstated(value: &Value, reply: &Reply) -> Self {
        Self::whole("application/json", value.to_string(), reply.charge)
    }

    /// A body in one piece. `charge` is what it costs, whether it says so or not.
    pub(crate) fn whole(content_type: &str, bytes: impl Into<Vec<u8>>, charge: Option<Usage>) -> Self {
        let tokens = charge.map_or(0, |usage| usage.completion());
        let frame = Frame { bytes: bytes.into(), stated: charge, tokens };
        Self { content_type: content_type.to_owned(), frames: vec![frame] }
    }

    pub(crate) fn events(frames: Vec<Frame>) -> Self {
        Self { content_type: "text/event-stream; charset=utf-8".to_owned(), frames }
    }

    /// Google's stream without `alt=sse`.
    pub(crate) fn into_array(self) -> Self {
        Self { content_type: "application/json; charset=UTF-8".to_owned(), frames: gemini::as_array(self.frames) }
    }
}
