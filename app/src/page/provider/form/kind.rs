use crate::component::provider_glyph;
use crate::i18n::locale;
use crate::page::provider::draft::Draft;
use crate::page::provider::label::kind_label;
use crate::ui::Svg;
use domain::provider::ProviderKind;
use leptos::prelude::*;

/// Which protocol the provider speaks, and what the chosen one is.
#[component]
pub(super) fn Kinds(draft: Draft) -> impl IntoView {
    let t = locale().provider();
    let kind = draft.kind;
    let help = move || match kind.get() {
        ProviderKind::Claude => t.help_claude(),
        ProviderKind::ClaudeAuth => t.help_claude_auth(),
        ProviderKind::Codex => t.help_codex(),
        ProviderKind::Gemini => t.help_gemini(),
        ProviderKind::GeminiCli => t.help_gemini_cli(),
        ProviderKind::OpenaiCompatible => t.help_compatible(),
    };
    let guessed = move || (kind.get() == draft.guess()).then(|| t.guessed());
    let option = move |own: ProviderKind| {
        view! {
            <label>
                <input
                    type="radio"
                    name="kind"
                    value=own.as_str()
                    checked=kind.get_untracked() == own
                    prop:checked=move || kind.get() == own
                    on:change=move |_| kind.set(own)
                />
                <Svg icon=provider_glyph(own) />
                {kind_label(own)}
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{t.kind()}</legend>
            <div class="kinds">{ProviderKind::ALL.map(option).collect_view()}</div>
            <p class="help" aria-live="polite">{help} " " {guessed}</p>
        </fieldset>
    }
}
