//! A hub that is given every kind of secret, and everything that it says.

use super::canary::*;
use super::sieve::Sieve;
use crate::common::{ADMIN_TOKEN, Hub, Place, empty_postgres};
use mockvendor::MockVendor;
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use std::path::Path;
use std::process::Output;

const SOURCE: &str = "
    CREATE TABLE users (id serial PRIMARY KEY, name varchar NOT NULL, deleted_at timestamptz);
    CREATE TABLE keys (id serial PRIMARY KEY, user_id integer NOT NULL, key varchar NOT NULL, name varchar NOT NULL);
    CREATE TABLE providers (id serial PRIMARY KEY, name varchar NOT NULL, url varchar NOT NULL, key varchar NOT NULL);
    INSERT INTO users (name) VALUES ('Lin Wei');";

pub(super) struct Stage<'a> {
    place: &'a Place,
    hub: &'a Hub,
    vendor: &'a MockVendor,
    pub sieve: Sieve,
}

impl<'a> Stage<'a> {
    pub(super) fn new(place: &'a Place, hub: &'a Hub, vendor: &'a MockVendor) -> Self {
        let mut sieve = Sieve::default();
        for secret in ALL {
            sieve.add(secret, secret);
        }
        sieve.add("a number for a secret", &MISTAKEN_NUMBER.to_string());
        sieve.look("the greeting", hub.greeting.as_bytes());
        Self { place, hub, vendor, sieve }
    }

    /// Sends it with these headers and no others; what is answered is looked at.
    pub(super) async fn ask(&mut self, headers: &[(&str, &str)], method: &str, path: &str, body: &str) -> Value {
        let answer = self.hub.api.with(headers).send(method, path, Some(body).filter(|body| !body.is_empty())).await;
        let told = format!("{} {:?} {}", answer.status, answer.headers, answer.text);
        self.sieve.look(&format!("the answer of {method} {path}"), told.as_bytes());
        serde_json::from_str(&answer.text).unwrap_or_default()
    }

    pub(super) async fn heard(&mut self, what: &str, answer: reqwest::Response) {
        let headers = format!("{:?}", answer.headers());
        self.sieve.look(what, format!("{headers}{}", answer.text().await.unwrap()).as_bytes());
    }

    async fn admin(&mut self, method: &str, path: &str, body: &Value) -> Value {
        let bearer = format!("Bearer {ADMIN_TOKEN}");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.ask(&[("authorization", &bearer)], method, path, &body).await
    }

    /// The one answer that shows a key comes twice, for its idempotency key.
    pub(super) async fn user_with_key(&mut self) -> (i64, i64, String) {
        let user = self.admin("POST", "/api/v1/users", &json!({"name": "ann"})).await["id"].as_i64().unwrap();
        let once = [("authorization", format!("Bearer {ADMIN_TOKEN}")), ("idempotency-key", "made once".to_owned())];
        let once = self.hub.api.with(&once.each_ref().map(|(name, value)| (*name, value.as_str())));
        let path = format!("/api/v1/users/{user}/keys");
        let new = json!({"name": "laptop", "can_login": true});
        let made = once.post(&path, &new).await.expect(201).json();
        assert_eq!(once.post(&path, &new).await.expect(201).json(), made);
        let secret = made["secret"].as_str().unwrap().to_owned();
        self.sieve.add("the hub key", &secret);
        (user, made["key"]["id"].as_i64().unwrap(), secret)
    }

    /// Its proxy is away, and may be left out.
    pub(super) async fn provider(&mut self) -> i64 {
        let proxy = format!("http://ann:{PROXY_CREATED}@127.0.0.1:9");
        let new = json!({
            "name": "one", "url": self.vendor.url(), "credential": VENDOR_CREATED, "proxy": proxy, "proxy_fallback": true,
        });
        let id = self.admin("POST", "/api/v1/providers", &new).await["id"].as_i64().unwrap();
        let path = format!("/api/v1/providers/{id}");
        let proxy = format!("socks5://ann:{PROXY_PATCHED}@127.0.0.1:9");
        self.admin("PATCH", &path, &json!({"credential": VENDOR_PATCHED, "proxy": proxy, "note": "changed"})).await;
        self.admin("POST", &format!("{path}/test"), &json!({"model": "claude-haiku-4-5"})).await;
        self.admin(
            "POST",
            "/api/v1/providers",
            &json!({"name": "two", "url": "https://h", "secrets_of": id, "credential": "", "enabled": false}),
        )
        .await;
        id
    }

