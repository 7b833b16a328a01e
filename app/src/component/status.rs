use crate::i18n::locale;
use crate::ui::icon::RELOAD;
use crate::ui::{State, Svg, Tone};
use domain::log::{LogRow, Outcome};
use leptos::prelude::*;

/// How a request ended, or that it runs: status for machines, word for people.
#[component]
pub fn RowState(row: LogRow) -> impl IntoView {
    let word = outcome_word(row.outcome);
    let text = match row.outcome {
        Outcome::Running => word.to_owned(),
        Outcome::Ok => row.status.to_string(),
        _ if row.status == 0 => word.to_owned(),
        _ => format!("{} · {word}", row.status),
    };
    view! { <State tone=outcome_tone(row.outcome) text /> }
}

/// That more than one attempt was needed.
#[component]
pub fn Tries(of: i64) -> impl IntoView {
    (of > 1).then(|| {
        let text = locale().log().attempts(of);
        let label = text.clone();
        view! {
            <span class="tries" title=label>
                <Svg icon=RELOAD />
                <span aria-hidden="true">{of}</span>
                <span class="unseen">{text}</span>
            </span>
        }
    })
}

pub fn outcome_tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Running => Tone::Run,
        Outcome::Ok => Tone::Ok,
        Outcome::ClientLeft => Tone::Idle,
        Outcome::Refused | Outcome::Interrupted => Tone::Warn,
        Outcome::VendorError | Outcome::Unreachable | Outcome::TimedOut | Outcome::Truncated => Tone::Bad,
    }
}

pub fn outcome_word(outcome: Outcome) -> &'static str {
    let t = locale().outcome();
    match outcome {
        Outcome::Running => t.running(),
        Outcome::Ok => t.ok(),
        Outcome::Refused => t.refused(),
        Outcome::VendorError => t.vendor_error(),
        Outcome::Unreachable => t.unreachable(),
        Outcome::TimedOut => t.timed_out(),
        Outcome::Truncated => t.truncated(),
        Outcome::ClientLeft => t.client_left(),
        Outcome::Interrupted => t.interrupted(),
    }
}
