use super::attempt::attempted;
use super::mark;
use crate::component::ProviderMark;
use crate::ui::Svg;
use domain::log::{Attempt, LogEntry, Outcome, Pick, ProviderTag, Selection};
use leptos::prelude::*;

/// A provider's turn in a request: all that was tried there until it answered or was given up.
pub(super) struct Turn<'a> {
    /// How many attempts other turns had before.
    before: usize,
    attempts: &'a [Attempt],
}

/// An attempt that was selected opens a turn, one that is the same provider once more goes on with it.
pub(super) fn turns(attempts: &[Attempt]) -> impl Iterator<Item = Turn<'_>> {
    let same = |a: &Attempt, b: &Attempt| b.selection.pick == Pick::Again && a.provider.id == b.provider.id;
    let mut before = 0;
    attempts.chunk_by(same).map(move |attempts| {
        before += attempts.len();
        Turn { before: before - attempts.len(), attempts }
    })
}

impl Turn<'_> {
    // A chunk is never empty.
    fn opening(&self) -> &Attempt {
        &self.attempts[0]
    }

    pub(super) fn is_first(&self) -> bool {
        self.before == 0
    }

    pub(super) fn provider(&self) -> &ProviderTag {
        &self.opening().provider
    }

    pub(super) fn selection(&self) -> &Selection {
        &self.opening().selection
    }

    pub(super) fn sent_ms(&self) -> i64 {
        self.opening().sent_ms
    }

    pub(super) fn view(&self, entry: &LogEntry) -> AnyView {
        let provider = self.provider();
        let outcome = self.attempts.last().map_or(Outcome::Running, |attempt| attempt.outcome);
        let (icon, tone) = mark(outcome);
        let tries = (self.before + 1..).zip(self.attempts).map(|(number, attempt)| attempted(entry, number, attempt));
        view! {
            <li>
                <span class=format!("dot {tone}")>
                    <Svg icon />
                </span>
                <div class="box stack turn">
                    <span class="who">
                        <ProviderMark kind=provider.kind id=provider.id.0 />
                        <b class="break">{provider.name.clone()}</b>
                    </span>
                    <ol class="stack">{tries.collect_view()}</ol>
                </div>
            </li>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(provider: i64, pick: &str) -> Attempt {
        serde_json::from_value(serde_json::json!({
            "provider": {"id": provider, "name": "p", "kind": "claude"}, "url": "", "sent_ms": 0, "outcome": "ok",
            "selection": {"pick": pick, "tier": 0, "candidates": [], "excluded": []},
        }))
        .unwrap()
    }

    #[test]
    fn the_same_provider_once_more_is_one_turn() {
        let attempts = [attempt(1, "session"), attempt(1, "again"), attempt(2, "draw"), attempt(1, "draw")];
        let sizes: Vec<_> = turns(&attempts).map(|turn| (turn.before, turn.attempts.len())).collect();
        assert_eq!(sizes, [(0, 2), (2, 1), (3, 1)]);
        assert_eq!(turns(&[]).count(), 0);
    }
}
