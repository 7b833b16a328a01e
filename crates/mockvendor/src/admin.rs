//! `/_mock/...`: the library's methods over HTTP, for the demo and for tests in other languages.

use crate::bill::Billed;
use crate::script::Rule;
use crate::server::Mock;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Json, Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) fn routes() -> Router<Arc<Mock>> {
    Router::new()
        .route("/_mock/health", get(|| async { Json(json!({ "status": "ok" })) }))
        // A script may be as long as the answer.
        .route("/_mock/script", post(script).delete(clear_script).layer(DefaultBodyLimit::disable()))
        .route("/_mock/release/{name}", post(release))
        .route("/_mock/bill", get(bill).delete(clear_bill))
        .route("/_mock/sums", get(sums))
}

async fn script(State(mock): State<Arc<Mock>>, Json(rule): Json<Rule>) -> StatusCode {
    mock.push(rule);
    StatusCode::NO_CONTENT
}

/// Also closes the released gates, so that the next script may use their names again.
async fn clear_script(State(mock): State<Arc<Mock>>) -> StatusCode {
    mock.clear_rules();
    mock.gates.close();
    StatusCode::NO_CONTENT
}

async fn release(State(mock): State<Arc<Mock>>, Path(name): Path<String>) -> StatusCode {
    mock.gates.release(&name);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Wish {
    /// `?body=true`: with the request bodies, which may be large.
    #[serde(default)]
    body: bool,
}

async fn bill(State(mock): State<Arc<Mock>>, Query(wish): Query<Wish>) -> Json<Value> {
    let rows = mock.bill.rows().into_iter().map(|row| match wish.body {
        true => row,
        false => Billed { request_body: Bytes::new(), ..row },
    });
    Json(json!({ "rows": rows.collect::<Vec<_>>(), "sums": mock.bill.sums() }))
}

async fn sums(State(mock): State<Arc<Mock>>) -> Json<Value> {
    Json(json!(mock.bill.sums()))
}

async fn clear_bill(State(mock): State<Arc<Mock>>) -> StatusCode {
    mock.bill.clear();
    StatusCode::NO_CONTENT
}
