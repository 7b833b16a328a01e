//! The management API.

use domain::log::{LogEntry, LogRow, Page};
use domain::report::Totals;
use futures_util::{StreamExt, stream};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Response};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::net::SocketAddr;

/// Sends the same headers with every request.
#[derive(Clone)]
pub(crate) struct Api {
    address: SocketAddr,
    client: Client,
    headers: HeaderMap,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Api {
    pub(crate) fn new(address: SocketAddr) -> Self {
        // A second call finds the first one's provider, which is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().build().unwrap();
        Self { address, client, headers: HeaderMap::new() }
    }

    /// The same API with these headers and no others.
    pub(crate) fn with(&self, headers: &[(&str, &str)]) -> Self {
        let header =
            |(name, value): &(&str, &str)| (name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
        Self { headers: headers.iter().map(header).collect(), ..self.clone() }
    }

    pub(crate) async fn try_send(&self, method: &str, path: &str, body: Option<&str>) -> reqwest::Result<Answer> {
        let method: Method = method.parse().unwrap();
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_owned());
        }
        let answer = request.headers(self.headers.clone()).send().await?;
        Ok(Answer { status: answer.status().as_u16(), headers: answer.headers().clone(), text: answer.text().await? })
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: Option<&str>) -> Answer {
        self.try_send(method, path, body).await.unwrap_or_else(|error| panic!("{method} {path}: {error:?}"))
    }

    /// An answer that does not end by itself.
    pub(crate) async fn open(&self, path: &str) -> Response {
        let request = self.client.get(format!("http://{}{path}", self.address));
        request.headers(self.headers.clone()).send().await.unwrap().error_for_status().unwrap()
    }

    pub(crate) async fn upload(&self, path: &str, file: Vec<u8>) -> Answer {
        let request = self.client.post(format!("http://{}{path}", self.address));
        let answer = request.headers(self.headers.clone()).body(file).send().await.unwrap();
        Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            text: answer.text().await.unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(&body.to_string())).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, Some(&body.to_string())).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None).await
    }

    /// Sums of the log's metered rows.
    pub(crate) async fn totals(&self) -> Totals {
        self.get("/api/v1/usage-logs/stats").await.expect(200).read()
    }

    /// Every row of the log, newest first.
    pub(crate) async fn rows(&self) -> Vec<LogRow> {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/usage-logs?limit=200{cursor}");
            let page: Page<LogRow> = self.get(&path).await.expect(200).read();
            rows.extend(page.items);
            match page.next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return rows,
            }
        }
    }

    /// Every request with its whole story.
    pub(crate) async fn entries(&self) -> Vec<LogEntry> {
        let entry =
            |row: LogRow| async move { self.get(&format!("/api/v1/usage-logs/{}", row.id)).await.expect(200).read() };
        stream::iter(self.rows().await).map(entry).buffer_unordered(8).collect().await
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn json(&self) -> Value {
        self.read()
    }

    pub(crate) fn id(&self) -> i64 {
        self.json()["id"].as_i64().unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
