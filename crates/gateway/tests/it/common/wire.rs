//! A client that hides nothing: the answer's bytes as they stand on the wire, and whether they came to HTTP's end.

use serde_json::Value;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) struct Client {
    pub stream: TcpStream,
    seen: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    /// Without chunk framing.
    pub body: Vec<u8>,
    /// The body came to the end that HTTP asks for.
    pub whole: bool,
}

impl Client {
    pub(crate) async fn send(to: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut client = Self::open(to, method, path, headers, body.len()).await;
        client.write(body).await;
        client
    }

    /// Without the body, whose length is announced unless `headers` speak of it.
    pub(crate) async fn open(
        to: SocketAddr,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        length: usize,
    ) -> Self {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {to}\r\n");
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        if !headers.iter().any(|(name, _)| *name == "transfer-encoding") {
            head.push_str(&format!("content-length: {length}\r\n"));
        }
        head.push_str("\r\n");
        let stream = TcpStream::connect(to).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let mut client = Self { stream, seen: Vec::new() };
        client.write(head.as_bytes()).await;
        client
    }

    /// A hub that refuses may close before it has read everything.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
    }

    /// Reads until `text` was seen.
    pub(crate) async fn until(&mut self, text: &str) {
        let mut from = 0;
        while !self.seen[from..].windows(text.len()).any(|window| window == text.as_bytes()) {
            from = self.seen.len().saturating_sub(text.len());
            assert!(self.read().await, "no {text:?} in {:?}", String::from_utf8_lossy(&self.seen));
        }
    }

    /// Reads until at least so many bytes of the answer, head included, were seen, or its end.
    pub(crate) async fn bytes(&mut self, count: usize) {
        while self.seen.len() < count && !self.is_whole() && self.read().await {}
    }

    /// Reads to the end of the body, or of the connection, and not a byte further.
    pub(crate) async fn answer(&mut self) -> Answer {
        while !self.is_whole() && self.read().await {}
        parse(&self.seen).unwrap_or_else(|| panic!("no answer in {:?}", String::from_utf8_lossy(&self.seen)))
    }

    /// The same; `None` when the connection ends before an answer.
    pub(crate) async fn answer_if_any(&mut self) -> Option<Answer> {
        while !self.is_whole() && self.read().await {}
        parse(&self.seen)
    }

    fn is_whole(&self) -> bool {
        // A look at the end first: the rest of a long answer is not parsed at every byte.
        let chunked = self.seen.windows(26).take(4096).any(|window| window == b"transfer-encoding: chunked");
        (!chunked || self.seen.ends_with(b"0\r\n\r\n")) && parse(&self.seen).is_some_and(|answer| answer.whole)
    }

    /// Leaves with a RST instead of a FIN.
    pub(crate) fn reset(self) {
        self.stream.set_zero_linger().unwrap();
    }

    async fn read(&mut self) -> bool {
        self.stream.read_buf(&mut self.seen).await.unwrap_or(0) > 0
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }
}

/// `None` while the head is not complete. Interim answers (100) are passed over.
fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let rest = &bytes[end + 4..];
    let mut lines = head.split("\r\n");
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().unwrap();
    if status < 200 {
        return parse(rest);
    }
    let headers: Vec<_> = lines
        .map(|line| line.split_once(':').unwrap())
        .map(|(n, v)| (n.to_ascii_lowercase(), v.trim().to_owned()))
        .collect();
    let mut answer = Answer { status, headers, body: Vec::new(), whole: false };
    if matches!(status, 204 | 304) {
        // HTTP gives them no body.
        answer.whole = true;
        return Some(answer);
    }
    match answer.header("content-length") {
        Some(length) => {
            let length: usize = length.parse().unwrap();
            answer.whole = rest.len() >= length;
            answer.body = rest[..length.min(rest.len())].to_vec();
        }
        None => answer.whole = dechunk(rest, &mut answer.body).is_some(),
    }
    Some(answer)
}

/// `None` unless the terminating chunk is there.
fn dechunk(mut bytes: &[u8], into: &mut Vec<u8>) -> Option<()> {
    loop {
        let line = bytes.windows(2).position(|window| window == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..line]).unwrap(), 16).unwrap();
        let data = &bytes[line + 2..];
        into.extend_from_slice(&data[..size.min(data.len())]);
        if size == 0 {
            return (data.len() >= 2).then_some(());
        }
        bytes = data.get(size + 2..)?;
    }
}
