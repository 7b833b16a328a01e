//! How a provider takes part in scheduling: when, for whom, with how much patience.

use crate::breaker::BreakerRule;
use crate::error::ApiError;
use crate::glob::glob;
use crate::provider::PRIORITY_MAX;
use crate::schedule::ActiveHours;
use crate::timeout::Timeouts;
use crate::{Names, Patch, Ratio};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub const ATTEMPTS_MAX: i64 = 10;
const MOST_MULTIPLIERS: usize = 1_000;
const PATTERN_CHARS: usize = 256;

/// What the cost of models is multiplied by. `pattern`: the model's name, `*` stands for any text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelMultiplier {
    pub pattern: String,
    pub multiplier: Ratio,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Routing {
    /// Priority for callers of a group, in place of the provider's own. With several groups the smallest counts.
    pub group_priorities: BTreeMap<String, i64>,
    /// Hours of the day, in the hub's time zone; none = always.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "22:00-06:00"))]
    pub active_hours: Option<ActiveHours>,
    /// Client programs that it serves; empty = all. Names (`claude-code`, `codex-cli`), globs over the User-Agent, or a
    /// part of it.
    pub allowed_clients: Names,
    /// Client programs that it does not serve, whatever the other list says.
    pub blocked_clients: Names,
    /// Further base URLs of the same account, asked in this order when the one before cannot be reached.
    pub endpoints: Names,
    /// Attempts on it inside one request before the next provider is asked; none = what holds for the whole hub.
    pub max_attempts: Option<i64>,
    /// A session stays with it.
    pub sticky: bool,
    pub breaker: BreakerRule,
    pub timeouts: Timeouts,
    /// On top of the provider's own multiplier; the first pattern that matches the billed model counts.
    pub model_multipliers: Vec<ModelMultiplier>,
}

impl Default for Routing {
    fn default() -> Self {
        Self {
            group_priorities: BTreeMap::new(),
            active_hours: None,
            allowed_clients: Names::default(),
            blocked_clients: Names::default(),
            endpoints: Names::default(),
            max_attempts: None,
            sticky: true,
            breaker: BreakerRule::default(),
            timeouts: Timeouts::default(),
            model_multipliers: Vec::new(),
        }
    }
}

impl Routing {
    /// What this model's cost is multiplied by.
    pub fn multiplier_of(&self, model: &str) -> Ratio {
        let found = self.model_multipliers.iter().find(|rule| glob(&rule.pattern, model));
        found.map_or(Ratio::ONE, |rule| rule.multiplier)
    }

    /// The names and the endpoints are checked by whoever checks all names and URLs.
    ///
    /// # Errors
    /// When a figure is out of its range.
    pub fn check(&self) -> Result<(), ApiError> {
        let told = |field: &str, message: String| Err(ApiError::invalid(field, message));
        if self.max_attempts.is_some_and(|most| !(1..=ATTEMPTS_MAX).contains(&most)) {
            return told("max_attempts", format!("The attempts must be between 1 and {ATTEMPTS_MAX}."));
        }
        if let Some((group, _)) = self.group_priorities.iter().find(|(_, own)| !(0..=PRIORITY_MAX).contains(*own)) {
            let message = format!("The priority for {group} must be between 0 and {PRIORITY_MAX}.");
            return told("group_priorities", message);
        }
        let rules = &self.model_multipliers;
        if rules.len() > MOST_MULTIPLIERS {
            return told("model_multipliers", format!("There may be {MOST_MULTIPLIERS} model multipliers at most."));
        }
        let is_bad = |rule: &ModelMultiplier| rule.pattern.is_empty() || rule.pattern.chars().count() > PATTERN_CHARS;
        if let Some(at) = rules.iter().position(is_bad) {
            let message = format!("Model multiplier {} needs a pattern of at most {PATTERN_CHARS} letters.", at + 1);
            return told("model_multipliers", message);
        }
        self.breaker.check()?;
        self.timeouts.check()
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

/// The column's text.
impl TryFrom<String> for Routing {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

/// What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct RoutingPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_priorities: Option<BTreeMap<String, i64>>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub active_hours: Patch<ActiveHours>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_clients: Option<Names>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocked_clients: Option<Names>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoints: Option<Names>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub max_attempts: Patch<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sticky: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaker: Option<BreakerRule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeouts: Option<Timeouts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_multipliers: Option<Vec<ModelMultiplier>>,
}

impl RoutingPatch {
    pub fn over(self, old: Routing) -> Routing {
        Routing {
            group_priorities: self.group_priorities.unwrap_or(old.group_priorities),
            active_hours: self.active_hours.over(old.active_hours),
            allowed_clients: self.allowed_clients.unwrap_or(old.allowed_clients),
            blocked_clients: self.blocked_clients.unwrap_or(old.blocked_clients),
            endpoints: self.endpoints.unwrap_or(old.endpoints),
            max_attempts: self.max_attempts.over(old.max_attempts),
            sticky: self.sticky.unwrap_or(old.sticky),
            breaker: self.breaker.unwrap_or(old.breaker),
            timeouts: self.timeouts.unwrap_or(old.timeouts),
            model_multipliers: self.model_multipliers.unwrap_or(old.model_multipliers),
        }
    }
}

/// The whole, for a form that shows every field.
impl From<Routing> for RoutingPatch {
    fn from(routing: Routing) -> Self {
        Self {
            group_priorities: Some(routing.group_priorities),
            active_hours: routing.active_hours.map_or(Patch::Null, Patch::Value),
            allowed_clients: Some(routing.allowed_clients),
            blocked_clients: Some(routing.blocked_clients),
            endpoints: Some(routing.endpoints),
            max_attempts: routing.max_attempts.map_or(Patch::Null, Patch::Value),
            sticky: Some(routing.sticky),
            breaker: Some(routing.breaker),
            timeouts: Some(routing.timeouts),
            model_multipliers: Some(routing.model_multipliers),
        }
    }
}
