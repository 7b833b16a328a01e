//! The raw connection under HTTP: knows when bytes have left, and can end without manners.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Accepts connections without Nagle's delay, each with its [`Link`].
pub(crate) struct Tap(pub(crate) TcpListener);

impl Listener for Tap {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, from) = Listener::accept(&mut self.0).await;
        // Fails only on a connection that is gone already.
        let _ = stream.set_nodelay(true);
        (Wire { stream, link: Link::new() }, from)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// The handle through which an answer watches and breaks its own connection.
#[derive(Clone)]
pub(crate) struct Link(Arc<State>);

struct State {
    /// How often everything buffered had been handed to the kernel.
    flushes: watch::Sender<u64>,
    reset: AtomicBool,
    mute: AtomicBool,
}

impl Link {
    fn new() -> Self {
        let (reset, mute) = (AtomicBool::new(false), AtomicBool::new(false));
        Self(Arc::new(State { flushes: watch::Sender::new(0), reset, mute }))
    }

    pub(crate) fn flushes(&self) -> u64 {
        *self.0.flushes.borrow()
    }

    /// Waits for a flush after the one counted by `seen`.
    pub(crate) async fn flushed_after(&self, seen: u64) {
        // The sender lives as long as this handle.
        let _ = self.0.flushes.subscribe().wait_for(|now| *now > seen).await;
    }

    /// Closing will be a RST instead of a FIN.
    pub(crate) fn reset(&self) {
        self.0.reset.store(true, SeqCst);
    }

    /// Nothing is written any more: the next write ends the connection.
    pub(crate) fn mute(&self) {
        self.0.mute.store(true, SeqCst);
    }
}

impl Connected<IncomingStream<'_, Tap>> for Link {
    fn connect_info(stream: IncomingStream<'_, Tap>) -> Self {
        stream.io().link.clone()
    }
}

pub(crate) struct Wire {
    stream: TcpStream,
    link: Link,
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.link.0.reset.load(SeqCst) {
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl Wire {
    fn writable(&self) -> Result<()> {
        match self.link.0.mute.load(SeqCst) {
            true => Err(Error::new(ErrorKind::ConnectionAborted, "the script ends this connection")),
            false => Ok(()),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.writable()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.writable()?;
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// HTTP asks for this when its own buffer is empty, so all that was given to it has left.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.link.0.flushes.send_modify(|count| *count += 1);
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
