use crate::component::context::live;
use crate::component::{Wish, amount, change};
use crate::i18n::locale;
use crate::ui::{Metric, format};
use domain::metric::{Figures, Metric as Figure};
use domain::report::Totals;
use domain::time::MINUTE;
use domain::wall::Wall;
use leptos::prelude::*;

/// What goes on now, and today's sums beside those of yesterday up to the same clock time.
#[component]
pub(super) fn Tiles(data: Memo<Wall>) -> impl IntoView {
    let t = locale().wall();
    let message = live().message;
    // What came within a minute and has not ended yet is not among the sums.
    let rate = move || {
        let running = message.with(|news| news.running.iter().filter(|row| row.duration_ms < MINUTE).count());
        format::count(data.with(|data| data.minute.max(0) as u64) + running as u64)
    };
    let running = move || format::count(message.with(|news| news.running.len()) as u64);
    let sessions = move || format::count(message.with(|news| news.active_sessions.max(0)) as u64);
    view! {
        <section class="card metrics" aria-label=locale().overview().figures()>
            <Metric label=t.per_minute() value=Signal::derive(rate) />
            <Metric label=t.running() value=Signal::derive(running) />
            <Metric label=t.sessions() value=Signal::derive(sessions) />
            <Today data label=t.cost() of=Figure::Cost figure=|totals| totals.cost.0 wish=Wish::Down />
            <Today data label=t.requests() of=Figure::Requests figure=|totals| totals.requests wish=Wish::Either />
            <Today data label=t.errors() of=Figure::Failures figure=|totals| totals.failures wish=Wish::Down color=6 />
        </section>
    }
}

#[component]
fn Today(
    data: Memo<Wall>,
    label: &'static str,
    of: Figure,
    figure: fn(&Totals) -> i64,
    wish: Wish,
    #[prop(default = 1)] color: u8,
) -> impl IntoView {
    let said = move |totals: Totals| amount(of.of(&Figures { totals, ..Figures::default() }));
    let moved = move || data.with(|data| change(figure(&data.today), figure(&data.before), wish));
    let course = move || data.with(|data| data.hours.iter().map(|(_, sums)| figure(sums) as f64).collect::<Vec<_>>());
    view! {
        <Metric
            label
            value=Signal::derive(move || said(data.with(|data| data.today)))
            change=MaybeProp::derive(moved)
            hint=MaybeProp::derive(move || Some(locale().overview().yesterday(said(data.with(|data| data.before)))))
            course=Signal::derive(course)
            color
        />
    }
}
