use crate::i18n::locale;
use crate::page::provider::address::{Oddity, oddity};
use crate::page::provider::draft::Draft;
use crate::page::provider::label::kind_label;
use crate::ui::{Note, Tone};
use domain::url::join;
use leptos::prelude::*;

/// Where requests will go, and what is odd about it.
#[component]
pub(super) fn Preview(draft: Draft) -> impl IntoView {
    let locale = locale();
    let t = locale.provider();
    let odd = Memo::new(move |_| draft.url.with(|url| oddity(url, draft.kind.get())));
    let goes = move || {
        let shown = draft.url.with(|url| !url.trim().is_empty()) && !matches!(odd.get(), Some(Oddity::Wrong(_)));
        shown.then(|| {
            let path = draft.model.with(|model| draft.kind.get().probe_path(model.trim()));
            let full = draft.url.with(|url| join(url, &path));
            view! {
                <p class="xs muted break" aria-live="polite">{t.goes_to()} " " <span class="mono">{full}</span></p>
            }
        })
    };
    let word = move |odd| match odd {
        Oddity::Wrong(wrong) => wrong.word(locale).to_owned(),
        Oddity::Website(api) => t.odd_site(api),
        Oddity::Dialect => t.odd_dialect(kind_label(draft.guess())),
        Oddity::Path => t.odd_path().to_owned(),
        Oddity::Plain => t.odd_plain().to_owned(),
    };
    view! {
        {goes}
        {move || odd.get().map(|odd| view! { <Note tone=Tone::Warn>{word(odd)}</Note> })}
    }
}
