use super::lens::Lens;
use crate::component::context::is_admin;
use crate::component::{Chart, ChartData, Measure, Shape, Time, layers};
use crate::i18n::locale;
use crate::ui::format::Moment;
use crate::ui::{Link, Segment, address};
use domain::report::{Dimension, Overview, Span};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The course of one figure as stacked bars.
#[component]
pub(super) fn UsageCard(data: RwSignal<Overview>, lens: Memo<Lens>) -> impl IntoView {
    let t = locale().overview();
    let measures = move || {
        let here = lens.get();
        [(Measure::Cost, t.cost()), (Measure::Requests, t.requests()), (Measure::Tokens, t.tokens())]
            .map(|(show, label)| Link::new(label, Lens { show, ..here }.href(), here.show == show))
            .to_vec()
    };
    let admin = is_admin();
    let layers = move || {
        let here = lens.get();
        [
            (Dimension::Provider, t.provider()),
            (Dimension::User, t.user()),
            (Dimension::Key, t.key()),
            (Dimension::Model, t.model()),
        ]
        .into_iter()
        // People who are not admins are alone in their figures.
        .filter(|(by, _)| admin || *by != Dimension::User)
        .map(|(by, label)| Link::new(label, Lens { by, ..here }.href(), here.by == by))
        .collect::<Vec<_>>()
    };
    let title = move || {
        let here = lens.get();
        match (here.show, here.span == Span::Today) {
            (Measure::Cost, true) => t.cost_by_hour(),
            (Measure::Requests, true) => t.requests_by_hour(),
            (Measure::Tokens, true) => t.tokens_by_hour(),
            (Measure::Cost, false) => t.cost_by_day(),
            (Measure::Requests, false) => t.requests_by_day(),
            (Measure::Tokens, false) => t.tokens_by_day(),
        }
    };
    let navigate = use_navigate();
    // A closer look is on the page of all charts.
    let zoom = Callback::new(move |(first, last): (usize, usize)| {
        let starts = data.with_untracked(|data| data.buckets.clone());
        let Some(since) = starts.get(first).copied() else { return };
        let [span, from, to, since, until] = Time::between(since, starts.get(last + 1).copied()).pairs();
        let [by, show] = lens.with_untracked(|lens| lens.layers());
        let href = address("/statistics", &[span, from, to, since, until, by, show]);
        navigate(&href, NavigateOptions::default());
    });
    let bars = Signal::derive(move || data.with(|data| bars(data, lens.get())));
    view! {
        <section class="card">
            <header>
                <h2>{title}</h2>
                <Segment label=t.measure() links=Signal::derive(measures) />
                <Segment label=t.layers() links=Signal::derive(layers) />
            </header>
            <div class="body">
                <Chart id="usage" title=Signal::derive(move || title().to_owned()) data=bars on_zoom=zoom />
            </div>
        </section>
    }
}

fn bars(data: &Overview, lens: Lens) -> ChartData {
    let label = |(start, offset): (&domain::Millis, &i64)| {
        let moment = Moment::at(start.0, *offset);
        // Without the year: no span is longer.
        if lens.span == Span::Today { moment.minute() } else { moment.date().split_off(5) }
    };
    let series = layers(&data.series, |_, totals| lens.show.of(totals) as f64);
    let labels = data.buckets.iter().zip(&data.offsets).map(label).collect();
    ChartData { shape: Shape::Bars, unit: lens.show.unit(), labels, series }
}
