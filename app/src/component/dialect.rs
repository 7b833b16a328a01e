use domain::Dialect;

/// As the vendors call them, in every language.
pub fn dialect_name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Anthropic => "Anthropic Messages",
        Dialect::Chat => "OpenAI Chat Completions",
        Dialect::Responses => "OpenAI Responses",
        Dialect::Gemini => "Gemini generateContent",
        Dialect::GeminiCli => "Gemini Code Assist",
    }
}
