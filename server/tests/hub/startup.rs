//! The first start, starts that cannot be, and the program's other commands.

use crate::common::{ADMIN_TOKEN, Place, free_port};
use serde_json::json;
use sqlx::Connection;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_makes_its_own_secrets() {
    let place = Place::bare();
    let hub = place.start().await;
    let file = place.data().join("admin-token");
    assert!(hub.greeting.contains(&file.display().to_string()), "{}", hub.greeting);
    assert!(hub.greeting.contains(&format!("http://{}", hub.address)), "{}", hub.greeting);
    for (name, want) in [("admin-token", 0o600), ("master.key", 0o600), (".", 0o700)] {
        let mode = std::fs::metadata(place.data().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, want, "{name}");
    }
    let examined = place.command().arg("doctor").output().unwrap();
    let said = String::from_utf8_lossy(&examined.stdout);
    assert!(!said.contains("readable") && !said.contains("hub_cannot_start"), "{said}");
    let token = std::fs::read_to_string(&file).unwrap();
    assert!(!hub.greeting.contains(token.trim()), "the token itself is not printed");
    let bearer = format!("Bearer {}", token.trim());
    hub.api.with(&[("authorization", &bearer)]).get("/api/v1/users").await.expect(200);
    hub.stop().await;
    let again = place.start().await;
    again.api.with(&[("authorization", &bearer)]).get("/api/v1/users").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environments_admin_token_wins() {
    let place = Place::bare();
    place.start().await.stop().await;
    let of_the_file = std::fs::read_to_string(place.data().join("admin-token")).unwrap();
    let place = place.with("ADMIN_TOKEN", ADMIN_TOKEN);
    let hub = place.start().await;
    assert!(hub.greeting.contains("ADMIN_TOKEN"), "{}", hub.greeting);
    hub.api.get("/api/v1/users").await.expect(200);
    let bearer = format!("Bearer {}", of_the_file.trim());
    hub.api.with(&[("authorization", &bearer)]).get("/api/v1/users").await.expect(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_cannot_be_says_what_to_do() {
    let place = Place::sqlite();
    let hub = place.start().await;
    let said = place.refusal().await;
    assert!(said.contains("in use by another hub"), "{said}");

    let taken = Place::sqlite().with("PORT", &hub.address.port().to_string());
    let said = taken.refusal().await;
    assert!(said.contains(&hub.address.to_string()) && said.contains("another PORT"), "{said}");
    hub.stop().await;

    let said = place.with("CCH_MASTER_KEY", "another one").refusal().await;
    assert!(said.contains("The master key from CCH_MASTER_KEY is not the one"), "{said}");

    let said = Place::sqlite().with("DSN", "mysql://localhost/hub").refusal().await;
    assert!(said.contains("must begin with sqlite:, postgres://"), "{said}");
    // Nobody listens on the discard port.
    let said = Place::sqlite().with("DSN", "postgres://hub:canary@127.0.0.1:9/hub").refusal().await;
    assert!(said.contains("the database cannot be opened") && !said.contains("canary"), "{said}");
    let said = Place::sqlite().with("REDIS_URL", "localhost").refusal().await;
    assert!(said.contains("REDIS_URL is no address of a Redis"), "{said}");
    let said = Place::sqlite().with("LOG_LEVEL", "gateway=loud").refusal().await;
    assert!(said.contains("LOG_LEVEL=gateway=loud"), "{said}");
}

/// As example files leave them.
#[tokio::test(flavor = "multi_thread")]
async fn empty_settings_are_not_set() {
    let mut place = Place::bare();
    for name in ["DSN", "REDIS_URL", "ADMIN_TOKEN", "CCH_MASTER_KEY", "APP_URL", "TZ", "ENABLE_SECURE_COOKIES"] {
        place = place.with(name, "");
    }
    let hub = place.start().await;
    let report = hub.api.with(&[]).get("/api/health").await.expect(200).json();
    assert_eq!((&report["status"], &report["components"]["redis"]["status"]), (&json!("healthy"), &json!("unchecked")));
    assert!(place.data().join("hub.db").exists());
}

fn run(place: &Place, command: &str) -> Output {
    place.command().args(command.split(' ')).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn healthcheck_says_whether_the_hub_is_ready() {
    let place = Place::sqlite().with("PORT", &free_port().to_string());
    assert_eq!(run(&place, "healthcheck").status.code(), Some(1));
    assert!(place.log().contains("the hub does not listen"), "{}", place.log());
    let hub = place.start().await;
    assert_eq!(run(&place, "healthcheck").status.code(), Some(0));
    hub.stop().await;
    assert_eq!(run(&place, "healthcheck").status.code(), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flipped_byte_in_the_audit_log_is_told_with_its_line() {
    let place = Place::sqlite();
    let hub = place.start().await;
    for name in ["ann", "bob", "cleo"] {
        hub.user(name).await;
    }
    let check = hub.api.get("/api/v1/audit-logs:verify").await.expect(200).json();
    assert_eq!((&check["ends"], &check["broken"]), (&json!(true), &json!([])));
    let lines = hub.api.get("/api/v1/audit-logs?category=user").await.expect(200).json();
    let bob =
        lines["items"].as_array().unwrap().iter().find(|line| line["target_name"] == "bob").unwrap()["id"].clone();
    hub.stop().await;
    let output = run(&place, "audit verify");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains(check["hash"].as_str().unwrap()), "{said}");

    let database = format!("sqlite:{}", place.data().join("hub.db").display());
    let mut database = sqlx::SqliteConnection::connect(&database).await.unwrap();
    let flip = format!("UPDATE audit_log SET ip = '127.0.0.2' WHERE id = {bob}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(flip.clone())).execute(&mut database).await.unwrap_err();
    sqlx::raw_sql("DROP TRIGGER audit_log_unchanged").execute(&mut database).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(flip)).execute(&mut database).await.unwrap();
    drop(database);
    let output = run(&place, "audit verify");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains(&format!("line {bob} (user.create bob")) && said.lines().count() == 2, "{said}");
}

#[test]
fn settings_are_listed() {
    let output = run(&Place::bare(), "settings");
    assert!(output.status.success());
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.starts_with("| Variable | Default | Meaning |\n|---|---|---|\n"), "{table}");
    for name in ["HOST", "PORT", "DSN", "REDIS_URL", "ADMIN_TOKEN", "CCH_DATA_DIR", "SHUTDOWN_DRAIN_MS"] {
        assert!(table.contains(&format!("| `{name}` |")), "{name} is missing: {table}");
    }
    assert!(table.contains("| `PORT` | `23000` |"), "{table}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_exits_with_1_where_there_is_something_to_mend() {
    let place = Place::sqlite().with("CCH_DATADIR", "/misspelt");
    let hub = place.start().await;
    let examined = place.command().arg("doctor").output().unwrap();
    let said = String::from_utf8_lossy(&examined.stdout);
    assert_eq!(examined.status.code(), Some(1), "{said}");
    assert!(said.contains("! The variable CCH_DATADIR means nothing") && said.contains("(unknown_variable)"), "{said}");
    let found = hub.api.get("/api/v1/system/findings").await.expect(200).json();
    let codes: Vec<_> = found.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"unknown_variable"), "{codes:?}");
    assert!(!said.contains("/misspelt"), "what a variable holds may be a secret");
}
