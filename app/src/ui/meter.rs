use super::Label;
use leptos::prelude::*;

/// A quota bar: `used` is the share that is gone, 0-1; amber from 80 %, red when spent.
#[component]
pub fn Meter(
    #[prop(into)] used: Signal<f64>,
    #[prop(into)] label: Label,
    /// The figures beside the label, such as `$3.11 / $10.00`.
    #[prop(optional, into)]
    figures: MaybeProp<String>,
    /// A plain comparison: never amber or red.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let percent = move || (used.get().clamp(0.0, 1.0) * 100.0).round() as u8;
    let tone = move || match percent() {
        _ if plain => "",
        100.. => "bad",
        80.. => "warn",
        _ => "",
    };
    view! {
        <div class="meter">
            <span>
                <span class="clip">{label.clone()}</span>
                <span class="num">{move || figures.get()}</span>
            </span>
            <span
                class="track"
                role="meter"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=percent
                aria-valuetext=move || figures.get()
            >
                <i class=tone style=move || format!("width:{}%", percent())></i>
            </span>
        </div>
    }
}
