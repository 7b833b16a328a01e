//! Protocols: how a client speaks to the hub, and the hub to a provider.

use serde::{Deserialize, Serialize};

/// The hub converts nothing: a request goes to a provider of its own dialect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Messages: <https://platform.claude.com/docs/en/api/messages>
    #[default]
    Anthropic,
    /// Chat Completions, and every other OpenAI resource but Responses: <https://platform.openai.com/docs/api-reference/chat>
    Chat,
    /// Responses: <https://platform.openai.com/docs/api-reference/responses>
    Responses,
    /// `generateContent`: <https://ai.google.dev/api/generate-content>
    Gemini,
    /// Code Assist, which Gemini CLI speaks: Gemini's bodies inside an envelope.
    GeminiCli,
}

impl Dialect {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Anthropic => "anthropic",
            Self::Chat => "chat",
            Self::Responses => "responses",
            Self::Gemini => "gemini",
            Self::GeminiCli => "gemini-cli",
        }
    }
}
