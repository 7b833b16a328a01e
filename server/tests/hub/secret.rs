//! What must stay secret stands in no answer, no log and no file.

use crate::common::{ADMIN_TOKEN, CREDENTIAL, Place, until};
use mockvendor::{MockVendor, Rule, Script};
use serde_json::json;
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn secrets_stand_nowhere() {
    let place = Place::sqlite().with("LOG_LEVEL", "trace");
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let client = hub.client(&account.secret);
    client.answered(true, &Script::default()).await;
    vendor.script(Rule::once(Script::failing(401)));
    client.send("/v1/messages", false, &[]).await;
    let guess = "sk-guessed-canary";
    hub.client(guess).error().await;
    hub.api.with(&[]).post("/api/auth/login", &json!({"key": guess})).await.expect(401);
    let login = hub.api.with(&[]).post("/api/auth/login", &json!({"key": account.secret})).await.expect(200);
    let cookie = login.header("set-cookie").split(['=', ';']).nth(1).unwrap().to_owned();
    let provider = format!("/api/v1/providers/{}", account.provider);
    hub.api.patch(&provider, &json!({"note": "changed", "credential": CREDENTIAL})).await.expect(200);
    hub.api.post(&format!("{provider}/test"), &json!({"model": "claude-haiku-4-5"})).await.expect(200);
    until("both requests are in the log", async || hub.api.rows().await.len() == 2).await;

    let secrets = [CREDENTIAL, &account.secret, ADMIN_TOKEN, guess, &cookie, "master-key-for-tests"];
    let clean = |place: &str, text: &[u8]| {
        for secret in secrets {
            let found = text.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} stands in {place}");
        }
    };
    let rows = hub.api.rows().await;
    let stories = rows.iter().map(|row| format!("/api/v1/usage-logs/{}", row.id));
    let lists = ["providers", "users", "usage-logs", "system/settings", "dashboard/overview", "users:self"];
    let lists = lists.iter().map(|list| format!("/api/v1/{list}"));
    for path in stories.chain(lists).chain([provider, format!("/api/v1/users/{}/keys", account.user)]) {
        clean(&path, hub.api.get(&path).await.expect(200).text.as_bytes());
    }
    hub.stop().await;
    let log = place.log();
    assert!(log.contains("TRACE"), "the log says all it can");
    clean("the log", log.as_bytes());
    let files = files(&place.data());
    assert!(files.iter().any(|(name, _)| name.ends_with("hub.db")) && files.len() > 2, "{files:?}");
    files.iter().for_each(|(name, bytes)| clean(name, bytes));
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
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
