//! One HTTP/1.1 connection, as plain as it can be: what is measured is the other side.

use anyhow::{Context, Result, bail};
use memchr::memmem;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Bytes at a time.
const READ: usize = 64 << 10;

pub(crate) struct Connection {
    stream: TcpStream,
    /// What was read and not used.
    buffer: Vec<u8>,
    /// Before each look at what has come.
    pause: Duration,
}

/// How long the body is.
enum Length {
    Known(usize),
    Chunked,
    UntilClose,
}

impl Connection {
    pub(crate) async fn open(to: SocketAddr) -> Result<Self> {
        Self::over(TcpSocket::new_v4()?, to).await
    }

    /// Of somebody who takes that long before each look, and for whom the system keeps little meanwhile.
    pub(crate) async fn open_slow(to: SocketAddr, pause: Duration) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(READ as u32)?;
        Ok(Self { pause, ..Self::over(socket, to).await? })
    }

    async fn over(socket: TcpSocket, to: SocketAddr) -> Result<Self> {
        let stream = socket.connect(to).await.context("no connection")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(READ), pause: Duration::ZERO })
    }

    /// Sends a whole request and hands the body of its answer to `piece` as it comes. Gives the status, and whether the
    /// connection can be used again.
    pub(crate) async fn ask(&mut self, request: &[u8], mut piece: impl FnMut(&[u8])) -> Result<(u16, bool)> {
        self.stream.write_all(request).await.context("the request could not be sent")?;
        let head = loop {
            match memmem::find(&self.buffer, b"\r\n\r\n") {
                Some(end) => break self.buffer.drain(..end + 4).collect::<Vec<_>>(),
                None => self.more().await.context("no head")?,
            }
        };
        let head = std::str::from_utf8(&head)?.to_ascii_lowercase();
        let status: u16 = head.get(9..12).context("no status line")?.parse()?;
        let keeps = !head.contains("\r\nconnection: close");
        match length(&head)? {
            _ if status == 204 => {}
            Length::Known(length) => self.sized(length, &mut piece).await?,
            Length::Chunked => self.chunked(&mut piece).await?,
            Length::UntilClose => {
                loop {
                    piece(&self.buffer);
                    self.buffer.clear();
                    if self.stream.read_buf(&mut self.buffer).await? == 0 {
                        break;
                    }
                }
                return Ok((status, false));
            }
        }
        Ok((status, keeps))
    }

    /// One request by a connection of its own, without a body or with one of JSON. `head`: the request line and headers, each
    /// with its end. Gives the status and the answer.
    pub(crate) async fn once(to: SocketAddr, head: &str, body: &str) -> Result<(u16, Vec<u8>)> {
        let request = format!(
            "{head}host: bench\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut answer = Vec::new();
        let (status, _) =
            Self::open(to).await?.ask(request.as_bytes(), |piece| answer.extend_from_slice(piece)).await?;
        Ok((status, answer))
    }

    async fn sized(&mut self, mut left: usize, piece: &mut impl FnMut(&[u8])) -> Result<()> {
        while left > 0 {
            if self.buffer.is_empty() {
                self.more().await.context("the body broke off")?;
            }
            let take = left.min(self.buffer.len());
            piece(&self.buffer[..take]);
            self.buffer.drain(..take);
            left -= take;
        }
        Ok(())
    }

    async fn chunked(&mut self, piece: &mut impl FnMut(&[u8])) -> Result<()> {
        loop {
            let line = loop {
                match memmem::find(&self.buffer, b"\r\n") {
                    Some(end) => break self.buffer.drain(..end + 2).collect::<Vec<_>>(),
                    None => self.more().await.context("the body broke off")?,
                }
            };
            let size = std::str::from_utf8(&line)?.trim_end().split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16).context("no chunk size")?;
            self.sized(size, piece).await?;
            self.sized(2, &mut |_| ()).await?;
            if size == 0 {
                return Ok(());
            }
        }
    }

    async fn more(&mut self) -> Result<()> {
        if !self.pause.is_zero() {
            tokio::time::sleep(self.pause).await;
        }
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => bail!("the connection was closed"),
            _ => Ok(()),
        }
    }
}

fn length(head: &str) -> Result<Length> {
    let value = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    Ok(match value("content-length:") {
        Some(length) => Length::Known(length.parse()?),
        None if value("transfer-encoding:") == Some("chunked") => Length::Chunked,
        None => Length::UntilClose,
    })
}
