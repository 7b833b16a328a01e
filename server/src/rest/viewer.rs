//! How the description is shown: by Scalar, whose page asks nobody but this hub.

use serde_json::{Value, json};

pub(super) fn scalar() -> Value {
    json!({
        "url": "/api/v1/openapi.json",
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
