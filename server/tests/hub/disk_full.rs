//! A disk that is full: nothing is begun that could not be written down, and nothing that was answered is missing.

use crate::common::{Place, until};
use mockvendor::{MockVendor, Script};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small file system of its own, for as long as this lives.
struct Small(PathBuf);

impl Small {
    /// None where this process may not mount one.
    fn mount(at: &Path, bytes: usize) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let size = format!("size={bytes},mode=700");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).status();
        mounted.is_ok_and(|status| status.success()).then(|| Self(at.to_owned()))
    }

    /// Takes all the room that there is.
    fn fill(&self) {
        let _ = std::fs::write(self.0.join("ballast"), vec![0; 64 << 20]);
    }

    fn empty(&self) {
        std::fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_begun_that_cannot_be_written_down() {
    let place = Place::postgres().await;
    let Some(disk) = Small::mount(&place.data(), 8 << 20) else {
        // Only root may mount; where tests run as root this is never left out.
        assert_ne!(String::from_utf8_lossy(&Command::new("id").arg("-u").output().unwrap().stdout).trim(), "0");
        return;
    };
    let vendor = MockVendor::start();
    let mut hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    client.answered(true, &Script::default()).await;
    // Under way when the disk fills up: it is answered to its end, and known.
    let mut under_way = client.begun(&Script { hold: Some("gate".into()), ..Script::default() }).await;

    disk.fill();
    // The first that meets the full disk may still be answered, for what it cost is remembered.
    until("requests are refused", async || client.ask(false, &Script::default()).await.status() == 503).await;
    assert_eq!(client.error().await, (503, "journal_full".to_owned()));
    vendor.release("gate");
    assert!(under_way.ends_well().await, "{}", under_way.seen);
    let health = hub.api.with(&[]).get("/api/health/ready").await;
    assert_eq!((health.status, &health.json()["status"]), (503, &json!("unhealthy")));
    let billed = vendor.bill().len();

    disk.empty();
    until("requests are answered", async || client.ask(false, &Script::default()).await.status() == 200).await;
    assert_eq!(hub.api.with(&[]).get("/api/health/ready").await.status, 200);
    hub.terminate();
    assert!(hub.ended().await.0.success());
    let (ledger, bill) = (place.ledger().await, vendor.bill());
    assert_eq!(bill.len(), billed + 1);
    assert_eq!(ledger.len(), bill.len(), "what the vendor bills is what the ledger knows");
    let known: i64 = ledger.iter().map(|line| line.usage.output).sum();
    assert_eq!(known, bill.iter().map(|line| line.usage.output as i64).sum::<i64>());
}
