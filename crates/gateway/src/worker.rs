//! The threads that serve connections, one for each processor and each with a runtime of its own: a request, the vendor's
//! connection that it goes out by and its answer stay on one thread, so that no frame of a stream waits for another
//! thread to wake up. They accept from one socket: whoever is idle takes the next connection.
//!
//! What is not the data plane's is done elsewhere, on the runtime of the rest of the hub: a page that takes long to make
//! must not hold up streams.

use crate::{Gateway, StartError};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::thread::{self, JoinHandle, available_parallelism};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Handle};
use tokio::sync::{oneshot, watch};
use tokio::task::AbortHandle;
use tower::{ServiceExt, service_fn};

/// More than these are idle even where there are more processors.
const MOST: usize = 16;

/// Whatever is still under way is given up when they are dropped.
pub struct Workers {
    served: Vec<oneshot::Receiver<()>>,
    threads: Vec<JoinHandle<()>>,
    stop: watch::Sender<bool>,
}

impl Workers {
    /// Serves the data plane, and `rest` on the runtime that this is called in, until `ending` is true.
    ///
    /// # Errors
    /// When the machine has no more threads, or its TLS set-up cannot be used.
    pub fn start(
        gateway: &Gateway,
        rest: &Router,
        listener: TcpListener,
        ending: &watch::Receiver<bool>,
    ) -> Result<Self, StartError> {
        let listener = listener.into_std()?;
        let (stop, _) = watch::channel(false);
        let mut workers = Self { served: Vec::new(), threads: Vec::new(), stop };
        for number in 0..available_parallelism()?.get().min(MOST) {
            let (rest, home) = (rest.clone(), Handle::current());
            let rest = service_fn(move |request| elsewhere(home.clone(), rest.clone(), request));
            let router = gateway.with_own_connections()?.router().fallback_service(rest);
            workers.spawn(number, listener.try_clone()?, router, ending.clone())?;
        }
        Ok(workers)
    }

    fn spawn(
        &mut self,
        number: usize,
        listener: std::net::TcpListener,
        router: Router,
        ending: watch::Receiver<bool>,
    ) -> io::Result<()> {
        let (done, served) = oneshot::channel();
        let stopped = self.stop.subscribe();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let thread = thread::Builder::new().name(format!("worker-{number}")).spawn(move || {
            runtime.block_on(async {
                if let Err(error) = serve(listener, router, ending).await {
                    tracing::error!(%error, "a thread cannot serve connections");
                }
                let _ = done.send(());
                // Answers whose clients have left are still read here.
                until(stopped).await;
            });
            runtime.shutdown_background();
        })?;
        self.served.push(served);
        self.threads.push(thread);
        Ok(())
    }

    /// After the end has begun: until the last connection is closed.
    pub async fn served(&mut self) {
        for served in &mut self.served {
            // One that is gone has ended, too.
            let _ = served.await;
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

async fn serve(listener: std::net::TcpListener, router: Router, ending: watch::Receiver<bool>) -> io::Result<()> {
    // Small frames of a stream must not wait for the next one.
    let listener = TcpListener::from_std(listener)?.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(until(ending)).await
}

/// A sender that is gone is an end, too.
async fn until(mut ending: watch::Receiver<bool>) {
    let _ = ending.wait_for(|begun| *begun).await;
}

/// Has a router's work done on another runtime.
async fn elsewhere(runtime: Handle, router: Router, request: Request) -> Result<Response, Infallible> {
    let task = runtime.spawn(router.oneshot(request.map(Body::new)));
    // As it would be here: who leaves does not want it any more.
    let _left = Abort(task.abort_handle());
    match task.await {
        Ok(answer) => answer,
        Err(_) => Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
    }
}

struct Abort(AbortHandle);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}
