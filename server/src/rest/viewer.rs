//! How the description is shown: by Scalar and by Swagger UI, whose pages ask nobody but this hub.

use serde_json::{Value, json};
use utoipa_swagger_ui::{Config, SwaggerUi};

pub(super) const DOCUMENT: &str = "/api/v1/openapi.json";
pub(super) const SCALAR: &str = "/api/v1/scalar";
const SWAGGER: &str = "/api/v1/docs";

pub(super) fn swagger() -> SwaggerUi {
    SwaggerUi::new(SWAGGER).config(Config::from(DOCUMENT))
}

pub(super) fn scalar() -> Value {
    json!({
        "url": DOCUMENT,
        "metaData": {"title": "API reference · Claude Code Hub"},
        "favicon": "/favicon.svg",
        "theme": "default",
        "withDefaultFonts": false,
        "telemetry": false,
        // Requests are sent from the page itself, with the console's session.
        "proxyUrl": "",
        // What needs Scalar's own services.
        "agent": {"disabled": true},
        "mcp": {"disabled": true},
        "hideClientButton": true,
        "showDeveloperTools": "never",
    })
}
