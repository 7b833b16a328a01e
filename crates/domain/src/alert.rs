//! What people are told of when nobody looks at the console, and where.

use crate::error::ApiError;
use crate::{Millis, Secret};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AlertEvent {
    BreakerOpened,
    BreakerClosed,
    /// A limit has come to one of the percentages of the settings.
    LimitWarning,
    /// A model is used that has no price.
    Unpriced,
    /// A provider fails more often than it should.
    ErrorRate,
    /// A provider's answers come from the vendor's cache less often than before.
    CacheRate,
    /// The database or Redis went away.
    ComponentAway,
    ComponentBack,
    /// Yesterday in figures.
    Digest,
}

impl AlertEvent {
    pub const ALL: [Self; 9] = [
        Self::BreakerOpened,
        Self::BreakerClosed,
        Self::LimitWarning,
        Self::Unpriced,
        Self::ErrorRate,
        Self::CacheRate,
        Self::ComponentAway,
        Self::ComponentBack,
        Self::Digest,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::BreakerOpened => "breaker_opened",
            Self::BreakerClosed => "breaker_closed",
            Self::LimitWarning => "limit_warning",
            Self::Unpriced => "unpriced",
            Self::ErrorRate => "error_rate",
            Self::CacheRate => "cache_rate",
            Self::ComponentAway => "component_away",
            Self::ComponentBack => "component_back",
            Self::Digest => "digest",
        }
    }

    pub fn level(self) -> AlertLevel {
        match self {
            Self::BreakerOpened | Self::ErrorRate | Self::ComponentAway => AlertLevel::Bad,
            Self::LimitWarning | Self::Unpriced | Self::CacheRate => AlertLevel::Warning,
            Self::BreakerClosed | Self::ComponentBack => AlertLevel::Good,
            Self::Digest => AlertLevel::Info,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AlertLevel {
    Good,
    Info,
    Warning,
    Bad,
}

/// What has happened, in words of each language that targets may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    pub event: AlertEvent,
    pub at: Millis,
    /// The same for whoever tells of the same thing: it is told once.
    pub key: String,
    pub title: Both,
    pub facts: Vec<(Both, Both)>,
}

/// A text in English and in Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    pub en: String,
    pub zh: String,
}

impl Both {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    /// A name or a figure, which is the same in both.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    pub fn of(&self, language: AlertLanguage) -> &str {
        match language {
            AlertLanguage::En => &self.en,
            AlertLanguage::Zh => &self.zh,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AlertLanguage {
    #[default]
    En,
    Zh,
}

impl AlertLanguage {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

impl TryFrom<String> for AlertLanguage {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        [Self::En, Self::Zh].into_iter().find(|language| language.as_str() == text).ok_or(text)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// A robot of a WeCom group: <https://developer.work.weixin.qq.com/document/path/91770>
    Wecom,
    /// A custom bot of Feishu or Lark: <https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot>
    Feishu,
    /// A custom robot of DingTalk: <https://open.dingtalk.com/document/robots/custom-robot-access>
    Dingtalk,
    /// <https://core.telegram.org/bots/api#sendmessage>
    Telegram,
    /// An incoming webhook: <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>
    Slack,
    /// Any address that takes JSON.
    Webhook,
}

impl TargetKind {
    pub const ALL: [Self; 6] = [Self::Wecom, Self::Feishu, Self::Dingtalk, Self::Telegram, Self::Slack, Self::Webhook];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wecom => "wecom",
            Self::Feishu => "feishu",
            Self::Dingtalk => "dingtalk",
            Self::Telegram => "telegram",
            Self::Slack => "slack",
            Self::Webhook => "webhook",
        }
    }
}

impl TryFrom<String> for TargetKind {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(text)
    }
}