    pub(super) async fn google(&mut self) {
        let file = json!({
            "refresh_token": REFRESH, "client_id": "hub", "client_secret": CLIENT_SECRET, "access_token": ACCESS,
            "token_uri": format!("{}/token", self.vendor.url()),
        });
        let new = json!({"name": "g", "kind": "gemini", "url": self.vendor.url(), "credential": file.to_string()});
        assert!(self.admin("POST", "/api/v1/providers", &new).await["id"].is_i64());
    }

    /// Its address and its proxy are away.
    pub(super) async fn alert_target(&mut self) {
        let new = json!({
            "name": "team", "kind": "dingtalk", "url": format!("http://127.0.0.1:9/robot?access_token={HOOK}"),
            "secret": HOOK_SIGNS, "events": ["breaker_opened"],
        });
        let id = self.admin("POST", "/api/v1/alert-targets", &new).await["id"].as_i64().unwrap();
        let path = format!("/api/v1/alert-targets/{id}");
        self.admin("POST", &format!("{path}/test"), &Value::Null).await;
        let proxy = format!("http://ann:{HOOK_PROXY}@127.0.0.1:9");
        let change = json!({"url": format!("http://127.0.0.1:9/robot?access_token={HOOK_PATCHED}"), "proxy": proxy});
        assert_eq!(self.admin("PATCH", &path, &change).await["id"], id);
        self.admin("POST", &format!("{path}/test"), &Value::Null).await;
        for change in [
            json!({"url": format!("ftp://h/{MISTAKE}")}),
            json!({"url": [MISTAKE]}),
            json!({"secret": [MISTAKE]}),
            json!({"proxy": format!("http://ann:{MISTAKE}@h:port")}),
            json!({"events": [MISTAKE]}),
        ] {
            let answer = self.admin("PATCH", &path, &change).await;
            assert!(answer["status"].as_i64().is_some_and(|status| status >= 400), "{change}: {answer}");
        }
    }

    fn run(&mut self, arguments: &[&str]) -> Output {
        let mut command = self.place.command();
        let proxy = format!("http://ann:{PROXY_APPLIED}@127.0.0.1:9");
        let output = command.env("CANARY_KEY", VENDOR_APPLIED).env("CANARY_PROXY", proxy).args(arguments).output();
        let output = output.unwrap();
        self.sieve.look(&format!("what cch {} says", arguments[0]), &output.stdout);
        output
    }

    pub(super) fn applied(&mut self) {
        let (file, key) = (self.place.data().join("../hub.yaml"), self.place.data().join("../key"));
        std::fs::write(&key, OWN_KEY).unwrap();
        let text = format!(
            "providers:\n  - {{name: three, url: 'https://h', credential: {{env: CANARY_KEY}}, proxy: {{env: CANARY_PROXY}}}}\n\
             users:\n  - {{name: bob, keys: [{{name: desk, secret: {{file: '{}'}}}}]}}\n",
            key.display()
        );
        std::fs::write(&file, &text).unwrap();
        let path = file.display().to_string();
        assert_eq!(self.run(&["apply", "-f", &path]).status.code(), Some(0), "{}", self.place.log());
        // Who writes a secret down where a reference belongs.
        std::fs::write(&file, text.replace("{env: CANARY_KEY}", MISTAKE).replace("{env: CANARY_PROXY}", MISTAKE))
            .unwrap();
        assert_eq!(self.run(&["apply", "-f", &path]).status.code(), Some(1));
    }

