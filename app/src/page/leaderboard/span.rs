use super::query::Query;
use crate::i18n::locale;
use crate::ui::{Button, Link, Segment};
use domain::leaderboard::Period;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The spans by name, and two dates for any other.
#[component]
pub(super) fn SpanPicker(query: Memo<Query>) -> impl IntoView {
    let t = locale().leaderboard();
    let links = Signal::derive(move || {
        let here = query.get();
        let spans = [
            (Period::Hour, t.hour()),
            (Period::Day, t.day()),
            (Period::Week, t.week()),
            (Period::Month, t.month()),
            (Period::All, t.all()),
            (Period::Custom, t.custom()),
        ];
        spans
            .map(|(period, label)| {
                let href = Query { period, page: 0, ..here.clone() }.href();
                Link::new(label, href, here.period == period)
            })
            .to_vec()
    });
    let custom = Memo::new(move |_| query.with(|query| query.period == Period::Custom));
    view! {
        <Segment label=t.span() links />
        <Show when=move || custom.get()>
            <Days query />
        </Show>
    }
}

/// Both days belong to the span.
#[component]
fn Days(query: Memo<Query>) -> impl IntoView {
    let t = locale().leaderboard();
    let here = query.get_untracked();
    let (first, last) =
        (RwSignal::new(here.first_day.unwrap_or_default()), RwSignal::new(here.last_day.unwrap_or_default()));
    let navigate = use_navigate();
    let go = move || {
        let given = |day: RwSignal<String>| Some(day.get_untracked()).filter(|day| !day.is_empty());
        let next = Query { first_day: given(first), last_day: given(last), page: 0, ..query.get_untracked() };
        navigate(&next.href(), NavigateOptions { scroll: false, ..Default::default() });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        go();
    };
    let day = |label: &'static str, value: RwSignal<String>| {
        view! {
            <label class="row sm">
                {label}
                <span class="input">
                    <input type="date" prop:value=value value=value.get_untracked() on:input=move |event| value.set(event_target_value(&event)) />
                </span>
            </label>
        }
    };
    view! {
        <form class="row wrap" on:submit=submit>
            {day(t.first_day(), first)}
            {day(t.last_day(), last)}
            <Button label=t.show() submit=true />
        </form>
    }
}
