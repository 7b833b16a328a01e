//! The console's files: out of the binary (feature `embed`) or out of a folder.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
struct Embedded;

/// Where the files are.
#[derive(Clone)]
pub(crate) struct Site(Arc<PathBuf>);

impl Site {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self(Arc::new(folder))
    }

    fn read(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        #[cfg(feature = "embed")]
        if let Some(file) = Embedded::get(path) {
            return Some(file.data);
        }
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        std::fs::read(self.0.join(path)).ok().filter(|_| inside).map(Cow::Owned)
    }
}

/// One file, compressed where a copy was made at build time. Names stay the same over versions, so browsers ask again
/// and mostly hear 304.
pub(crate) async fn serve(State(site): State<Site>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let copies = [("br", ".br"), ("gzip", ".gz")].into_iter().filter(|(name, _)| accepted.contains(name));
    let compressed = copies.into_iter().find_map(|(name, end)| Some((Some(name), site.read(&format!("{path}{end}"))?)));
    let Some((encoding, bytes)) = compressed.or_else(|| Some((None, site.read(path)?))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let digest = Sha256::digest(&bytes);
    let etag: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{etag}\"");
    let mut response = if headers.get(IF_NONE_MATCH).is_some_and(|have| have.as_bytes() == etag.as_bytes()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(bytes.into_owned()))
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    out.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    out.extend(HeaderValue::from_str(&etag).map(|etag| (ETAG, etag)));
    out.extend(encoding.map(|name| (CONTENT_ENCODING, HeaderValue::from_static(name))));
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}
