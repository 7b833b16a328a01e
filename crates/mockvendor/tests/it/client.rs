//! A client that hides nothing: one request a connection, the raw body, and how the connection ended.

use mockvendor::{MockVendor, Script};
use serde_json::Value;
use std::io::ErrorKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[derive(Debug, PartialEq)]
pub(crate) enum Closed {
    Fin,
    Rst,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    /// Without the framing of chunked bodies.
    pub(crate) bytes: Vec<u8>,
    /// The same as text.
    pub(crate) body: String,
    /// The body came to the end that HTTP asks for.
    pub(crate) whole: bool,
    pub(crate) closed: Closed,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_else(|| panic!("no {name} in {}", self.head))
    }

    /// The `data:` of every event that is JSON.
    pub(crate) fn events(&self) -> Vec<Value> {
        self.body.lines().filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok()).collect()
    }
}

pub(crate) async fn post(mock: &MockVendor, path: &str, body: &str, script: Option<&Script>) -> Answer {
    let header = script.map_or_else(String::new, |script| format!("x-mock-script: {}\r\n", script.header()));
    send(mock, "POST", path, &format!("x-api-key: key-1\r\n{header}"), body).await
}

pub(crate) async fn get(mock: &MockVendor, path: &str) -> Answer {
    send(mock, "GET", path, "", "").await
}

/// A form with these fields; one whose name ends in `@` is a file.
pub(crate) async fn post_form(
    mock: &MockVendor,
    path: &str,
    fields: &[(&str, &str)],
    script: Option<&Script>,
) -> Answer {
    let part = |(name, value): &(&str, &str)| match name.strip_suffix('@') {
        Some(name) => format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}.bin\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{value}\r\n"
        ),
        None => format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"),
    };
    let body = fields.iter().map(part).collect::<String>() + "--edge--\r\n";
    let script = script.map_or_else(String::new, |script| format!("x-mock-script: {}\r\n", script.header()));
    let headers = format!("content-type: multipart/form-data; boundary=edge\r\nx-api-key: key-1\r\n{script}");
    send(mock, "POST", path, &headers, body).await
}

pub(crate) async fn send(mock: &MockVendor, method: &str, path: &str, headers: &str, body: impl AsRef<[u8]>) -> Answer {
    read(open(mock, method, path, headers, body).await).await
}

/// The body is JSON unless a header says something else.
pub(crate) async fn open(
    mock: &MockVendor,
    method: &str,
    path: &str,
    headers: &str,
    body: impl AsRef<[u8]>,
) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", mock.port())).await.unwrap();
    let length = body.as_ref().len();
    let kind = if headers.contains("content-type:") { "" } else { "content-type: application/json\r\n" };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: mock\r\nconnection: close\r\n{kind}content-length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(&[head.as_bytes(), body.as_ref()].concat()).await.unwrap();
    stream
}

/// Reads until the connection ends.
pub(crate) async fn read(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let closed = match stream.read_to_end(&mut bytes).await {
        Ok(_) => Closed::Fin,
        Err(error) if error.kind() == ErrorKind::ConnectionReset => Closed::Rst,
        Err(error) => panic!("{error}"),
    };
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
    let (head, raw) = bytes.split_at(end);
    let head = String::from_utf8(head.to_vec()).unwrap();
    let status = head.split(' ').nth(1).map_or(0, |status| status.parse().unwrap());
    let (body, whole) = match head.contains("transfer-encoding: chunked") {
        true => dechunk(raw),
        false => (raw.to_vec(), head.contains(&format!("content-length: {}\r", raw.len()))),
    };
    Answer { status, head, body: String::from_utf8_lossy(&body).into_owned(), bytes: body, whole, closed }
}

fn dechunk(mut raw: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(at) = raw.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&raw[..at]).unwrap(), 16).unwrap();
        let rest = &raw[at + 2..];
        if size == 0 {
            return (body, true);
        }
        body.extend_from_slice(&rest[..size]);
        raw = rest[size..].strip_prefix(b"\r\n").unwrap();
    }
    (body, false)
}
