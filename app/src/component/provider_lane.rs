use crate::i18n::locale;
use crate::ui::{Lane, Tone};
use leptos::prelude::*;

/// How a provider did in the last quarters of an hour, of each so many (requests, failures), oldest first.
#[component]
pub fn ProviderLane(name: String, lane: Vec<(i64, i64)>) -> impl IntoView {
    let (requests, failures) = lane.iter().fold((0, 0), |sum, quarter| (sum.0 + quarter.0, sum.1 + quarter.1));
    let tones: Vec<Tone> = lane.into_iter().map(lane_tone).collect();
    view! { <Lane tones label=locale().overview().lane(name, requests, failures) /> }
}

/// Of a quarter of an hour with so many (requests, failures).
pub fn lane_tone((requests, failures): (i64, i64)) -> Tone {
    match (requests, failures) {
        (0, _) => Tone::Idle,
        (_, 0) => Tone::Ok,
        _ if failures * 2 >= requests => Tone::Bad,
        _ => Tone::Warn,
    }
}
