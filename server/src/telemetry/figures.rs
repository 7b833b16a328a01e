//! Figures of requests for Prometheus, counted as each ends.
//!
//! No label has many values: users, keys and models, which clients name as they like, are none; see `provider` for providers.

use super::provider::Providers;
use domain::log::{Class, LogEntry, Outcome};
use gateway::{Ended, Hops, Witness};
use prometheus::process_collector::ProcessCollector;
use prometheus::{Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry};

/// Of times of whole requests, in seconds.
const TIMES: [f64; 13] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0, 90.0, 180.0, 600.0];
/// Of the hub's own steps, in seconds.
const STEPS: [f64; 13] = [0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1.0, 5.0, 30.0];

#[derive(Debug)]
pub(crate) struct Figures {
    pub(super) registry: Registry,
    providers: Providers,
    refusals: IntCounterVec,
    limiter: IntCounterVec,
    retries: IntCounter,
    tokens: IntCounterVec,
    duration: HistogramVec,
    first_content: HistogramVec,
    hops: Hop,
}

/// Where the time goes: each step of a request on its way through the hub.
#[derive(Debug)]
struct Hop {
    auth: Histogram,
    body: Histogram,
    select: Histogram,
    queue: Histogram,
    first_byte: Histogram,
    relay: Histogram,
}

impl Figures {
    /// # Errors
    /// When two figures have one name.
    pub(crate) fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        registry.register(Box::new(ProcessCollector::for_self()))?;
        let counters = |name: &str, help: &str, labels: &[&str]| {
            let counters = IntCounterVec::new(Opts::new(name, help), labels)?;
            registry.register(Box::new(counters.clone()))?;
            Ok::<_, prometheus::Error>(counters)
        };
        let histograms = |name: &str, help: &str, label: &str, buckets: &[f64]| {
            let options = HistogramOpts::new(name, help).buckets(buckets.to_vec());
            let histograms = HistogramVec::new(options, &[label])?;
            registry.register(Box::new(histograms.clone()))?;
            Ok::<_, prometheus::Error>(histograms)
        };
        let retries = IntCounter::new("cch_retries_total", "Attempts that were given up for another one.")?;
        registry.register(Box::new(retries.clone()))?;
        let hops = histograms(
            "cch_hop_seconds",
            "Steps of a request: auth, body (reading it), select (limits and choice), queue (pauses before an attempt), first_byte (the provider), relay (the rest of the answer).",
            "hop",
            &STEPS,
        )?;
        Ok(Self {
            providers: Providers::new(&registry)?,
            refusals: counters(
                "cch_refusals_total",
                "Requests that the hub refused, by the code of the answer.",
                &["code"],
            )?,
            limiter: counters(
                "cch_limiter_decisions_total",
                "What limits said: admitted, or the limit that was reached.",
                &["decision"],
            )?,
            retries,
            tokens: counters("cch_tokens_total", "Tokens by kind, in disjoint classes.", &["dialect", "kind"])?,
            duration: histograms(
                "cch_request_duration_seconds",
                "From a request's arrival to the end of its answer.",
                "dialect",
                &TIMES,
            )?,
            first_content: histograms(
                "cch_first_content_seconds",
                "From a request's arrival to the first content of its answer.",
                "dialect",
                &TIMES,
            )?,
            hops: Hop {
                auth: hops.with_label_values(&["auth"]),
                body: hops.with_label_values(&["body"]),
                select: hops.with_label_values(&["select"]),
                queue: hops.with_label_values(&["queue"]),
                first_byte: hops.with_label_values(&["first_byte"]),
                relay: hops.with_label_values(&["relay"]),
            },
            registry,
        })
    }

    fn count_tokens(&self, entry: &LogEntry, dialect: &str) {
        let usage = entry.total_usage();
        let kinds = [
            ("input", usage.input + usage.input_image),
            ("output", usage.output + usage.output_image),
            ("cache_write", usage.cache_write_5m + usage.cache_write_1h),
            ("cache_read", usage.cache_read),
        ];
        for (kind, tokens) in kinds.into_iter().filter(|(_, tokens)| *tokens > 0) {
            self.tokens.with_label_values(&[dialect, kind]).inc_by(tokens as u64);
        }
    }

    fn time_hops(&self, entry: &LogEntry, Hops { known_us, read_us }: Hops) {
        let hops = &self.hops;
        hops.auth.observe(from_us(known_us));
        if entry.attempts.is_empty() {
            return;
        }
        hops.body.observe(from_us(read_us - known_us));
        hops.select.observe(from_us(entry.admitted_us - read_us));
        for attempt in &entry.attempts {
            hops.queue.observe(from_ms(attempt.paused_ms));
            if let Some(first_byte) = attempt.first_byte_ms {
                hops.first_byte.observe(from_ms(first_byte - attempt.sent_ms));
                attempt.end_ms.iter().for_each(|end| hops.relay.observe(from_ms(end - first_byte)));
            }
        }
    }
}

