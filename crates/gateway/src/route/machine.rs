//! One circuit breaker: closed, open, half open. Pure: the time and the rule are arguments, so that a changed rule holds at
//! once.

use domain::Millis;
use domain::breaker::{BreakerRule, BreakerState, CAUSES, Cause};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Clocks of two instances differ by less.
const SKEW: i64 = 60_000;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Breaker {
    phase: Phase,
    /// Failures in a row.
    failures: i64,
    /// Newest first.
    causes: VecDeque<Cause>,
    /// When the phase last changed: of two instances' views the later counts.
    pub(crate) changed_at: Millis,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Phase {
    #[default]
    Closed,
    /// `until` none: an admin opened it.
    Open { until: Option<Millis> },
    HalfOpen {
        successes: i64,
        /// A probe of this instance is under way.
        #[serde(skip)]
        probing: bool,
    },
}

/// What a breaker says to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    Free,
    /// Let through alone, to find out.
    Probe,
    Shut {
        until: Option<Millis>,
    },
    /// Half open, and the one probe is under way.
    Probing,
}

impl Breaker {
    pub(crate) fn gate(&self, rule: &BreakerRule, now: Millis) -> Gate {
        match self.phase {
            Phase::Open { until: None } => Gate::Shut { until: None },
            // Switched off.
            _ if rule.is_off() => Gate::Free,
            Phase::Closed => Gate::Free,
            // Further away than an open time is: it was opened by a clock that was ahead, and nobody should wait for that.
            Phase::Open { until: Some(until) } if now < until && until <= now + rule.open_ms + SKEW => {
                Gate::Shut { until: Some(until) }
            }
            Phase::Open { .. } | Phase::HalfOpen { probing: false, .. } => Gate::Probe,
            Phase::HalfOpen { probing: true, .. } => Gate::Probing,
        }
    }

    /// Lets a request through if the gate does; true = it is the probe.
    pub(crate) fn enter(&mut self, rule: &BreakerRule, now: Millis) -> Result<bool, Gate> {
        match self.gate(rule, now) {
            Gate::Free => Ok(false),
            Gate::Probe => {
                let successes = match self.phase {
                    Phase::HalfOpen { successes, .. } => successes,
                    _ => {
                        self.mark(now);
                        0
                    }
                };
                self.phase = Phase::HalfOpen { successes, probing: true };
                Ok(true)
            }
            shut => Err(shut),
        }
    }

    /// A request ended well. Whether the phase changed.
    pub(crate) fn succeed(&mut self, rule: &BreakerRule, probe: bool, now: Millis) -> bool {
        match &mut self.phase {
            Phase::Closed => self.failures = 0,
            Phase::HalfOpen { successes, probing } if probe => {
                (*successes, *probing) = (*successes + 1, false);
                if *successes >= rule.successes {
                    self.close(now);
                    return true;
                }
            }
            // It began before: nothing is known of now.
            Phase::Open { .. } | Phase::HalfOpen { .. } => {}
        }
        false
    }

    /// A request failed. Whether the phase changed. What began before it opened never prolongs anything.
    pub(crate) fn fail(&mut self, rule: &BreakerRule, probe: bool, cause: Cause, now: Millis) -> bool {
        self.causes.push_front(cause);
        self.causes.truncate(CAUSES);
        match self.phase {
            Phase::Closed => {
                self.failures += 1;
                if rule.is_off() || self.failures < rule.threshold {
                    return false;
                }
            }
            Phase::HalfOpen { .. } if probe => self.failures += 1,
            Phase::Open { .. } | Phase::HalfOpen { .. } => return false,
        }
        self.phase = Phase::Open { until: Some(now + rule.open_ms) };
        self.mark(now);
        true
    }

    /// A request ended without a verdict on the provider.
    pub(crate) fn leave(&mut self, probe: bool) {
        if let (true, Phase::HalfOpen { probing, .. }) = (probe, &mut self.phase) {
            *probing = false;
        }
    }

    pub(crate) fn close(&mut self, now: Millis) {
        (self.phase, self.failures) = (Phase::Closed, 0);
        self.mark(now);
    }

    /// Two changes in one millisecond have their order, too.
    fn mark(&mut self, now: Millis) {
        self.changed_at = now.max(self.changed_at + 1);
    }

    pub(crate) fn open_by_hand(&mut self, now: Millis) {
        self.phase = Phase::Open { until: None };
        self.mark(now);
    }

    /// Open, and not by hand.
    pub(crate) fn waits(&self) -> bool {
        matches!(self.phase, Phase::Open { until: Some(_) })
    }

    /// A probe that is no client's request reached the provider: its requests may try before the time is up.
    pub(crate) fn half_open(&mut self, now: Millis) -> bool {
        let waits = self.waits();
        if waits {
            self.phase = Phase::HalfOpen { successes: 0, probing: false };
            self.mark(now);
        }
        waits
    }

