//! Tells whoever keeps figures how long connections to providers take: name, TCP, TLS and proxies.

use crate::witness::Witness;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;
use tower::{Layer, Service};

#[derive(Clone)]
pub(super) struct Timing(pub(super) Vec<Arc<dyn Witness>>);

#[derive(Clone)]
pub(super) struct Timed<S> {
    connect: S,
    witnesses: Vec<Arc<dyn Witness>>,
}

impl<S> Layer<S> for Timing {
    type Service = Timed<S>;

    fn layer(&self, connect: S) -> Timed<S> {
        Timed { connect, witnesses: self.0.clone() }
    }
}

impl<S, R> Service<R> for Timed<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.connect.poll_ready(cx)
    }

    fn call(&mut self, to: R) -> Self::Future {
        let (connecting, witnesses, start) = (self.connect.call(to), self.witnesses.clone(), Instant::now());
        Box::pin(async move {
            let connected = connecting.await;
            witnesses.iter().for_each(|witness| witness.connected(start.elapsed(), connected.is_ok()));
            connected
        })
    }
}
