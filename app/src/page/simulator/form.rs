use super::input::{DIALECTS, address_of, dialect_of, text_of};
use crate::api::simulation::Known;
use crate::component::{MomentField, dialect_name};
use crate::i18n::locale;
use crate::ui::icon::PLAY;
use crate::ui::{Button, Form, Look, Note, Select, SuggestField, TextField, Tone};
use domain::simulation::SimulatedRequest;
use domain::{Dialect, KeyId, Millis, Names};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What the common tools call themselves.
const CLIENTS: [&str; 9] = [
    "claude-cli/2.1.331 (external, cli)",
    "claude-cli/2.1.331 (external, claude-vscode)",
    "claude-cli/2.1.331 (external, sdk-ts)",
    "claude-cli/2.1.331 (external, sdk-py)",
    "codex_cli_rs/0.99.0",
    "codex_vscode/0.99.0",
    "GeminiCLI/0.40.0",
    "OpenAI/Python 2.8.0",
    "curl/8.14.1",
];

/// What is typed, until it is simulated.
#[derive(Clone, Copy, Default)]
struct Draft {
    key: RwSignal<String>,
    groups: RwSignal<String>,
    dialect: RwSignal<String>,
    model: RwSignal<String>,
    client: RwSignal<String>,
    session: RwSignal<String>,
    at: RwSignal<Option<Millis>>,
}

impl Draft {
    fn fill(self, request: &SimulatedRequest) {
        self.key.set(request.key_id.map(|id| id.to_string()).unwrap_or_default());
        self.groups.set(request.groups.joined());
        self.dialect.set(text_of(request.dialect).to_owned());
        self.model.set(request.model.clone().unwrap_or_default());
        self.client.set(request.client.clone());
        self.session.set(request.session.clone().unwrap_or_default());
        self.at.set(request.at);
    }

    fn read(self) -> SimulatedRequest {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let some = |field| Some(text(field)).filter(|text| !text.is_empty());
        let key_id = text(self.key).parse().ok().map(KeyId);
        SimulatedRequest {
            dialect: dialect_of(&text(self.dialect)).unwrap_or_default(),
            model: some(self.model),
            key_id,
            // A key has groups of its own.
            groups: if key_id.is_some() { Names::default() } else { Names::split(&text(self.groups)) },
            client: text(self.client),
            session: some(self.session),
            at: self.at.get_untracked(),
        }
    }
}

#[component]
pub(super) fn InputForm(known: Known, input: Memo<Option<SimulatedRequest>>, again: Callback<()>) -> impl IntoView {
    let t = locale().simulator();
    let draft = Draft::default();
    draft.fill(&input.get_untracked().unwrap_or_default());
    Effect::watch(move || input.get(), move |input, _, _| draft.fill(&input.clone().unwrap_or_default()), false);
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let request = draft.read();
        if input.get_untracked().as_ref() == Some(&request) {
            return again.run(());
        }
        navigate(&address_of(&request), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let keys = StoredValue::new(known.keys);
    let is_known = move |id: KeyId| keys.with_value(|keys| keys.iter().any(|(known, _)| *known == id));
    let gone = Memo::new(move |_| draft.key.with(|key| key.parse().is_ok_and(|id| !is_known(KeyId(id)))));
    let options = move || {
        // The number stands for what is gone.
        let lost = input.with(|input| input.as_ref()?.key_id.filter(|id| !is_known(*id)));
        let known = keys.get_value().into_iter().chain(lost.map(|id| (id, format!("#{id}"))));
        let known = known.map(|(id, name)| (id.to_string(), name));
        std::iter::once((String::new(), t.no_key().to_owned())).chain(known).collect::<Vec<_>>()
    };
    let by_groups = move || draft.key.with(String::is_empty) || gone.get();
    let dialects = DIALECTS.map(|(dialect, name): (Dialect, _)| (name.to_owned(), dialect_name(dialect).to_owned()));
    view! {
        <Form on_save=go>
            <Select name="key" label=t.key() value=draft.key options=Signal::derive(options) />
            <Show when=move || gone.get()>
                <Note tone=Tone::Warn>{t.key_gone()}</Note>
            </Show>
            <Show when=by_groups>
                <TextField name="groups" label=t.groups() value=draft.groups help=t.groups_help() placeholder="default" />
            </Show>
            <Select name="dialect" label=t.protocol() value=draft.dialect options=Signal::stored(dialects.to_vec()) />
            <SuggestField name="model" label=t.model() value=draft.model known=known.models />
            <SuggestField name="client" label=t.client() value=draft.client known=CLIENTS.map(str::to_owned).to_vec() help=t.client_help() />
            <TextField name="session" label=t.session() value=draft.session help=t.session_help() mono=true />
            <MomentField name="at" label=t.at() help=t.at_help() value=draft.at />
            <div class="row"><Button label=t.simulate() look=Look::Primary icon=PLAY submit=true /></div>
        </Form>
    }
}
