use super::tries_tone;
use crate::i18n::locale;
use crate::ui::{Lane, Tone};
use domain::availability::Tries;
use leptos::prelude::*;

/// How a provider did in the last quarters of an hour, of each so many (attempts, failures), oldest first.
#[component]
pub fn ProviderLane(name: String, lane: Vec<(i64, i64)>) -> impl IntoView {
    let (attempts, failures) = lane.iter().fold((0, 0), |sum, quarter| (sum.0 + quarter.0, sum.1 + quarter.1));
    let tone = |(attempts, failures)| tries_tone(Tries { attempts, failures });
    let tones: Vec<Tone> = lane.into_iter().map(tone).collect();
    view! { <Lane tones label=locale().overview().lane(name, attempts, failures) /> }
}
