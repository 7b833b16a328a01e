//! What must stay secret stands in no answer, no log, no export, no file and no table.

mod canary;
mod sieve;
mod stage;

use crate::common::{ADMIN_TOKEN, Place, until};
use canary::{GUESS, VENDOR_PATCHED, with_secrets};
use mockvendor::{MockVendor, Rule, Script};
use serde_json::json;
use stage::{Stage, files};

on_both!(secrets_stand_nowhere);

async fn secrets_stand_nowhere(place: Place) {
    let place = with_secrets(place.with("LOG_LEVEL", "trace")).await;
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let mut stage = Stage::new(&place, &hub, &vendor);

    // Every way in.
    let (user, key, secret) = stage.user_with_key().await;
    let provider = stage.provider().await;
    stage.google().await;
    stage.alert_target().await;
    let cookie = stage.login(&secret).await;
    stage.login(ADMIN_TOKEN).await;
    stage.token_and_factor().await;

    // Requests that are answered and that fail, by the right key and by wrong ones.
    let client = hub.client(&secret);
    client.answered(true, &Script::default()).await;
    let seen = vendor.requests().pop().unwrap();
    assert_eq!(seen.header("x-api-key"), Some(VENDOR_PATCHED), "what is not shown is used");
    for status in [401, 500] {
        vendor.script(Rule::once(Script::failing(status)));
        stage.heard("a vendor's error", client.send("/v1/messages", false, &[]).await).await;
    }
    let messages = "/v1/messages";
    stage.ask(&[("x-api-key", &secret)], "POST", messages, "{\"model\": \"broken").await;
    stage.ask(&[], "POST", &format!("{messages}?key={secret}"), "{}").await;
    stage.ask(&[], "GET", &format!("/v1/models?key={secret}"), "").await;
    stage.ask(&[], "POST", &format!("/v1beta/models/m:generateContent?key={secret}"), "{\"contents\":[]}").await;
    stage.ask(&[("x-api-key", &secret)], "GET", "/v1/nowhere", "").await;
    for header in ["x-api-key", "authorization", "x-goog-api-key"] {
        let value = if header == "authorization" { format!("Bearer {GUESS}") } else { GUESS.to_owned() };
        for (method, path) in [("POST", messages), ("GET", "/v1/models"), ("GET", "/api/v1/users"), ("GET", "/nowhere")]
        {
            stage.ask(&[(header, &value)], method, path, "").await;
        }
    }
    stage.ask(&[], "GET", &format!("/v1beta/models?key={GUESS}"), "").await;

    stage.applied();
    stage.imported().await;

    // What is entered wrongly.
    stage.mistakes(user, provider).await;
    until("all is in the log", async || hub.api.rows().await.len() >= 6).await;

    // Everything that can be read.
    stage.read_all(user, key, &cookie).await;
    stage.run_all();
    stage.deleted_and_undone(provider).await;
    let mut sieve = stage.sieve;
    hub.stop().await;
    let log = place.log();
    assert!(log.contains("TRACE"), "the log says all it can");
    sieve.look("the log", log.as_bytes());
    let files = files(&place.data());
    assert!(!files.is_empty());
    files.iter().for_each(|(name, bytes)| sieve.look(name, bytes));
    let tables = place.tables().await;
    assert!(tables.iter().any(|(name, rows)| name == "providers" && rows.contains("one")), "the dump has the rows");
    tables.iter().for_each(|(name, rows)| sieve.look(name, rows.as_bytes()));
    sieve.finds_nothing();
    let told = json!(tables).to_string();
    assert!(told.contains("login.failure") && told.contains("idempotency"), "the dump has what has happened");
}
