#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::job::{Job, JobReport};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(jobs)).routes(routes!(run_job))
}

/// Jobs
///
/// What the hub does by itself, each job on one instance at a time: when it ran last, what came of it, when it is due.
#[utoipa::path(get, path = "/api/v1/jobs", tag = "system",
    responses((status = 200, body = Vec<JobReport>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn jobs(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<JobReport>>, Problem> {
    Ok(Json(state.control.jobs().list(&actor).await?))
}

#[derive(Deserialize, ToSchema)]
struct JobRun {
    job: Job,
}

/// Run a job now
///
/// An instance begins within a second or two, also where the job is switched off. How it went is in the list of jobs.
#[utoipa::path(post, path = "/api/v1/jobs:run", tag = "system", request_body = JobRun,
    responses((status = 204), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn run_job(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(run): Input<JobRun>,
) -> Result<StatusCode, Problem> {
    state.control.jobs().ask(&actor, run.job).await?;
    Ok(StatusCode::NO_CONTENT)
}
