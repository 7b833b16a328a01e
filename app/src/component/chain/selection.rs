use super::word::{exclusion_tone, exclusion_word};
use crate::i18n::locale;
use crate::ui::{Shape, Time, TimeShow, Tone, format};
use domain::Millis;
use domain::log::{Candidate, Excluded, Exclusion, PassedOver, Pick, Selection};
use leptos::prelude::*;

/// How a provider was found: by which rule, among whom, who waited behind them, who was left out and why.
#[component]
pub fn SelectionView(
    selection: Selection,
    /// The provider that was taken, where that is known.
    #[prop(optional_no_strip, into)]
    chosen: Option<String>,
) -> impl IntoView {
    let t = locale().chain();
    let headline = headline(&selection, chosen.as_deref());
    let sticky = selection.pick == Pick::Session && !selection.candidates.is_empty();
    let otherwise = sticky.then(|| t.else_drawn(selection.tier));
    let unnamed = selection.unnamed;
    let behind = match (selection.behind.join(t.comma()), more(unnamed.behind)) {
        (names, None) => Some(names).filter(|names| !names.is_empty()),
        (names, Some(_)) if names.is_empty() => Some(unnamed.behind.to_string()),
        (names, Some(more)) => Some(format!("{names} {more}")),
    };
    let behind = behind.map(|names| t.behind(names));
    let candidate = |candidate: &Candidate| odds(candidate, chosen.as_ref() == Some(&candidate.name));
    let candidates = (!selection.candidates.is_empty()).then(|| {
        view! {
            <ul class="odds" aria-label=t.candidates()>
                {selection.candidates.iter().map(candidate).collect_view()}
            </ul>
        }
    });
    let quiet = |text: Option<String>| text.map(|text| view! { <p class="muted">{text}</p> });
    view! {
        <div class="pick">
            <p>{headline}</p>
            {selection.passed_over.as_ref().map(passed_over)}
            {quiet(otherwise)}
            {candidates}
            {quiet(more(unnamed.candidates))}
            {quiet(behind)}
            {left_out(&selection.excluded)}
            {quiet(more(unnamed.excluded))}
        </div>
    }
}

/// Where many providers are, a record does not name all of them.
fn more(unnamed: i64) -> Option<String> {
    (unnamed > 0).then(|| locale().chain().unnamed(unnamed))
}

fn headline(selection: &Selection, chosen: Option<&str>) -> String {
    let t = locale().chain();
    match (selection.pick, selection.candidates.len() + selection.unnamed.candidates as usize) {
        (Pick::Again, _) => t.again().to_owned(),
        (Pick::Session, _) => chosen.map_or_else(|| t.sticky_own().to_owned(), |name| t.sticky(name)),
        (Pick::Draw, 0) => t.nobody().to_owned(),
        (Pick::Draw, 1) => t.only(selection.tier),
        (Pick::Draw, many) => t.drawn(many, selection.tier),
    }
}

/// A candidate with its chance as a bar and in figures.
fn odds(candidate: &Candidate, taken: bool) -> AnyView {
    let t = locale().chain();
    let hundredths = (candidate.chance * 100.0).round() as u64;
    let chance = format::percent(hundredths, 10_000).replace(".0\u{a0}", "\u{a0}");
    // Records of older hubs name no weights.
    let weight = (candidate.weight > 0).then(|| t.weight(candidate.weight));
    view! {
        <li class:taken=taken>
            <span class="clip" title=candidate.name.clone()>
                {candidate.name.clone()}
                {taken.then(|| view! { <span class="unseen">" "{t.taken()}</span> })}
            </span>
            <span class="track" aria-hidden="true"><i style=format!("width:{}%", hundredths / 100)></i></span>
            <span class="r num">{chance}</span>
            <span class="faint num">{weight}</span>
        </li>
    }
    .into_any()
}

fn passed_over(PassedOver { name, reason }: &PassedOver) -> AnyView {
    let t = locale().chain();
    let reason = reason.map_or_else(|| t.not_sticky(), exclusion_word);
    view! { <p class="why-not"><Shape tone=Tone::Warn /><span>{t.because(t.passed_over(name), reason)}</span></p> }
        .into_any()
}

/// Those that share a reason stand in one line; what will pass by itself comes first.
fn left_out(excluded: &[Excluded]) -> Option<AnyView> {
    let t = locale().chain();
    let mut lines: Vec<(Exclusion, Option<Millis>, Vec<&str>)> = Vec::new();
    for Excluded { name, reason, until } in excluded {
        match lines.iter_mut().find(|line| line.0 == *reason && line.1 == *until) {
            Some(line) => line.2.push(name),
            None => lines.push((*reason, *until, vec![name])),
        }
    }
    lines.sort_by_key(|line| exclusion_tone(line.0) == Tone::Idle);
    let line = |(reason, until, names): (Exclusion, Option<Millis>, Vec<&str>)| {
        let until = until.map(|at| view! { {t.until()}" "<Time at=at.0 show=TimeShow::Clock /> });
        view! {
            <li class="why-not">
                <Shape tone=exclusion_tone(reason) />
                <span><b>{names.join(t.comma())}</b>" "<span class="muted">{exclusion_word(reason)}{until}</span></span>
            </li>
        }
    };
    (!lines.is_empty()).then(|| {
        view! {
            <p class="muted">{t.left_out()}</p>
            <ul aria-label=t.left_out()>{lines.into_iter().map(line).collect_view()}</ul>
        }
        .into_any()
    })
}
