mod brush;
#[cfg(feature = "hydrate")]
mod draw;

use crate::i18n::locale;
use crate::ui::icon::DOWNLOAD;
use crate::ui::{Failure, Fault, IconButton, format};
use brush::Brush;
use leptos::prelude::*;

/// What the figures of a chart are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    Count,
    /// Nano-dollars.
    Money,
    Tokens,
    /// Milliseconds.
    Duration,
    /// 0 to 1.
    Share,
}

impl Unit {
    /// A dash for what is not known (NaN).
    pub fn format(self, value: f64) -> String {
        if value.is_nan() {
            return "–".into();
        }
        let whole = value.max(0.0).round() as u64;
        match self {
            Self::Count => format::count(whole),
            Self::Money => format::money(value.round() as i64),
            Self::Tokens => format::short(whole),
            Self::Duration => format::duration(whole),
            Self::Share => format::percent((value.clamp(0.0, 1.0) * 1e6).round() as u64, 1_000_000),
        }
    }

    /// For an axis: a round value without the zeros that fill up its decimals.
    #[cfg(any(feature = "hydrate", test))]
    fn tick(self, value: f64) -> String {
        if self == Self::Share {
            return locale().figure().percent((value * 100.0).round() as u64);
        }
        let text = self.format(value);
        let (number, unit) =
            text.split_once('\u{a0}').map_or((text.as_str(), None), |(number, unit)| (number, Some(unit)));
        let point = locale().figure().point();
        let number = match number.split_once(point) {
            Some((whole, decimals)) => match decimals.trim_end_matches('0') {
                "" => whole.to_owned(),
                // Cents come in pairs.
                tenth if self == Self::Money && tenth.len() == 1 => format!("{whole}{point}{tenth}0"),
                rest => format!("{whole}{point}{rest}"),
            },
            None => number.to_owned(),
        };
        unit.map_or(number.clone(), |unit| format!("{number}\u{a0}{unit}"))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Stacked bars: parts of a whole.
    #[default]
    Bars,
    /// A line each: figures that do not add up.
    Lines,
}

/// One part of the bars, or one line; `color` is a series colour, 1-8, or 0 for all others; one value for each label, NaN where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub name: String,
    pub color: u8,
    pub values: Vec<f64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData {
    pub shape: Shape,
    pub unit: Unit,
    /// What stands under the bars, oldest first.
    pub labels: Vec<String>,
    pub series: Vec<Series>,
}

/// Bars or lines with a legend. The same figures stand in a table for screen readers, for browsers without scripts, for
/// whoever prefers it, and for the day that the drawing library does not load.
#[component]
pub fn Chart(
    /// Unique on the page.
    id: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] data: Signal<ChartData>,
    /// Called with the first and the last column over which was drawn.
    #[prop(optional, into)]
    on_zoom: Option<Callback<(usize, usize)>>,
) -> impl IntoView {
    let t = locale().common();
    let table = RwSignal::new(false);
    // Nothing until the browser has tried.
    let drawn = RwSignal::new(None::<bool>);
    #[cfg(feature = "hydrate")]
    draw::keep_drawn(id, data, drawn);

    let hidden = move || !table.get() && drawn.get() != Some(false);
    let toggle = move || if table.get() { t.as_chart() } else { t.as_table() };
    let legend = move || {
        let entry = |series: &Series| {
            view! { <li><i class=format!("c{}", series.color)></i>{series.name.clone()}</li> }
        };
        data.with(|data| data.series.iter().map(entry).collect_view())
    };
    let picture = move || {
        (drawn.get() == Some(true) && !table.get()).then(|| {
            let save = move || {
                #[cfg(feature = "hydrate")]
                draw::save(id);
            };
            view! { <IconButton label=t.save_picture() icon=DOWNLOAD on_click=save /> }
        })
    };
    let failed = move || (drawn.get() == Some(false)).then(|| view! { <Failure fault=Fault::new(t.chart_failed()) /> });
    view! {
        <figure class="chart">
            <Brush id on_zoom hidden=Signal::derive(move || table.get() || drawn.get() == Some(false))>
                <div
                    class="canvas"
                    id=id
                    role="img"
                    aria-label=title
                    aria-busy=move || (drawn.get().is_none()).then_some("true")
                ></div>
            </Brush>
            {failed}
            <div class="figures" class:unseen=hidden>{move || data.with(|data| figures(data, title.get()))}</div>
            <div class="row">
                <ul class="legend grow">{legend}</ul>
                {picture}
                <button type="button" class="btn small quiet" on:click=move |_| table.update(|table| *table = !*table)>
                    {toggle}
                </button>
            </div>
        </figure>
    }
}

fn figures(data: &ChartData, title: String) -> impl IntoView + use<> {
    let t = locale().common();
    let unit = data.unit;
    // Neither shares nor what is drawn as lines add up to anything.
    let summed = data.shape == Shape::Bars && unit != Unit::Share;
    let head =
        data.series.iter().map(|series| view! { <th scope="col" class="r">{series.name.clone()}</th> }).collect_view();
    let row = |(index, label): (usize, &String)| {
        let at = |series: &Series| series.values.get(index).copied().unwrap_or_default();
        let cell = |series: &Series| view! { <td class="r">{unit.format(at(series))}</td> };
        view! {
            <tr>
                <th scope="row">{label.clone()}</th>
                {data.series.iter().map(cell).collect_view()}
                {summed.then(|| view! { <td class="r"><b>{unit.format(data.series.iter().map(at).sum())}</b></td> })}
            </tr>
        }
    };
    view! {
        <div class="table" tabindex="0" role="region" aria-label=title>
            <table aria-label=title.clone()>
                <thead>
                    <tr>
                        <th scope="col">{t.time()}</th>
                        {head}
                        {summed.then(|| view! { <th scope="col" class="r">{t.total()}</th> })}
                    </tr>
                </thead>
                <tbody>{data.labels.iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn ticks_are_round() {
        for (unit, value, want) in [
            (Unit::Money, 0.0, "$0"),
            (Unit::Money, 900_000_000.0, "$0.90"),
            (Unit::Money, 250_000_000.0, "$0.25"),
            (Unit::Money, 3_000_000_000.0, "$3"),
            (Unit::Tokens, 12_000_000.0, "12\u{a0}M"),
            (Unit::Tokens, 1_500.0, "1.5\u{a0}k"),
            (Unit::Count, 40.0, "40"),
        ] {
            assert_eq!(unit.tick(value), want);
        }
    }
}
