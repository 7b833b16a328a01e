use super::Changes;
use super::list::priced;
use crate::api::price::sync_prices;
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::{Button, Card, Fault, LinkButton, Note, Time, Tone, toast};
use domain::price::SyncReport;
use domain::setting::Settings;
use leptos::prelude::*;

/// How requests are billed, and where prices come from. Both are changed among the settings.
#[component]
pub(super) fn Rules(settings: Settings, last: Option<SyncReport>) -> impl IntoView {
    let t = locale().price();
    let is_set = !settings.price_sync_url.is_empty();
    let url = if is_set { settings.price_sync_url } else { t.no_table().to_owned() };
    let hours = match settings.price_sync_hours {
        0 => t.by_hand().to_owned(),
        hours => t.hours(hours),
    };
    view! {
        <Card>
            <div class="stack">
                <dl class="kv">
                    <dt>{t.model_source()}</dt>
                    <dd>{t.model_word(settings.billing_model_source.as_str())}</dd>
                    <dt>{t.tier_source()}</dt>
                    <dd>{t.tier_word(settings.billing_tier_source.as_str())}</dd>
                    <dt>{t.sync_url()}</dt>
                    <dd class="mono">{url}</dd>
                    <dt>{t.sync_hours()}</dt>
                    <dd>{hours}</dd>
                </dl>
                <div class="row wrap">
                    <LinkButton label=t.to_settings() href="/settings#billing" />
                    <SyncNow is_set />
                </div>
            </div>
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
