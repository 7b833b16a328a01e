use leptos::prelude::*;

/// A text that stands for a value. As long as it is the text that it was at first, the value is the saved one, with
/// whatever the text leaves out.
pub(in crate::page::provider) struct Kept<T: 'static> {
    pub(in crate::page::provider) text: RwSignal<String>,
    first: StoredValue<(String, T)>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T: Clone + Send + Sync + 'static> Kept<T> {
    pub(super) fn new(saved: T, text: String) -> Self {
        Self { text: RwSignal::new(text.clone()), first: StoredValue::new((text, saved)) }
    }

    pub(super) fn read<E>(self, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<T, E> {
        self.text.with_untracked(|text| {
            let saved = self.first.with_value(|(first, saved)| (first == text).then(|| saved.clone()));
            saved.map_or_else(|| parse(text.trim()), Ok)
        })
    }
}