impl Witness for Figures {
    fn ended(&self, Ended { entry, hops, refusal }: &Ended<'_>) {
        let dialect = entry.dialect.as_str();
        self.providers.count(entry, dialect, result(entry));
        if let Some(refusal) = refusal {
            self.refusals.with_label_values(&[refusal.code]).inc();
        }
        match refusal.and_then(|refusal| refusal.limit) {
            Some(limit) => self.limiter.with_label_values(&[limit.as_str()]).inc(),
            None if !entry.attempts.is_empty() => self.limiter.with_label_values(&["admitted"]).inc(),
            None => {}
        }
        self.retries.inc_by(entry.retries() as u64);
        self.count_tokens(entry, dialect);
        self.time_hops(entry, *hops);
        if entry.outcome == Outcome::Refused {
            return;
        }
        self.duration.with_label_values(&[dialect]).observe(from_ms(entry.duration_ms));
        if let Some(first) = entry.attempts.last().and_then(|attempt| attempt.first_content_ms) {
            self.first_content.with_label_values(&[dialect]).observe(from_ms(first));
        }
    }

    fn turned_away(&self, code: &'static str) {
        self.refusals.with_label_values(&[code]).inc();
    }
}

/// `ok`, or what went wrong.
fn result(entry: &LogEntry) -> &'static str {
    match (entry.outcome, entry.attempts.last().and_then(|attempt| attempt.class)) {
        (Outcome::Ok | Outcome::Refused | Outcome::ClientLeft | Outcome::Interrupted, _) | (_, None) => {
            entry.outcome.as_str()
        }
        (_, Some(class)) => Class::as_str(class),
    }
}

fn from_us(us: i64) -> f64 {
    us.max(0) as f64 / 1e6
}

fn from_ms(ms: i64) -> f64 {
    ms.max(0) as f64 / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::log::{CallerTag, ProviderTag};
    use domain::provider::ProviderKind;
    use domain::{Dialect, KeyId, Millis, ProviderId, RequestId, UserId};

    fn entry(key: i64, provider: i64, dialect: Dialect, outcome: Outcome) -> LogEntry {
        let caller = CallerTag {
            user_id: UserId(key),
            user_name: format!("user {key}"),
            key_id: KeyId(key),
            key_name: format!("key {key}"),
        };
        let mut entry =
            LogEntry::new(RequestId(format!("r{key}")), Millis(1), caller, "/v1/messages".to_owned(), dialect);
        let tag =
            ProviderTag { id: ProviderId(provider), name: format!("provider {provider}"), kind: ProviderKind::Claude };
        entry.model = Some(format!("model {key}"));
        entry.outcome = outcome;
        entry.usage.input = 5;
        entry.attempts.push(attempt(&tag, outcome));
        entry
    }

    fn attempt(provider: &ProviderTag, outcome: Outcome) -> domain::log::Attempt {
        serde_json::from_value(serde_json::json!({
            "provider": provider, "group": "", "selection": domain::log::Selection::default(), "url": "", "edits": [], "proxy": null,
            "without_proxy": false, "breaker": "closed", "paused_ms": 0, "sent_ms": 1, "headers_ms": 2, "first_byte_ms": 2,
            "first_content_ms": 3, "end_ms": 4, "status": 200, "outcome": outcome, "class": null, "retry_after_ms": null,
            "vendor_request_id": null, "error": null, "usage": {}, "cost": null, "pending": null,
        }))
        .unwrap()
    }

    #[test]
    fn five_thousand_keys_and_five_hundred_providers_are_two_thousand_series() {
        let figures = Figures::new().unwrap();
        let dialects = [Dialect::Anthropic, Dialect::Chat, Dialect::Responses, Dialect::Gemini, Dialect::GeminiCli];
        let outcomes = [Outcome::Ok, Outcome::VendorError, Outcome::TimedOut, Outcome::ClientLeft];
        for key in 0..5_000 {
            for (dialect, outcome) in dialects.into_iter().zip(outcomes.into_iter().cycle().skip(key as usize)) {
                let entry = entry(key, key % 500, dialect, outcome);
                figures.ended(&Ended { entry: &entry, hops: Hops::default(), refusal: None });
            }
        }
        let families = figures.registry.gather();
        let text = prometheus::TextEncoder::new().encode_to_string(&families).unwrap();
        let series = text.lines().filter(|line| !line.starts_with('#')).count();
        assert!((1_500..=1_900).contains(&series), "{series}: the scrape adds less than a hundred");
        let counted: f64 = text
            .lines()
            .filter(|line| line.starts_with("cch_requests_total{"))
            .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
            .sum();
        assert_eq!(counted, 25_000.0, "none is lost in the others");
    }
}
