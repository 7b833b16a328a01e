use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::finding::Finding;
use domain::job::{Job, JobReport};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

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
