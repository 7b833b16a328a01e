//! The threads that serve connections, one for each processor and each with a runtime of its own: a request, the vendor's
//! connection that it goes out by and its answer stay on one thread, so that no frame of a stream waits for another
//! thread to wake up. Connections are dealt out to them in turn.
//!
//! What is not the data plane's is done elsewhere, on the runtime of the rest of the hub: a page that takes long to make
//! must not hold up streams.

use crate::{Gateway, StartError};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use axum::{Extension, Router};
use std::convert::Infallible;
use std::future::ready;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::thread::{self, JoinHandle, available_parallelism};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Handle};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::AbortHandle;
use tower::{Layer, ServiceExt, service_fn};

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
        let (address, (stop, _)) = (listener.local_addr()?, watch::channel(false));
        let (mut workers, mut doors) = (Self { served: Vec::new(), threads: Vec::new(), stop }, Vec::new());
        for number in 0..available_parallelism()?.get().min(MOST) {
            let (rest, home) = (rest.clone(), Handle::current());
            let rest = service_fn(move |request| elsewhere(home.clone(), rest.clone(), request));
            let router = gateway.with_own_connections()?.router().fallback_service(rest);
            let (door, connections) = mpsc::unbounded_channel();
            workers.spawn(number, Inbox { connections, address }, router, ending.clone())?;
            doors.push(door);
        }
        tokio::spawn(deal(listener, doors, ending.clone()));
        Ok(workers)
    }

    fn spawn(&mut self, number: usize, inbox: Inbox, router: Router, ending: watch::Receiver<bool>) -> io::Result<()> {
        let (done, served) = oneshot::channel();
        let stopped = self.stop.subscribe();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let thread = thread::Builder::new().name(format!("worker-{number}")).spawn(move || {
            runtime.block_on(async {
                let serve = async {
                    // `ConnectInfo` is for axum's own listeners.
                    let service = service_fn(move |stream: IncomingStream<'_, Inbox>| {
                        let peer = Extension(ConnectInfo(*stream.remote_addr()));
                        ready(Ok::<_, Infallible>(peer.layer(router.clone())))
                    });
                    if let Err(error) = axum::serve(inbox, service).with_graceful_shutdown(until(ending)).await {
                        tracing::error!(%error, "a thread cannot serve connections");
                    }
                    let _ = done.send(());
                    // Answers whose clients have left are still read here.
                    std::future::pending::<()>().await;
                };
                tokio::select! { () = serve => {}, () = until(stopped) => {} }
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

type Connection = (std::net::TcpStream, SocketAddr);

/// Accepts connections until the end begins; then the socket is closed.
async fn deal(mut listener: TcpListener, doors: Vec<mpsc::UnboundedSender<Connection>>, ending: watch::Receiver<bool>) {
    let mut ending = pin!(until(ending));
    for door in doors.iter().cycle() {
        let (stream, from) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut ending => return,
        };
        // Small frames of a stream must not wait for the next one. Both fail only on a connection that is gone.
        if stream.set_nodelay(true).is_ok()
            && let Ok(stream) = stream.into_std()
        {
            let _ = door.send((stream, from));
        }
    }
}

/// The connections that a worker is dealt.
struct Inbox {
    connections: mpsc::UnboundedReceiver<Connection>,
    address: SocketAddr,
}

impl Listener for Inbox {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            match self.connections.recv().await {
                // Into this thread's own runtime.
                Some((stream, from)) => match TcpStream::from_std(stream) {
                    Ok(stream) => return (stream, from),
                    Err(error) => tracing::warn!(%error, "a connection could not be taken"),
                },
                None => std::future::pending().await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// A sender that is gone is an end, too.
pub(crate) async fn until(mut ending: watch::Receiver<bool>) {
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
