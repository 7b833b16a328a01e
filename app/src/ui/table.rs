use super::Label;
use super::Svg;
use super::icon::{DOWN, UP};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The order that a column is in, or would be put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Ascending,
    Descending,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: Label,
    pub right: bool,
    /// The address that sorts by this column, and the order in force if it already is.
    pub sort: Option<(String, Option<Sort>)>,
    /// What its figures mean, shown on hovering over its name.
    pub about: Option<String>,
}

impl Column {
    pub fn new(name: impl Into<Label>) -> Self {
        Self { name: name.into(), right: false, sort: None, about: None }
    }

    pub fn right(self) -> Self {
        Self { right: true, ..self }
    }

    pub fn sort(self, href: String, order: Option<Sort>) -> Self {
        Self { sort: Some((href, order)), ..self }
    }

    pub fn about(self, about: String) -> Self {
        Self { about: Some(about), ..self }
    }

    fn head(self) -> impl IntoView {
        let order = self.sort.as_ref().and_then(|(_, order)| *order);
        let said = order.map(|order| if order == Sort::Ascending { "ascending" } else { "descending" });
        let arrow = order.map(|order| view! { <Svg icon=if order == Sort::Ascending { UP } else { DOWN } /> });
        let name = match self.sort {
            Some((href, _)) => view! { <a href=href data-noscroll="">{self.name}{arrow}</a> }.into_any(),
            None => self.name.into_any(),
        };
        view! { <th role="columnheader" scope="col" class:r=self.right aria-sort=said title=self.about>{name}</th> }
    }
}

/// A table whose rows turn into cards on a phone. Children are `Row`s. Up and down move between the rows' links.
///
/// The roles are spelled out because a row that is laid out as a grid is no table row to a screen reader any more.
#[component]
pub fn Table(
    #[prop(into)] label: Label,
    #[prop(into)] columns: Signal<Vec<Column>>,
    /// With many columns of names, which are cut sooner.
    #[prop(optional)]
    dense: bool,
    children: Children,
) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        if body.get_untracked().is_some_and(|body| step_focus(&body, step)) {
            event.prevent_default();
        }
    };
    view! {
        <div class="table">
            <table class="cards" class:dense=dense role="table" aria-label=label on:keydown=keys>
                <thead role="rowgroup">
                    <tr role="row">{move || columns.get().into_iter().map(Column::head).collect_view()}</tr>
                </thead>
                <tbody role="rowgroup" node_ref=body>{children()}</tbody>
            </table>
        </div>
    }
}

/// Moves the focus from one row's link to the next; false when no row's link has it.
fn step_focus(body: &web_sys::Element, step: i32) -> bool {
    let links = body.get_elements_by_class_name("cover");
    let Some(active) = document().active_element() else { return false };
    let Some(at) = (0..links.length()).find(|index| links.item(*index).as_ref() == Some(&active)) else {
        return false;
    };
    let next = at.checked_add_signed(step).and_then(|next| links.item(next));
    if let Some(next) = next.and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok()) {
        _ = next.focus();
    }
    true
}

/// A row. With `href` the whole row is a link, spanned by the one in its first cell (`<a class="cover">`).
#[component]
pub fn Row(
    #[prop(optional, into)] selected: Signal<bool>,
    /// Has just arrived: slides in.
    #[prop(optional)]
    fresh: bool,
    /// Sums of the others: takes the whole width where those are cards beside each other.
    #[prop(optional)]
    whole: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <tr role="row" class:fresh=fresh class:whole=whole aria-selected=move || selected.get().then_some("true")>
            {children()}
        </tr>
    }
}

/// Where a cell goes when its row is a card.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum At {
    /// Top left: what the row is about.
    Lead,
    /// Top right: its main figure.
    Value,
    /// Second line, left.
    Sub,
    /// Second line, right: its state.
    Badge,
    /// A line of its own, after the column's name.
    #[default]
    Line,
    /// A line of buttons.
    Acts,
    /// Only in the table, and on the cards of a tablet.
    Aside,
    /// Only in the table.
    Wide,
}

impl At {
    fn class(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Value => "value",
            Self::Sub => "sub",
            Self::Badge => "badge",
            Self::Line => "line",
            Self::Acts => "acts",
            Self::Aside => "aside",
            Self::Wide => "wide",
        }
    }
}

/// A cell. `label` is its column's name, said on the card where no head is left (`At::Line`).
#[component]
pub fn Cell(
    #[prop(optional)] at: At,
    #[prop(optional, into)] label: Option<Label>,
    #[prop(optional)] right: bool,
    /// Cut off what is too long for the column.
    #[prop(optional)]
    clip: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <td role="cell" class=at.class() class:r=right class:clip=clip data-label=label>
            {children()}
        </td>
    }
}
