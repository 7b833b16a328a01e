use super::Changes;
use super::list::priced;
use crate::api::price::{delete_alias, set_alias};
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::icon::X;
use crate::ui::{At, Button, Card, Cell, Column, Fault, Form, IconButton, Look, Row, Table, TextField, Tone, toast};
use domain::price::{PriceAlias, PriceEdit};
use leptos::prelude::*;

/// Other names of models, and a form for one more.
#[component]
pub(super) fn Aliases(list: Vec<PriceAlias>) -> impl IntoView {
    let t = locale().price();
    let columns = vec![Column::new(t.alias()), Column::new(t.model()), Column::new("")];
    let some = !list.is_empty();
    let rows = list.into_iter().map(|alias| view! { <AliasRow alias /> }).collect_view();
    view! {
        <p class="muted sm">{t.alias_about()}</p>
        <Card><Add /></Card>
        {some.then(|| view! { <Card flush=true><Table label=t.aliases() columns>{rows}</Table></Card> })}
    }
}

#[component]
fn Add() -> impl IntoView {
    let t = locale().price();
    let (errand, toast, changes) = (Errand::new(), toast(), expect_context::<Changes>());
    let fault = RwSignal::new(None::<Fault>);
    let (alias, model) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let save = move |()| {
        fault.set(None);
        let new = PriceAlias { alias: alias.get_untracked(), model: model.get_untracked() };
        errand.run(set_alias(new), move |outcome: Result<PriceEdit, Fault>| match outcome {
            Ok(edit) => {
                toast(Tone::Ok, priced(edit.repriced).unwrap_or_else(|| t.alias_saved().to_owned()));
                changes.happened();
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    view! {
        <Form on_save=Callback::new(save) fault fields=&["alias", "model"]>
            <div class="pair">
                <TextField name="alias" label=t.alias() value=alias mono=true />
                <TextField name="model" label=t.model() value=model mono=true />
            </div>
            <div class="row"><Button label=t.alias_add() look=Look::Primary submit=true busy=errand.busy /></div>
        </Form>
    }
}

#[component]
fn AliasRow(alias: PriceAlias) -> impl IntoView {
    let t = locale().price();
    let (errand, toast, changes) = (Errand::new(), toast(), expect_context::<Changes>());
    let name = StoredValue::new(alias.alias.clone());
    let remove = move || {
        errand.run(delete_alias(name.get_value()), move |outcome: Result<(), Fault>| match outcome {
            Ok(()) => changes.happened(),
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    view! {
        <Row>
            <Cell at=At::Lead clip=true><span class="mono">{alias.alias}</span></Cell>
            <Cell at=At::Line label=t.model() clip=true><span class="mono">{alias.model}</span></Cell>
            <Cell at=At::Acts><IconButton label=t.alias_remove(name.get_value()) icon=X on_click=remove /></Cell>
        </Row>
    }
}
