use crate::ui::format::Moment;
use crate::ui::{Label, TextField};
use domain::Millis;
use leptos::prelude::*;

/// A moment to choose, to the minute in the reader's time zone, or none.
#[component]
pub fn MomentField(
    name: &'static str,
    #[prop(into)] label: Label,
    #[prop(into)] help: Label,
    value: RwSignal<Option<Millis>>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    // The zone is known in the browser only. The first run fills the field in, as does whoever sets another moment; a
    // moment whose seconds the field cannot show stays as it is until another one is chosen.
    Effect::new(move |_| {
        let shown = value.get().map(local).unwrap_or_default();
        if text.get_untracked() != shown {
            text.set(shown);
        }
    });
    Effect::watch(
        move || text.get(),
        move |chosen, _, _| {
            if *chosen != value.get_untracked().map(local).unwrap_or_default() {
                value.set(instant(chosen));
            }
        },
        false,
    );
    view! { <TextField name label value=text kind="datetime-local" help /> }
}

/// `2026-11-23T14:32`
fn local(at: Millis) -> String {
    let behind = js_sys::Date::new(&(at.0 as f64).into()).get_timezone_offset();
    let moment = Moment::at(at.0, -behind as i64);
    format!("{}T{}", moment.date(), moment.minute())
}

fn instant(text: &str) -> Option<Millis> {
    let ms = js_sys::Date::parse(text);
    (!text.is_empty() && ms.is_finite()).then_some(Millis(ms as i64))
}
