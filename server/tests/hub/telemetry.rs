//! What the hub tells those who run it: figures, traces, its own log.

use crate::common::{Api, Hub, Place, until};
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use mockvendor::{MockVendor, Script};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

on_both!(figures_tell_what_happened the_log_level_changes_at_once);

async fn figures(api: &Api) -> String {
    api.get("/metrics").await.expect(200).text
}

/// The value of a series, by the beginning of its line.
fn value(text: &str, series: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.starts_with(series))?;
    line.rsplit(' ').next()?.parse().ok()
}

async fn figures_tell_what_happened(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let client = hub.client(&account.secret);
    client.answered(true, &Script::default()).await;
    client.answered(false, &Script::default()).await;
    let refused = hub.client("sk-nobodys").error().await;
    assert_eq!(refused.0, 401);
    let failed = client.ask(false, &Script { status: Some(400), ..Script::default() }).await;
    assert_eq!(failed.status(), StatusCode::BAD_REQUEST);

    let text = figures(&hub.api).await;
    let of = |series: &str| value(&text, series).unwrap_or_else(|| panic!("{series} is not in\n{text}"));
    let requests =
        |result: &str| of(&format!(r#"cch_requests_total{{dialect="anthropic",provider="vendor",result="{result}""#));
    assert_eq!((requests("ok"), requests("client_fault")), (2.0, 1.0));
    assert_eq!(of(r#"cch_refusals_total{code="invalid_api_key"}"#), 1.0);
    assert_eq!(of(r#"cch_limiter_decisions_total{decision="admitted"}"#), 3.0);
    until("the requests are in the log", async || hub.api.rows().await.len() == 3).await;
    let rows = hub.api.rows().await;
    let output: i64 = rows.iter().map(|row| row.usage.output).sum();
    assert_eq!(of(r#"cch_tokens_total{dialect="anthropic",kind="output"}"#), output as f64);
    let cost: i64 = rows.iter().filter_map(|row| row.cost).map(|cost| cost.0).sum();
    assert!((of(r#"cch_cost_usd_total{provider="vendor""#) - cost as f64 / 1e9).abs() < 1e-9);
    for hop in ["auth", "body", "select", "queue", "first_byte", "relay"] {
        assert_eq!(of(&format!(r#"cch_hop_seconds_count{{hop="{hop}"}}"#)), 3.0, "{hop}");
    }
    assert_eq!(of(r#"cch_first_content_seconds_count{dialect="anthropic"}"#), 2.0);
    assert_eq!(of(r#"cch_component_up{component="database"}"#), 1.0);
    assert_eq!(of("cch_requests_in_flight"), 0.0);
    assert!(of("process_resident_memory_bytes") > 1e6);
    until("the journal is stored", async || value(&figures(&hub.api).await, "cch_journal_backlog_bytes") == Some(0.0))
        .await;
    assert!(!text.contains(&account.secret) && !text.contains("sk-nobodys"), "no secret is in it");
    no_complaint(&text);
}

/// What Prometheus' own tool says.
fn no_complaint(text: &str) {
    let promtool = std::env::var_os("PROMTOOL").unwrap_or_else(|| "promtool".into());
    let tool = Command::new(promtool).args(["check", "metrics"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut tool = tool.expect("promtool is in Debian's package prometheus; PROMTOOL says where");
    tool.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = tool.wait_with_output().unwrap();
    assert!(output.status.success(), "{}\n{text}", String::from_utf8_lossy(&output.stdout));
}

/// A collector that keeps what it gets.
async fn collector() -> (String, Arc<Mutex<Vec<Value>>>) {
    let kept = Arc::<Mutex<Vec<Value>>>::default();
    let keep = async |State(kept): State<Arc<Mutex<Vec<Value>>>>, Json(batch): Json<Value>| {
        kept.lock().unwrap().push(batch);
        Json(json!({}))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new().route("/v1/traces", post(keep)).with_state(kept.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, kept)
}

fn spans(kept: &Mutex<Vec<Value>>) -> Vec<Value> {
    let batches = kept.lock().unwrap().clone();
    let list = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    let resources = batches.iter().flat_map(|batch| list(batch, "resourceSpans"));
    resources.flat_map(|one| list(&one, "scopeSpans")).flat_map(|one| list(&one, "spans")).collect()
}

fn attribute(span: &Value, name: &str) -> Option<String> {
    let found = span["attributes"].as_array()?.iter().find(|one| one["key"] == name)?;
    let value = found["value"].as_object()?.values().next()?;
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_a_trace() {
    let (url, kept) = collector().await;
    let place = Place::sqlite().with("OTEL_EXPORTER_OTLP_ENDPOINT", &url).with("OTEL_SERVICE_NAME", "relay-of-tests");
    let vendor = MockVendor::start();
    let mut hub: Hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let canary = Script::saying("a word that only the answer has");
    let id = hub.client(&account.secret).answered(true, &canary).await;
    // What waits is sent at the end.
    hub.terminate();
    assert!(hub.ended().await.0.success());

    let spans = spans(&kept);
    let request = spans.iter().find(|span| span["name"] == "POST /v1/messages").unwrap();
    let attempt = spans.iter().find(|span| span["parentSpanId"] == request["spanId"]).unwrap();
    assert_eq!(attribute(request, "cch.request.id"), Some(id));
    assert_eq!(attribute(attempt, "gen_ai.provider.name").as_deref(), Some("anthropic"));
    assert_eq!(attribute(attempt, "gen_ai.operation.name").as_deref(), Some("chat"));
    assert_eq!(attribute(attempt, "cch.provider.name").as_deref(), Some("vendor"));
    assert!(attribute(attempt, "gen_ai.usage.output_tokens").is_some());
    assert_eq!(attempt["traceId"], request["traceId"]);
    let all = serde_json::to_string(&*kept.lock().unwrap()).unwrap();
    assert!(all.contains("relay-of-tests"));
    assert!(!all.contains("only the answer") && !all.contains(&account.secret), "nothing of what was said is in it");
}

async fn the_log_level_changes_at_once(place: Place) {
    let place = place.with("LOG_LEVEL", "error").with("LOG_FORMAT", "json");
    let hub = place.start().await;
    let settings = "/api/v1/system/settings";
    assert_eq!(hub.api.get(settings).await.expect(200).json()["log_level"], json!(null));
    // Nobody listens on the discard port, which is worth a warning.
    hub.api.patch(settings, &json!({"price_sync_url": "http://127.0.0.1:9/prices.json"})).await.expect(200);
    let sync = async || hub.api.post("/api/v1/prices:sync", &json!({})).await.expect(200).json();
    assert!(sync().await["error"].is_string());
    assert_eq!(place.log(), "");
    hub.api.patch(settings, &json!({"log_level": "warn"})).await.expect(200);
    until("the hub says more", async || sync().await["error"].is_string() && !place.log().is_empty()).await;
    for line in place.log().lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(line["level"].is_string() && line["timestamp"].is_string(), "{line}");
    }
    hub.api.patch(settings, &json!({"log_level": null})).await.expect(200);
    assert_eq!(hub.api.patch(settings, &json!({"log_level": "loud"})).await.status, 400);
}

/// What the dashboard draws is there to be drawn.
#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_knows_the_figures() {
    let place = Place::sqlite();
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    client.answered(true, &Script::default()).await;
    hub.client("sk-nobodys").error().await;
    let text = figures(&hub.api).await;
    let dashboard = include_str!("../../../deploy/monitoring/grafana.json");
    serde_json::from_str::<Value>(dashboard).unwrap();
    let names = dashboard.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let names: std::collections::BTreeSet<&str> =
        names.filter(|name| name.starts_with("cch_") || name.starts_with("process_")).collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        assert!(text.lines().any(|line| line.starts_with(name)), "{name} is not among the figures");
    }
}
