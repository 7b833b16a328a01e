use super::{Label, Sparkline};
use leptos::prelude::*;

/// A framed part of a page, with a title and room for controls beside it.
#[component]
pub fn Card(
    #[prop(optional, into)] title: Option<Label>,
    /// Controls at the right of the title.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Lets the content (a table) touch the frame.
    #[prop(optional)]
    flush: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card">
            {title.map(|title| view! { <header><h2>{title}</h2>{actions.run()}</header> })}
            <div class=if flush { "flush" } else { "body" }>{children()}</div>
        </section>
    }
}

/// Whether a change is welcome; the arrow says where it went, the colour whether that is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    Good,
    Poor,
    Even,
}

impl Trend {
    fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Poor => "poor",
            Self::Even => "even",
        }
    }
}

/// One figure with its name, its change, a remark and its course. Lives in `<section class="card metrics">`.
#[component]
pub fn Metric(
    #[prop(into)] label: Label,
    /// What the figure means, shown on hovering over its name.
    #[prop(optional, into)]
    about: Option<String>,
    #[prop(into)] value: Signal<String>,
    /// The exact value, shown on hovering.
    #[prop(optional, into)]
    exact: MaybeProp<String>,
    /// Such as `▲ 12 %`.
    #[prop(optional, into)]
    change: MaybeProp<(Trend, String)>,
    /// What it changed from, shown on hovering over the change.
    #[prop(optional, into)]
    against: MaybeProp<String>,
    #[prop(optional, into)] hint: MaybeProp<String>,
    #[prop(optional, into)] course: Option<Signal<Vec<f64>>>,
    /// Series colour of the course, 1-8.
    #[prop(default = 1)]
    color: u8,
) -> impl IntoView {
    view! {
        <div class="metric">
            <span title=about>{label}</span>
            <b title=move || exact.get()>{value}</b>
            <small>
                {move || change.get().map(|(trend, text)| view! { <em class=trend.class() title=against.get()>{text}</em> })}
                {move || hint.get()}
            </small>
            {course.map(|values| view! { <Sparkline values color /> })}
        </div>
    }
}
