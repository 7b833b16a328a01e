use super::lens::Lens;
use crate::component::context::live;
use crate::component::{Wish, amount, change, metric_meaning, shift};
use crate::i18n::locale;
use crate::ui::{Metric, Trend, format};
use domain::metric::{Figures, Metric as Figure};
use domain::report::{Overview, Span, Totals};
use leptos::prelude::*;

/// The six figures, each with its course, and its change against the span before up to the same clock time.
#[component]
pub(super) fn Metrics(data: RwSignal<Overview>, lens: Memo<Lens>) -> impl IntoView {
    let t = locale().overview();
    let message = live().message;
    let now = Memo::new(move |_| data.with(|data| data.totals));
    let before = Memo::new(move |_| data.with(|data| data.before));
    let change_of = move |figure: fn(&Totals) -> i64, wish: Wish| -> Option<(Trend, String)> {
        change(figure(&now.get()), figure(&before.get()), wish)
    };
    let told = move |value: String| match lens.get().span {
        Span::Today => t.yesterday(value),
        Span::Week | Span::Month => t.against(value),
    };
    let against = move |metric: Figure| {
        let figures = move || Figures { totals: before.get(), ..Figures::default() };
        MaybeProp::derive(move || Some(told(amount(metric.of(&figures())))))
    };
    let said = move |metric: Figure| {
        Signal::derive(move || amount(metric.of(&Figures { totals: now.get(), ..Figures::default() })))
    };
    let course = move |figure: fn(&Totals) -> Option<f64>| {
        // What has not begun yet is no course.
        let past = move |data: &Overview| {
            let pairs = data.buckets.iter().zip(&data.sums);
            pairs.filter(|(start, _)| **start < data.until).filter_map(|(_, sums)| figure(sums)).collect()
        };
        Signal::derive(move || data.with(past))
    };
    let cost_hint = move || match now.get().unpriced {
        0 => told(format::money(before.get().cost.0)),
        n => t.unpriced(format::count(n as u64)),
    };
    let failed = move || {
        let Totals { requests, failures, .. } = now.get();
        t.of_requests(format::count(failures as u64), format::count(requests as u64))
    };
    view! {
        <section class="card metrics" aria-label=t.figures()>
            <Metric
                label=t.cost()
                about=metric_meaning(Figure::Cost)
                value=said(Figure::Cost)
                change=MaybeProp::derive(move || change_of(|totals| totals.cost.0, Wish::Down))
                hint=MaybeProp::derive(move || Some(cost_hint()))
                against=against(Figure::Cost)
                course=course(|totals| Some(totals.cost.0 as f64))
            />
            <Metric
                label=t.requests()
                about=metric_meaning(Figure::Requests)
                value=said(Figure::Requests)
                change=MaybeProp::derive(move || change_of(|totals| totals.requests, Wish::Either))
                hint=MaybeProp::derive(move || Some(told(format::count(before.get().requests as u64))))
                against=against(Figure::Requests)
                course=course(|totals| Some(totals.requests as f64))
            />
            <Metric
                label=t.sessions()
                value=Signal::derive(move || format::count(message.with(|message| message.active_sessions) as u64))
                hint=MaybeProp::derive(move || Some(t.running(message.with(|message| message.running.len()))))
            />
            <Metric
                label=t.tokens()
                about=metric_meaning(Figure::Tokens)
                value=said(Figure::Tokens)
                exact=MaybeProp::derive(move || Some(format::count(now.get().usage.total() as u64)))
                change=MaybeProp::derive(move || change_of(|totals| totals.usage.total(), Wish::Either))
                hint=MaybeProp::derive(move || Some(t.cached(format::short(now.get().usage.cache_read as u64))))
                against=against(Figure::Tokens)
                course=course(|totals| Some(totals.usage.total() as f64))
            />
            <Metric
                label=t.cache_rate()
                about=metric_meaning(Figure::CacheHitRate)
                value=said(Figure::CacheHitRate)
                change=MaybeProp::derive(move || {
                    shift(now.get().cache_hit_rate(), before.get().cache_hit_rate(), t.points(), Wish::Up)
                })
                against=against(Figure::CacheHitRate)
                course=course(Totals::cache_hit_rate)
                color=2
            />
            <Metric
                label=t.failure_rate()
                about=metric_meaning(Figure::Failures)
                value=Signal::derive(move || format::percent(now.get().failures as u64, now.get().requests as u64))
                change=MaybeProp::derive(move || {
                    shift(now.get().failure_rate(), before.get().failure_rate(), t.points(), Wish::Down)
                })
                hint=MaybeProp::derive(move || Some(failed()))
                against=against(Figure::Failures)
                course=course(|totals| Some(totals.failures as f64))
                color=6
            />
        </section>
    }
}
