//! The console's files: out of the binary (feature `embed`) or out of a folder.

use app::i18n::{Locale, pack};
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use leptos::WasmSplitManifest;
use leptos::prelude::ArcStoredValue;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
struct Embedded;

/// Which parts of the console's code a page needs beside the main one.
const PARTS: &str = "pkg/__wasm_split_manifest.json";
const PARTS_LOADER: &str = "__wasm_split.______________________.js";

/// Of what another name is another content.
const KEPT: &str = "public, max-age=31536000, immutable";

/// Where the files are.
#[derive(Clone)]
pub(crate) struct Site(Arc<PathBuf>);

struct File {
    bytes: Cow<'static, [u8]>,
    digest: [u8; 32],
}

impl Site {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self(Arc::new(folder))
    }

    fn read(&self, path: &str) -> Option<File> {
        #[cfg(feature = "embed")]
        if let Some(file) = Embedded::get(path) {
            return Some(File { bytes: file.data, digest: file.metadata.sha256_hash() });
        }
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let bytes = std::fs::read(self.0.join(path)).ok().filter(|_| inside)?;
        Some(File { digest: Sha256::digest(&bytes).into(), bytes: Cow::Owned(bytes) })
    }

    /// For Leptos, which names in the head of a page the parts that the page needs. `None` where nothing was built.
    pub(crate) fn parts(&self) -> Option<WasmSplitManifest> {
        let parts = serde_json::from_slice(&self.read(PARTS)?.bytes).ok()?;
        Some(WasmSplitManifest(ArcStoredValue::new(("/pkg".to_owned(), parts, PARTS_LOADER.to_owned()))))
    }
}

/// One file, compressed where a copy was made at build time. Parts of the code carry a digest in their names and are
/// kept for good; other names stay the same over versions, so browsers ask again and mostly hear 304.
pub(crate) async fn serve(State(site): State<Site>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let copies = [("br", ".br"), ("gzip", ".gz")].into_iter().filter(|(name, _)| accepted.contains(name));
    let compressed = copies.into_iter().find_map(|(name, end)| Some((Some(name), site.read(&format!("{path}{end}"))?)));
    let Some((encoding, file)) = compressed.or_else(|| Some((None, site.read(path)?))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag: String = file.digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{etag}\"");
    let mut response = if headers.get(IF_NONE_MATCH).is_some_and(|have| have.as_bytes() == etag.as_bytes()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(file.bytes))
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    let kept = if is_part(path) { KEPT } else { "no-cache" };
    out.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    out.extend(HeaderValue::from_str(&etag).map(|etag| (ETAG, etag)));
    out.extend(encoding.map(|name| (CONTENT_ENCODING, HeaderValue::from_static(name))));
    response
}

/// The texts of one language for the browser. A hub of another version has other paths.
pub(crate) async fn texts(uri: Uri) -> Response {
    let Some(locale) = Locale::EVERY.into_iter().find(|locale| pack::path(*locale) == uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, KEPT)];
    (headers, pack::file(locale)).into_response()
}

/// `pkg/name.0123456789ab.wasm`
fn is_part(path: &str) -> bool {
    let digest = path.strip_suffix(".wasm").and_then(|name| name.rsplit_once('.')).map(|(_, digest)| digest);
    digest.is_some_and(|digest| digest.len() == 12 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
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
