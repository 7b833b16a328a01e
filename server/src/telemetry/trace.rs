//! Requests as traces, for a collector that takes OTLP over HTTP: a span for each request, and within it one for each attempt
//! at a provider. Nothing of what was said is in them, and no secret.
//!
//! Names of attributes: <https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/>; the hub's own begin with `cch.`.

use super::collector::Collector;
use anyhow::Context as _;
use domain::log::{Attempt, LogEntry, Outcome};
use domain::{Dialect, Millis};
use gateway::{Ended, Hops, Witness};
use opentelemetry::trace::{Event, Span, SpanKind, Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What is still to be sent at the end gets so long.
const FLUSH: Duration = Duration::from_secs(2);

/// Cheap to clone. Spans wait in a queue that has an end: while the collector is away the latest are dropped.
#[derive(Clone, Debug)]
pub(crate) struct Traces {
    tracer: SdkTracer,
    provider: SdkTracerProvider,
}

impl Traces {
    /// `endpoint`: without `/v1/traces`. Headers and the service's name are those of the standard's variables.
    ///
    /// # Errors
    /// When the address is none.
    pub(crate) fn start(endpoint: &str) -> anyhow::Result<Self> {
        let address = format!("{}/v1/traces", endpoint.trim_end_matches('/'));
        let exporter = SpanExporter::builder().with_http().with_protocol(Protocol::HttpJson);
        let exporter = exporter.with_endpoint(address).with_http_client(Collector::new()?).build();
        let exporter = exporter.context("OTEL_EXPORTER_OTLP_ENDPOINT is no address of a collector")?;
        let mut about = Resource::builder();
        if std::env::var_os("OTEL_SERVICE_NAME").is_none() {
            about = about.with_service_name("claude-code-hub");
        }
        let about = about.with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION"))).build();
        let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(about).build();
        Ok(Self { tracer: provider.tracer("cch"), provider })
    }

    /// Sends what waits, for a short while: a collector that is away keeps nobody.
    pub(crate) async fn stop(self) {
        let stop = tokio::task::spawn_blocking(move || self.provider.shutdown_with_timeout(FLUSH));
        // Whatever comes of it, the hub ends.
        let _ = tokio::time::timeout(FLUSH, stop).await;
    }
}

impl Witness for Traces {
    fn ended(&self, Ended { entry, hops, .. }: &Ended<'_>) {
        let request = self.tracer.span_builder(format!("POST {}", entry.path)).with_kind(SpanKind::Server);
        let request = request.with_start_time(at(entry.at, 0)).with_events(steps(entry, *hops));
        let mut request = request.with_attributes(about(entry)).start_with_context(&self.tracer, &Context::new());
        let within = Context::new().with_remote_span_context(request.span_context().clone());
        for (number, attempt) in (1..).zip(&entry.attempts) {
            let is_last = number == entry.attempts.len();
            let name = match &entry.sent_model {
                Some(model) => format!("{} {model}", operation(entry)),
                None => operation(entry).to_owned(),
            };
            let span = self.tracer.span_builder(name).with_kind(SpanKind::Client);
            let span = span.with_start_time(at(entry.at, attempt.sent_ms)).with_attributes(of(entry, attempt, is_last));
            let mut span = span.start_with_context(&self.tracer, &within);
            if attempt.outcome.is_failure() {
                span.set_status(Status::error(""));
            }
            span.end_with_timestamp(at(entry.at, attempt.end_ms.unwrap_or(entry.duration_ms)));
        }
        if entry.outcome.is_failure() {
            request.set_status(Status::error(""));
        }
        request.end_with_timestamp(at(entry.at, entry.duration_ms));
    }

    fn turned_away(&self, _code: &'static str) {}
}

fn about(entry: &LogEntry) -> Vec<KeyValue> {
    let mut about = vec![
        KeyValue::new("http.request.method", "POST"),
        KeyValue::new("http.response.status_code", i64::from(entry.status)),
        KeyValue::new("url.path", entry.path.clone()),
        KeyValue::new("cch.request.id", entry.id.to_string()),
        KeyValue::new("cch.user.name", entry.caller.user_name.clone()),
        KeyValue::new("cch.key.name", entry.caller.key_name.clone()),
        KeyValue::new("cch.outcome", entry.outcome.as_str()),
        KeyValue::new("cch.attempts", entry.attempts.len() as i64),
    ];
    about.extend(entry.session.clone().map(|session| KeyValue::new("gen_ai.conversation.id", session)));
    about.extend(entry.model.clone().map(|model| KeyValue::new("gen_ai.request.model", model)));
    about.extend(entry.total_cost().map(|cost| KeyValue::new("cch.cost_usd", cost.0 as f64 / 1e9)));
    if entry.outcome != Outcome::Ok {
        about.push(KeyValue::new("error.type", entry.outcome.as_str()));
    }
    about
}

/// What the answer says belongs to the attempt that brought it.
fn of(entry: &LogEntry, attempt: &Attempt, is_last: bool) -> Vec<KeyValue> {
    let mut of = vec![
        KeyValue::new("gen_ai.operation.name", operation(entry)),
        KeyValue::new("gen_ai.provider.name", vendor(entry.dialect)),
        KeyValue::new("cch.provider.name", attempt.provider.name.clone()),
        KeyValue::new("cch.provider.type", attempt.provider.kind.as_str()),
        KeyValue::new("cch.outcome", attempt.outcome.as_str()),
    ];
    let usage = if is_last { entry.usage } else { attempt.usage };
    let tokens = [
        ("gen_ai.usage.input_tokens", usage.context()),
        ("gen_ai.usage.output_tokens", usage.output + usage.output_image),
        ("gen_ai.usage.cache_read.input_tokens", usage.cache_read),
        ("gen_ai.usage.cache_creation.input_tokens", usage.cache_write_5m + usage.cache_write_1h),
    ];
    of.extend(tokens.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| KeyValue::new(name, count)));
    if is_last {
        of.extend(entry.sent_model.clone().map(|model| KeyValue::new("gen_ai.request.model", model)));
        of.extend(entry.answered_model.clone().map(|model| KeyValue::new("gen_ai.response.model", model)));
        let reason = entry.stop_reason.clone().map(|reason| opentelemetry::Array::String(vec![reason.into()]));
        of.extend(
            reason.map(|reason| KeyValue::new("gen_ai.response.finish_reasons", opentelemetry::Value::Array(reason))),
        );
    }
    of.extend(attempt.status.map(|status| KeyValue::new("http.response.status_code", i64::from(status))));
    of.extend(attempt.class.map(|class| KeyValue::new("error.type", class.as_str())));
    of
}

fn steps(entry: &LogEntry, Hops { known_us, read_us }: Hops) -> Vec<Event> {
    let mut steps = vec![("authenticated", known_us), ("body read", read_us)];
    if let Some(attempt) = entry.attempts.last() {
        steps.push(("admitted", entry.admitted_us));
        steps.extend(attempt.first_byte_ms.map(|ms| ("first byte", ms * 1_000)));
        steps.extend(attempt.first_content_ms.map(|ms| ("first content", ms * 1_000)));
    }
    let event = |(name, us): (&'static str, i64)| {
        Event::new(name, at(entry.at, 0) + Duration::from_micros(us.max(0) as u64), Vec::new(), 0)
    };
    steps.into_iter().filter(|(_, us)| *us > 0).map(event).collect()
}

/// As the standard calls it.
fn operation(entry: &LogEntry) -> &'static str {
    match entry.path.as_str() {
        path if path.contains("embed") => "embeddings",
        path if entry.dialect == Dialect::Gemini && path.contains("enerateContent") => "generate_content",
        path if path.ends_with("/completions") && !path.contains("chat") => "text_completion",
        _ => "chat",
    }
}

fn vendor(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Anthropic => "anthropic",
        Dialect::Chat | Dialect::Responses => "openai",
        Dialect::Gemini | Dialect::GeminiCli => "gcp.gemini",
    }
}

fn at(start: Millis, ms: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis((start.0 + ms).max(0) as u64)
}
