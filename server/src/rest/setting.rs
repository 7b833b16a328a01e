use super::{Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use domain::setting::{Settings, SettingsPatch};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get, update))
}

/// Get the settings
///
/// What holds now, whether it was set or is the default. There are no secrets in it.
#[utoipa::path(get, path = "/api/v1/system/settings", tag = "settings",
    responses((status = 200, body = Settings), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn get(State(state): State<AppState>, Signed(_actor): Signed) -> Json<Settings> {
    Json(Settings::clone(&state.control.settings().get()))
}

/// Change the settings
///
/// Fields that are left out stay as they are; those that `reset` names go back to their default. Every instance follows at
/// once.
#[utoipa::path(patch, path = "/api/v1/system/settings", tag = "settings", request_body = SettingsPatch,
    responses((status = 200, body = Settings), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn update(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(patch): Input<SettingsPatch>,
) -> Result<Json<Settings>, Problem> {
    Ok(Json(Settings::clone(&*state.control.settings().update(&actor, patch).await?)))
}
