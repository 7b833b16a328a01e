use crate::api::quota::reset_usage;
use crate::component::{Errand, QuotaBar};
use crate::i18n::locale;
use crate::ui::{Ask, Button, Time, TimeShow, Tone, ask, toast};
use domain::limit::{LimitOwner, Quota};
use domain::quota::QuotaReport;
use leptos::prelude::*;

/// The bars of an owner. Limits of somebody else say whose they are. `renew`: the way to ask anew after a reset, for those
/// who may.
#[component]
pub(super) fn Report(
    report: Signal<QuotaReport>,
    #[prop(optional_no_strip)] renew: Option<Callback<()>>,
) -> impl IntoView {
    let t = locale().limit();
    let (owner, name) = report.with_untracked(|report| (report.owner, report.name.clone()));
    let user = report.with_untracked(|report| report.user_name.clone());
    let under = match owner {
        LimitOwner::User(_) => Some(t.all_keys().to_owned()),
        _ => user.map(|user| t.key_of(user)),
    };
    let since = move || {
        report.with(|report| report.usage_reset_at).map(|at| {
            view! { <span class="xs muted">{t.reset_at()} " " <Time at=at.0 show=TimeShow::Full /></span> }
        })
    };
    let bars = move || {
        let bar = |quota: Quota| {
            let origin = (quota.owner != owner).then(|| t.users_own().to_owned());
            view! { <QuotaBar quota origin /> }
        };
        report.get().quotas.into_iter().map(bar).collect_view()
    };
    let reset = renew.map(|renew| view! { <Reset owner name=name.clone() renew /> });
    view! {
        <section class="card">
            <header>
                <h2 class="break">{name}</h2>
                {under.map(|under| view! { <span class="sm muted">{under}</span> })}
                <span class="grow"></span>
                {since}
                {reset}
            </header>
            <div class="body quotas">{bars}</div>
        </section>
    }
}

#[component]
fn Reset(owner: LimitOwner, name: String, renew: Callback<()>) -> impl IntoView {
    let t = locale().limit();
    let errand = Errand::new();
    let (ask, toast) = (ask(), toast());
    let name = StoredValue::new(name);
    let reset = move |()| {
        errand.run(reset_usage(owner), move |outcome| {
            match outcome {
                Ok(()) => toast(Tone::Ok, t.reset_done(name.get_value())),
                Err(refused) => toast(Tone::Bad, refused.message),
            }
            renew.run(());
        });
    };
    let confirm = move || {
        let text = if matches!(owner, LimitOwner::User(_)) { t.reset_user_text() } else { t.reset_text() };
        ask(Ask {
            title: t.reset_title(name.get_value()),
            text: text.to_owned(),
            action: t.reset().to_owned(),
            then: Callback::new(reset),
        });
    };
    view! { <Button label=t.reset() small=true busy=errand.busy on_click=confirm /> }
}
