use super::now;
use crate::api::log::clean_logs;
use crate::component::{Errand, Lost, MomentField};
use crate::i18n::locale;
use crate::ui::{Button, Fault, Form, Look, Note, Tone, format, toast};
use domain::Millis;
use domain::log::Cleaned;
use domain::time::DAY;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

/// Days that the dialog proposes to keep.
const KEPT: i64 = 90;

/// Until when the log is to be emptied, how many rows that is, and only then the button that does it.
#[wasm_split(more, fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(super) fn cleaning(open: RwSignal<bool>, refresh: Callback<()>) -> Result<AnyView, Lost> {
    let t = locale().log();
    let toast = toast();
    let (counting, removing) = (Errand::new(), Errand::new());
    let fault = RwSignal::new(None::<Fault>);
    let before = RwSignal::new(Some(now() - KEPT * DAY));
    // What would go, and before which moment: another moment needs another count.
    let counted = RwSignal::new(None::<(Millis, Cleaned)>);
    let known =
        Memo::new(move |_| counted.get().filter(|(at, _)| Some(*at) == before.get()).map(|(_, cleaned)| cleaned));
    let count = move |()| {
        fault.set(None);
        let Some(at) = before.get_untracked() else {
            return fault.set(Some(Fault { field: Some("before".into()), ..Fault::new(t.clean_must()) }));
        };
        counting.run(clean_logs(at, true), move |outcome| match outcome {
            Ok(cleaned) => counted.set(Some((at, cleaned))),
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let remove = move || {
        let Some(at) = before.get_untracked() else { return };
        removing.run(clean_logs(at, false), move |outcome| match outcome {
            Ok(cleaned) => {
                open.set(false);
                toast(Tone::Ok, t.cleaned(format::count(cleaned.rows.max(0) as u64)));
                refresh.run(());
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let told = move || {
        known.get().map(|cleaned| {
            let rows = format::count(cleaned.rows.max(0) as u64);
            let tone = if cleaned.rows > 0 { Tone::Warn } else { Tone::Idle };
            view! { <Note tone>{t.would_clean(rows)}</Note> }
        })
    };
    let act = move || match known.get().filter(|cleaned| cleaned.rows > 0) {
        Some(_) => {
            view! { <Button label=t.clean_now() look=Look::Danger busy=removing.busy on_click=remove /> }.into_any()
        }
        None => view! { <Button label=t.clean_count() look=Look::Primary submit=true busy=counting.busy /> }.into_any(),
    };
    let view = view! {
        <Form on_save=Callback::new(count) fault fields=&["before"]>
            <p class="muted">{t.clean_text()}</p>
            <MomentField name="before" label=t.clean_before() help=t.clean_before_help() value=before />
            {told}
            <div class="foot">
                <Button label=locale().common().cancel() on_click=move || open.set(false) />
                {act}
            </div>
        </Form>
    };
    Ok(view.into_any())
}
