//! A tool that talks to AI through the hub.

use super::MODEL;
use mockvendor::Script;
use reqwest::Response;
use serde_json::{Value, json};
use std::net::SocketAddr;

#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    address: SocketAddr,
    secret: String,
}

/// An answer that is read bit by bit.
pub(crate) struct Reading {
    response: Response,
    pub seen: String,
}

impl Client {
    pub(crate) fn new(address: SocketAddr, secret: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { http, address, secret: secret.to_owned() }
    }

    /// The answer as soon as its headers are here.
    pub(crate) async fn send(&self, path: &str, stream: bool, headers: &[(&str, &str)]) -> Response {
        let message = json!({"role": "user", "content": "hello"});
        let body = json!({"model": MODEL, "max_tokens": 64, "stream": stream, "messages": [message]});
        let mut request = self.http.post(format!("http://{}{path}", self.address)).body(body.to_string());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.header("content-type", "application/json").header("x-api-key", &self.secret).send().await.unwrap()
    }

    pub(crate) async fn ask(&self, stream: bool, script: &Script) -> Response {
        self.send("/v1/messages", stream, &[("x-mock-script", &script.header())]).await
    }

    /// The hub's id of a request that was answered completely.
    pub(crate) async fn answered(&self, stream: bool, script: &Script) -> String {
        let response = self.ask(stream, script).await;
        let id = request_id(&response);
        let status = response.status();
        let text = response.text().await.unwrap();
        assert_eq!(status, 200, "{text}");
        assert!(text.contains(if stream { "message_stop" } else { "end_turn" }), "{text}");
        id
    }

    /// Status and code of an answer that is an error.
    pub(crate) async fn error(&self) -> (u16, String) {
        let response = self.ask(false, &Script::default()).await;
        let status = response.status().as_u16();
        let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        (status, body["error"]["code"].as_str().unwrap_or_default().to_owned())
    }

    /// A stream of which the first content is here.
    pub(crate) async fn begun(&self, script: &Script) -> Reading {
        let mut reading = Reading::of(self.ask(true, script).await);
        reading.until("text_delta").await;
        reading
    }
}

impl Reading {
    pub(crate) fn of(response: Response) -> Self {
        Self { response, seen: String::new() }
    }

    pub(crate) fn id(&self) -> String {
        request_id(&self.response)
    }

    /// Reads until `text` was seen.
    pub(crate) async fn until(&mut self, text: &str) {
        while !self.seen.contains(text) {
            let chunk = self.response.chunk().await.unwrap();
            let chunk = chunk.unwrap_or_else(|| panic!("no {text:?} in {:?}", self.seen));
            self.seen.push_str(&String::from_utf8_lossy(&chunk));
        }
    }

    /// Reads to the end; false when it is no clean one.
    pub(crate) async fn ends_well(&mut self) -> bool {
        loop {
            match self.response.chunk().await {
                Ok(Some(chunk)) => self.seen.push_str(&String::from_utf8_lossy(&chunk)),
                Ok(None) => return true,
                Err(_) => return false,
            }
        }
    }
}

fn request_id(response: &Response) -> String {
    response.headers()["x-cch-request-id"].to_str().unwrap().to_owned()
}
