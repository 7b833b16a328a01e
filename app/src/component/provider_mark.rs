use crate::ui::{Icon, Mark};
use domain::provider::ProviderKind;
use leptos::prelude::*;

/// The sign of a provider: its glyph tells the type, its colour the account.
#[component]
pub fn ProviderMark(kind: ProviderKind, id: i64) -> impl IntoView {
    view! { <Mark glyph=provider_glyph(kind) color=color_of(id) label=kind.as_str() /> }
}

/// A spark for Anthropic's own API and a chain link for whatever stands between, a prompt for Codex, the zodiac's twins
/// for Gemini and the same at a prompt for its command line tool, a speech bubble for Chat Completions.
pub fn provider_glyph(kind: ProviderKind) -> Icon {
    match kind {
        ProviderKind::Claude => "M8 2.5v11M3.2 5.2l9.6 5.6M12.8 5.2l-9.6 5.6",
        ProviderKind::ClaudeAuth => {
            "M6.7 9.3a2.5 2.5 0 0 0 3.6 0l2-2a2.5 2.5 0 0 0-3.6-3.6M9.3 6.7a2.5 2.5 0 0 0-3.6 0l-2 2a2.5 2.5 0 0 0 3.6 3.6"
        }
        ProviderKind::Codex => "m3.5 4.5 3.5 3.5-3.5 3.5M8.5 11.5h4",
        ProviderKind::Gemini => "M3.5 3c2.8 1.3 6.2 1.3 9 0M3.5 13c2.8-1.3 6.2-1.3 9 0M6.2 3.9v8.2M9.8 3.9v8.2",
        ProviderKind::GeminiCli => "m2.5 4.8 3.2 3.2-3.2 3.2M8.8 4v8M12.6 4v8M7.6 4h6.2M7.6 12h6.2",
        ProviderKind::OpenaiCompatible => "M3 3.3h10v7H8.3L5.2 13v-2.7H3zM5.8 6.8h.01M8 6.8h.01M10.2 6.8h.01",
    }
}

/// The series colour (1-8) of a provider, user or model: the same everywhere.
pub fn color_of(id: i64) -> u8 {
    id.wrapping_sub(1).rem_euclid(8) as u8 + 1
}
