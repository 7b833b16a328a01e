//! Every route of the hub, in one place.

use crate::asset::{self, Site};
use crate::config::Config;
use crate::rest::BINARY;
use crate::shutdown::Shutdown;
use crate::telemetry::scrape::Sources;
use crate::{live, protect, rest};
use app::{App, AppState, shell};
use axum::routing::get;
use axum::{Extension, Router, middleware};
use leptos::context::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// The console and the management API: everything but the data plane.
pub(crate) fn build(state: &AppState, config: &Config, ending: Shutdown, sources: Sources) -> Router {
    let site = Site::new(config.site_dir.clone());
    let parts = site.parts();
    let files = Router::new()
        .route("/pkg/{*path}", get(asset::serve))
        .route("/vendor/{*path}", get(asset::serve))
        .route("/favicon.svg", get(asset::serve))
        .route("/texts/{file}", get(asset::texts))
        .with_state(site);

    let options = state.leptos_options.clone();
    let routes = generate_route_list(App);
    let console = Router::new()
        .route("/api/live", get(live::stream))
        .leptos_routes_with_context(
            state,
            routes,
            move || parts.iter().cloned().for_each(provide_context),
            move || shell(options.clone()),
        )
        .layer(middleware::from_fn_with_state(state.clone(), app::prepare))
        .with_state(state.clone());

    let protected = console.merge(rest::router(state)).merge(files);
    let protected =
        protected.layer(Extension(ending)).layer(Extension(sources)).layer(middleware::from_fn(protect::layer));
    let compressible = DefaultPredicate::new().and(NotForContentType::new(BINARY));
    protected.layer(CompressionLayer::new().compress_when(compressible))
}
