//! Proxies as small as they come: HTTP, SOCKS5 and SOCKS4, with or without a login.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Http,
    Socks5,
    Socks4,
}

pub(crate) struct Proxy {
    pub address: SocketAddr,
    used: Arc<AtomicUsize>,
    task: AbortHandle,
}

impl Proxy {
    /// `login`: `user:password` that it insists on; SOCKS4 knows the user alone.
    pub(crate) async fn start(protocol: Protocol, login: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let used = Arc::new(AtomicUsize::new(0));
        let counter = used.clone();
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let counter = counter.clone();
                tokio::spawn(async move {
                    let served = match protocol {
                        Protocol::Http => http(client, login, &counter).await,
                        Protocol::Socks5 => socks5(client, login, &counter).await,
                        Protocol::Socks4 => socks4(client, login, &counter).await,
                    };
                    // A client that is turned away closes as it likes.
                    let _ = served;
                });
            }
        });
        Self { address, used, task: task.abort_handle() }
    }

    /// How many connections it has made for others.
    pub(crate) fn used(&self) -> usize {
        self.used.load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn join(mut client: TcpStream, mut far: TcpStream, counter: &AtomicUsize) -> std::io::Result<()> {
    counter.fetch_add(1, Ordering::SeqCst);
    copy_bidirectional(&mut client, &mut far).await.map(|_| ())
}

/// Plain HTTP comes with the whole URL in its first line, which servers take as it is.
async fn http(mut client: TcpStream, login: Option<&str>, counter: &AtomicUsize) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    // `ann:s3cret`, the only login that the tests know.
    if login.is_some() && !text.contains("Basic YW5uOnMzY3JldA==") {
        return client.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n").await;
    }
    let authority = text.split(' ').nth(1).unwrap().trim_start_matches("http://").split('/').next().unwrap().to_owned();
    let mut far = TcpStream::connect(authority).await?;
    far.write_all(&head).await?;
    join(client, far, counter).await
}

/// RFC 1928, and RFC 1929 for the login.
async fn socks5(mut client: TcpStream, login: Option<&str>, counter: &AtomicUsize) -> std::io::Result<()> {
    let mut head = [0; 2];
    client.read_exact(&mut head).await?;
    let mut methods = vec![0; head[1].into()];
    client.read_exact(&mut methods).await?;
    let method = if login.is_some() { 2 } else { 0 };
    if !methods.contains(&method) {
        return client.write_all(&[5, 0xff]).await;
    }
    client.write_all(&[5, method]).await?;
    if let Some(login) = login {
        client.read_u8().await?;
        let mut said = Vec::new();
        for _ in 0..2 {
            let mut part = vec![0; client.read_u8().await?.into()];
            client.read_exact(&mut part).await?;
            said.push(String::from_utf8(part).unwrap());
        }
        client.write_all(&[1, u8::from(said.join(":") != login)]).await?;
    }
    let mut request = [0; 4];
    client.read_exact(&mut request).await?;
    let host = match request[3] {
        1 => std::net::Ipv4Addr::from(client.read_u32().await?).to_string(),
        3 => {
            let mut name = vec![0; client.read_u8().await?.into()];
            client.read_exact(&mut name).await?;
            String::from_utf8(name).unwrap()
        }
        other => panic!("address type {other}"),
    };
    let far = TcpStream::connect((host, client.read_u16().await?)).await?;
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    join(client, far, counter).await
}

/// <https://www.openssh.com/txt/socks4.protocol>
async fn socks4(mut client: TcpStream, login: Option<&str>, counter: &AtomicUsize) -> std::io::Result<()> {
    client.read_u16().await?;
    let port = client.read_u16().await?;
    let host = std::net::Ipv4Addr::from(client.read_u32().await?);
    let mut user = Vec::new();
    while let byte @ 1.. = client.read_u8().await? {
        user.push(byte);
    }
    if login.is_some_and(|login| login.as_bytes() != user) {
        return client.write_all(&[0, 93, 0, 0, 0, 0, 0, 0]).await;
    }
    let far = TcpStream::connect((host, port)).await?;
    client.write_all(&[0, 90, 0, 0, 0, 0, 0, 0]).await?;
    join(client, far, counter).await
}
