//! The management API: thin wrappers over the control plane's use cases, documented from the handlers themselves.

mod audit;
mod auth;
mod availability;
mod batch;
mod circuit;
mod csv;
mod dashboard;
mod extract;
mod group;
mod health;
mod key;
mod leaderboard;
mod log;
mod price;
mod problem;
mod provider;
mod quota;
mod session;
mod setting;
mod user;
mod why;

use app::AppState;
use axum::Router;
use axum::http::Uri;
use axum::routing::any;
use domain::ApiError;
use domain::error::ErrorCode;
pub(crate) use extract::Signed;
use extract::{Asked, At, Input};
pub(crate) use problem::Problem;
use problem::ProblemBody;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::SwaggerUi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Claude Code Hub",
        description = "Management API of the hub. The relay itself answers below `/v1`, in its clients' own dialects.\n\n\
            Send the admin token or a hub key as `Authorization: Bearer …` or `X-Api-Key: …`; a signed-in console session \
            works, too. Errors are `application/problem+json`.",
        license(name = "MIT OR Apache-2.0")
    ),
    modifiers(&Credentials),
    tags(
        (name = "auth", description = "Signing in to the console"),
        (name = "users", description = "People and machines that own hub keys"),
        (name = "keys", description = "Hub keys: what clients send"),
        (name = "providers", description = "Vendor accounts"),
        (name = "groups", description = "Who may reach which providers, and at what multiplier"),
        (name = "quotas", description = "Limits and how far they are used"),
        (name = "prices", description = "What models cost"),
        (name = "sessions", description = "Conversations that are going on"),
        (name = "logs", description = "Requests and what became of them"),
        (name = "dashboard", description = "Figures"),
        (name = "audit", description = "Who changed what"),
        (name = "settings", description = "What an admin sets for the whole hub"),
        (name = "health", description = "Is the hub well")
    )
)]
struct Document;

struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        let header = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-Api-Key")));
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(app::cookie::NAME)));
        components.add_security_scheme("bearer", bearer);
        components.add_security_scheme("api_key", header);
        components.add_security_scheme("console", cookie);
    }
}

/// Routes and documents below `/api`.
pub(crate) fn router(state: &AppState) -> Router {
    let (router, document) = OpenApiRouter::with_openapi(Document::openapi())
        .merge(auth::router())
        .merge(audit::router())
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
        .merge(leaderboard::router())
        .merge(setting::router())
        .merge(health::router())
        .split_for_parts();
    let scalar = scalar_axum::axum::router(
        "/api/v1/scalar",
        &serde_json::json!({"url": "/api/v1/openapi.json", "theme": "default", "withDefaultFonts": false, "telemetry": false}),
    );
    router
        .route("/api/{*path}", any(unknown))
        .with_state(state.clone())
        .merge(scalar)
        .merge(SwaggerUi::new("/api/v1/docs").url("/api/v1/openapi.json", document))
}

/// A client of the API never gets the console's page.
async fn unknown(uri: Uri) -> Problem {
    Problem(ApiError::new(ErrorCode::NotFound, format!("This hub does not serve {}.", uri.path())))
}
