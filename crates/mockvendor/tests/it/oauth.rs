//! Google's token endpoint.

use crate::client::{Answer, post, send};
use mockvendor::{MockVendor, Rule, Script};
use serde_json::json;

const FORM: &str = "grant_type=refresh_token&refresh_token=1%2F%2Fabc&client_id=c&client_secret=s";

async fn refresh(mock: &MockVendor, form: &str) -> Answer {
    send(mock, "POST", "/token", "content-type: application/x-www-form-urlencoded\r\n", form).await
}

#[tokio::test]
async fn every_refresh_gives_another_token_and_a_row() {
    let mock = MockVendor::start();
    let first = refresh(&mock, FORM).await.json();
    assert_eq!((&first["access_token"], &first["expires_in"]), (&json!("ya29.mock-1"), &json!(3599)));
    assert_eq!(first["token_type"], "Bearer");
    assert_eq!(refresh(&mock, FORM).await.json()["access_token"], "ya29.mock-2");
    let rows = mock.bill();
    assert_eq!(rows.iter().filter(|row| row.path == "/token").count(), 2);
    assert_eq!((rows[0].request_body.as_ref(), rows[0].model.as_str()), (FORM.as_bytes(), ""));
}

#[tokio::test]
async fn failures_speak_oauth() {
    let mock = MockVendor::start();
    mock.script(Rule::once(Script::failing(400)).path("/token"));
    let failed = refresh(&mock, FORM).await;
    assert_eq!((failed.status, &failed.json()["error"]), (400, &json!("invalid_grant")));
    assert!(failed.json()["error_description"].is_string());
    let wrong = refresh(&mock, "grant_type=refresh_token").await;
    assert_eq!((wrong.status, &wrong.json()["error"]), (400, &json!("invalid_request")));
    assert_eq!(refresh(&mock, "").await.json()["error"], "unsupported_grant_type");
}

#[tokio::test]
async fn a_script_may_say_when_the_token_expires() {
    let mock = MockVendor::start();
    let body = r#"{"access_token":"short","expires_in":1,"token_type":"Bearer"}"#;
    mock.script(Rule::once(Script::replaying("application/json", body)).path("/token"));
    assert_eq!(refresh(&mock, FORM).await.json()["expires_in"], 1);
}

#[tokio::test]
async fn a_token_is_asked_for_without_one() {
    let mock = MockVendor::start();
    mock.script(Script { accept_credentials: Some(vec!["ya29.mock-1".to_owned()]), ..Script::default() });
    let token = refresh(&mock, FORM).await.json()["access_token"].as_str().unwrap().to_owned();
    let path = "/v1internal:generateContent";
    let body = r#"{"model":"g","request":{"contents":[]}}"#;
    assert_eq!(post(&mock, path, body, None).await.status, 401);
    assert_eq!(send(&mock, "POST", path, &format!("authorization: Bearer {token}\r\n"), body).await.status, 200);
}
