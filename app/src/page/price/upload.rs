use super::Changes;
use crate::api::price::upload_prices;
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::icon::UP;
use crate::ui::{Button, Dialog, Fault, FileField, Look, Note, Tone};
use domain::price::UploadReport;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{File, FileReader};

/// Errors that are shown of a table.
const ERRORS: usize = 20;

/// Takes a table in LiteLLM's format from a file.
#[component]
pub(super) fn Upload() -> impl IntoView {
    let t = locale().price();
    let open = RwSignal::new(false);
    let (errand, changes) = (Errand::new(), expect_context::<Changes>());
    let table = RwSignal::new(None::<String>);
    let outcome = RwSignal::new(None::<Result<UploadReport, Fault>>);
    let chosen = Callback::new(move |file: Option<File>| {
        outcome.set(None);
        table.set(None);
        if let Some(file) = file {
            read(&file, table);
        }
    });
    let upload = move || {
        let Some(text) = table.get_untracked() else { return };
        errand.run(upload_prices(text), move |answer: Result<UploadReport, Fault>| {
            if answer.as_ref().is_ok_and(|report| report.stored > 0) {
                changes.happened();
            }
            outcome.set(Some(answer));
        });
    };
    let why = move || table.with(Option::is_none).then(|| t.upload_choose().to_owned());
    let said = move || outcome.get().map(|answer| view! { <Said answer /> });
    let start = move || {
        table.set(None);
        outcome.set(None);
        open.set(true);
    };
    view! {
        <Button label=t.upload() icon=UP on_click=start />
        <Dialog open title=t.upload()>
            <div class="stack">
                <p class="muted sm">{t.upload_about()}</p>
                <FileField label=t.upload_file() accept="application/json,.json" on_choose=chosen />
                {said}
            </div>
            <div class="foot">
                <Button label=locale().common().cancel() on_click=move || open.set(false) />
                <Button label=t.upload() look=Look::Primary busy=errand.busy why=Signal::derive(why) on_click=upload />
            </div>
        </Dialog>
    }
}

/// Puts the text of the chosen file into `table`.
fn read(file: &File, table: RwSignal<Option<String>>) {
    let Ok(reader) = FileReader::new() else { return };
    let source = reader.clone();
    let done = Closure::once_into_js(move || {
        table.set(source.result().ok().and_then(|text| text.as_string()));
    });
    reader.set_onload(Some(done.unchecked_ref()));
    _ = reader.read_as_text(file);
}

#[component]
fn Said(answer: Result<UploadReport, Fault>) -> impl IntoView {
    let t = locale().price();
    let report = match answer {
        Ok(report) if report.errors.is_empty() => {
            let text = t.uploaded(report.stored, report.unchanged, report.skipped);
            return view! { <Note tone=Tone::Ok>{text}</Note> }.into_any();
        }
        Ok(report) => report,
        Err(refused) => return view! { <Note tone=Tone::Bad>{refused.message}</Note> }.into_any(),
    };
    let errors = report.errors.iter().take(ERRORS);
    let line = |model: String, message: String| view! { <li class="break"><span class="mono">{model}</span>": "{message}</li> };
    let lines = errors.map(|error| line(error.model.clone(), error.message.clone())).collect_view();
    view! {
        <Note tone=Tone::Bad title=t.upload_refused(report.errors.len())><ul>{lines}</ul></Note>
    }
    .into_any()
}
