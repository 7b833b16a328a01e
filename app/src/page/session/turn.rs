use crate::component::{ProviderMark, RowState, Tries, class_word, exclusion_word, outcome_tone};
use crate::i18n::locale;
use crate::ui::icon::{ARROW, CHECK, SPLIT, X};
use crate::ui::{Svg, Time, TimeShow, Tone, format};
use domain::Nanos;
use domain::log::{LogRow, Outcome, ProviderTag};
use domain::session::{Departure, SessionStory, Turn};
use leptos::prelude::*;

/// A turn as it follows those before it.
#[derive(Clone, PartialEq)]
pub(super) struct Line {
    pub(super) turn: Turn,
    /// Who served last before it, where that was another provider.
    from: Option<String>,
    /// What the session cost up to its end.
    sum: Nanos,
}

/// The turns that are loaded and those under way, in their order.
pub(super) fn lines(story: &SessionStory, running: &[LogRow]) -> Vec<Line> {
    let (mut sum, mut last) = (Nanos(0), None::<ProviderTag>);
    let stored = |row: &&LogRow| story.turns.iter().all(|turn| turn.row.id != row.id);
    let under_way = running.iter().filter(stored).map(|row| Turn { row: row.clone(), departure: None });
    let line = |turn: Turn| {
        sum += turn.row.cost.unwrap_or_default();
        let served = turn.row.provider.clone();
        let other = last.as_ref().zip(served.as_ref()).filter(|(before, now)| before.id != now.id);
        let from = other.map(|(before, _)| before.name.clone());
        last = served.or_else(|| last.take());
        Line { turn, from, sum }
    };
    story.turns.iter().cloned().chain(under_way).map(line).collect()
}

impl Line {
    /// `longest`: the time that fills a bar.
    pub(super) fn view(self, longest: Signal<i64>) -> AnyView {
        let row = self.turn.row.clone();
        let t = locale().log();
        let (icon, tone) = match outcome_tone(row.outcome) {
            Tone::Ok => (CHECK, "ok"),
            Tone::Run => (ARROW, ""),
            Tone::Bad => (X, "bad"),
            Tone::Warn | Tone::Idle => (X, "warn"),
        };
        let model = row.model.clone().unwrap_or_else(|| t.no_model().to_owned());
        let mark = row.provider.clone().map(|tag| {
            view! {
                <ProviderMark kind=tag.kind id=tag.id.0 />
                <span class="clip">{tag.name}</span>
            }
        });
        let (at, took) = (row.at.0, row.duration_ms.max(0));
        let running = row.outcome == Outcome::Running;
        let bar = (!running).then(|| {
            let width = move || format!("width:{}%", (took * 100 / longest.get()).clamp(1, 100));
            view! { <span class="track span" aria-hidden="true"><i class=tone style=width></i></span> }
        });
        let duration = (!running).then(|| format::duration(took as u64));
        view! {
            <li>
                <span class=format!("dot {tone}")>
                    <Svg icon />
                </span>
                <div class="row wrap">
                    <a class="link mono" href=format!("/logs?id={}", row.id)>{model}</a>
                    <RowState row=row.clone() />
                    <Tries of=row.attempts />
                </div>
                <span class="at"><Time at show=TimeShow::Clock /></span>
                {self.departed()}
                <span class="why who">{mark}</span>
                {figures(&row, self.sum)}
                {bar}
                <span class="at">{duration}</span>
            </li>
        }
        .into_any()
    }

    /// That another provider served than before, or was meant to, and why.
    fn departed(&self) -> Option<AnyView> {
        let t = locale().session();
        let to = &self.turn.row.provider.as_ref()?.name;
        let (left, why) = match &self.turn.departure {
            Some(Departure::PassedOver { name, reason }) => {
                (Some(name), Some(reason.map_or_else(|| locale().chain().not_sticky(), exclusion_word)))
            }
            Some(Departure::Failed { name, class }) => (Some(name), class.map(class_word)),
            None => (None, None),
        };
        let from = self.from.as_ref().or(left).filter(|from| *from != to)?;
        let what = t.moved(from, to);
        // What the chain says of another provider is no reason for leaving this one.
        let why = why.filter(|_| left == Some(from));
        let text = why.map_or_else(|| what.clone(), |why| t.because(&what, why));
        Some(view! { <span class="why row again"><Svg icon=SPLIT /><span>{text}</span></span> }.into_any())
    }
}

fn figures(row: &LogRow, sum: Nanos) -> AnyView {
    let (t, log) = (locale().session(), locale().log());
    let tokens = |name: &str, figure: i64| format!("{name} {}", format::short(figure.max(0) as u64));
    let usage = row.usage;
    let cached = format::percent(usage.cache_read.max(0) as u64, usage.context().max(0) as u64);
    let used = (!usage.is_empty()).then(|| {
        let parts = [
            tokens(log.input(), usage.context()),
            format!("{} {cached}", log.cached()),
            tokens(log.output(), usage.output + usage.output_image),
        ];
        parts.join(" · ")
    });
    let cost = match row.cost {
        Some(cost) => Some(format::money(cost.0)),
        None => row.unpriced.then(|| log.unpriced().to_owned()),
    };
    let cost = cost.map(|cost| {
        view! { <b>{cost}</b> " " <span title=t.so_far()>{format!("Σ {}", format::money(sum.0))}</span> }
    });
    view! {
        <span class="why figures num">
            <span>{used}</span>
            <span>{cost}</span>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
