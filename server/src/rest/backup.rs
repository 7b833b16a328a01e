#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::download::download;
use super::{Asked, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use control::backup::CHECKED;
use control::doctor::room;
use domain::backup::BackupCheck;
use domain::{ApiError, Millis};
use futures_util::StreamExt;
use serde::Deserialize;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// zstd (RFC 8878), by a name that every generator of clients knows.
pub(crate) const BINARY: &str = "application/octet-stream";

/// So many times the file's size is what it and its database take together, with a margin.
const UNPACKED: u64 = 30;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(backup)).routes(routes!(check_backup))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct BackupForm {
    /// false: without the log of requests. Money, limits and leaderboards do not need it.
    logs: Option<bool>,
}

/// Download a backup
///
/// Everything that the hub has stored at this moment, as `cch backup` writes it: for `cch restore`, into either database. The
/// master key is not in it. An answer that breaks off is no backup: the file's last line says that it is whole.
#[utoipa::path(get, path = "/api/v1/system/backup", tag = "system", params(BackupForm),
    responses((status = 200, body = String, content_type = "application/octet-stream"), (status = 400, body = ProblemBody),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn backup(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(form): Asked<BackupForm>,
) -> Result<Response, Problem> {
    let pieces = state.control.download_backup(&actor, form.logs != Some(false)).await?;
    let day = domain::window::Zone::UTC.rfc3339(Millis::now());
    let name = format!("cch-{}.backup", day.get(..10).unwrap_or_default());
    Ok(download(&name, BINARY, Body::from_stream(ReceiverStream::new(pieces))))
}

/// Check a backup
///
/// Restores the file that is sent into a database of its own, compares it with what was written, and throws it away: whether
/// this hub's `cch restore` would take it, and what is in it. It takes as long as a restore.
#[utoipa::path(post, path = "/api/v1/system/backup:check", tag = "system",
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = BackupCheck), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn check_backup(
    State(state): State<AppState>,
    Signed(actor): Signed,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<BackupCheck>, Problem> {
    actor.require_admin()?;
    let folder = &state.here.data_dir;
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    // The journal lies there, too, and a full disk stops requests.
    if length.zip(room(folder)).is_some_and(|(length, room)| length.saturating_mul(UNPACKED) > room) {
        let told = "There is too little room in the data folder to restore it for a try. Check it on another machine.";
        return Err(Problem(ApiError::invalid("body", told.to_owned())));
    }
    let internal = |error: std::io::Error| {
        tracing::warn!(%error, "a backup could not be kept for its check");
        Problem(ApiError::internal())
    };
    let sent = tempfile::Builder::new().prefix(CHECKED).tempfile_in(folder).map_err(internal)?;
    let mut file = File::from_std(sent.reopen().map_err(internal)?);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let cut = |_| Problem(ApiError::invalid("body", "The file was cut off on its way.".to_owned()));
        file.write_all(&piece.map_err(cut)?).await.map_err(internal)?;
    }
    file.flush().await.map_err(internal)?;
    Ok(Json(state.control.check_backup(&actor, sent.path(), folder).await?))
}
