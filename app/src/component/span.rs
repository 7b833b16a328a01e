//! The span of time that a page looks at, in its address: by name, by two days, or as it was drawn on a chart.

use crate::i18n::locale;
use crate::ui::{Button, Link, Segment};
use domain::Millis;
use domain::leaderboard::{Period, When};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::params::ParamsMap;

const PERIODS: [(Period, &str); 6] = [
    (Period::Hour, "hour"),
    (Period::Day, "day"),
    (Period::Week, "week"),
    (Period::Month, "month"),
    (Period::All, "all"),
    (Period::Custom, "custom"),
];
const USUAL: Period = Period::Week;

/// Days and moments are for a custom period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub period: Period,
    /// Such as `2026-11-25`.
    pub first_day: Option<String>,
    pub last_day: Option<String>,
    pub since: Option<Millis>,
    pub until: Option<Millis>,
}

impl Default for Time {
    fn default() -> Self {
        Self::of(USUAL)
    }
}

impl Time {
    pub fn of(period: Period) -> Self {
        Self { period, first_day: None, last_day: None, since: None, until: None }
    }

    pub fn between(since: Millis, until: Option<Millis>) -> Self {
        Self { since: Some(since), until, ..Self::of(Period::Custom) }
    }

    /// What cannot be read is left out.
    pub fn read(map: &ParamsMap) -> Self {
        let text = |name| map.get_str(name).map(str::trim).filter(|text| !text.is_empty());
        let moment = |name| text(name).and_then(|ms| ms.parse().ok()).map(Millis);
        let named = PERIODS.iter().find(|(_, word)| Some(*word) == map.get_str("span"));
        Self {
            period: named.map_or(USUAL, |(period, _)| *period),
            first_day: text("from").map(str::to_owned),
            last_day: text("to").map(str::to_owned),
            since: moment("since"),
            until: moment("until"),
        }
    }

    /// As addresses have it; the usual one is not said.
    pub fn pairs(&self) -> [(&'static str, Option<String>); 5] {
        let When { from, until, first_day, last_day, .. } = self.when();
        let moment = |at: Option<Millis>| at.map(|at| at.0.to_string());
        [
            ("span", Some(self.word().to_owned()).filter(|_| self.period != USUAL)),
            ("from", first_day),
            ("to", last_day),
            ("since", moment(from)),
            ("until", moment(until)),
        ]
    }

    pub fn word(&self) -> &'static str {
        PERIODS.iter().find(|(period, _)| *period == self.period).map_or("", |(_, word)| word)
    }

    pub fn when(&self) -> When {
        let custom = self.period == Period::Custom;
        When {
            period: self.period,
            from: self.since.filter(|_| custom),
            until: self.until.filter(|_| custom),
            first_day: self.first_day.clone().filter(|_| custom),
            last_day: self.last_day.clone().filter(|_| custom),
        }
    }
}

/// The spans by name, and two dates for any other. `href`: the page's address with another span.
#[component]
pub fn SpanPicker(
    #[prop(into)] time: Signal<Time>,
    href: impl Fn(Time) -> String + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let t = locale().leaderboard();
    let links = Signal::derive(move || {
        let here = time.get();
        let spans = [
            (Period::Hour, t.hour()),
            (Period::Day, t.day()),
            (Period::Week, t.week()),
            (Period::Month, t.month()),
            (Period::All, t.all()),
            (Period::Custom, t.custom()),
        ];
        let link = |(period, label)| Link::new(label, href(Time { period, ..here.clone() }), here.period == period);
        spans.map(link).to_vec()
    });
    let custom = Memo::new(move |_| time.with(|time| time.period == Period::Custom));
    view! {
        <Segment label=t.span() links />
        <Show when=move || custom.get()>
            <Days time href />
        </Show>
    }
}

/// Both days belong to the span.
#[component]
fn Days(time: Signal<Time>, href: impl Fn(Time) -> String + Copy + Send + Sync + 'static) -> impl IntoView {
    let t = locale().leaderboard();
    let here = time.get_untracked();
    let (first, last) =
        (RwSignal::new(here.first_day.unwrap_or_default()), RwSignal::new(here.last_day.unwrap_or_default()));
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let given = |day: RwSignal<String>| Some(day.get_untracked()).filter(|day| !day.is_empty());
        let next = Time { first_day: given(first), last_day: given(last), ..Time::of(Period::Custom) };
        navigate(&untrack(|| href(next)), NavigateOptions { scroll: false, ..Default::default() });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_span() {
        for pairs in [
            vec![],
            vec![("span", "month")],
            vec![("span", "custom"), ("from", "2026-11-01"), ("to", "2026-11-07")],
            vec![("span", "custom"), ("since", "1795963307000"), ("until", "1795963308000")],
        ] {
            let map: ParamsMap = pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            let said: Vec<_> =
                Time::read(&map).pairs().into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
            assert_eq!(said.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>(), pairs);
        }
    }

    #[test]
    fn days_are_for_a_custom_span() {
        let map: ParamsMap = [("span", "day"), ("from", "2026-11-01"), ("since", "x")].into_iter().collect();
        assert_eq!(Time::read(&map).when(), When { period: Period::Day, ..When::default() });
    }
}
