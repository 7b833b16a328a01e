use crate::i18n::locale;
use domain::provider::ProviderKind;

/// What people call a type.
pub(super) fn kind_label(kind: ProviderKind) -> &'static str {
    let t = locale().provider();
    match kind {
        ProviderKind::Claude => t.kind_claude(),
        ProviderKind::ClaudeAuth => t.kind_claude_auth(),
        ProviderKind::Codex => t.kind_codex(),
        ProviderKind::Gemini => t.kind_gemini(),
        ProviderKind::GeminiCli => t.kind_gemini_cli(),
        ProviderKind::OpenaiCompatible => t.kind_compatible(),
    }
}
