use super::draft::Draft;
use super::field::{Kept, Toggle};
use super::repair::Repairs;
use crate::api::setting::save_settings;
use crate::component::{Errand, guard};
use crate::i18n::locale;
use crate::ui::{Button, Card, Choice, Fault, Form, Look, TextField, Tone, toast};
use domain::price::{ModelSource, TierSource};
use domain::setting::{KnownSettings, LogLevel, Setting};
use leptos::prelude::*;

/// The settings that show what is wrong with them beside themselves.
const FIELDS: &[&str] = &[
    Setting::SiteTitle.as_str(),
    Setting::TimeZone.as_str(),
    Setting::LimitWarnPercents.as_str(),
    Setting::PriceSyncUrl.as_str(),
    Setting::PriceSyncHours.as_str(),
    Setting::LogDays.as_str(),
];

/// Every setting of the hub; what changed is saved in one go.
#[component]
pub(super) fn SettingsForm(known: KnownSettings) -> impl IntoView {
    let t = locale().setting();
    let (errand, toast) = (Errand::new(), toast());
    let fault = RwSignal::new(None::<Fault>);
    let draft = Draft::new(&known);
    let dirty = Memo::new(move |_| draft.is_changed());
    guard(dirty.into());
    let wrong = move |name: &str| {
        let setting = Setting::ALL.into_iter().find(|setting| setting.as_str() == name)?;
        t.wrong(setting)
    };
    let save = move |()| {
        fault.set(None);
        if !dirty.get_untracked() {
            return;
        }
        let patch = match untrack(move || draft.patch()) {
            Ok(patch) => patch,
            Err(setting) => {
                let name = setting.as_str();
                let message = wrong(name).unwrap_or_default();
                return fault.set(Some(Fault { field: Some(name.into()), ..Fault::new(message) }));
            }
        };
        errand.run(save_settings(patch), move |outcome: Result<KnownSettings, Fault>| match outcome {
            Ok(known) => {
                draft.saved(&known);
                toast(Tone::Ok, t.saved().to_owned());
            }
            Err(refused) => {
                let own = refused.field.as_deref().and_then(wrong).map(str::to_owned);
                fault.set(Some(Fault { message: own.unwrap_or(refused.message), ..refused }));
            }
        });
    };
    let discard = move || {
        fault.set(None);
        draft.discard();
    };
    let why = move || (!dirty.get()).then(|| t.unchanged().to_owned());
    view! {
        <div class="settings">
            <Form on_save=Callback::new(save) fault fields=FIELDS dirty>
                <General draft />
                <Log draft />
                <Limits draft />
                <Billing draft />
                <Card title=t.repairs()>
                    <div class="stack">
                        <p class="muted sm">{t.repairs_help()}</p>
                        <Kept line=draft.line(Setting::RectifiersOff)>
                            <Repairs line=draft.line(Setting::RectifiersOff) />
                        </Kept>
                    </div>
                </Card>
                <div class="foot">
                    {move || dirty.get().then(|| view! { <Button label=locale().common().discard() on_click=discard /> })}
                    <Button label=t.save() look=Look::Primary submit=true busy=errand.busy why=Signal::derive(why) />
                </div>
            </Form>
        </div>
    }
}

#[component]
fn General(draft: Draft) -> impl IntoView {
    let t = locale().setting();
    let (title, zone) = (draft.line(Setting::SiteTitle), draft.line(Setting::TimeZone));
    let public = draft.line(Setting::LeaderboardPublic);
    let is_on = Signal::derive(move || public.text.with(|text| text == "true"));
    let switch = move |on: bool| public.text.set(on.to_string());
    view! {
        <Card title=t.general()>
            <div class="form">
                <div class="pair">
                    <Kept line=title>
                        <TextField name="site_title" label=t.site_title() value=title.text help=t.site_title_help() />
                    </Kept>
                    <Kept line=zone>
                        <TextField name="time_zone" label=t.time_zone() value=zone.text help=t.time_zone_help() placeholder="Asia/Shanghai" />
                    </Kept>
                </div>
                <Kept line=public>
                    <Toggle label=t.leaderboard_public() help=t.leaderboard_public_help() is_on switch />
                </Kept>
            </div>
        </Card>
    }
}

#[component]
fn Log(draft: Draft) -> impl IntoView {
    let t = locale().setting();
    let (days, level) = (draft.line(Setting::LogDays), draft.line(Setting::LogLevel));
    let levels = LogLevel::ALL.map(|level| (level.as_str(), t.level(level).into()));
    let levels = [("", t.as_started().into())].into_iter().chain(levels).collect::<Vec<_>>();
    view! {
        <Card title=t.log()>
            <div class="form">
            <Kept line=days>
                <TextField name="log_days" label=t.log_days() value=days.text help=t.log_days_help() inputmode="numeric" placeholder=t.for_ever() unit=t.days() />
            </Kept>
            <Kept line=level>
                <Choice name="log_level" label=t.log_level() value=level.text options=levels />
                <p class="help xs muted">{t.log_level_help()}</p>
            </Kept>
            </div>
        </Card>
    }
}

#[component]
fn Limits(draft: Draft) -> impl IntoView {
    let t = locale().setting();
    let percents = draft.line(Setting::LimitWarnPercents);
    view! {
        <Card title=t.limits()>
            <Kept line=percents>
                <TextField name="limit_warn_percents" label=t.warn_percents() value=percents.text help=t.warn_percents_help() placeholder=t.none() unit="%" />
            </Kept>
        </Card>
    }
}

#[component]
fn Billing(draft: Draft) -> impl IntoView {
    let t = locale().price();
    let (model, tier) = (draft.line(Setting::BillingModelSource), draft.line(Setting::BillingTierSource));
    let (url, hours) = (draft.line(Setting::PriceSyncUrl), draft.line(Setting::PriceSyncHours));
    let models = [ModelSource::Sent, ModelSource::Requested, ModelSource::Answered];
    let models = models.map(|source| (source.as_str(), t.model_word(source.as_str()).into())).to_vec();
    let tiers = TierSource::ALL.map(|source| (source.as_str(), t.tier_word(source.as_str()).into())).to_vec();
    view! {
        <div id="billing">
            <Card title=locale().setting().billing()>
                <div class="form">
                    <Kept line=model>
                        <Choice name="billing_model_source" label=t.model_source() value=model.text options=models />
                        <p class="help xs muted">{t.model_source_help()}</p>
                    </Kept>
                    <Kept line=tier>
                        <Choice name="billing_tier_source" label=t.tier_source() value=tier.text options=tiers />
                        <p class="help xs muted">{t.tier_source_help()}</p>
                    </Kept>
                    <div class="pair">
                        <Kept line=url>
                            <TextField name="price_sync_url" label=t.sync_url() value=url.text help=t.sync_url_help() kind="url" mono=true placeholder="https://…/model_prices_and_context_window.json" />
                        </Kept>
                        <Kept line=hours>
                            <TextField name="price_sync_hours" label=t.sync_hours() value=hours.text help=t.sync_hours_help() kind="number" min="0" max="744" step="1" />
                        </Kept>
                    </div>
                </div>
            </Card>
        </div>
    }
}
