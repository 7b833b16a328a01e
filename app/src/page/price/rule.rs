use super::Changes;
use super::list::priced;
use crate::api::price::{set_billing, sync_prices};
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::{Button, Card, Choice, Fault, Form, Look, Note, TextField, Time, Tone, toast};
use domain::price::{ModelSource, SyncReport, TierSource};
use domain::setting::{Settings, SettingsPatch};
use leptos::prelude::*;

/// How requests are billed, and where prices come from.
#[component]
pub(super) fn Rules(settings: Settings, last: Option<SyncReport>) -> impl IntoView {
    let t = locale().price();
    let (errand, toast, changes) = (Errand::new(), toast(), expect_context::<Changes>());
    let fault = RwSignal::new(None::<Fault>);
    let model = RwSignal::new(settings.billing_model_source.as_str().to_owned());
    let tier = RwSignal::new(settings.billing_tier_source.as_str().to_owned());
    let url = RwSignal::new(settings.price_sync_url.clone());
    let hours = RwSignal::new(settings.price_sync_hours.to_string());
    let save = move |()| {
        fault.set(None);
        let Ok(pause) = hours.get_untracked().trim().parse() else {
            return fault.set(Some(Fault { field: Some("price_sync_hours".into()), ..Fault::new(t.hours_wrong()) }));
        };
        let model = model.with_untracked(|name| ModelSource::ALL.into_iter().find(|source| source.as_str() == name));
        let tier = tier.with_untracked(|name| TierSource::ALL.into_iter().find(|source| source.as_str() == name));
        let patch = SettingsPatch {
            billing_model_source: model,
            billing_tier_source: tier,
            price_sync_url: Some(url.get_untracked()),
            price_sync_hours: Some(pause),
            ..SettingsPatch::default()
        };
        errand.run(set_billing(patch), move |outcome: Result<(), Fault>| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.rules_saved().to_owned());
                changes.happened();
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let models = vec![
        (ModelSource::Sent.as_str(), t.model_sent().into()),
        (ModelSource::Requested.as_str(), t.model_requested().into()),
        (ModelSource::Answered.as_str(), t.model_answered().into()),
    ];
    let tiers = vec![
        (TierSource::Answered.as_str(), t.tier_answered().into()),
        (TierSource::Requested.as_str(), t.tier_requested().into()),
    ];
    view! {
        <Card>
            <Form on_save=Callback::new(save) fault fields=&["price_sync_url", "price_sync_hours"]>
                <Choice name="billing_model_source" label=t.model_source() value=model options=models />
                <p class="help">{t.model_source_help()}</p>
                <Choice name="billing_tier_source" label=t.tier_source() value=tier options=tiers />
                <div class="pair">
                    <TextField name="price_sync_url" label=t.sync_url() value=url help=t.sync_url_help() kind="url" mono=true placeholder="https://…/model_prices_and_context_window.json" />
                    <TextField name="price_sync_hours" label=t.sync_hours() value=hours help=t.sync_hours_help() kind="number" min="0" max="744" step="1" unit="h" />
                </div>
                <div class="row wrap">
                    <Button label=t.save() look=Look::Primary submit=true busy=errand.busy />
                    <SyncNow is_set=!settings.price_sync_url.is_empty() />
                </div>
            </Form>
        </Card>
        {last.map(|report| view! { <Last report /> })}
    }
}

#[component]
fn SyncNow(is_set: bool) -> impl IntoView {
    let t = locale().price();
    let (errand, toast, changes) = (Errand::new(), toast(), expect_context::<Changes>());
    let sync = move || {
        errand.run(sync_prices(), move |outcome: Result<SyncReport, Fault>| match outcome {
            Ok(report) => {
                match &report.error {
                    Some(error) => toast(Tone::Bad, t.sync_failed(error)),
                    None => {
                        let done = t.synced(report.models, report.stored);
                        toast(
                            Tone::Ok,
                            [Some(done), priced(report.repriced)].into_iter().flatten().collect::<Vec<_>>().join(" "),
                        );
                    }
                }
                changes.happened();
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let why = (!is_set).then(|| t.sync_unset().to_owned());
    view! { <Button label=t.sync_now() busy=errand.busy why=why on_click=sync /> }
}

#[component]
fn Last(report: SyncReport) -> impl IntoView {
    let t = locale().price();
    let (tone, text) = match &report.error {
        Some(error) => (Tone::Bad, t.sync_failed(error)),
        None => (Tone::Ok, t.synced(report.models, report.stored)),
    };
    view! { <Note tone><span class="break">{text}</span>" · "<Time at=report.at.0 /></Note> }
}
