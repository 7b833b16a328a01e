//! Who may do what: every operation of the management API for everyone who could call it.

use crate::common::{ADMIN_TOKEN, Account, Answer, Hub, Place, until};
use mockvendor::{MockVendor, Script};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

/// Operation, the scope that a token needs for it (`-`: not for tokens; none: for everybody), body, and the statuses for:
/// the admin token, an admin's console session, the key of whoever owns the thing, another user's key, another key of the
/// owner that is read-only, nobody. `#` in a body is a fresh number, `@` the vendor's address.
pub(crate) const MATRIX: &[(&str, &str, &str, &str, [u16; 6])] = &[
    ("POST", "/api/auth/login", "", r#"{"key": "admin-token-for-tests"}"#, [200; 6]),
    ("POST", "/api/auth/logout", "", "", [204; 6]),
    ("GET", "/api/v1/users:self", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/console-sessions", "-", "", [200, 200, 200, 200, 200, 401]),
    ("DELETE", "/api/v1/console-sessions/{id}", "-", "", [204, 204, 204, 404, 404, 401]),
    ("GET", "/api/v1/me/second-factor", "-", "", [200, 200, 403, 403, 403, 401]),
    ("POST", "/api/v1/me/second-factor", "-", "", [200, 200, 403, 403, 403, 401]),
    // A code that is none.
    ("POST", "/api/v1/me/second-factor:confirm", "-", r#"{"code": "x"}"#, [400, 400, 403, 403, 403, 401]),
    ("POST", "/api/v1/me/second-factor:remove", "-", r#"{"code": "x"}"#, [400, 400, 403, 403, 403, 401]),
    ("GET", "/api/v1/tokens", "-", "", [200, 200, 200, 200, 403, 401]),
    ("POST", "/api/v1/tokens", "-", r#"{"name": "token #", "scopes": ["read"]}"#, [201, 201, 201, 201, 403, 401]),
    ("DELETE", "/api/v1/tokens/{id}", "-", "", [204, 204, 204, 404, 403, 401]),
    ("GET", "/api/v1/users", "read", "", [200, 200, 200, 200, 200, 401]),
    ("POST", "/api/v1/users", "users:write", r#"{"name": "user #"}"#, [201, 201, 403, 403, 403, 401]),
    ("POST", "/api/v1/users:batchUpdate", "users:write", r#"{"users": []}"#, [400, 400, 403, 403, 403, 401]),
    ("GET", "/api/v1/search", "read", "", [400, 400, 400, 400, 400, 401]),
    ("GET", "/api/v1/users/{id}", "read", "", [200, 200, 200, 404, 200, 401]),
    ("PATCH", "/api/v1/users/{id}", "users:write", "{}", [200, 200, 403, 403, 403, 401]),
    ("DELETE", "/api/v1/users/{id}", "users:write", "", [204, 204, 403, 403, 403, 401]),
    ("POST", "/api/v1/users/{id}/usage:reset", "users:write", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/users/{user_id}/keys", "read", "", [200, 200, 200, 404, 200, 401]),
    ("POST", "/api/v1/users/{user_id}/keys", "users:write", r#"{"name": "key #"}"#, [201, 201, 403, 403, 403, 401]),
    ("GET", "/api/v1/keys/{id}", "read", "", [200, 200, 200, 404, 404, 401]),
    ("PATCH", "/api/v1/keys/{id}", "users:write", "{}", [200, 200, 403, 403, 403, 401]),
    ("DELETE", "/api/v1/keys/{id}", "users:write", "", [204, 204, 403, 403, 403, 401]),
    ("POST", "/api/v1/keys/{id}/usage:reset", "users:write", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/providers", "read", "", [200, 200, 403, 403, 403, 401]),
    (
        "POST",
        "/api/v1/providers",
        "providers:write",
        r#"{"name": "provider #", "url": "@", "credential": "sk-ant", "enabled": false}"#,
        [201, 201, 403, 403, 403, 401],
    ),
    ("GET", "/api/v1/providers/{id}", "read", "", [200, 200, 403, 403, 403, 401]),
    ("PATCH", "/api/v1/providers/{id}", "providers:write", "{}", [200, 200, 403, 403, 403, 401]),
    ("DELETE", "/api/v1/providers/{id}", "providers:write", "", [204, 204, 403, 403, 403, 401]),
    ("POST", "/api/v1/providers/{id}/usage:reset", "providers:write", "", [200, 200, 403, 403, 403, 401]),
    (
        "POST",
        "/api/v1/providers/{id}/test",
        "providers:write",
        r#"{"model": "claude-haiku-4-5"}"#,
        [200, 200, 403, 403, 403, 401],
    ),
    // Without anybody chosen, and with nothing to undo.
    (
        "POST",
        "/api/v1/providers:batchPreview",
        "providers:write",
        r#"{"ids": [], "change": {}}"#,
        [400, 400, 403, 403, 403, 401],
    ),
    (
        "POST",
        "/api/v1/providers:batchUpdate",
        "providers:write",
        r#"{"ids": [], "change": {}}"#,
        [400, 400, 403, 403, 403, 401],
    ),
    ("POST", "/api/v1/providers:undo", "providers:write", r#"{"token": "0"}"#, [404, 404, 403, 403, 403, 401]),
    (
        "POST",
        "/api/v1/providers/circuits:batchReset",
        "providers:write",
        r#"{"ids": []}"#,
        [204, 204, 403, 403, 403, 401],
    ),
    ("GET", "/api/v1/availability", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/providers/health", "read", "", [200, 200, 403, 403, 403, 401]),
    ("POST", "/api/v1/providers/{id}/circuit:open", "providers:write", "", [204, 204, 403, 403, 403, 401]),
    ("POST", "/api/v1/providers/{id}/circuit:reset", "providers:write", "", [204, 204, 403, 403, 403, 401]),
    ("GET", "/api/v1/users/{id}/quota", "read", "", [200, 200, 200, 404, 200, 401]),
    ("GET", "/api/v1/keys/{id}/quota", "read", "", [200, 200, 200, 404, 404, 401]),
    ("GET", "/api/v1/providers/{id}/quota", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/me/quota", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/quotas", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/quotas/warnings", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/me/warnings", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/prices", "read", "", [200, 200, 403, 403, 403, 401]),
    (
        "PUT",
        "/api/v1/prices",
        "prices:write",
        r#"{"model": "model #", "entry": {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}}"#,
        [200, 200, 403, 403, 403, 401],
    ),
    ("GET", "/api/v1/prices/{model}", "read", "", [200, 200, 403, 403, 403, 401]),
    ("DELETE", "/api/v1/prices/{model}", "prices:write", "", [204, 204, 403, 403, 403, 401]),
    (
        "POST",
        "/api/v1/prices:upload",
        "prices:write",
        r#"{"model #": {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}}"#,
        [200, 200, 403, 403, 403, 401],
    ),
    ("GET", "/api/v1/prices:sync", "read", "", [200, 200, 403, 403, 403, 401]),
    // No address is set.
    ("POST", "/api/v1/prices:sync", "prices:write", "", [409, 409, 403, 403, 403, 401]),
    ("GET", "/api/v1/prices:conflicts", "read", "", [200, 200, 403, 403, 403, 401]),
    ("POST", "/api/v1/prices:conflicts", "prices:write", r#"{"keys": []}"#, [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/prices:unpriced", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/provider-groups", "read", "", [200, 200, 403, 403, 403, 401]),
    ("POST", "/api/v1/provider-groups", "providers:write", r#"{"name": "group #"}"#, [201, 201, 403, 403, 403, 401]),
    ("GET", "/api/v1/provider-groups/{id}", "read", "", [200, 200, 403, 403, 403, 401]),
    ("PATCH", "/api/v1/provider-groups/{id}", "providers:write", "{}", [200, 200, 403, 403, 403, 401]),
    ("DELETE", "/api/v1/provider-groups/{id}", "providers:write", "", [204, 204, 403, 403, 403, 401]),
    ("GET", "/api/v1/audit-logs", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/audit-logs:verify", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/audit-logs/{id}", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/price-aliases", "read", "", [200, 200, 403, 403, 403, 401]),
    (
        "PUT",
        "/api/v1/price-aliases",
        "prices:write",
        r#"{"alias": "alias #", "model": "claude-opus-4-5"}"#,
        [200, 200, 403, 403, 403, 401],
    ),
    ("DELETE", "/api/v1/price-aliases/{alias}", "prices:write", "", [204, 204, 403, 403, 403, 401]),
    ("GET", "/api/v1/sessions", "read", "", [200, 200, 200, 200, 200, 401]),
    ("DELETE", "/api/v1/sessions/{id}", "providers:write", "", [204, 204, 204, 404, 404, 401]),
    (
        "POST",
        "/api/v1/dashboard/dispatch-simulator:simulate",
        "read",
        r#"{"model": "m"}"#,
        [200, 200, 403, 403, 403, 401],
    ),
    ("GET", "/why/{id}", "read", "", [200, 200, 200, 404, 404, 401]),
    ("GET", "/api/v1/usage-logs", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/usage-logs/stats", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/usage-logs/export", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/ledger/export", "read", "", [200, 200, 200, 200, 200, 401]),
    (
        "POST",
        "/api/v1/usage-logs/cleanup",
        "logs:write",
        r#"{"before": 1, "dry_run": true}"#,
        [200, 200, 403, 403, 403, 401],
    ),
    ("GET", "/api/v1/usage-logs/{id}", "read", "", [200, 200, 200, 404, 404, 401]),
    ("GET", "/api/v1/dashboard/overview", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/leaderboard", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/statistics", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/reports/charge-back", "read", "", [200, 200, 200, 200, 200, 401]),
    ("GET", "/api/v1/system/settings", "read", "", [200, 200, 200, 200, 200, 401]),
    ("PATCH", "/api/v1/system/settings", "settings:write", "{}", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/alert-targets", "read", "", [200, 200, 403, 403, 403, 401]),
    (
        "POST",
        "/api/v1/alert-targets",
        "settings:write",
        r#"{"name": "target #", "kind": "slack", "url": "https://hooks.example/#", "events": []}"#,
        [201, 201, 403, 403, 403, 401],
    ),
    ("GET", "/api/v1/alert-targets/{id}", "read", "", [200, 200, 403, 403, 403, 401]),
    ("PATCH", "/api/v1/alert-targets/{id}", "settings:write", "{}", [200, 200, 403, 403, 403, 401]),
    ("DELETE", "/api/v1/alert-targets/{id}", "settings:write", "", [204, 204, 403, 403, 403, 401]),
    ("POST", "/api/v1/alert-targets/{id}/test", "settings:write", "", [400, 400, 403, 403, 403, 401]),
    ("GET", "/api/v1/alert-deliveries", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/v1/jobs", "read", "", [200, 200, 403, 403, 403, 401]),
    ("POST", "/api/v1/jobs:run", "settings:write", r#"{"job": "expiry"}"#, [204, 204, 403, 403, 403, 401]),
    (
        "POST",
        "/api/v1/system/drill",
        "settings:write",
        r#"{"keys": [1], "odds": {"slow": 1}, "seconds": 1}"#,
        [201, 201, 403, 403, 403, 401],
    ),
    ("GET", "/api/v1/system/drill", "read", "", [200, 200, 403, 403, 403, 401]),
    ("DELETE", "/api/v1/system/drill", "settings:write", "", [204, 404, 403, 403, 403, 401]),
    ("GET", "/api/v1/system/backup", "settings:write", "", [200, 200, 403, 403, 403, 401]),
    ("POST", "/api/v1/system/backup:check", "settings:write", "no backup", [400, 400, 403, 403, 403, 401]),
    ("GET", "/api/v1/system/findings", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/metrics", "read", "", [200, 200, 403, 403, 403, 401]),
    ("GET", "/api/health", "", "", [200; 6]),
    ("GET", "/api/health/ready", "", "", [200; 6]),
    ("GET", "/api/health/live", "", "", [200; 6]),
];

struct Stage {
    vendor: MockVendor,
    hub: Hub,
    owner: Account,
    other: String,
    /// Another key of the owner's, which sees its own requests only.
    narrow: String,
    request: String,
}

impl Stage {
    async fn set(place: &Place) -> Self {
        let vendor = MockVendor::start();
        let hub = place.start().await;
        let owner = hub.furnish(&vendor).await;
        let (_, _, other) = hub.user("bob").await;
        let narrow = hub.key(owner.user, &json!({"name": "ci"})).await;
        let request = hub.client(&owner.secret).answered(true, &Script::default()).await;
        until("the request is in the log", async || !hub.api.rows().await.is_empty()).await;
        Self { vendor, hub, owner, other, narrow, request }
    }

    /// What a path speaks of: the owner's, or something of its own where it is to be deleted.
    async fn target(&self, method: &str, path: &str) -> String {
        if path.starts_with("/why") {
            return self.request.clone();
        }
        let id = match path.split('/').nth(3).unwrap_or_default() {
            "usage-logs" => return self.request.clone(),
            "sessions" => return self.session().await,
            "console-sessions" => return self.console_session().await,
            "tokens" => {
                let new = json!({"name": fill("token #", ""), "scopes": ["read"]});
                let owner = self.hub.api.with(&[("x-api-key", &self.owner.secret)]);
                owner.post("/api/v1/tokens", &new).await.expect(201).json()["token"]["id"].as_i64().unwrap()
            }
            "users" if method == "DELETE" => self.hub.user(&fill("user #", "")).await.0,
            "keys" if method == "DELETE" => self.hub.user(&fill("user #", "")).await.1,
            "prices" => {
                let new = fill(
                    r#"{"model": "vendor/model #", "entry": {"input_cost_per_token": 1, "output_cost_per_token": 1}}"#,
                    "",
                );
                self.hub.api.send("PUT", "/api/v1/prices", Some(&new)).await.expect(200);
                let new: Value = serde_json::from_str(&new).unwrap();
                return new["model"].as_str().unwrap().replace('/', "%2F").replace(' ', "%20");
            }
            "price-aliases" => {
                let new = fill(r#"{"alias": "alias-#", "model": "claude-opus-4-5"}"#, "");
                self.hub.api.send("PUT", "/api/v1/price-aliases", Some(&new)).await.expect(200);
                let new: Value = serde_json::from_str(&new).unwrap();
                return new["alias"].as_str().unwrap().to_owned();
            }
            "provider-groups" => {
                let new = fill(r#"{"name": "group #"}"#, "");
                self.hub.api.send("POST", "/api/v1/provider-groups", Some(&new)).await.expect(201).id()
            }
            "alert-targets" => {
                let new = r#"{"name": "target #", "kind": "slack", "url": "http://127.0.0.1:1/", "events": []}"#;
                self.hub.api.send("POST", "/api/v1/alert-targets", Some(&fill(new, ""))).await.expect(201).id()
            }
            "audit-logs" => 1,
            "providers" if method == "DELETE" => {
                let new = fill(r#"{"name": "provider #", "url": "@", "credential": "sk-ant"}"#, &self.vendor.url());
                self.hub.api.send("POST", "/api/v1/providers", Some(&new)).await.expect(201).id()
            }
            "users" => self.owner.user,
            "keys" => self.owner.key,
            _ => self.owner.provider,
        };
        id.to_string()
    }

    /// A new session of the owner's, with its key in the query.
    async fn session(&self) -> String {
        let id = fill("session-#", "");
        let client = self.hub.client(&self.owner.secret);
        client.send("/v1/messages", false, &[("session-id", &id)]).await.text().await.unwrap();
        format!("{id}?key={}", self.owner.key)
    }

    /// The owner signs in once more.
    async fn console_session(&self) -> String {
        let key = json!({"key": self.owner.secret});
        self.hub.api.with(&[]).post("/api/auth/login", &key).await.expect(200);
        let owner = self.hub.api.with(&[("x-api-key", &self.owner.secret)]);
        let open = owner.get("/api/v1/console-sessions").await.expect(200).json();
        open[0]["id"].as_str().unwrap().to_owned()
    }

    /// The text of an admin's token.
    async fn token(&self, scopes: &[&str], expires_at: Option<i64>) -> String {
        let new = json!({"name": "token", "scopes": scopes, "expires_at": expires_at});
        let created = self.hub.api.post("/api/v1/tokens", &new).await.expect(201).json();
        created["secret"].as_str().unwrap().to_owned()
    }

    /// Headers of each column.
    async fn credential(&self, column: usize) -> Vec<(&'static str, String)> {
        match column {
            0 => vec![("authorization", format!("Bearer {ADMIN_TOKEN}"))],
            1 => {
                let login =
                    self.hub.api.with(&[]).post("/api/auth/login", &json!({"key": ADMIN_TOKEN})).await.expect(200);
                vec![("cookie", login.header("set-cookie").split(';').next().unwrap_or_default().to_owned())]
            }
            2 => vec![("x-api-key", self.owner.secret.clone())],
            3 => vec![("authorization", format!("Bearer {}", self.other))],
            4 => vec![("x-api-key", self.narrow.clone())],
            _ => Vec::new(),
        }
    }

    async fn call(&self, method: &str, path: &str, body: &str, credential: &[(&'static str, String)]) -> Answer {
        let headers: Vec<(&str, &str)> = credential.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut target = path.to_owned();
        if path.contains('{') {
            let id = self.target(method, path).await;
            target =
                ["{id}", "{user_id}", "{model}", "{alias}"].iter().fold(target, |path, name| path.replace(name, &id));
        }
        let body = fill(body, &self.vendor.url());
        let body = Some(body.as_str()).filter(|body| !body.is_empty());
        self.hub.api.with(&headers).send(method, &target, body).await
    }
}

fn fill(text: &str, url: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    text.replace('#', &COUNT.fetch_add(1, Ordering::Relaxed).to_string()).replace('@', url)
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_may_do_what_the_matrix_says() {
    let place = Place::sqlite();
    let stage = Stage::set(&place).await;
    for (method, path, _, body, statuses) in MATRIX {
        for (column, status) in statuses.iter().enumerate() {
            let answer = stage.call(method, path, body, &stage.credential(column).await).await;
            assert_eq!(answer.status, *status, "{method} {path}, column {column}: {answer:?}");
            if answer.status >= 400 {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{answer:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_what_its_scopes_say_until_it_expires() {
    let place = Place::sqlite();
    let stage = Stage::set(&place).await;
    let all = ["read", "providers:write", "users:write", "prices:write", "settings:write", "logs:write"];
    let bearer = |token: &str| vec![("authorization", format!("Bearer {token}"))];
    let expired = bearer(&stage.token(&all, Some(1)).await);
    for (method, path, scope, body, statuses) in MATRIX {
        let (admin, nobody) = (statuses[0], statuses[5]);
        let others: Vec<_> = all.into_iter().filter(|other| other != scope).collect();
        let (without, with) = match *scope {
            "" => (admin, None),
            "-" => (403, None),
            scope => (403, Some(bearer(&stage.token(&[scope], None).await))),
        };
        let others = bearer(&stage.token(&others, None).await);
        let columns = [(&expired, nobody), (&others, without)];
        for (credential, status) in columns.into_iter().chain(with.as_ref().map(|with| (with, admin))) {
            let answer = stage.call(method, path, body, credential).await;
            assert_eq!(answer.status, status, "{method} {path}, of scope {scope:?}: {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_has_every_operation() {
    let place = Place::sqlite();
    let document = place.start().await.api.get("/api/v1/openapi.json").await.expect(200).json();
    let documented: BTreeSet<(String, String)> = operations(&document).collect();
    let tested: BTreeSet<_> = MATRIX.iter().map(|row| (row.0.to_owned(), row.1.to_owned())).collect();
    assert_eq!(documented, tested, "each operation needs a row in MATRIX");
}

fn operations(document: &Value) -> impl Iterator<Item = (String, String)> {
    let paths = document["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, methods)| {
        methods.as_object().unwrap().keys().map(move |method| (method.to_uppercase(), path.clone()))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn users_see_what_is_theirs() {
    let place = Place::sqlite();
    let stage = Stage::set(&place).await;
    let other = stage.hub.api.with(&[("x-api-key", &stage.other)]);
    assert!(other.rows().await.is_empty());
    assert_eq!(other.totals().await.requests, 0);
    assert_eq!(other.get("/api/v1/dashboard/overview").await.expect(200).json()["totals"]["requests"], 0);
    let users = other.get("/api/v1/users").await.expect(200).json();
    assert_eq!((users.as_array().unwrap().len(), &users[0]["user"]["name"]), (1, &json!("bob")));
    assert_eq!(stage.hub.api.with(&[]).get("/api/live").await.status, 401);
    let owner = stage.hub.api.with(&[("x-api-key", &stage.owner.secret)]);
    assert_eq!(owner.rows().await.len(), 1);
}
