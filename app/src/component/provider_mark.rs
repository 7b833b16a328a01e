use crate::ui::{Icon, Mark};
use domain::provider::ProviderKind;
use leptos::prelude::*;

/// The sign of a provider: its glyph tells the type, its colour the account.
#[component]
pub fn ProviderMark(kind: ProviderKind, id: i64) -> impl IntoView {
    view! { <Mark glyph=glyph(kind) color=color_of(id) label=kind.as_str() /> }
}

/// A spark for the vendor's own API, a chain link for whatever stands between.
fn glyph(kind: ProviderKind) -> Icon {
    match kind {
        ProviderKind::Claude => "M8 2.5v11M3.2 5.2l9.6 5.6M12.8 5.2l-9.6 5.6",
        ProviderKind::ClaudeAuth => {
            "M6.7 9.3a2.5 2.5 0 0 0 3.6 0l2-2a2.5 2.5 0 0 0-3.6-3.6M9.3 6.7a2.5 2.5 0 0 0-3.6 0l-2 2a2.5 2.5 0 0 0 3.6 3.6"
        }
    }
}

/// The series colour (1-8) of a provider, user or model: the same everywhere.
pub fn color_of(id: i64) -> u8 {
    id.wrapping_sub(1).rem_euclid(8) as u8 + 1
}