/// Where alerts go. `hint` tells its address apart without the secret that is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlertTarget {
    pub id: i64,
    pub name: String,
    pub kind: TargetKind,
    pub enabled: bool,
    pub language: AlertLanguage,
    pub hint: String,
    /// A secret that signs what is sent is set.
    pub signed: bool,
    /// Of Telegram: where the bot writes.
    pub chat: String,
    /// Of a webhook: the JSON to send, with places such as `{{title}}`; empty: the hub's own.
    pub template: String,
    /// Of what it is told.
    pub events: Vec<AlertEvent>,
    /// A proxy is used for it.
    pub proxied: bool,
    pub created_at: Millis,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTarget {
    pub name: String,
    pub kind: TargetKind,
    /// The webhook's address; of Telegram the bot's token.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub url: Secret,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub secret: Option<Secret>,
    #[serde(default)]
    pub chat: String,
    #[serde(default)]
    pub template: String,
    #[serde(default)]
    pub language: AlertLanguage,
    pub events: Vec<AlertEvent>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub proxy: Option<Secret>,
    #[serde(default = "yes")]
    pub enabled: bool,
}

fn yes() -> bool {
    true
}

/// What is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct TargetPatch {
    pub name: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub url: Option<Secret>,
    /// Empty: none any more.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub secret: Option<Secret>,
    pub chat: Option<String>,
    pub template: Option<String>,
    pub language: Option<AlertLanguage>,
    pub events: Option<Vec<AlertEvent>>,
    /// Empty: none any more.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub proxy: Option<Secret>,
    pub enabled: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It goes out, now or after a pause.
    Waiting,
    Sent,
    /// The target did not take it, however often it was tried.
    Failed,
    /// The target was switched off, or no longer wants it, before it could go out.
    Dropped,
}

impl DeliveryState {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Sent, Self::Failed, Self::Dropped];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }
}

impl TryFrom<String> for DeliveryState {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(text)
    }
}

/// One alert on its way to one target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    pub id: i64,
    pub target_id: i64,
    pub target_name: String,
    pub event: AlertEvent,
    pub at: Millis,
    pub title: String,
    pub state: DeliveryState,
    pub attempts: i64,
    pub error: Option<String>,
    pub ended_at: Option<Millis>,
}

/// Whether `template` is JSON once its places are filled.
///
/// # Errors
/// When it is not.
pub fn check_template(template: &str) -> Result<(), ApiError> {
    // A figure, which stands well within quotes and without.
    let filled = fill(template, &|_| Some("0".to_owned()));
    match serde_json::from_str::<serde_json::Value>(&filled) {
        Err(error) if !template.trim().is_empty() => {
            Err(ApiError::invalid("template", format!("Filled in, this is no JSON: {error}.")))
        }
        _ => Ok(()),
    }
}

/// Each `{{name}}` as `value` has it, written as the inside of a JSON string; a name that has no value stays.
pub fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, inside)) = rest.split_once("{{") {
        filled.push_str(before);
        match inside.split_once("}}") {
            Some((name, after)) => {
                match value(name.trim()) {
                    Some(text) => {
                        let quoted = serde_json::Value::from(text).to_string();
                        filled.push_str(&quoted[1..quoted.len() - 1]);
                    }
                    None => filled.extend(["{{", name, "}}"]),
                }
                rest = after;
            }
            None => {
                filled.push_str("{{");
                rest = inside;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_as_json_is_written() {
        let value = |name: &str| (name == "title").then(|| "a \"quoted\"\nline".to_owned());
        assert_eq!(
            fill(r#"{"t": "{{ title }}", "o": "{{other}}"}"#, &value),
            r#"{"t": "a \"quoted\"\nline", "o": "{{other}}"}"#
        );
        assert_eq!(fill("{{title", &value), "{{title");
    }

    #[test]
    fn a_template_must_be_json() {
        assert!(check_template("").is_ok() && check_template(r#"{"text": "{{title}}"}"#).is_ok());
        assert_eq!(check_template("text: {{title}}").unwrap_err().field.as_deref(), Some("template"));
    }
}
