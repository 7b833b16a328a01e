//! Looks in the figures for what people want to be told of.

use crate::alert::text;
use crate::auth::Actor;
use crate::{Control, Result};
use domain::Millis;
use domain::alert::AlertEvent;
use domain::leaderboard::{Ask, Leaderboard, Period, When};
use domain::metric::Metric;
use domain::report::Dimension;
use domain::time::{DAY, HOUR, MINUTE};
use std::collections::HashMap;

/// Fewer requests say nothing of a rate.
const REQUESTS: i64 = 20;
/// Failures are looked for in so long.
const RATE: i64 = 30 * MINUTE;
/// Share of failures that is told of.
const FAILURES: f64 = 0.5;
/// A hit rate that is worth watching, and how far it must have fallen: of itself, and in all.
const HITS: f64 = 0.05;
const RELATIVE: f64 = 0.3;
const ABSOLUTE: f64 = 0.1;
/// Minutes after midnight, in the hub's time zone, from which the digest is due.
const DIGEST: u16 = 9 * 60;
/// Users that it names.
const NAMED: usize = 5;
const MOST: usize = 1_000;

/// How many things there are to tell of, whether they were told already or not.
pub(super) async fn look(control: &Control, now: Millis) -> Result<i64> {
    let wanted = wanted(control).await?;
    let wants = |event: AlertEvent| wanted.contains(&event);
    let mut found = 0;
    if wants(AlertEvent::Unpriced) {
        let day = day(control, now);
        for model in control.prices().unpriced(&Actor::command("alerts")).await? {
            found += 1;
            control.raise(&model.model, &text::unpriced(&model, now, &day)).await?;
        }
    }
    // A drill's failures are none of the providers'.
    let drilled = control.snapshot().load().drill.as_ref().is_some_and(|drill| drill.until > now - RATE);
    if wants(AlertEvent::ErrorRate) && !drilled {
        for place in since(control, now - RATE, now).await?.places {
            let totals = &place.figures.totals;
            if totals.requests >= REQUESTS && totals.failure_rate().is_some_and(|rate| rate >= FAILURES) {
                found += 1;
                control.raise(&place.id.to_string(), &text::error_rate(&place, now)).await?;
            }
        }
    }
    if wants(AlertEvent::CacheRate) {
        let before = since(control, now - 7 * DAY, now).await?.places.into_iter();
        let before: HashMap<i64, f64> =
            before.filter_map(|place| Some((place.id, place.figures.totals.cache_hit_rate()?))).collect();
        for place in since(control, now - HOUR, now).await?.places {
            let totals = &place.figures.totals;
            let (Some(rate), Some(before)) = (totals.cache_hit_rate(), before.get(&place.id)) else { continue };
            if totals.requests >= REQUESTS && has_fallen(rate, *before) {
                found += 1;
                control.raise(&place.id.to_string(), &text::cache_rate(&place, *before, now)).await?;
            }
        }
    }
    Ok(found)
}

fn has_fallen(rate: f64, before: f64) -> bool {
    before >= HITS && before - rate >= ABSOLUTE && before - rate >= before * RELATIVE
}

/// Once a day, from nine in the morning on. 1: it was due.
pub(super) async fn digest(control: &Control, now: Millis) -> Result<i64> {
    let zone = control.zone();
    if zone.minute_of_day(now) < DIGEST || !wanted(control).await?.contains(&AlertEvent::Digest) {
        return Ok(0);
    }
    let yesterday = day(control, zone.yesterday(now));
    let when = When {
        period: Period::Custom,
        first_day: Some(yesterday.clone()),
        last_day: Some(yesterday.clone()),
        ..When::default()
    };
    let ask = Ask { when, by: Dimension::User, sort: Metric::Cost, limit: NAMED, ..Ask::default() };
    let board = control.leaderboard(&Actor::command("digest"), &ask, now).await?;
    control.raise("digest", &text::digest(&yesterday, &board.total, &board.places, now)).await?;
    Ok(1)
}

/// Events that some target wants: nobody counts for nothing.
async fn wanted(control: &Control) -> Result<Vec<AlertEvent>> {
    let targets = control.targets().await?;
    let wanted = AlertEvent::ALL.into_iter().filter(|event| targets.iter().any(|target| target.wants(*event)));
    Ok(wanted.collect())
}

/// Providers, by what they did from then on.
async fn since(control: &Control, from: Millis, now: Millis) -> Result<Leaderboard> {
    let when = When { period: Period::Custom, from: Some(from), until: Some(now), ..When::default() };
    let ask = Ask { when, by: Dimension::Provider, sort: Metric::Requests, limit: MOST, ..Ask::default() };
    control.leaderboard(&Actor::command("alerts"), &ask, now).await
}

/// `2026-11-30`
fn day(control: &Control, at: Millis) -> String {
    let text = control.zone().rfc3339(at);
    text.get(..10).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_rate_falls_by_a_third_and_a_tenth() {
        assert!(has_fallen(0.4, 0.8) && has_fallen(0.0, 0.1));
        assert!(!has_fallen(0.7, 0.8), "an eighth of itself");
        assert!(!has_fallen(0.01, 0.06), "too little to say");
        assert!(!has_fallen(0.0, 0.04), "it was never worth watching");
    }
}
