use super::Label;
use leptos::prelude::*;

/// What a state means, apart from its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Idle,
    Ok,
    Run,
    Warn,
    Bad,
}

impl Tone {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Ok => "ok",
            Self::Run => "run",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    /// Each tone has a shape of its own, for eyes that do not tell the colours apart.
    pub(crate) fn shape(self) -> &'static str {
        match self {
            Self::Idle => "M1 4h8v2H1z",
            Self::Ok => "M5 1a4 4 0 1 0 0 8 4 4 0 1 0 0-8",
            Self::Run => "M2.5 1v8L9 5z",
            Self::Warn => "M5 .8 9.6 9H.4z",
            Self::Bad => {
                "M2.5 1h5A1.5 1.5 0 0 1 9 2.5v5A1.5 1.5 0 0 1 7.5 9h-5A1.5 1.5 0 0 1 1 7.5v-5A1.5 1.5 0 0 1 2.5 1z"
            }
        }
    }
}

/// A state as colour, shape and word.
#[component]
pub fn State(#[prop(into)] tone: Signal<Tone>, #[prop(into)] text: Signal<String>) -> impl IntoView {
    view! {
        <span class=move || format!("state {}", tone.get().class())>
            <svg viewBox="0 0 10 10" aria-hidden="true">
                <path d=move || tone.get().shape()></path>
            </svg>
            <span class="clip">{text}</span>
        </span>
    }
}

/// A state's shape in its colour, before the words that say it.
#[component]
pub fn Shape(tone: Tone) -> impl IntoView {
    view! {
        <svg class=format!("shape {}", tone.class()) viewBox="0 0 10 10" aria-hidden="true">
            <path d=tone.shape()></path>
        </svg>
    }
}

/// A remark set apart from the text around it.
#[component]
pub fn Note(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: Option<Label>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("note {}", tone.class())>
            <div class="grow">{title.map(|title| view! { <b>{title}" "</b> })}{children()}</div>
        </div>
    }
}
