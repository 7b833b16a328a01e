use super::draft::{Line, off};
use crate::i18n::locale;
use crate::ui::{Button, Label, Look, Switch};
use domain::setting::{LogLevel, Origin, Setting};
use leptos::prelude::*;

/// A field with where its value comes from, and the way back.
#[component]
pub(super) fn Kept(line: Line, children: Children) -> impl IntoView {
    let t = locale().setting();
    let origin = move || match line.origin() {
        _ if line.is_changed() => t.changed().to_owned(),
        Origin::Default => t.is_default(told(line.setting, &line.without())),
        Origin::Environment => t.environment().to_owned(),
        Origin::Set => t.is_set().to_owned(),
    };
    let back = move || {
        line.may_go_back().then(|| {
            let label = t.reset_to(told(line.setting, &line.without()));
            view! { <Button label small=true look=Look::Quiet on_click=move || line.go_back() /> }
        })
    };
    view! {
        <div class="kept">
            {children()}
            <div class="row wrap xs muted">
                <span>{origin}</span>
                {back}
            </div>
        </div>
    }
}

/// A switch over something that is kept as a text.
#[component]
pub(super) fn Toggle(
    #[prop(into)] label: Label,
    #[prop(into)] help: Label,
    #[prop(into)] is_on: Signal<bool>,
    #[prop(into)] switch: Callback<bool>,
) -> impl IntoView {
    let on = RwSignal::new(is_on.get_untracked());
    Effect::new(move |_| on.set(is_on.get()));
    view! { <Switch on label help on_change=switch /> }
}

/// A value in words.
fn told(setting: Setting, text: &str) -> String {
    let t = locale().setting();
    let prices = locale().price();
    let word = match (setting, text) {
        (Setting::RectifiersOff, "") => t.all_on(),
        (Setting::RectifiersOff, text) => return t.some_off(off(text).len()),
        (Setting::LeaderboardPublic, "true") => t.on(),
        (Setting::LeaderboardPublic, _) => t.off(),
        (Setting::LogDays, "") => t.for_ever(),
        (Setting::LogLevel, name) => {
            let level = LogLevel::ALL.into_iter().find(|level| level.as_str() == name);
            level.map_or(t.as_started(), |level| t.level(level))
        }
        (Setting::PriceSyncUrl | Setting::LimitWarnPercents, "") => t.none(),
        (Setting::PriceSyncHours, "0") => prices.by_hand(),
        (Setting::BillingModelSource, name) => prices.model_word(name),
        (Setting::BillingTierSource, name) => prices.tier_word(name),
        _ => return text.to_owned(),
    };
    word.to_owned()
}
