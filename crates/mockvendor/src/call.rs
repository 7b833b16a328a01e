//! A request as far as it was understood.

use crate::bill::Credential;
use crate::vendor::{Asked, Fault, Target};
use axum::http::Method;

pub(crate) struct Call {
    pub(crate) target: Target,
    pub(crate) asked: Asked,
    pub(crate) credential: Option<Credential>,
    /// What a vendor refuses before it thinks.
    pub(crate) fault: Option<Fault>,
    pub(crate) method: Method,
    /// Path and query.
    pub(crate) path: String,
    /// The size of the body.
    pub(crate) bytes: usize,
    pub(crate) number: u64,
    /// What every id of the answer ends in.
    pub(crate) suffix: String,
}

impl Call {
    /// The path without the query, cut at the slashes.
    pub(crate) fn segments(&self) -> Vec<&str> {
        let path = self.path.split_once('?').map_or(self.path.as_str(), |(path, _)| path);
        segments(path)
    }
}

pub(crate) fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}
