use super::draft::LimitsDraft;
use super::figure::shown;
use super::limit_word;
use super::models::ModelRows;
use crate::component::context::site;
use crate::i18n::locale;
use crate::ui::{Choice, Fold, Group, TextField};
use domain::limit::{LimitKind, Limits, WindowMode};
use leptos::prelude::*;

const INSIDE: &[&str] = with_limits![];
const MONEY: [LimitKind; 5] =
    [LimitKind::Usd5h, LimitKind::UsdDay, LimitKind::UsdWeek, LimitKind::UsdMonth, LimitKind::UsdTotal];
const COUNTS: [LimitKind; 4] =
    [LimitKind::Rpm, LimitKind::Tpm, LimitKind::ConcurrentRequests, LimitKind::ConcurrentSessions];

/// Every limit that an owner may have. `inherited`: a key's user's, which hold for the key, too.
#[component]
pub fn LimitFields(draft: LimitsDraft, #[prop(optional_no_strip)] inherited: Option<Limits>) -> impl IntoView {
    let locale = locale();
    let t = locale.limit();
    let note = inherited.as_ref().filter(|limits| !limits.is_none()).map(|_| {
        view! { <p class="sm muted">{t.inherited()}</p> }
    });
    let none = move |kind: LimitKind| {
        let of_user = inherited.as_ref().and_then(|limits| limits.caps.get(kind));
        of_user.map_or_else(|| t.none().to_owned(), |cap| t.of_user(shown(kind, cap)))
    };
    let money = |kind: LimitKind| {
        view! {
            <TextField name=kind.as_str() label=limit_word(locale, kind) value=draft.cap(kind) placeholder=none(kind) sign="$" inputmode="decimal" />
        }
    };
    let count = |kind: LimitKind| {
        view! {
            <TextField name=kind.as_str() label=limit_word(locale, kind) value=draft.cap(kind) placeholder=none(kind) inputmode="numeric" />
        }
    };
    let (money, counts) = (MONEY.map(money).collect_view(), COUNTS.map(count).collect_view());
    let modes = [(WindowMode::Rolling, t.rolling()), (WindowMode::Fixed, t.fixed())];
    let modes = move || modes.map(|(mode, word)| (mode.as_str(), word.into())).into();
    view! {
        <Fold title=t.title() hint=t.hint() fields=INSIDE is_set=draft.is_set>
            {note}
            <Group name="money" label=t.money() help=t.money_help()>
                <div class="trio">{money}</div>
            </Group>
            <div class="trio">
                <Choice name="five_hours" label=t.five_hours_window() value=draft.five_hours options=modes() />
                <Choice name="day" label=t.day_window() value=draft.day options=modes() />
                <TextField name="day_start" label=t.day_start() value=draft.day_start help=t.day_start_help(site().time_zone) kind="time" />
            </div>
            <Group name="counts" label=t.counts() help=t.counts_help()>
                <div class="trio">{counts}</div>
            </Group>
            <ModelRows rows=draft.models />
        </Fold>
    }
}
