use super::figure::{shown, span, whole};
use super::kept::Kept;
use crate::i18n::Locale;
use crate::page::provider::address::wrong;
use crate::page::provider::draft::at;
use crate::ui::Fault;
use domain::Names;
use domain::breaker::BreakerRule;
use domain::routing::{ATTEMPTS_MAX, Routing};
use domain::time::{DAY, MINUTE, SECOND};
use leptos::prelude::*;

/// The bounds that the hub has for a breaker.
const THRESHOLD_MAX: i64 = 1_000;
const SUCCESSES_MAX: i64 = 100;

/// What happens when the provider fails, as the form has it.
#[derive(Clone, Copy)]
pub(in crate::page::provider) struct ReliabilityDraft {
    /// One a line.
    pub(in crate::page::provider) endpoints: RwSignal<String>,
    /// Empty = what holds for the whole hub.
    pub(in crate::page::provider) attempts: RwSignal<String>,
    pub(in crate::page::provider) threshold: RwSignal<String>,
    /// In minutes.
    pub(in crate::page::provider) open_for: Kept<i64>,
    pub(in crate::page::provider) successes: RwSignal<String>,
    /// Something of it was saved.
    pub(in crate::page::provider) is_set: bool,
}

impl ReliabilityDraft {
    pub(super) fn new(saved: &Routing) -> Self {
        let number = |number: Option<i64>| RwSignal::new(number.map(|number| number.to_string()).unwrap_or_default());
        let breaker = saved.breaker;
        Self {
            endpoints: RwSignal::new(saved.endpoints.join("\n")),
            attempts: number(saved.max_attempts),
            threshold: number(Some(breaker.threshold)),
            open_for: Kept::new(breaker.open_ms, shown(breaker.open_ms, MINUTE)),
            successes: number(Some(breaker.successes)),
            is_set: !saved.endpoints.is_empty() || saved.max_attempts.is_some() || breaker != BreakerRule::default(),
        }
    }

    pub(super) fn texts(self) -> [RwSignal<String>; 5] {
        [self.endpoints, self.attempts, self.threshold, self.open_for.text, self.successes]
    }

    /// Put into `routing`.
    pub(super) fn read(self, locale: Locale, routing: Routing) -> Result<Routing, Fault> {
        let number = |field: &str, text: RwSignal<String>, least: i64, most: i64| {
            let number = text.with_untracked(|text| whole(text.trim(), least..=most));
            number.ok_or_else(|| at(field, locale.provider().whole(least, most)))
        };
        let is_empty = |text: RwSignal<String>| text.with_untracked(|text| text.trim().is_empty());
        Ok(Routing {
            endpoints: self.read_endpoints(locale)?,
            max_attempts: match is_empty(self.attempts) {
                true => None,
                false => Some(number("max_attempts", self.attempts, 1, ATTEMPTS_MAX)?),
            },
            breaker: BreakerRule {
                threshold: number("threshold", self.threshold, 0, THRESHOLD_MAX)?,
                open_ms: self.open_for.read(|text| {
                    let wrong = || at("open_for", locale.routing().between("0.02", DAY / MINUTE));
                    span(text, MINUTE, SECOND..=DAY).ok_or_else(wrong)
                })?,
                successes: number("successes", self.successes, 1, SUCCESSES_MAX)?,
            },
            ..routing
        })
    }

    fn read_endpoints(self, locale: Locale) -> Result<Names, Fault> {
        let text = self.endpoints.get_untracked();
        let found = (1..).zip(text.lines()).find_map(|(row, line)| Some((row, wrong(line)?)));
        match found {
            Some((row, wrong)) => Err(at("endpoints", locale.routing().line(row, wrong.word(locale)))),
            None => Ok(text.lines().map(str::to_owned).collect::<Vec<_>>().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_those_of_the_hub() {
        let rule = |threshold, open_ms, successes| BreakerRule { threshold, open_ms, successes }.check().is_ok();
        assert!(rule(THRESHOLD_MAX, DAY, SUCCESSES_MAX) && rule(0, SECOND, 1));
        assert!(!rule(THRESHOLD_MAX + 1, DAY, 1) && !rule(0, DAY, SUCCESSES_MAX + 1) && !rule(0, DAY, 0));
        assert!(!rule(0, DAY + 1, 1) && !rule(0, SECOND - 1, 1));
    }
}
