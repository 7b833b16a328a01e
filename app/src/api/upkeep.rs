use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::ApiError;
use domain::backup::BackupCheck;
use domain::error::ErrorCode;
use domain::finding::Finding;
use domain::job::{Job, JobReport};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, RequestInit, Response};

#[server(prefix = "/api/console", input = Json)]
pub async fn load_jobs() -> Result<Vec<JobReport>, Refusal> {
    Ok(state().control.jobs().list(&caller().await?).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn run_job(job: Job) -> Result<(), Refusal> {
    Ok(state().control.jobs().ask(&caller().await?, job).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_findings() -> Result<Vec<Finding>, Refusal> {
    Ok(state().findings(&caller().await?).await?)
}

/// Sent by the browser as it reads it: a backup may be larger than its memory.
pub async fn check_backup(file: File) -> Result<BackupCheck, Refusal> {
    #[derive(Deserialize)]
    struct Told {
        detail: String,
    }
    let away = |_: JsValue| Refusal(ApiError::new(ErrorCode::Unavailable, "The hub cannot be reached. Try again."));
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&file);
    let sent = window().fetch_with_str_and_init("/api/v1/system/backup:check", &request);
    let answer: Response = JsFuture::from(sent).await.map_err(away)?.unchecked_into();
    let text = JsFuture::from(answer.text().map_err(away)?).await.map_err(away)?.as_string().unwrap_or_default();
    if answer.ok() {
        return serde_json::from_str(&text).map_err(Refusal::strange);
    }
    let told: Told = serde_json::from_str(&text).map_err(Refusal::strange)?;
    let signed_out = answer.status() == ErrorCode::Unauthenticated.status();
    let code = if signed_out { ErrorCode::Unauthenticated } else { ErrorCode::Invalid };
    Err(Refusal(ApiError::new(code, told.detail)))
}
