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
use axum::serve::Listener;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::thread::{self, JoinHandle, available_parallelism};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Handle};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::AbortHandle;
use tower::{Layer, ServiceExt, service_fn};

/// More than these are idle even where there are more processors.
const MOST: usize = 16;

/// A client that takes longer to send the head of a request is gone, and so is one that has asked nothing for as long: idle
/// connections do not pile up, and nobody holds one open a byte at a time.
const HEAD: Duration = Duration::from_secs(75);

/// Most of a request's head, and of an answer that waits for a slow reader.
const BUFFER: usize = 64 << 10;

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
        let (stop, _) = watch::channel(false);
        let (mut workers, mut doors) = (Self { served: Vec::new(), threads: Vec::new(), stop }, Vec::new());
        for number in 0..available_parallelism()?.get().min(MOST) {
            let (rest, home) = (rest.clone(), Handle::current());
            let rest = service_fn(move |request| elsewhere(home.clone(), rest.clone(), request));
            let router = gateway.with_own_connections()?.router().fallback_service(rest);
            let (door, dealt) = mpsc::unbounded_channel();
            workers.spawn(number, dealt, router)?;
            doors.push(door);
        }
        tokio::spawn(deal(listener, doors, ending.clone()));
        Ok(workers)
    }

    fn spawn(&mut self, number: usize, dealt: mpsc::UnboundedReceiver<Connection>, router: Router) -> io::Result<()> {
        let (done, served) = oneshot::channel();
        let stopped = self.stop.subscribe();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let thread = thread::Builder::new().name(format!("worker-{number}")).spawn(move || {
            runtime.block_on(async {
                let serve = async {
                    serve(dealt, router, HEAD).await;
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

/// Serves a worker's connections until no more are dealt, then until the last of them is closed: those that wait for a
/// request at once, the others after their answer.
async fn serve(mut dealt: mpsc::UnboundedReceiver<Connection>, router: Router, head: Duration) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(BUFFER);
    let connections = GracefulShutdown::new();
    while let Some((stream, from)) = dealt.recv().await {
        // Into this thread's own runtime.
        let stream = match TcpStream::from_std(stream) {
            Ok(stream) => TokioIo::new(stream),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                continue;
            }
        };
        let service = TowerToHyperService::new(Extension(ConnectInfo(from)).layer(router.clone()));
        let connection = connections.watch(http.serve_connection(stream, service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::trace!(%error, "a connection broke off");
            }
        });
    }
    connections.shutdown().await;
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::sync::Arc;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::Notify;

    async fn connect(door: &mpsc::UnboundedSender<Connection>, said: &str) -> TcpStream {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (stream, from) = listener.accept().await.unwrap();
        door.send((stream.into_std().unwrap(), from)).unwrap();
        client.write_all(said.as_bytes()).await.unwrap();
        client
    }

    async fn heard(mut client: TcpStream) -> String {
        let mut all = String::new();
        client.read_to_string(&mut all).await.unwrap();
        all
    }

    #[tokio::test]
    async fn who_does_not_ask_is_gone_and_who_waits_for_an_answer_is_not() {
        let (asked, answer) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let slow = {
            let (asked, answer) = (asked.clone(), answer.clone());
            get(async move || {
                asked.notify_one();
                answer.notified().await;
                "late"
            })
        };
        let (door, dealt) = mpsc::unbounded_channel();
        let served = tokio::spawn(serve(dealt, Router::new().route("/", slow), Duration::from_millis(50)));
        let waiting = connect(&door, "GET / HTTP/1.1\r\nhost: hub\r\n\r\n").await;
        asked.notified().await;
        for said in ["", "GET / HT"] {
            assert_eq!(heard(connect(&door, said).await).await, "");
        }
        // It has waited for longer than those two were let. When no more come, its connection ends with its answer.
        drop(door);
        answer.notify_one();
        assert!(heard(waiting).await.ends_with("late"));
        served.await.unwrap();
    }
}
