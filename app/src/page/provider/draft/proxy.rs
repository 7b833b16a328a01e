use domain::{Patch, Secret};
use leptos::prelude::*;

/// The proxy as the form has it. What is stored is known by its hint alone.
#[derive(Clone, Copy)]
pub(in crate::page::provider) struct ProxyDraft {
    pub(in crate::page::provider) url: RwSignal<String>,
    /// The stored one is to be taken away.
    pub(in crate::page::provider) gone: RwSignal<bool>,
    pub(in crate::page::provider) fallback: RwSignal<bool>,
}

impl ProxyDraft {
    pub(super) fn new(fallback: bool) -> Self {
        Self { url: RwSignal::new(String::new()), gone: RwSignal::new(false), fallback: RwSignal::new(fallback) }
    }

    pub(super) fn typed(self) -> Option<Secret> {
        let typed = self.url.with_untracked(|url| Secret::new(url.trim()));
        (!typed.is_empty()).then_some(typed)
    }

    pub(super) fn patch(self) -> Patch<Secret> {
        match self.typed() {
            Some(typed) => Patch::Value(typed),
            None if self.gone.get_untracked() => Patch::Null,
            None => Patch::Absent,
        }
    }

    /// For a test: none means the stored one, an empty one none at all.
    pub(super) fn tried(self) -> Option<Secret> {
        self.typed().or_else(|| self.gone.get_untracked().then(Secret::default))
    }
}