    /// As it is shown. An open one whose time is up is half open, though nobody came yet.
    pub(crate) fn state(&self, rule: &BreakerRule, now: Millis) -> BreakerState {
        match (self.gate(rule, now), &self.phase) {
            (Gate::Free, _) => BreakerState::Closed,
            (Gate::Shut { .. }, _) => BreakerState::Open,
            (Gate::Probe | Gate::Probing, _) => BreakerState::HalfOpen,
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.phase == Phase::Closed
    }

    /// Nothing to remember.
    pub(crate) fn is_blank(&self) -> bool {
        self.phase == Phase::Closed && self.failures == 0 && self.causes.is_empty()
    }

    pub(crate) fn failures(&self) -> i64 {
        self.failures
    }

    pub(crate) fn successes(&self) -> i64 {
        match self.phase {
            Phase::HalfOpen { successes, .. } => successes,
            _ => 0,
        }
    }

    pub(crate) fn causes(&self) -> Vec<Cause> {
        self.causes.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::RequestId;
    use domain::log::Class;

    const RULE: BreakerRule = BreakerRule { threshold: 3, open_ms: 1_000, successes: 2 };

    fn cause(at: i64) -> Cause {
        Cause { at: Millis(at), class: Class::ServerError, error: "500".into(), request: RequestId("r".into()) }
    }

    fn open(at: i64) -> Breaker {
        let mut breaker = Breaker::default();
        let changed: Vec<_> = (0..3).map(|_| breaker.fail(&RULE, false, cause(at), Millis(at))).collect();
        assert_eq!(changed, [false, false, true]);
        breaker
    }

    #[test]
    fn the_whole_cycle() {
        let mut breaker = open(0);
        assert_eq!(breaker.gate(&RULE, Millis(999)), Gate::Shut { until: Some(Millis(1_000)) });
        // The time is up: one probe, and nobody beside it.
        assert_eq!(breaker.enter(&RULE, Millis(1_000)), Ok(true));
        assert_eq!(breaker.enter(&RULE, Millis(1_001)), Err(Gate::Probing));
        assert!(!breaker.succeed(&RULE, true, Millis(1_002)));
        assert_eq!(breaker.state(&RULE, Millis(1_002)), BreakerState::HalfOpen);
        assert_eq!(breaker.enter(&RULE, Millis(1_003)), Ok(true));
        assert!(breaker.succeed(&RULE, true, Millis(1_004)));
        assert_eq!(breaker.state(&RULE, Millis(1_004)), BreakerState::Closed);
        // A fresh count begins.
        assert!(!breaker.fail(&RULE, false, cause(1_005), Millis(1_005)));
    }

    #[test]
    fn a_failed_probe_opens_it_for_a_whole_time_more() {
        let mut breaker = open(0);
        breaker.enter(&RULE, Millis(1_500)).unwrap();
        assert!(breaker.fail(&RULE, true, cause(1_600), Millis(1_600)));
        assert_eq!(breaker.gate(&RULE, Millis(2_599)), Gate::Shut { until: Some(Millis(2_600)) });
    }

    #[test]
    fn a_clock_that_was_ahead_keeps_nobody_waiting() {
        let hour = 3_600_000;
        let mut breaker = open(hour);
        assert_eq!(breaker.gate(&RULE, Millis(0)), Gate::Probe);
        breaker.enter(&RULE, Millis(0)).unwrap();
        breaker.fail(&RULE, true, cause(1), Millis(1));
        assert_eq!(breaker.gate(&RULE, Millis(2)), Gate::Shut { until: Some(Millis(1_001)) });
        // Another instance's clock may be a little ahead.
        assert_eq!(open(SKEW).gate(&RULE, Millis(0)), Gate::Shut { until: Some(Millis(SKEW + 1_000)) });
    }

    #[test]
    fn late_endings_of_old_requests_change_nothing() {
        let mut breaker = open(0);
        breaker.fail(&RULE, false, cause(900), Millis(900));
        breaker.succeed(&RULE, false, Millis(950));
        assert_eq!(breaker.gate(&RULE, Millis(999)), Gate::Shut { until: Some(Millis(1_000)) });
        breaker.enter(&RULE, Millis(1_000)).unwrap();
        breaker.fail(&RULE, false, cause(1_100), Millis(1_100));
        breaker.succeed(&RULE, false, Millis(1_100));
        assert_eq!(breaker.gate(&RULE, Millis(1_100)), Gate::Probing);
        // A probe without a verdict makes room for the next.
        breaker.leave(true);
        assert_eq!(breaker.gate(&RULE, Millis(1_100)), Gate::Probe);
        assert_eq!(breaker.causes().len(), CAUSES);
    }

    #[test]
    fn a_success_forgets_the_failures_before() {
        let mut breaker = Breaker::default();
        for at in 0..10 {
            breaker.fail(&RULE, false, cause(at), Millis(at));
            breaker.fail(&RULE, false, cause(at), Millis(at));
            breaker.succeed(&RULE, false, Millis(at));
        }
        assert_eq!(breaker.gate(&RULE, Millis(20)), Gate::Free);
    }

    #[test]
    fn off_and_reset_hold_at_once_and_a_hand_holds_against_off() {
        let off = BreakerRule { threshold: 0, ..RULE };
        let mut breaker = open(0);
        assert_eq!(breaker.gate(&off, Millis(1)), Gate::Free);
        breaker.close(Millis(2));
        assert_eq!(breaker.gate(&RULE, Millis(3)), Gate::Free);
        breaker.open_by_hand(Millis(4));
        assert_eq!(breaker.gate(&off, Millis(9_999_999)), Gate::Shut { until: None });
        for at in 0..99 {
            assert!(!Breaker::default().fail(&off, false, cause(at), Millis(at)));
        }
    }
}
