//! A running hub.

use super::{ADMIN_TOKEN, Api, CREDENTIAL, Client, PATIENCE};
use mockvendor::MockVendor;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

pub(crate) struct Hub {
    process: Child,
    /// What it printed at start.
    pub greeting: String,
    pub address: SocketAddr,
    /// With the admin token.
    pub api: Api,
}

/// A user with a key, and a provider that serves it.
pub(crate) struct Account {
    pub user: i64,
    pub key: i64,
    pub secret: String,
    pub provider: i64,
}

impl Hub {
    /// `None` when the process ends instead of serving.
    pub(crate) async fn start(mut command: Command) -> Option<Self> {
        let mut process = command.spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let lines = tokio::task::spawn_blocking(move || {
            let mut text = String::new();
            for _ in 0..3 {
                output.read_line(&mut text).unwrap();
            }
            text
        });
        let greeting = tokio::time::timeout(PATIENCE, lines).await.expect("a word of the hub").unwrap();
        let console = greeting.lines().find_map(|line| line.split_once("http://"));
        let Some(address) = console.and_then(|(_, address)| address.parse().ok()) else {
            assert!(!process.wait().unwrap().success());
            return None;
        };
        let api = Api::new(address).with(&[("authorization", &format!("Bearer {ADMIN_TOKEN}"))]);
        Some(Self { process, greeting, address, api })
    }

    pub(crate) async fn furnish(&self, vendor: &MockVendor) -> Account {
        let provider = json!({"name": "vendor", "url": vendor.url(), "credential": CREDENTIAL, "multiplier": 1.2});
        let provider = self.api.post("/api/v1/providers", &provider).await.expect(201).id();
        let (user, key, secret) = self.user("ann").await;
        Account { user, key, secret, provider }
    }

    /// A user, a key of theirs, and its text.
    pub(crate) async fn user(&self, name: &str) -> (i64, i64, String) {
        let user = self.api.post("/api/v1/users", &json!({"name": name})).await.expect(201).id();
        let key = json!({"name": "laptop", "can_login": true});
        let created = self.api.post(&format!("/api/v1/users/{user}/keys"), &key).await.expect(201).json();
        (user, created["key"]["id"].as_i64().unwrap(), created["secret"].as_str().unwrap().to_owned())
    }

    /// The text of another key of a user's.
    pub(crate) async fn key(&self, user: i64, new: &Value) -> String {
        let created = self.api.post(&format!("/api/v1/users/{user}/keys"), new).await.expect(201).json();
        created["secret"].as_str().unwrap().to_owned()
    }

    pub(crate) fn client(&self, secret: &str) -> Client {
        Client::new(self.address, secret)
    }

    /// What a pulled plug does to the process.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub(crate) fn terminate(&self) {
        let told = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        assert!(told.unwrap().success());
    }

    /// Waits for the end of the process.
    pub(crate) async fn ended(&mut self) -> (ExitStatus, Duration) {
        let start = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return (status, start.elapsed());
            }
            assert!(start.elapsed() < PATIENCE, "the hub does not end");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub(crate) async fn stop(mut self) {
        self.terminate();
        assert!(self.ended().await.0.success());
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
