//! A web server that answers every request with the same bytes, as they are.

use serde_json::Value;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

pub(crate) struct Table {
    address: SocketAddr,
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Table {
    pub(crate) async fn start() -> Self {
        // As `server` does it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let bytes = Arc::<Mutex<Vec<u8>>>::default();
        let said = bytes.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let bytes = said.lock().unwrap().clone();
                tokio::spawn(async move {
                    let mut asked = [0; 4_096];
                    let _ = stream.read(&mut asked).await;
                    let _ = stream.write_all(&bytes).await;
                    let _ = stream.shutdown().await;
                });
            }
        });
        Self { address, bytes }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/prices.json", self.address)
    }

    pub(crate) fn says(&self, bytes: Vec<u8>) {
        *self.bytes.lock().unwrap() = bytes;
    }
}

/// A whole answer.
pub(crate) fn answer(table: &Value) -> Vec<u8> {
    let body = table.to_string();
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}
