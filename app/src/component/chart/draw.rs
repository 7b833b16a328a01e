//! The drawing itself, in the browser only: ECharts by way of charming, loaded when the first chart appears.

use super::{ChartData, Shape, Unit};
use crate::component::Lost;
use crate::preference::Scheme;
use charming::component::{Axis, Grid};
use charming::element::{
    AxisLabel, AxisLine, AxisPointer, AxisPointerType, AxisTick, AxisType, ItemStyle, LineStyle, SplitLine, Tooltip,
    Trigger,
};
use charming::series::{Bar, Line};
use charming::{ChartResize, Echarts, WasmRenderer};
use js_sys::{Array, Function, Number, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::wasm_split;

/// As many points as marks leave apart.
const MARKED: usize = 48;

const SCRIPT: &str = "/vendor/echarts.common.min.js";

/// Draws when the library is there, again whenever the data or the colours change, and tidies up with the component.
pub(super) fn keep_drawn(id: &'static str, data: Signal<ChartData>, drawn: RwSignal<Option<bool>>) {
    let loaded = RwSignal::new(false);
    let drawing = StoredValue::new_local(None::<Drawing>);
    let scheme = use_context::<Scheme>();
    Effect::new(move |_| {
        load(move |ok| {
            if ok {
                spawn_local(async move {
                    match fetch().await {
                        Ok(()) => _ = loaded.try_set(true),
                        Err(_) => _ = drawn.try_set(Some(false)),
                    }
                });
            } else {
                _ = drawn.try_set(Some(false));
            }
        });
    });
    Effect::new(move |_| {
        if let Some(scheme) = scheme {
            scheme.track();
        }
        let data = data.get();
        if !loaded.get() {
            return;
        }
        spawn_local(async move {
            let Some(before) = drawing.try_update_value(Option::take) else { return };
            let now = put(id, data, before).await.unwrap_or_default();
            _ = drawn.try_set(Some(now.is_some()));
            _ = drawing.try_set_value(now);
        });
    });
    on_cleanup(move || drawing.set_value(None));
}

/// Draws anew, or changes what is drawn. Fetched with the first chart: charming is a fifth of a page's code.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
fn put(id: &'static str, data: ChartData, drawing: Option<Drawing>) -> Result<Option<Drawing>, Lost> {
    Ok(match drawing {
        Some(mut drawing) => {
            drawing.update(&data);
            Some(drawing)
        }
        None => Drawing::new(id, &data),
    })
}

/// Saves what is drawn as a picture, twice as fine as the screen.
pub(super) fn save(id: &str) -> Option<()> {
    let (host, chart) = drawing_on(id)?;
    let ground = Paint { host: &host }.color("--surface");
    let how = object(&[("type", "png".into()), ("pixelRatio", 2.into()), ("backgroundColor", ground.into())]);
    let picture = call(&chart, "getDataURL", Some(&how))?.as_string()?;
    let link = document().create_element("a").ok()?.dyn_into::<web_sys::HtmlElement>().ok()?;
    link.set_attribute("href", &picture).ok()?;
    link.set_attribute("download", &format!("{id}.png")).ok()?;
    link.click();
    Some(())
}

/// The column at so many pixels from the left.
pub(super) fn column(id: &str, x: f64) -> Option<usize> {
    let (_, chart) = drawing_on(id)?;
    let convert = Reflect::get(&chart, &"convertFromPixel".into()).ok()?.dyn_into::<Function>().ok()?;
    let column = convert.call2(&chart, &object(&[("xAxisIndex", 0.into())]), &x.into()).ok()?.as_f64()?;
    Some(column.max(0.0) as usize)
}

fn drawing_on(id: &str) -> Option<(web_sys::HtmlElement, JsValue)> {
    let host = document().get_element_by_id(id)?.dyn_into::<web_sys::HtmlElement>().ok()?;
    let library = Reflect::get(&window(), &"echarts".into()).ok()?;
    let chart = call(&library, "getInstanceByDom", Some(&host))?;
    Some((host, chart))
}

fn call(of: &JsValue, method: &str, argument: Option<&JsValue>) -> Option<JsValue> {
    let function = Reflect::get(of, &method.into()).ok()?.dyn_into::<Function>().ok()?;
    match argument {
        Some(argument) => function.call1(of, argument).ok(),
        None => function.call0(of).ok(),
    }
}

/// Calls `done` once the library is there, or cannot be had.
fn load(done: impl Fn(bool) + Clone + 'static) {
    let there = || Reflect::has(&window(), &"echarts".into()).unwrap_or(false);
    if there() {
        return done(true);
    }
    let page = document();
    let present = page.query_selector(&format!("script[src='{SCRIPT}']")).ok().flatten();
    let script = present.or_else(|| {
        let script = page.create_element("script").ok()?;
        script.set_attribute("src", SCRIPT).ok()?;
        page.head()?.append_child(&script).ok()?;
        Some(script)
    });
    let Some(script) = script else { return done(false) };
    for event in ["load", "error"] {
        let done = done.clone();
        let told = Closure::once_into_js(move || done(there()));
        _ = script.add_event_listener_with_callback(event, told.unchecked_ref());
    }
}

struct Drawing {
    chart: Echarts,
    host: web_sys::HtmlElement,
    names: Vec<String>,
    unit: Rc<Cell<Unit>>,
    format: Closure<dyn Fn(JsValue) -> String>,
    tick: Closure<dyn Fn(JsValue) -> String>,
    observer: web_sys::ResizeObserver,
    _resize: Closure<dyn Fn()>,
}

impl Drawing {
    fn new(id: &str, data: &ChartData) -> Option<Self> {
        let host = document().get_element_by_id(id)?.dyn_into::<web_sys::HtmlElement>().ok()?;
        let chart = WasmRenderer::new_opt(None, None).render(id, &chart(data, &host)).ok()?;
        let unit = Rc::new(Cell::new(data.unit));
        let (shown, scale) = (unit.clone(), unit.clone());
        let format = Closure::new(move |value: JsValue| shown.get().format(value.as_f64().unwrap_or_default()));
        let tick = Closure::new(move |value: JsValue| scale.get().tick(value.as_f64().unwrap_or_default()));
        let (sized, handle) = (host.clone(), chart.clone());
        let resize = Closure::new(move || {
            let (width, height) = (sized.offset_width(), sized.offset_height());
            if let (Ok(width @ 1..), Ok(height @ 1..)) = (u32::try_from(width), u32::try_from(height)) {
                WasmRenderer::resize_chart(handle.unchecked_ref(), ChartResize::new(width, height, true, None));
            }
        });
        let observer = web_sys::ResizeObserver::new(resize.as_ref().unchecked_ref()).ok()?;
        observer.observe(&host);
        let names = names(data);
        let drawing = Self { chart, host, names, unit, format, tick, observer, _resize: resize };
        drawing.finish(data);
        Some(drawing)
    }

    fn update(&mut self, data: &ChartData) {
        self.unit.set(data.unit);
        let names = names(data);
        if names != self.names {
            // Options merge, so a series that is gone would stay.
            self.call("clear", None);
            self.names = names;
        }
        WasmRenderer::update(&self.chart, &chart(data, &self.host));
        self.finish(data);
    }

    /// What charming has no words for: our own number format (as a function, since a string would need `eval`), the
    /// tooltip's text, stillness for who asked for it, and a mark at each point, also one without neighbours, which has no
    /// line.
    fn finish(&self, data: &ChartData) {
        let paint = Paint { host: &self.host };
        let (format, tick): (&JsValue, &JsValue) = (self.format.as_ref(), self.tick.as_ref());
        let text = object(&[("color", paint.color("--text").into()), ("fontSize", 12.into())]);
        let line = object(&[("color", paint.color("--line-2").into())]);
        let marked = object(&[("showAllSymbol", (data.labels.len() <= MARKED).into())]);
        let still = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
        let options = object(&[
            ("animation", (!still.is_some_and(|query| query.matches())).into()),
            ("animationDuration", 300.into()),
            ("tooltip", object(&[("valueFormatter", format.clone()), ("textStyle", text), ("confine", true.into())])),
            ("series", data.series.iter().map(|_| marked.clone()).collect::<Array>().into()),
            // The line of zero stands before the bars, whose frames would break it where they are empty.
            ("xAxis", object(&[("z", 3.into()), ("axisLine", object(&[("lineStyle", line)]))])),
            ("yAxis", object(&[("axisLabel", object(&[("formatter", tick.clone())]))])),
        ]);
        self.call("setOption", Some(&options));
    }

    fn call(&self, method: &str, argument: Option<&JsValue>) {
        _ = call(&self.chart, method, argument);
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        self.observer.disconnect();
        self.call("dispose", None);
    }
}

fn names(data: &ChartData) -> Vec<String> {
    data.series.iter().map(|series| series.name.clone()).collect()
}

fn chart(data: &ChartData, host: &web_sys::HtmlElement) -> charming::Chart {
    let paint = Paint { host };
    let faint = || AxisLabel::new().color(paint.color("--faint")).font_size(11.0);
    let across = Axis::new()
        .type_(AxisType::Category)
        .data(data.labels.clone())
        .axis_label(faint())
        .axis_tick(AxisTick::new().show(false))
        .axis_line(AxisLine::new().show(true));
    let up = Axis::new();
    let up = if data.unit == Unit::Share { up.min(0).max(1) } else { up };
    let up = up
        .type_(AxisType::Value)
        .split_number(if data.unit == Unit::Share { 5.0 } else { 3.0 })
        .axis_label(faint())
        .split_line(SplitLine::new().line_style(LineStyle::new().color(paint.color("--line"))));
    let hover = Tooltip::new()
        .trigger(Trigger::Axis)
        .axis_pointer(AxisPointer::new().type_(match data.shape {
            Shape::Bars => AxisPointerType::Shadow,
            Shape::Lines => AxisPointerType::Line,
        }))
        .background_color(paint.color("--raised"))
        .border_color(paint.color("--line"));
    let grid = Grid::new().left(4).right(8).top(10).bottom(4).contain_label(true);
    let base = charming::Chart::new().grid(grid).x_axis(across).y_axis(up).tooltip(hover);
    data.series.iter().fold(base, |chart, series| {
        let (name, values) = (&series.name, series.values.clone());
        let color = paint.color(&format!("--s{}", series.color));
        let style = ItemStyle::new().color(color.clone());
        match data.shape {
            Shape::Bars => {
                let style = style.border_color(paint.color("--surface")).border_width(0.5);
                chart.series(Bar::new().name(name).stack("all").item_style(style).data(values))
            }
            Shape::Lines => {
                let stroke = LineStyle::new().color(color).width(2.0);
                chart.series(Line::new().name(name).symbol_size(6.0).line_style(stroke).item_style(style).data(values))
            }
        }
    })
}

/// Reads the theme's colours as they are at the moment.
struct Paint<'a> {
    host: &'a web_sys::HtmlElement,
}

impl Paint<'_> {
    /// ECharts reads `rgb()` but not `oklch()`; mixing a colour with itself makes the browser turn it to sRGB.
    fn color(&self, name: &str) -> String {
        let style = self.host.style();
        _ = style.set_property("color", &format!("color-mix(in srgb, var({name}), var({name}))"));
        let computed = window().get_computed_style(self.host).ok().flatten();
        let value = computed.and_then(|style| style.get_property_value("color").ok()).unwrap_or_default();
        _ = style.remove_property("color");
        rgb(&value).unwrap_or(value)
    }
}

/// `color(srgb 0.1 0.2 0.3)` -> `rgb(26,51,77)`
fn rgb(value: &str) -> Option<String> {
    let parts = value.strip_prefix("color(srgb ")?.trim_end_matches(')').split(' ');
    let bytes: Vec<u8> = parts
        .map(Number::parse_float)
        .filter(|part| part.is_finite())
        .map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8)
        .collect();
    let [red, green, blue, ..] = bytes[..] else { return None };
    Some(format!("rgb({red},{green},{blue})"))
}

fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}
