//! Moving over from the TypeScript system, beside a hub that serves.

use crate::common::{Place, empty_postgres, until};
use sqlx::{Connection, PgConnection};
use std::process::Output;

const SOURCE: &str = "
    CREATE TABLE users (id serial PRIMARY KEY, name varchar NOT NULL, deleted_at timestamptz);
    CREATE TABLE keys (id serial PRIMARY KEY, user_id integer NOT NULL, key varchar NOT NULL, name varchar NOT NULL);
    CREATE TABLE providers (id serial PRIMARY KEY, name varchar NOT NULL, url varchar NOT NULL, key varchar NOT NULL);
    INSERT INTO users (name) VALUES ('Lin Wei');
    INSERT INTO keys (user_id, key, name) VALUES (1, 'sk-of-the-old-hub-0001', 'laptop');
    INSERT INTO providers (name, url, key) VALUES ('Anthropic', 'http://127.0.0.1:9', 'vendor-canary')";

on_both!(old_keys_work_at_once);

fn import(place: &Place, from: &str, options: &[&str]) -> Output {
    place.command().args(["import", "--from", from]).args(options).output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

async fn old_keys_work_at_once(place: Place) {
    let from = empty_postgres().await;
    sqlx::raw_sql(SOURCE).execute(&mut PgConnection::connect(&from).await.unwrap()).await.unwrap();
    let hub = place.start().await;
    let old = hub.api.with(&[("authorization", "Bearer sk-of-the-old-hub-0001")]);
    old.get("/v1/models").await.expect(401);

    let told = said(&import(&place, &from, &["--ledger", "--dry-run"]));
    assert!(told.contains("users: 1 taken") && told.contains("usage_ledger") && told.contains("dry run"), "{told}");
    old.get("/v1/models").await.expect(401);

    let told = said(&import(&place, &from, &["--ledger"]));
    assert!(told.contains("Lin Wei / laptop") && told.contains("providers: 1 taken"), "{told}");
    assert!(!told.contains("sk-of-the-old") && !told.contains("canary"), "{told}");
    until("the old key", async || old.get("/v1/models").await.status != 401).await;
    old.get("/api/v1/users").await.expect(200);
    assert!(said(&import(&place, &from, &[])).contains("nothing new"));

    let refused = import(&place, "postgres://hub:canary@127.0.0.1:9/hub", &[]);
    assert_eq!(refused.status.code(), Some(1));
    let log = place.log();
    assert!(log.contains("The database to import from cannot be read") && !log.contains("canary"), "{log}");
}
