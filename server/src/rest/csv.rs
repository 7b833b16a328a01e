//! CSV files, streamed: the next page is read when the client has taken the one before.

use super::Problem;
use super::download::download;
use axum::body::Body;
use axum::response::Response;
use control::csv::BOM;
use control::service::log::export::Export;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CsvForm {
    /// 1: with a byte order mark, by which Excel knows UTF-8.
    bom: Option<u8>,
}

/// What fails before the first byte is a problem document; what fails later breaks the connection off, so that nobody
/// takes half a file for a whole one.
pub(super) async fn exported(name: &str, form: CsvForm, mut export: Export) -> Result<Response, Problem> {
    let bom = if form.bom == Some(1) { BOM } else { "" };
    let first = export.next().await?.map(|lines| Ok::<_, control::Error>(format!("{bom}{lines}")));
    let rest =
        stream::try_unfold(export, |mut export| async move { Ok(export.next().await?.map(|lines| (lines, export))) });
    let lines = stream::iter(first).chain(rest).inspect_err(|error| {
        tracing::warn!(%error, "an export broke off");
    });
    Ok(file(name, Body::from_stream(lines)))
}

/// The answer that browsers save as `{name}.csv`.
pub(super) fn file(name: &str, body: Body) -> Response {
    download(&format!("{name}.csv"), "text/csv; charset=utf-8", body)
}
