//! The words of the dictionary of figures.

use crate::i18n::locale;
use crate::ui::format;
use domain::metric::{Amount, Metric};

pub fn metric_name(metric: Metric) -> String {
    let t = locale().metric();
    let percentile = |name: &str, percent: u8| t.percentile(name, percent);
    match metric {
        Metric::Cost => t.cost().to_owned(),
        Metric::Requests => t.requests().to_owned(),
        Metric::Successes => t.successes().to_owned(),
        Metric::SuccessRate => t.success_rate().to_owned(),
        Metric::Failures => t.failures().to_owned(),
        Metric::Retries => t.retries().to_owned(),
        Metric::Tokens => t.tokens().to_owned(),
        Metric::Input => t.input().to_owned(),
        Metric::Output => t.output().to_owned(),
        Metric::CacheWrite => t.cache_write().to_owned(),
        Metric::CacheRead => t.cache_read().to_owned(),
        Metric::CacheHitRate => t.cache_hit_rate().to_owned(),
        Metric::CostPerRequest => t.cost_per_request().to_owned(),
        Metric::FirstContentP50 => percentile(t.first_content_p50(), 50),
        Metric::FirstContentP90 => percentile(t.first_content_p50(), 90),
        Metric::FirstContentP99 => percentile(t.first_content_p50(), 99),
        Metric::DurationP50 => percentile(t.duration_p50(), 50),
        Metric::DurationP90 => percentile(t.duration_p50(), 90),
        Metric::DurationP99 => percentile(t.duration_p50(), 99),
        Metric::RateP50 => percentile(t.rate_p50(), 50),
        Metric::Unpriced => t.unpriced().to_owned(),
    }
}

/// Its definition, and the formula below.
pub fn metric_meaning(metric: Metric) -> String {
    let t = locale().metric();
    let definition = match metric {
        Metric::Cost => t.cost_is(),
        Metric::Requests => t.requests_is(),
        Metric::Successes => t.successes_is(),
        Metric::SuccessRate => t.success_rate_is(),
        Metric::Failures => t.failures_is(),
        Metric::Retries => t.retries_is(),
        Metric::Tokens => t.tokens_is(),
        Metric::Input => t.input_is(),
        Metric::Output => t.output_is(),
        Metric::CacheWrite => t.cache_write_is(),
        Metric::CacheRead => t.cache_read_is(),
        Metric::CacheHitRate => t.cache_hit_rate_is(),
        Metric::CostPerRequest => t.cost_per_request_is(),
        Metric::FirstContentP50 | Metric::FirstContentP90 | Metric::FirstContentP99 => t.first_content_is(),
        Metric::DurationP50 | Metric::DurationP90 | Metric::DurationP99 => t.duration_is(),
        Metric::RateP50 => t.rate_is(),
        Metric::Unpriced => t.unpriced_is(),
    };
    format!("{definition}\n{}", metric.formula())
}

/// As people read it; a dash where there is nothing to speak of.
pub fn amount(amount: Option<Amount>) -> String {
    let positive = |number: i64| number.max(0) as u64;
    match amount {
        Some(Amount::Count(number)) => format::count(positive(number)),
        Some(Amount::Tokens(number)) => format::short(positive(number)),
        Some(Amount::Money(nanos)) => format::money(nanos.0),
        Some(Amount::Share(part, whole)) => format::percent(positive(part), positive(whole)),
        Some(Amount::Time(ms)) => format::duration(ms.round() as u64),
        Some(Amount::Rate(rate)) => {
            let tenths = (rate * 10.0).round() as u64;
            let number = if tenths < 1000 { format::tenths(tenths) } else { format::count((tenths + 5) / 10) };
            locale().metric().a_second(number)
        }
        None => "–".to_owned(),
    }
}
