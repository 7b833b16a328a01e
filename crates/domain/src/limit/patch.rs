use super::{LimitKind, Limits, ModelCaps, WindowMode};
use crate::limit::DayTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is left out stays as it is; a figure that is `null` is no limit any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct LimitsPatch {
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = super::Caps))]
    pub caps: BTreeMap<LimitKind, Option<i64>>,
    /// As a whole: a model that is not in it has no limits of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub models: Option<Vec<ModelCaps>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub five_hours: Option<WindowMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<WindowMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_start: Option<DayTime>,
}

impl LimitsPatch {
    pub fn over(self, old: Limits) -> Limits {
        let mut caps = old.caps;
        for (kind, cap) in self.caps {
            caps.set(kind, cap);
        }
        Limits {
            caps,
            models: self.models.unwrap_or(old.models),
            five_hours: self.five_hours.unwrap_or(old.five_hours),
            day: self.day.unwrap_or(old.day),
            day_start: self.day_start.unwrap_or(old.day_start),
        }
    }
}

/// The whole, for a form that shows every field.
impl From<Limits> for LimitsPatch {
    fn from(limits: Limits) -> Self {
        Self {
            caps: LimitKind::ALL.into_iter().map(|kind| (kind, limits.caps.get(kind))).collect(),
            models: Some(limits.models),
            five_hours: Some(limits.five_hours),
            day: Some(limits.day),
            day_start: Some(limits.day_start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_by_itself() {
        let mut limits = Limits::default();
        for (json, expect) in [
            (
                r#"{"rpm":10,"usd_day":5}"#,
                r#"{"rpm":10,"usd_day":5,"five_hours":"rolling","day":"fixed","day_start":"00:00"}"#,
            ),
            (
                r#"{"rpm":null,"day_start":"08:30"}"#,
                r#"{"usd_day":5,"five_hours":"rolling","day":"fixed","day_start":"08:30"}"#,
            ),
            (
                r#"{"models":[{"models":"claude-opus-*","usd_5h":7}],"five_hours":"fixed","day":"rolling"}"#,
                r#"{"usd_day":5,"models":[{"models":"claude-opus-*","usd_5h":7}],"five_hours":"fixed","day":"rolling","day_start":"08:30"}"#,
            ),
            (r#"{"models":[],"usd_day":null}"#, r#"{"five_hours":"fixed","day":"rolling","day_start":"08:30"}"#),
        ] {
            let patch: LimitsPatch = serde_json::from_str(json).unwrap();
            let wire = serde_json::to_string(&patch).unwrap();
            assert_eq!(serde_json::from_str::<LimitsPatch>(&wire).unwrap(), patch, "{wire}");
            limits = patch.over(limits);
            assert_eq!(limits.to_json(), expect);
            assert_eq!(LimitsPatch::from(limits.clone()).over(Limits::default()), limits);
        }
        assert!(serde_json::from_str::<LimitsPatch>(r#"{"usd_year":1}"#).is_err(), "a misspelt limit is none");
    }
}
