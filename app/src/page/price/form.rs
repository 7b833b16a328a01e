use super::Changes;
use super::draft::{REQUEST, rest, shown, text, value, variants};
use super::list::priced;
use crate::api::price::{Sheet, delete_price, set_price};
use crate::component::{Errand, Lost};
use crate::i18n::locale;
use crate::ui::icon::TRASH;
use crate::ui::{Ask, Button, Fault, Form, Look, Note, Select, TextField, Tone, ask, toast};
use domain::ProviderId;
use domain::price::{NewPrice, PriceEdit, PriceKey, PriceSource};
use leptos::prelude::*;
use serde_json::{Map, Value};
use wasm_split_helpers::wasm_split;

/// Variants that may be added, by what their fields end with.
const MORE: [&str; 8] = [
    "_priority",
    "_flex",
    "_batches",
    "_above_128k_tokens",
    "_above_200k_tokens",
    "_above_272k_tokens",
    "_above_200k_tokens_priority",
    "_above_272k_tokens_priority",
];

/// A variant's fields, as typed.
#[derive(Clone)]
struct Variant {
    suffix: String,
    /// (field of LiteLLM's table, dollars)
    fields: Vec<(String, RwSignal<String>)>,
}

impl Variant {
    fn new(entry: &Map<String, Value>, suffix: &str) -> Self {
        let field = |name| {
            let field = format!("{name}{suffix}");
            let text = text(entry, &field);
            (field, RwSignal::new(text))
        };
        Self { suffix: suffix.to_owned(), fields: shown(suffix).map(field).collect() }
    }
}

/// A price to enter or to change.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn form(
    key: PriceKey,
    Sheet { prices, providers }: Sheet,
    dirty: RwSignal<bool>,
    leave: Callback<()>,
) -> Result<AnyView, Lost> {
    let t = locale().price();
    let (errand, toast, changes) = (Errand::new(), toast(), expect_context::<Changes>());
    let fault = RwSignal::new(None::<Fault>);
    let entry = prices.first().map(|price| price.entry.clone()).unwrap_or_default();
    let is_new = key.model.is_empty();
    let model = RwSignal::new(key.model.clone());
    let sections =
        RwSignal::new(variants(&entry).iter().map(|suffix| Variant::new(&entry, suffix)).collect::<Vec<_>>());
    let kept = StoredValue::new(rest(&entry));
    let whose = RwSignal::new(key.provider.map(|id| id.to_string()).unwrap_or_default());
    let every = (String::new(), t.every_provider().to_owned());
    let owners: Vec<_> =
        std::iter::once(every).chain(providers.into_iter().map(|(id, name)| (id.to_string(), name))).collect();
    let typed = move || {
        let fields = sections.get().into_iter().flat_map(|section| section.fields);
        (
            model.get(),
            whose.get(),
            fields.map(|(field, text)| (field, text.get())).filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>(),
        )
    };
    let first = StoredValue::new(untrack(typed));
    Effect::new(move |_| dirty.set(first.with_value(|first| *first != typed())));
    on_cleanup(move || _ = dirty.try_set(false));

    let save = move |()| {
        fault.set(None);
        let (model, whose, fields) = untrack(typed);
        let provider = whose.parse().ok().map(ProviderId);
        let mut entry = kept.get_value();
        for (field, text) in fields {
            match value(&field, &text) {
                Ok(price) => entry.extend(price.map(|price| (field, price))),
                Err(()) => return fault.set(Some(Fault::new(t.no_price(text)))),
            }
        }
        errand.run(set_price(NewPrice { model, provider, entry }), move |outcome: Result<PriceEdit, Fault>| {
            match outcome {
                Ok(edit) => {
                    toast(Tone::Ok, priced(edit.repriced).unwrap_or_else(|| t.saved().to_owned()));
                    changes.happened();
                    leave.run(());
                }
                Err(refused) => fault.set(Some(refused)),
            }
        });
    };
    let name = is_new.then(|| view! { <TextField name="model" label=t.model() value=model help=t.model_help() mono=true autofocus=true /> });
    let ranges = entry.contains_key("tiered_pricing").then(|| view! { <Note>{t.has_ranges()}</Note> });
    let source = prices.first().map(|price| {
        let from = t.in_force(t.source(price.source));
        view! { <p class="muted sm">{from}</p> }
    });
    let removable = prices.first().filter(|price| price.source != PriceSource::Seed).map(|_| key);
    let view = view! {
        <Form on_save=Callback::new(save) fault fields=&["model"] dirty>
            {source}
            {name}
            <Select name="provider" label=t.holds_for() value=whose options=Signal::stored(owners) help=t.holds_for_help() />
            <p class="help">{t.units()}</p>
            {ranges}
            <For each=move || sections.get() key=|section| section.suffix.clone() children=|section| view! { <Section section /> } />
            <More sections />
            <div class="foot">
                {removable.map(|key| view! { <Delete key errand leave /> })}
                <Button label=locale().common().cancel() on_click=move || leave.run(()) />
                <Button label=t.save() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    };
    Ok(view.into_any())
}

#[component]
fn Section(section: Variant) -> impl IntoView {
    let t = locale().price();
    let title = (!section.suffix.is_empty()).then(|| view! { <h3>{t.variant(&section.suffix)}</h3> });
    let fields = section.fields.into_iter().map(|(field, text)| view! { <Dollars field text /> }).collect_view();
    view! { {title}<div class="trio">{fields}</div> }
}

/// The browser's names need no more than the field's own.
#[component]
fn Dollars(field: String, text: RwSignal<String>) -> impl IntoView {
    let t = locale().price();
    let label = t.field(&field);
    let id = format!("f-{field}");
    let unit = if field == REQUEST { "" } else { "/ M" };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="input">
                <span class="unit">"$"</span>
                <input
                    id=id
                    name=field
                    inputmode="decimal"
                    value=text.get_untracked()
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                    autocomplete="off"
                />
                <span class="unit">{unit}</span>
            </div>
        </div>
    }
}

#[component]
fn More(sections: RwSignal<Vec<Variant>>) -> impl IntoView {
    let t = locale().price();
    let add = move |event: leptos::ev::Event| {
        let suffix = event_target_value(&event);
        let is_there = sections.with_untracked(|sections| sections.iter().any(|section| section.suffix == suffix));
        if !suffix.is_empty() && !is_there {
            sections.update(|sections| sections.push(Variant::new(&Map::new(), &suffix)));
        }
    };
    let option = |suffix: &'static str| view! { <option value=suffix>{t.variant(suffix)}</option> };
    view! {
        <div class="input">
            <select aria-label=t.variant_add() on:change=add prop:value="">
                <option value="">{t.variant_add()}</option>
                {MORE.map(option).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Delete(key: PriceKey, errand: Errand, leave: Callback<()>) -> impl IntoView {
    let t = locale().price();
    let (ask, toast, changes) = (ask(), toast(), expect_context::<Changes>());
    let key = StoredValue::new(key);
    let delete = move |()| {
        errand.run(delete_price(key.get_value()), move |outcome: Result<PriceEdit, Fault>| match outcome {
            Ok(_) => {
                toast(Tone::Ok, t.deleted().to_owned());
                changes.happened();
                leave.run(());
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let confirm = move || {
        ask(Ask {
            title: t.delete_title(key.with_value(|key| key.model.clone())),
            text: t.delete_text().into(),
            action: t.delete().into(),
            then: Callback::new(delete),
        });
    };
    view! {
        <Button label=t.delete() look=Look::Danger icon=TRASH on_click=confirm />
        <span class="grow"></span>
    }
}
