use super::step;
use crate::i18n::locale;
use crate::ui::icon::LINK;
use domain::log::LogEntry;
use domain::session::{BindingAction, SessionSource};
use leptos::prelude::*;

/// What became of the session's binding to a provider.
pub(super) fn bond(entry: &LogEntry) -> Option<AnyView> {
    let t = locale().story();
    let served = entry.provider().map(|provider| provider.name.as_str()).unwrap_or_default();
    let what = match entry.binding? {
        BindingAction::Bound => t.bound(served),
        BindingAction::Kept => t.kept().to_owned(),
        BindingAction::Moved => t.moved(served),
        BindingAction::Cleared => t.cleared().to_owned(),
        BindingAction::Outrun => t.outrun().to_owned(),
    };
    Some(step(LINK, "", String::new(), what.into_any(), Vec::new()))
}

pub(super) fn source_word(source: SessionSource) -> &'static str {
    let t = locale().story();
    match source {
        SessionSource::Header => t.source_header(),
        SessionSource::Body => t.source_body(),
        SessionSource::Fingerprint => t.source_fingerprint(),
    }
}
