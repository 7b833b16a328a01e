//! The dictionary of figures: each has one definition, and pages, the API, exports and tooltips all take it from here.

use crate::Nanos;
use crate::report::Totals;
use crate::speed::Percentiles;
use serde::{Deserialize, Serialize};

/// All that figures are computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    #[serde(flatten)]
    pub totals: Totals,
    #[serde(default)]
    pub percentiles: Percentiles,
}

/// One figure with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    Count(i64),
    Tokens(i64),
    Money(Nanos),
    /// 0 to 1: a part of a whole.
    Share(i64, i64),
    /// Milliseconds.
    Time(f64),
    /// Output tokens a second.
    Rate(f64),
}

impl Amount {
    /// What it is sorted by.
    pub fn number(self) -> f64 {
        match self {
            Self::Count(number) | Self::Tokens(number) | Self::Money(Nanos(number)) => number as f64,
            Self::Share(part, whole) => part as f64 / whole as f64,
            Self::Time(number) | Self::Rate(number) => number,
        }
    }
}

macro_rules! metrics {
    ($($(#[$doc:meta])* $name:ident $word:literal $formula:literal;)+) => {
        /// A figure. Its document is its definition; `formula` says the same in symbols.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Metric {
            $($(#[$doc])* $name,)+
        }

        impl Metric {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As addresses, the API and exports write it.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            pub fn formula(self) -> &'static str {
                match self {
                    $(Self::$name => $formula,)+
                }
            }
        }
    };
}

metrics! {
    /// The bill, in nano-dollars: of every request, and of every attempt that a vendor billed and that was given up.
    #[default]
    Cost "cost" "Σ cost";
    /// Requests that reached a provider and that vendors bill. However often a request was tried, it is one.
    Requests "requests" "n";
    /// Requests that no provider failed.
    Successes "successes" "n − failures";
    /// Share of requests that no provider failed. A client that leaves is no failure.
    SuccessRate "success_rate" "(n − failures) ÷ n";
    /// Requests that ended with a provider's error, silence, break-off or unreachable host.
    Failures "failures" "Σ failed";
    /// Attempts that were given up for another one.
    Retries "retries" "Σ (attempts − 1)";
    /// All tokens, in and out.
    Tokens "tokens" "input + cache writes + cache reads + output";
    /// Tokens that went in and were neither written to a cache nor read from one, images too.
    Input "input" "Σ (input + image input)";
    /// Tokens that came out, thinking and images too.
    Output "output" "Σ (output + image output)";
    /// Tokens written to the vendor's prompt cache.
    CacheWrite "cache_write" "Σ (5 min + 1 h)";
    /// Tokens read from the vendor's prompt cache.
    CacheRead "cache_read" "Σ cache reads";
    /// Share of the tokens that went in and came from the vendor's prompt cache.
    CacheHitRate "cache_hit_rate" "cache reads ÷ (input + cache writes + cache reads)";
    CostPerRequest "cost_per_request" "Σ cost ÷ n";
    /// From arrival to the first content, of requests that got some.
    FirstContentP50 "first_content_p50" "P50";
    FirstContentP90 "first_content_p90" "P90";
    FirstContentP99 "first_content_p99" "P99";
    /// From arrival to the end, of complete answers.
    DurationP50 "duration_p50" "P50";
    DurationP90 "duration_p90" "P90";
    DurationP99 "duration_p99" "P99";
    /// Output tokens a second from the first content to the end, of complete answers that took 100 ms or more for it.
    RateP50 "rate_p50" "P50 (output ÷ (end − first content))";
    /// Requests, and billed attempts that were given up, whose model has no price: their cost is missing above.
    Unpriced "unpriced" "Σ unpriced";
}

impl Metric {
    /// None where there is nothing to speak of.
    pub fn of(self, figures: &Figures) -> Option<Amount> {
        let Figures { totals, percentiles } = figures;
        let Totals { requests, failures, unpriced, retries, usage, cost } = *totals;
        let share = |part, whole| (whole > 0).then_some(Amount::Share(part, whole));
        let amount = match self {
            Self::Cost => Amount::Money(cost),
            Self::Requests => Amount::Count(requests),
            Self::Successes => Amount::Count(requests - failures),
            Self::SuccessRate => return share(requests - failures, requests),
            Self::Failures => Amount::Count(failures),
            Self::Retries => Amount::Count(retries),
            Self::Tokens => Amount::Tokens(usage.total()),
            Self::Input => Amount::Tokens(usage.input + usage.input_image),
            Self::Output => Amount::Tokens(usage.output + usage.output_image),
            Self::CacheWrite => Amount::Tokens(usage.cache_write_5m + usage.cache_write_1h),
            Self::CacheRead => Amount::Tokens(usage.cache_read),
            Self::CacheHitRate => return share(usage.cache_read, usage.context()),
            Self::CostPerRequest => return average(cost, requests).map(Amount::Money),
            Self::FirstContentP50 => return percentiles.first_content_p50.map(Amount::Time),
            Self::FirstContentP90 => return percentiles.first_content_p90.map(Amount::Time),
            Self::FirstContentP99 => return percentiles.first_content_p99.map(Amount::Time),
            Self::DurationP50 => return percentiles.duration_p50.map(Amount::Time),
            Self::DurationP90 => return percentiles.duration_p90.map(Amount::Time),
            Self::DurationP99 => return percentiles.duration_p99.map(Amount::Time),
            Self::RateP50 => return percentiles.rate_p50.map(Amount::Rate),
            Self::Unpriced => Amount::Count(unpriced),
        };
        Some(amount)
    }

    /// Read off histograms, not off sums.
    pub fn is_percentile(self) -> bool {
        matches!(
            self,
            Self::FirstContentP50
                | Self::FirstContentP90
                | Self::FirstContentP99
                | Self::DurationP50
                | Self::DurationP90
                | Self::DurationP99
                | Self::RateP50
        )
    }
}

/// Rounded half up.
fn average(cost: Nanos, requests: i64) -> Option<Nanos> {
    let (sum, count) = (i128::from(cost.0), i128::from(requests));
    (count > 0).then(|| Nanos((2 * sum + count).div_euclid(2 * count) as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_wire() {
        for metric in Metric::ALL {
            assert_eq!(serde_json::to_string(metric).unwrap(), format!("\"{}\"", metric.word()));
        }
    }

    #[test]
    fn of_nothing_there_are_no_shares() {
        let none = |metric: &Metric| metric.of(&Figures::default()).is_none();
        assert_eq!(Metric::ALL.iter().filter(|metric| none(metric)).count(), 10);
        assert_eq!(Metric::Cost.of(&Figures::default()), Some(Amount::Money(Nanos(0))));
        assert_eq!(average(Nanos(5), 2), Some(Nanos(3)));
    }
}
