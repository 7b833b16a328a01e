use super::Refusal;
use leptos::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::convert::Infallible;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

type Pending<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Something that a page loads: by the server before the page is sent, by the browser when its source changes.
///
/// Whatever it loads, the machinery below is compiled once: for each type of its own it would be a tenth of what the
/// browser has to fetch.
pub struct Loaded<T> {
    resource: Resource<Carried, Carrier>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

/// Loads what `fetch` makes of `source`, again whenever `source` changes; the page waits for it on the server.
pub fn load<S, T, F>(source: impl Into<Signal<S>>, fetch: impl Fn(S) -> F + Send + Sync + 'static) -> Loaded<T>
where
    S: Clone + Send + Sync + 'static,
    T: Serialize + Send + Sync + 'static,
    F: Future<Output = Result<T, Refusal>> + Send + 'static,
{
    let source = source.into();
    let changes = AtomicU64::new(0);
    let follow: Box<dyn Fn() -> u64 + Send + Sync> = Box::new(move || {
        source.track();
        changes.fetch_add(1, Ordering::Relaxed)
    });
    let fetch: Box<dyn Fn(u64) -> Pending<Carried> + Send + Sync> = Box::new(move |_| {
        let outcome = fetch(source.get_untracked());
        Box::pin(async move { Carried::Value(Arc::new(outcome.await), encode::<T>) })
    });
    Loaded { resource: Resource::new_with_options(follow, fetch, true), kind: PhantomData }
}

impl<T: Clone + DeserializeOwned + 'static> Loaded<T> {
    /// What there is at the moment, if anything.
    pub fn now(self) -> Option<Result<T, Refusal>> {
        self.resource.get().map(Carried::open)
    }

    pub fn refetch(self) {
        self.resource.refetch();
    }
}

impl<T: Clone + DeserializeOwned + 'static> IntoFuture for Loaded<T> {
    type Output = Result<T, Refusal>;
    type IntoFuture = Pending<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.resource.await.open() })
    }
}

/// A `Result<T, Refusal>`, or what the page says of it.
#[derive(Clone)]
enum Carried {
    Value(Arc<dyn Any + Send + Sync>, fn(&dyn Any) -> String),
    Text(Arc<str>),
}

impl Carried {
    fn open<T: Clone + DeserializeOwned + 'static>(self) -> Result<T, Refusal> {
        match self {
            Self::Value(value, _) => value.downcast_ref::<Result<T, Refusal>>().cloned(),
            // As bytes, like answers of server functions: one reader for each type, not two.
            Self::Text(text) => serde_json::from_slice(text.as_bytes()).ok(),
        }
        .unwrap_or_else(|| Err(Refusal::strange("what the page carries")))
    }
}

fn encode<T: Serialize + 'static>(value: &dyn Any) -> String {
    // Only the server writes a page; the browser shall not fetch the code for it.
    if !cfg!(feature = "ssr") {
        return String::new();
    }
    value.downcast_ref::<Result<T, Refusal>>().and_then(|value| serde_json::to_string(value).ok()).unwrap_or_default()
}

struct Carrier;

impl Encoder<Carried> for Carrier {
    type Error = Infallible;
    type Encoded = String;

    fn encode(carried: &Carried) -> Result<String, Infallible> {
        Ok(match carried {
            Carried::Value(value, encode) => encode(&**value),
            Carried::Text(text) => text.to_string(),
        })
    }
}

impl Decoder<Carried> for Carrier {
    type Error = Infallible;
    type Encoded = str;

    fn decode(text: &str) -> Result<Carried, Infallible> {
        Ok(Carried::Text(text.into()))
    }
}
