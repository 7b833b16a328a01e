//! Model lists: what the key may use, joined over its providers, in the shape that the asking client knows.

pub(crate) mod catalog;
mod shape;

use crate::Gateway;
use crate::inbound::decoded;
use crate::reject::Reject;
use axum::http::request::Parts;
use axum::response::Response;
use domain::provider::ProviderKind;
use domain::redirect::MatchKind;
use domain::snapshot::{Caller, Snapshot, Upstream};
use reqwest::Method;
use reqwest::header::IF_NONE_MATCH;
use shape::Shape;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// No vendor delays a list by more than this.
const PATIENCE: Duration = Duration::from_secs(2);

/// A path, and what it fixes: the shape, and whose models.
const LISTS: [(&str, Option<Shape>, Kinds); 5] = [
    ("/v1/models", None, None),
    ("/v1beta/models", Some(Shape::Gemini), None),
    ("/v1/responses/models", Some(Shape::OpenAi), Some(&[ProviderKind::Codex])),
    ("/v1/chat/completions/models", Some(Shape::OpenAi), Some(&[ProviderKind::OpenaiCompatible])),
    ("/v1/chat/models", Some(Shape::OpenAi), Some(&[ProviderKind::OpenaiCompatible])),
];

/// A list, or one of its models.
#[derive(Debug, PartialEq)]
pub(crate) struct Asked {
    shape: Shape,
    kinds: &'static [ProviderKind],
    one: Option<String>,
    /// Codex CLI asks for a manifest of its own kind: it has one, and wants to be told that it may use it.
    manifest: bool,
    has_manifest: bool,
}

type Kinds = Option<&'static [ProviderKind]>;
type List = (Option<Shape>, Kinds, Option<String>);

fn find(path: &str) -> Option<List> {
    let path = path.strip_suffix('/').unwrap_or(path);
    LISTS.iter().find_map(|(list, shape, kinds)| {
        let rest = path.strip_prefix(list)?;
        let one = rest.strip_prefix('/').map(decoded);
        (rest.is_empty() || one.is_some()).then_some((*shape, *kinds, one))
    })
}

impl Asked {
    pub(crate) fn of(parts: &Parts) -> Option<Self> {
        if parts.method != Method::GET {
            return None;
        }
        let (shape, kinds, one) = find(parts.uri.path())?;
        let query = parts.uri.query().unwrap_or_default();
        let parameter = |names: &[&str]| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.filter(|(name, _)| names.contains(name)).map(|(_, value)| value).next()
        };
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let word = parameter(&["api_type", "apiType", "format"]).or(header("x-cch-api-type"));
        let chosen = word.and_then(Shape::named);
        let guessed = match () {
            () if header("anthropic-version").is_some() => Shape::Anthropic,
            () if header("x-goog-api-key").is_some() => Shape::Gemini,
            () => Shape::OpenAi,
        };
        let shape = shape.or(chosen.map(|(shape, _)| shape)).unwrap_or(guessed);
        let kinds = kinds.or(chosen.map(|(_, kinds)| kinds)).unwrap_or(shape.kinds());
        Some(Self {
            manifest: shape == Shape::OpenAi && chosen.is_none() && parameter(&["client_version"]).is_some(),
            has_manifest: header(IF_NONE_MATCH.as_str()) == Some(shape::MANIFEST_TAG),
            shape,
            kinds,
            one,
        })
    }
}

pub(crate) async fn answer(
    gateway: &Gateway,
    snapshot: &Snapshot,
    caller: &Caller,
    asked: &Asked,
) -> Result<Response, Reject> {
    if asked.manifest {
        return Ok(shape::manifest(asked.has_manifest));
    }
    let usable = |upstream: &&Arc<Upstream>| {
        let provider = &upstream.provider;
        provider.enabled && asked.kinds.contains(&provider.kind) && caller.reaches(provider)
    };
    gateway.0.catalog.keep(&snapshot.providers);
    let deadline = Instant::now() + PATIENCE;
    let asking = snapshot.providers.iter().filter(usable).map(|upstream| {
        let (gateway, upstream) = (gateway.clone(), upstream.clone());
        // All at once: the slowest counts, not the sum.
        tokio::spawn(async move { of_provider(&gateway, &upstream, deadline).await })
    });
    let mut models = BTreeSet::new();
    for list in asking.collect::<Vec<_>>() {
        models.extend(list.await.unwrap_or_default());
    }
    models.retain(|model| caller.may_use(model));
    match &asked.one {
        None => Ok(asked.shape.list(&models)),
        Some(one) if models.contains(one) => Ok(asked.shape.one(one)),
        Some(one) => Err(Reject::NoSuchModel(one.clone())),
    }
}

/// The models that it is set up for, else those that the vendor lists, and the names that it maps to others.
async fn of_provider(gateway: &Gateway, upstream: &Arc<Upstream>, deadline: Instant) -> Vec<String> {
    let provider = &upstream.provider;
    let mut models = match provider.allowed_models.is_empty() {
        false => provider.allowed_models.to_vec(),
        true => gateway.0.catalog.list(gateway, upstream, deadline).await,
    };
    let mapped = provider.redirects.iter().filter(|rule| rule.kind == MatchKind::Exact);
    models.extend(mapped.map(|rule| rule.source.clone()).filter(|model| upstream.serves(model)));
    models
}

#[cfg(test)]
mod tests;
