use super::Wish;
use super::rows::Preview;
use crate::api::provider::{change_providers, preview_providers, undo_providers};
use crate::component::{Errand, Lost};
use crate::i18n::{Locale, locale};
use crate::page::provider::Shelf;
use crate::ui::{Button, Fault, Form, Look, Offer, TextField, Tone, offer, toast};
use domain::batch::{Batch, BatchChange, BatchDone, BatchPreview, UNDO};
use domain::provider::{PRIORITY_MAX, WEIGHT_MAX};
use domain::{Names, ProviderId, Ratio};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::time::Duration;
use wasm_split_helpers::wasm_split;

/// What is typed; empty leaves it as it is.
#[derive(Clone, Copy, Default)]
struct Draft {
    priority: RwSignal<String>,
    weight: RwSignal<String>,
    multiplier: RwSignal<String>,
    groups: RwSignal<String>,
}

impl Draft {
    fn read(self, locale: Locale) -> Result<BatchChange, Fault> {
        let t = locale.provider();
        let at = |field: &str, message: String| Fault { field: Some(field.into()), ..Fault::new(message) };
        let typed = |text: RwSignal<String>| {
            let text = text.with_untracked(|text| text.trim().to_owned());
            (!text.is_empty()).then_some(text)
        };
        let whole = |field: &str, text, most: i64| {
            let number = |text: String| {
                let number = text.parse::<i64>().ok().filter(|number| (0..=most).contains(number));
                number.ok_or_else(|| at(field, t.whole(0, most)))
            };
            typed(text).map(number).transpose()
        };
        let ratio = |text: String| Ratio::read(&text).ok_or_else(|| at("multiplier", t.ratio().into()));
        let change = BatchChange {
            priority: whole("priority", self.priority, PRIORITY_MAX)?,
            weight: whole("weight", self.weight, WEIGHT_MAX)?,
            multiplier: typed(self.multiplier).map(ratio).transpose()?,
            groups: typed(self.groups).map(|text| Names::split(&text)),
            ..BatchChange::default()
        };
        if change == BatchChange::default() { Err(Fault::new(locale.fleet().nothing_typed())) } else { Ok(change) }
    }
}

/// The change, what it would do to each provider, and only then the button that does it.
#[wasm_split(more, fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(super) fn dialog(ids: Vec<ProviderId>, wish: Wish, open: RwSignal<bool>) -> Result<AnyView, Lost> {
    let locale = locale();
    let t = locale.fleet();
    let shelf = expect_context::<Shelf>();
    let draft = Draft::default();
    let fault = RwSignal::new(None::<Fault>);
    let seen = RwSignal::new(None::<(BatchChange, BatchPreview)>);
    let ids = StoredValue::new(ids);
    let (looking, acting) = (Errand::new(), Errand::new());
    let undoing = undoing(locale, shelf);
    let look = move |change: BatchChange| {
        fault.set(None);
        let batch = Batch { ids: ids.get_value(), change: change.clone(), seen_at: None };
        looking.run(preview_providers(batch), move |outcome| match outcome {
            Ok(preview) => seen.set(Some((change, preview))),
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let apply = move |()| {
        let Some((change, preview)) = seen.get_untracked() else {
            return match draft.read(locale) {
                Ok(change) => look(change),
                Err(wrong) => fault.set(Some(wrong)),
            };
        };
        let batch = Batch { ids: ids.get_value(), change, seen_at: Some(preview.at) };
        acting.run(change_providers(batch), move |outcome| match outcome {
            Ok(done) => {
                open.set(false);
                shelf.chosen.set(Vec::new());
                shelf.reload();
                undoing(done);
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let typed = wish == Wish::Typed;
    let delete = matches!(&wish, Wish::Ready(change) if change.delete);
    if let Wish::Ready(change) = wish {
        look(change);
    }
    let fields = move || {
        let p = locale.provider();
        (typed && seen.with(Option::is_none)).then(|| {
            view! {
                <p class="muted sm">{t.empty_stays()}</p>
                <div class="trio">
                    <TextField name="priority" label=p.priority() value=draft.priority kind="number" min="0" step="1" autofocus=true />
                    <TextField name="weight" label=p.weight() value=draft.weight kind="number" min="0" step="1" />
                    <TextField name="multiplier" label=p.multiplier() value=draft.multiplier kind="number" min="0" step="any" sign="×" />
                </div>
                <TextField name="groups" label=p.groups() value=draft.groups help=t.by_commas() />
            }
        })
    };
    let preview = move || seen.get().map(|(_, preview)| view! { <Preview preview /> });
    let back = move || {
        (typed && seen.with(Option::is_some))
            .then(|| view! { <Button label=t.back() on_click=move || seen.set(None) /> })
    };
    let act = move || match seen.with(Option::is_some) {
        true if delete => {
            view! { <Button label=t.delete() look=Look::Danger submit=true busy=acting.busy /> }.into_any()
        }
        true => view! { <Button label=t.apply() look=Look::Primary submit=true busy=acting.busy /> }.into_any(),
        false => view! { <Button label=t.preview() look=Look::Primary submit=true busy=looking.busy /> }.into_any(),
    };
    let view = view! {
        <Form on_save=Callback::new(apply) fault fields=&["priority", "weight", "multiplier", "groups"]>
            {fields}
            <div aria-live="polite">{preview}</div>
            <div class="foot">
                <Button label=locale.common().cancel() on_click=move || open.set(false) />
                {back}
                {act}
            </div>
        </Form>
    };
    Ok(view.into_any())
}

/// Says what was done, and offers to undo it for as long as the hub can.
fn undoing(locale: Locale, shelf: Shelf) -> impl Fn(BatchDone) + Copy + 'static {
    let t = locale.fleet();
    let (toast, offer) = (toast(), offer());
    move |done| {
        let Some(token) = done.undo else { return toast(Tone::Idle, t.nothing_changed().to_owned()) };
        let undo = move || {
            let work = undo_providers(token.clone());
            spawn_local(async move {
                match work.await {
                    Ok(_) => {
                        toast(Tone::Ok, t.undone().to_owned());
                        shelf.reload();
                    }
                    Err(refusal) => toast(Tone::Bad, Fault::from(refusal).message),
                }
            });
        };
        offer(Offer {
            text: t.changed(done.changed),
            action: t.undo().to_owned(),
            lasts: Duration::from_millis(UNDO as u64),
            then: Arc::new(undo),
        });
    }
}
