use crate::api::provider::delete_provider;
use crate::component::Errand;
use crate::i18n::locale;
use crate::page::provider::{Open, Shelf};
use crate::ui::icon::TRASH;
use crate::ui::{Ask, Button, LinkButton, Look, Tone, ask, toast};
use domain::provider::Provider;
use leptos::prelude::*;

#[component]
pub(super) fn Delete(saved: Provider, errand: Errand) -> impl IntoView {
    let t = locale().provider();
    let shelf = expect_context::<Shelf>();
    let (ask, toast) = (ask(), toast());
    let (id, name) = (saved.id, StoredValue::new(saved.name));
    let delete = move |()| {
        errand.run(delete_provider(id), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.deleted(name.get_value()));
                shelf.take(id);
                shelf.leave();
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let confirm = move || {
        let text =
            if shelf.is_last(id) { format!("{} {}", t.delete_last(), t.delete_text()) } else { t.delete_text().into() };
        let title = t.delete_title(name.get_value());
        ask(Ask { title, text, action: t.delete().into(), then: Callback::new(delete) });
    };
    view! {
        <Button label=t.delete() look=Look::Danger icon=TRASH on_click=confirm />
        // As a page of its own: this form must not be turned into the other's in place, where its fields are gone by then.
        <LinkButton label=locale().fleet().copy() href=move || shelf.at(Open::Copy(id)) external=true />
        <span class="grow"></span>
    }
}
