//! How often, and for how long, a request is tried: one budget from its arrival to its first content.

use super::policy::policy;
use crate::Options;
use domain::log::Class;
use domain::snapshot::Upstream;
use std::time::{Duration, Instant};

/// A provider that wants a longer pause is left for the next one.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

pub(crate) struct Failover {
    /// Attempts that may still be made, on this provider and in all.
    here: u32,
    left: u32,
    attempts_default: u32,
    /// Attempts on this provider so far: each makes the next pause longer.
    made: u32,
    deadline: Instant,
    pause: Duration,
}

/// A failure, as far as the next step hangs on it.
pub(crate) struct Failed {
    pub class: Class,
    /// The vendor's own wish for a pause.
    pub retry_after: Option<Duration>,
    /// The provider has another endpoint to ask.
    pub more_endpoints: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The same provider, after a pause.
    Again(Duration),
    /// The same provider at its next endpoint.
    Endpoint,
    /// Another provider.
    Switch,
    /// What came is the answer.
    Stop,
}

impl Failover {
    pub(crate) fn new(options: &Options, arrived: Instant) -> Self {
        Self {
            here: 0,
            left: options.max_retries + 1,
            attempts_default: options.provider_attempts,
            made: 0,
            deadline: arrived + options.retry_time,
            pause: options.retry_pause,
        }
    }

    /// A provider is taken up.
    pub(crate) fn turn_to(&mut self, upstream: &Upstream) {
        let own = upstream.provider.routing.max_attempts.and_then(|most| u32::try_from(most).ok());
        (self.here, self.made) = (own.unwrap_or(self.attempts_default), 0);
    }

    /// An attempt is about to be made.
    pub(crate) fn spend(&mut self) {
        self.here = self.here.saturating_sub(1);
        self.left = self.left.saturating_sub(1);
        self.made += 1;
    }

    /// What is left of the time.
    pub(crate) fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// `luck`: in `0.0..1.0`, for the jitter.
    pub(crate) fn after(&self, failed: &Failed, luck: f64) -> Next {
        let policy = policy(failed.class);
        let time = self.time_left();
        if !policy.switch || self.left == 0 || time.is_zero() {
            return Next::Stop;
        }
        if self.here == 0 {
            return Next::Switch;
        }
        if policy.endpoint && failed.more_endpoints {
            return Next::Endpoint;
        }
        let backoff = self.pause.mul_f64(f64::from(1u32 << (self.made.max(1) - 1).min(10)) * (0.5 + luck));
        let pause = failed.retry_after.unwrap_or(backoff.min(LONGEST_PAUSE));
        match policy.again && pause <= LONGEST_PAUSE && pause < time {
            true => Next::Again(pause),
            false => Next::Switch,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Secret;
    use domain::provider::ProviderKind;

    fn failed(class: Class) -> Failed {
        Failed { class, retry_after: None, more_endpoints: false }
    }

    fn started(max_retries: u32, provider_attempts: u32) -> Failover {
        let options = Options { max_retries, provider_attempts, ..Options::default() };
        let mut failover = Failover::new(&options, Instant::now());
        let upstream = Upstream::draft(ProviderKind::Claude, "http://a", Secret::default(), None);
        failover.turn_to(&upstream);
        failover.spend();
        failover
    }

    #[test]
    fn the_class_decides_and_the_budget_bounds() {
        let failover = started(3, 2);
        assert_eq!(failover.after(&failed(Class::ClientFault), 0.5), Next::Stop);
        assert_eq!(failover.after(&failed(Class::Auth), 0.5), Next::Switch);
        assert_eq!(failover.after(&failed(Class::ServerError), 0.5), Next::Again(Duration::from_millis(100)));
        let reachable_elsewhere = Failed { more_endpoints: true, ..failed(Class::Unreachable) };
        assert_eq!(failover.after(&reachable_elsewhere, 0.5), Next::Endpoint);
        assert_eq!(started(3, 1).after(&failed(Class::ServerError), 0.5), Next::Switch);
        assert_eq!(started(0, 2).after(&failed(Class::ServerError), 0.5), Next::Stop);
    }

    #[test]
    fn pauses_grow_with_jitter_and_the_vendor_is_heard() {
        let mut failover = started(9, 9);
        let pause = |failover: &Failover, luck: f64| match failover.after(&failed(Class::Overloaded), luck) {
            Next::Again(pause) => pause.as_millis(),
            other => panic!("{other:?}"),
        };
        assert_eq!((pause(&failover, 0.0), pause(&failover, 0.5)), (50, 100));
        failover.spend();
        assert_eq!(pause(&failover, 0.5), 200);
        let asks = |seconds| Failed { retry_after: Some(Duration::from_secs(seconds)), ..failed(Class::RateLimited) };
        assert_eq!(failover.after(&asks(3), 0.5), Next::Again(Duration::from_secs(3)));
        assert_eq!(failover.after(&asks(60), 0.5), Next::Switch);
    }
}
