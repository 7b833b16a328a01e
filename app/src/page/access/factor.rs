use super::Reload;
use crate::api::access::{begin_second_factor, change_second_factor};
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::{Button, Card, Dialog, Fault, Form, Look, Once, State, TextField, Time, TimeShow, Tone, toast};
use domain::sign_in::{Enrolment, SecondFactor};
use leptos::prelude::*;

const FIELDS: &[&str] = &["code"];

/// What an admin is asked for beside the key.
#[component]
pub(super) fn Factor(state: SecondFactor) -> impl IntoView {
    let t = locale().access();
    let toast = toast();
    let errand = Errand::new();
    let open = RwSignal::new(false);
    // None: it is to be removed.
    let enrolment = RwSignal::new(None::<Enrolment>);
    let on = state.since.is_some();
    let begin = move || match on {
        true => open.set(true),
        false => errand.run(begin_second_factor(), move |outcome| match outcome {
            Ok(begun) => {
                enrolment.set(Some(begun));
                open.set(true);
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        }),
    };
    let shown = match state.since {
        Some(at) => view! {
            <State tone=Tone::Ok text=t.factor_on() />
            <span class="muted sm">{t.since()} " " <Time at=at.0 show=TimeShow::Full /></span>
        }
        .into_any(),
        None => view! { <State tone=Tone::Idle text=t.factor_off() /> }.into_any(),
    };
    let title = Signal::derive(move || t.factor().to_owned());
    let label = if on { t.factor_remove() } else { t.factor_set() };
    view! {
        <Card title=t.factor()>
            <div class="stack">
                <p class="muted sm">{t.factor_about()}</p>
                <div class="row wrap">
                    <span class="grow row wrap">{shown}</span>
                    <Button label look=if on { Look::Danger } else { Look::Plain } busy=errand.busy on_click=begin />
                </div>
            </div>
        </Card>
        <Dialog open title>{move || view! { <Change open enrolment=enrolment.get() /> }}</Dialog>
    }
}

#[component]
fn Change(open: RwSignal<bool>, enrolment: Option<Enrolment>) -> impl IntoView {
    let locale = locale();
    let (t, codes) = (locale.access(), locale.login());
    let Reload(reload) = expect_context();
    let (toast, errand) = (toast(), Errand::new());
    let fault = RwSignal::new(None::<Fault>);
    let code = RwSignal::new(String::new());
    let on = enrolment.is_some();
    let save = move |()| {
        fault.set(None);
        errand.run(change_second_factor(code.get_untracked(), on), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, if on { t.factor_on() } else { t.factor_off() }.to_owned());
                open.set(false);
                reload.run(());
            }
            Err(refused) => {
                let wrong = refused.field.as_deref() == Some("code");
                fault.set(Some(if wrong {
                    Fault { message: codes.code_wrong().to_owned(), ..refused }
                } else {
                    refused
                }));
            }
        });
    };
    let picture = enrolment.map(|Enrolment { secret, qr, .. }| {
        view! {
            <p>{t.scan()}</p>
            <div class="qr" role="img" aria-label=t.scan() inner_html=qr></div>
            <p class="muted sm">{t.type_it()}</p>
            <Once text=secret />
        }
    });
    view! {
        <Form on_save=Callback::new(save) fault fields=FIELDS>
            {picture}
            <TextField
                name="code"
                label=codes.code()
                value=code
                help=codes.code_help()
                inputmode="numeric"
                autocomplete="one-time-code"
                autofocus=true
            />
            <div class="foot">
                <Button label=locale.common().cancel() on_click=move || open.set(false) />
                <Button
                    label=if on { t.confirm() } else { t.factor_remove() }
                    look=if on { Look::Primary } else { Look::Danger }
                    submit=true
                    busy=errand.busy
                />
            </div>
        </Form>
    }
}