    pub(super) async fn imported(&mut self) {
        let from = with_password(&empty_postgres().await).await;
        let rows = format!(
            "{SOURCE} INSERT INTO keys (user_id, key, name) VALUES (1, '{OLD_KEY}', 'laptop');
             INSERT INTO providers (name, url, key) VALUES ('old', 'http://127.0.0.1:9', '{OLD_VENDOR}');"
        );
        let mut source = PgConnection::connect(&from).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut source).await.unwrap();
        assert!(self.run(&["import", "--from", &from]).status.success(), "{}", self.place.log());
        let away = format!("postgres://hub:{AWAY}@127.0.0.1:9/hub");
        for from in [away.as_str(), &format!("mysql://hub:{AWAY}@h/hub"), &format!("postgres://hub:{AWAY}@h:port/hub")]
        {
            assert!(!self.run(&["import", "--from", from]).status.success());
            assert!(!self.run(&["export", "--dsn", from]).status.success());
        }
    }

    /// The session's cookie, which its own answer shows.
    pub(super) async fn login(&mut self, key: &str) -> String {
        let login = self.hub.api.with(&[]).post("/api/auth/login", &json!({"key": key})).await.expect(200);
        let cookie = login.header("set-cookie").split(';').next().unwrap().to_owned();
        self.sieve.add("a session", cookie.split_once('=').unwrap().1);
        self.sieve.look("the answer of the login", login.text.as_bytes());
        cookie
    }

    /// An API token, which its making shows once, and the seed of a second factor, which its beginning shows once.
    pub(super) async fn token_and_factor(&mut self) {
        let new = json!({"name": "nightly", "scopes": ["read"]});
        let token = self.hub.api.post("/api/v1/tokens", &new).await.expect(201).json();
        let token = token["secret"].as_str().unwrap().to_owned();
        self.sieve.add("an API token", &token);
        let bearer = format!("Bearer {token}");
        for (method, path) in [("GET", "/api/v1/users"), ("POST", "/api/v1/users"), ("GET", "/api/v1/tokens")] {
            self.ask(&[("authorization", &bearer)], method, path, "").await;
        }
        self.ask(&[("x-api-key", &token)], "POST", "/v1/messages", "{}").await;
        let seed = self.hub.api.send("POST", "/api/v1/me/second-factor", None).await.expect(200).json();
        self.sieve.add("the seed of a second factor", seed["secret"].as_str().unwrap());
        self.admin("POST", "/api/v1/me/second-factor:confirm", &json!({"code": "000000"})).await;
    }

    pub(super) async fn mistakes(&mut self, user: i64, provider: i64) {
        let login = "/api/auth/login";
        let whole = json!(MISTAKE).to_string();
        for body in [
            json!({"key": GUESS}).to_string(),
            json!({"key": [GUESS]}).to_string(),
            json!({"key": {GUESS: 1}}).to_string(),
            json!({"password": GUESS}).to_string(),
            format!("{{\"key\": {GUESS}"),
            format!("key={GUESS}"),
            whole.clone(),
        ] {
            self.ask(&[], "POST", login, &body).await;
            self.ask(&[], "POST", "/api/console/login", &body).await;
        }
        let provider = format!("/api/v1/providers/{provider}");
        for change in [
            json!({"credential": [MISTAKE]}),
            json!({"credential": MISTAKEN_NUMBER}),
            json!({"weight": MISTAKE}),
            json!({"weight": format!("{MISTAKE}\", expected x")}),
            json!({"limits": {"usd_day": MISTAKE}}),
            json!({"credential": {"key": MISTAKE}}),
            json!({"credential": format!("{MISTAKE}\nx")}),
            json!({"credential": format!("{{\"refresh_token\": \"{MISTAKE}\"}}")}),
            json!({"credential": format!("{{\"access_token\": \"{MISTAKE}")}),
            json!({"proxy": format!("ftp://ann:{MISTAKE}@h")}),
            json!({"proxy": format!("http://ann:{MISTAKE}@h:port")}),
            json!({"proxy": [MISTAKE]}),
            json!({"url": format!("https://ann:{MISTAKE}@h")}),
            json!({"routing": {"endpoints": [format!("https://ann:{MISTAKE}@h")]}}),
            json!(MISTAKE),
            json!([MISTAKE]),
        ] {
            let answer = self.admin("PATCH", &provider, &change).await;
            assert!(answer["status"].as_i64().is_some_and(|status| status >= 400), "{change}: {answer}");
        }
        let settings = json!({"price_sync_url": format!("https://ann:{MISTAKE}@h")});
        self.admin("PATCH", "/api/v1/system/settings", &settings).await;
        for path in [
            "/api/v1/providers",
            "/api/v1/providers:batchUpdate",
            "/api/v1/users",
            &format!("/api/v1/users/{user}/keys"),
        ] {
            self.admin("POST", path, &json!(MISTAKE)).await;
            self.admin("POST", path, &json!([{"credential": MISTAKE}])).await;
        }
        let change = json!({"ids": [1], "change": {"credential": MISTAKE}});
        self.admin("POST", "/api/v1/providers:batchPreview", &change).await;
        self.admin("POST", &format!("/api/v1/users/{user}/keys"), &json!({"name": "x", "secret": MISTAKE})).await;
    }

    /// Every `GET` of the management API, and every page.
    pub(super) async fn read_all(&mut self, user: i64, key: i64, cookie: &str) {
        let document = self.admin("GET", "/api/v1/openapi.json", &Value::Null).await;
        let ids = |list: Value, name: &str| -> Vec<String> {
            let list = list.get("items").cloned().unwrap_or(list);
            let text = |id: &Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            list.as_array().unwrap().iter().map(|row| text(&row[name])).collect()
        };
        let requests = ids(self.admin("GET", "/api/v1/usage-logs", &Value::Null).await, "id");
        let audits = ids(self.admin("GET", "/api/v1/audit-logs?limit=200", &Value::Null).await, "id");
        let providers = ids(self.admin("GET", "/api/v1/providers", &Value::Null).await, "id");
        let (mut read, paths) = (0, document["paths"].as_object().unwrap());
        for path in paths.iter().filter(|(_, methods)| methods.get("get").is_some()).map(|(path, _)| path) {
            let fillings = match path.split('/').nth(3).unwrap_or_default() {
                _ if path.starts_with("/why") => requests.clone(),
                "usage-logs" => requests.clone(),
                "audit-logs" => audits.clone(),
                "providers" => providers.clone(),
                "users" => vec![user.to_string()],
                "keys" => vec![key.to_string()],
                _ => vec!["1".to_owned()],
            };
            let fillings = if path.contains('{') { fillings } else { vec![String::new()] };
            for filling in fillings {
                let (before, rest) = path.split_once('{').unwrap_or((path, ""));
                let path = format!("{before}{filling}{}", rest.split_once('}').map_or("", |(_, rest)| rest));
                self.admin("GET", &path, &Value::Null).await;
                self.ask(&[("cookie", cookie)], "GET", &path, "").await;
                read += 1;
            }
        }
        assert!(read > 60, "{read}");
        let admin = self.login(ADMIN_TOKEN).await;
        let pages = "logs sessions statistics leaderboard connect users quotas providers availability prices simulator \
                     groups settings upkeep alerts audit access wall nowhere";
        for page in pages.split_whitespace().chain([""]) {
            for query in [String::new(), format!("?id={}", requests[0]), "?edit=1".to_owned(), "?open=1".to_owned()] {
                self.ask(&[("cookie", &admin)], "GET", &format!("/{page}{query}"), "").await;
            }
        }
    }

    /// The program's other commands.
    pub(super) fn run_all(&mut self) {
        for command in ["export", "settings", "--help", "audit verify", "import --help"] {
            let output = self.run(&command.split(' ').collect::<Vec<_>>());
            assert!(output.status.success() && !output.stdout.is_empty(), "{command}: {}", self.place.log());
        }
        let file = self.place.data().join("../hub.backup");
        assert!(self.run(&["backup", &file.display().to_string()]).status.success(), "{}", self.place.log());
        let lines = zstd::decode_all(std::fs::File::open(file).unwrap()).unwrap();
        assert!(lines.windows(8).any(|part| part == b"dingtalk"), "the backup has the target");
        self.sieve.look("the backup", &lines);
    }

    /// What can be undone is kept.
    pub(super) async fn deleted_and_undone(&mut self, provider: i64) {
        let gone = json!({"ids": [provider], "change": {"delete": true}});
        let done = self.admin("POST", "/api/v1/providers:batchUpdate", &gone).await;
        let token = done["undo"].as_str().or(done["token"].as_str()).unwrap_or_else(|| panic!("{done}")).to_owned();
        self.admin("POST", "/api/v1/providers:undo", &json!({"token": token})).await;
        self.admin("POST", "/api/v1/providers:batchUpdate", &gone).await;
    }
}

pub(super) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    found
}
