use super::lens::{Lens, Measure};
use crate::component::context::is_admin;
use crate::component::{Chart, ChartData, Series, Unit, color_of};
use crate::i18n::locale;
use crate::ui::format::Moment;
use crate::ui::{Link, Segment};
use domain::report::{Dimension, Overview, Span, Totals};
use leptos::prelude::*;

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
    let bars = Signal::derive(move || data.with(|data| bars(data, lens.get(), t.others())));
    view! {
        <section class="card">
            <header>
                <h2>{title}</h2>
                <Segment label=t.measure() links=Signal::derive(measures) />
                <Segment label=t.layers() links=Signal::derive(layers) />
            </header>
            <div class="body">
                <Chart id="usage" title=Signal::derive(move || title().to_owned()) data=bars />
            </div>
        </section>
    }
}

fn bars(data: &Overview, lens: Lens, others: &str) -> ChartData {
    let (unit, figure): (_, fn(&Totals) -> i64) = match lens.show {
        Measure::Cost => (Unit::Money, |totals| totals.cost.0),
        Measure::Requests => (Unit::Count, |totals| totals.requests),
        Measure::Tokens => (Unit::Tokens, |totals| totals.usage.total()),
    };
    let label = |(start, offset): (&domain::Millis, &i64)| {
        let moment = Moment::at(start.0, *offset);
        // Without the year: no span is longer.
        if lens.span == Span::Today { moment.minute() } else { moment.date().split_off(5) }
    };
    let mut taken = Vec::new();
    let series = data.series.iter().map(|series| Series {
        name: if series.name.is_empty() { others.to_owned() } else { series.name.clone() },
        color: free_color(series.id, &mut taken),
        values: series.points.iter().map(|totals| figure(totals) as f64).collect(),
    });
    let series = series.collect();
    ChartData { unit, labels: data.buckets.iter().zip(&data.offsets).map(label).collect(), series }
}

/// Its own colour, or the next that no layer before it has.
fn free_color(id: i64, taken: &mut Vec<u8>) -> u8 {
    let own = color_of(id);
    let color = (0..8).map(|step| (own - 1 + step) % 8 + 1).find(|color| !taken.contains(color)).unwrap_or(own);
    taken.push(color);
    color
}
