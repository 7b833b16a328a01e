//! A backup of a hub that serves, restored into the other database: its users notice nothing but the address.

use crate::common::{ADMIN_TOKEN, Place, empty_postgres, until};
use mockvendor::{MockVendor, Script};
use std::path::Path;
use std::process::Output;

on_both!(a_hub_moves_to_the_other_database a_backup_is_downloaded_and_checked);

fn asked(place: &Place, command: &[&str], file: &Path) -> Output {
    place.command().args(command).arg(file).output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The same settings with nothing there yet.
async fn other(place: &Place) -> Place {
    match place.setting("DSN") {
        Some(_) => Place::sqlite(),
        None => Place::sqlite().with("DSN", &empty_postgres().await),
    }
}

async fn a_hub_moves_to_the_other_database(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let owner = hub.furnish(&vendor).await;
    let client = hub.client(&owner.secret);
    let first = client.answered(true, &Script::default()).await;
    until("the first request is stored", async || place.ledger().await.len() == 1).await;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hub.backup");
    let going_on = tokio::spawn(async move {
        for _ in 0..20 {
            client.answered(true, &Script::default()).await;
        }
    });
    let told = said(&tokio::task::block_in_place(|| asked(&place, &["backup"], &file)));
    assert!(told.contains("ledger: ") && told.contains("The master key is not in it"), "{told}");
    going_on.await.unwrap();
    until("the last request is stored", async || place.ledger().await.len() == 21).await;
    let refused = asked(&place, &["restore", "--replace"], &file);
    assert_eq!(refused.status.code(), Some(1));
    assert!(place.log().contains("Stop it first"), "{}", place.log());
    let all = place.ledger().await;
    assert_eq!(all.len(), 21, "nothing was changed");

    let there = other(&place).await;
    let wrong = there.command().args(["restore"]).arg(&file).env("CCH_MASTER_KEY", "another").output().unwrap();
    assert_eq!(wrong.status.code(), Some(1));
    assert!(there.log().contains("The master key from CCH_MASTER_KEY is not the one"), "{}", there.log());
    let told = said(&asked(&there, &["restore"], &file));
    assert!(told.contains("rows restored") && told.contains("lines hold"), "{told}");
    let restored = there.ledger().await;
    assert!(restored.iter().any(|line| line.id == first) && restored.iter().all(|line| all.contains(line)));
    assert!(said(&there.command().args(["audit", "verify"]).output().unwrap()).contains("lines, the last with"));

    hub.stop().await;
    let moved = there.start().await;
    moved.client(&owner.secret).answered(true, &Script::default()).await;
    until("a new request is stored", async || there.ledger().await.len() == restored.len() + 1).await;
    assert_eq!(moved.api.get(&format!("/api/v1/users/{}", owner.user)).await.expect(200).json()["name"], "ann");
    let (newer, ..) = moved.user("ben").await;
    assert!(newer > owner.user);
}

async fn a_backup_is_downloaded_and_checked(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let owner = hub.furnish(&vendor).await;
    hub.client(&owner.secret).answered(true, &Script::default()).await;
    until("the request is stored", async || place.ledger().await.len() == 1).await;
    // As a browser asks.
    let bearer = format!("Bearer {ADMIN_TOKEN}");
    let browser = hub.api.with(&[("authorization", &bearer), ("accept-encoding", "gzip")]);
    let whole = browser.open("/api/v1/system/backup").await.bytes().await.unwrap().to_vec();
    let short = hub.api.open("/api/v1/system/backup?logs=false").await.bytes().await.unwrap().to_vec();
    let found = hub.api.upload("/api/v1/system/backup:check", whole.clone()).await.expect(200).json();
    assert_eq!((&found["requests"], &found["audit_holds"]), (&1.into(), &true.into()), "{found}");
    assert!(!found["left"].to_string().contains("request_log"));
    let found = hub.api.upload("/api/v1/system/backup:check", short).await.expect(200).json();
    assert!(found["left"].to_string().contains("request_log"), "{found}");
    let cut = whole[..whole.len() - 1].to_vec();
    let refused = hub.api.upload("/api/v1/system/backup:check", cut).await.expect(400).json();
    assert!(refused["detail"].as_str().unwrap().contains("cut off"), "{refused}");
    let left_over = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(".cch-");
    let names = std::fs::read_dir(place.data()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.filter(|name| left_over(name)).count(), 0);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hub.backup");
    std::fs::write(&file, whole).unwrap();
    let there = other(&place).await;
    let told = said(&asked(&there, &["restore"], &file));
    assert!(told.contains("ledger: 1 requests"), "{told}");
    let other = there.start().await;
    assert!(other.api.get("/api/v1/audit-logs").await.expect(200).json().to_string().contains("backup.download"));
}
