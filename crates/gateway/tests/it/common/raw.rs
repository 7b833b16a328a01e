//! A vendor that sends the very bytes it is told, waits where it is told, and ends as it is told.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Close {
    Fin,
    Rst,
}

/// How every request is answered.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub kind: &'static str,
    /// Sent at once.
    pub first: Vec<u8>,
    /// Sent when the test says so.
    pub then: Vec<u8>,
    pub close: Close,
}

impl Reply {
    pub(crate) fn new(kind: &'static str, first: impl Into<Vec<u8>>, close: Close) -> Self {
        Self { status: 200, kind, first: first.into(), then: Vec::new(), close }
    }
}

pub(crate) struct Raw {
    pub address: SocketAddr,
    asked: Arc<AtomicUsize>,
    go: Arc<Semaphore>,
    task: AbortHandle,
}

impl Raw {
    /// The body ends with the connection: HTTP's own end says nothing of the answer's.
    pub(crate) async fn start(reply: Reply) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, go) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
        let (counter, gate) = (asked.clone(), go.clone());
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                tokio::spawn(answer(client, reply.clone(), counter.clone(), gate.clone()));
            }
        });
        Self { address, asked, go, task: task.abort_handle() }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// One request's answer goes on.
    pub(crate) fn go_on(&self) {
        self.go.add_permits(1);
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(mut client: TcpStream, reply: Reply, asked: Arc<AtomicUsize>, gate: Arc<Semaphore>) {
    let mut seen = Vec::new();
    while !is_whole(&seen) {
        if client.read_buf(&mut seen).await.unwrap_or(0) == 0 {
            return;
        }
    }
    asked.fetch_add(1, Ordering::SeqCst);
    let head = format!("HTTP/1.1 {} OK\r\ncontent-type: {}\r\nconnection: close\r\n\r\n", reply.status, reply.kind);
    let _ = client.write_all(&[head.as_bytes(), &reply.first].concat()).await;
    if !reply.then.is_empty() {
        let _ = gate.acquire().await.map(tokio::sync::SemaphorePermit::forget);
        let _ = client.write_all(&reply.then).await;
    }
    match reply.close {
        Close::Fin => {}
        Close::Rst => {
            // What was sent shall arrive before the connection is torn down.
            let _ = gate.acquire().await.map(tokio::sync::SemaphorePermit::forget);
            client.set_zero_linger().unwrap();
        }
    }
}

fn is_whole(seen: &[u8]) -> bool {
    let Some(end) = seen.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&seen[..end]).to_ascii_lowercase();
    let length =
        head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.trim().parse::<usize>().ok());
    seen.len() >= end + 4 + length.unwrap_or(0)
}
