//! The management API: thin wrappers over the control plane's use cases, documented from the handlers themselves.

mod alert;
mod audit;
mod auth;
mod availability;
mod backup;
mod batch;
mod circuit;
mod csv;
mod dashboard;
mod doctor;
mod document;
mod download;
mod drill;
mod example;
mod extract;
mod frame;
mod group;
mod guide;
mod health;
mod idempotency;
mod job;
mod key;
mod leaderboard;
mod log;
mod metrics;
mod price;
mod problem;
mod provider;
mod quota;
mod scope;
mod search;
mod session;
mod setting;
mod sign_in;
mod token;
mod user;
mod viewer;
mod why;

use app::AppState;
use axum::Router;
use axum::http::Uri;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
pub(crate) use backup::BINARY;
use document::Document;
use domain::ApiError;
use domain::error::ErrorCode;
pub(crate) use extract::Signed;
use extract::{Asked, At, Input};
pub(crate) use problem::Problem;
use problem::ProblemBody;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// Routes and documents below `/api`.
pub(crate) fn router(state: &AppState) -> Router {
    let (router, mut document) = OpenApiRouter::with_openapi(Document::openapi())
        .merge(auth::router())
        .merge(audit::router())
        .merge(sign_in::router())
        .merge(token::router())
        .merge(user::router())
        .merge(key::router())
        .merge(provider::router())
        .merge(group::router())
        .merge(batch::router())
        .merge(availability::router())
        .merge(price::router())
        .merge(circuit::router())
        .merge(quota::router())
        .merge(session::router())
        .merge(log::router())
        .merge(why::router())
        .merge(dashboard::router())
        .merge(search::router())
        .merge(leaderboard::router())
        .merge(setting::router())
        .merge(alert::router())
        .merge(job::router())
        .merge(backup::router())
        .merge(doctor::router())
        .merge(drill::router())
        .merge(health::router())
        .merge(metrics::router())
        .split_for_parts();
    document::complete(&mut document);
    let scalar = scalar_axum::axum::router(viewer::SCALAR, &viewer::scalar());
    router
        .route("/api/{*path}", any(unknown))
        .layer(from_fn_with_state(state.clone(), idempotency::layer))
        .layer(from_fn(frame::layer))
        .with_state(state.clone())
        .merge(scalar)
        .merge(viewer::swagger())
        .route(viewer::DOCUMENT, get(document::served(&document)))
}

/// A client of the API never gets the console's page.
async fn unknown(uri: Uri) -> Problem {
    Problem(ApiError::new(ErrorCode::NotFound, format!("This hub does not serve {}.", uri.path())))
}
