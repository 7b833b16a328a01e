use crate::api::breaker::{open_breaker, reset_breakers};
use crate::component::Errand;
use crate::i18n::locale;
use crate::page::provider::Shelf;
use crate::ui::icon::RELOAD;
use crate::ui::{Ask, Button, Fault, Look, Tone, ask, toast};
use domain::ProviderId;
use domain::breaker::{BreakerReport, BreakerState};
use leptos::prelude::*;

/// Says what came of an errand, and shows how the breakers stand now.
fn ending() -> impl Fn(Result<(), Fault>, String) + Copy + Send + Sync + 'static {
    let (toast, shelf) = (toast(), expect_context::<Shelf>());
    move |outcome, done| {
        match outcome {
            Ok(()) => toast(Tone::Ok, done),
            Err(refused) => toast(Tone::Bad, refused.message),
        }
        shelf.renew.run(());
    }
}

/// Closes all of a provider's breakers.
#[component]
pub(super) fn Reset(id: ProviderId, name: String, reports: Memo<Vec<BreakerReport>>) -> impl IntoView {
    let t = locale().circuit();
    let (errand, end) = (Errand::new(), ending());
    let why = MaybeProp::derive(move || {
        let idle = |one: &BreakerReport| one.state == BreakerState::Closed && one.failures == 0;
        reports.with(|all| all.iter().all(idle)).then(|| t.closed_already().to_owned())
    });
    let reset = move || {
        let done = t.reset_done(&name);
        errand.run(reset_breakers(id, None), move |outcome| end(outcome, done));
    };
    view! { <Button label=t.reset() look=Look::Primary icon=RELOAD why busy=errand.busy on_click=reset /> }
}

/// Closes the breaker of one model family.
#[component]
pub(super) fn ResetModel(id: ProviderId, model: String) -> impl IntoView {
    let t = locale().circuit();
    let (errand, end) = (Errand::new(), ending());
    let reset = move || {
        let done = t.reset_model_done(&model);
        errand.run(reset_breakers(id, Some(model.clone())), move |outcome| end(outcome, done));
    };
    view! { <Button label=t.reset() small=true icon=RELOAD busy=errand.busy on_click=reset /> }
}

/// Opens a provider's breaker by hand, after a question.
#[component]
pub(super) fn TakeOut(id: ProviderId, name: String, reports: Memo<Vec<BreakerReport>>) -> impl IntoView {
    let t = locale().circuit();
    let shelf = expect_context::<Shelf>();
    let (errand, end, ask) = (Errand::new(), ending(), ask());
    let why = MaybeProp::derive(move || {
        reports.with(|all| all.iter().any(|one| one.by_hand)).then(|| t.out_already().to_owned())
    });
    let name = StoredValue::new(name);
    let open = move |()| {
        let done = t.taken_out(name.get_value());
        errand.run(open_breaker(id), move |outcome| end(outcome, done));
    };
    let confirm = move || {
        let last = if shelf.is_last(id) { format!("{} ", t.take_out_last()) } else { String::new() };
        let text = format!("{last}{}", t.take_out_text());
        let title = t.take_out_title(name.get_value());
        ask(Ask { title, text, action: t.take_out().to_owned(), then: Callback::new(open) });
    };
    view! { <Button label=t.take_out() look=Look::Danger why busy=errand.busy on_click=confirm /> }
}
