//! The console's test of a provider: a real request that leaves no mark.

use crate::common::{CREDENTIAL, Hub, MODEL, snapshot, upstream};
use domain::Secret;
use domain::snapshot::Upstream;
use gateway::Options;
use mockvendor::{HoldAt, MockVendor, Rule, Script};
use std::time::Duration;

async fn hub() -> Hub {
    let options = Options { test_timeout: Duration::from_millis(400), ..Options::default() };
    Hub::start(snapshot("http://unused.invalid"), options).await
}

async fn assert_no_mark(hub: &Hub) {
    assert_eq!(hub.records().len(), 0);
    assert_eq!(hub.gateway.live().running(None, domain::Millis::now()).len(), 0);
    assert_eq!(hub.gateway.active_sessions(None).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_provider_answers() {
    let (vendor, hub) = (MockVendor::start(), hub().await);
    vendor.script(Script::saying("Hello to you!"));
    let report = hub.gateway.test(&upstream(&format!("{}/v1", vendor.url())), MODEL).await;
    assert!(report.ok && report.error.is_empty(), "{report:#?}");
    assert_eq!(
        (report.status, report.text.as_deref(), report.model.as_str()),
        (Some(200), Some("Hello to you!"), MODEL)
    );
    assert_eq!(report.url, format!("{}/v1/messages", vendor.url()));
    assert!(report.body.contains("Hello to you!"));
    let seen = vendor.requests().remove(0);
    assert_eq!((seen.path.as_str(), seen.model.as_str()), ("/v1/messages", MODEL));
    assert_eq!(seen.header("x-api-key"), Some(CREDENTIAL));
    assert_no_mark(&hub).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_one_says_why() {
    let (vendor, hub) = (MockVendor::start(), hub().await);
    vendor.script(Rule::once(Script { accept_credentials: Some(vec!["another".into()]), ..Script::default() }));
    let wrong = Upstream { credential: Secret::new("sk-wrong"), ..upstream(&vendor.url()) };
    let report = hub.gateway.test(&wrong, MODEL).await;
    assert_eq!((report.ok, report.status), (false, Some(401)));
    assert!(report.error.starts_with("authentication_error: "), "{report:#?}");

    vendor.script(Rule::once(Script::replaying("text/html", "<html>Welcome to nginx</html>")));
    let report = hub.gateway.test(&upstream(&vendor.url()), MODEL).await;
    assert_eq!((report.ok, report.status), (false, Some(200)));
    assert!(!report.error.is_empty() && report.body.contains("nginx") && report.text.is_none(), "{report:#?}");

    vendor.script(Rule::once(Script { body: Some("x".repeat(5_000)), status: Some(500), ..Script::default() }));
    let report = hub.gateway.test(&upstream(&vendor.url()), MODEL).await;
    assert_eq!((report.ok, report.status, report.body.len()), (false, Some(500), 2 << 10));

    for at in [HoldAt::Headers, HoldAt::First] {
        vendor.script(Rule::once(Script { hold: Some("never".into()), hold_at: at, ..Script::default() }));
        let report = hub.gateway.test(&upstream(&vendor.url()), MODEL).await;
        assert!(!report.ok && report.error.contains("within"), "{report:#?}");
        assert!((400..5_000).contains(&report.duration_ms), "{report:#?}");
    }

    let address = vendor.url();
    drop(vendor);
    let report = hub.gateway.test(&upstream(&address), MODEL).await;
    assert_eq!((report.ok, report.status), (false, None));
    assert!(report.error.starts_with("could not connect"), "{report:#?}");
    let report = hub.gateway.test(&upstream("nonsense"), MODEL).await;
    assert!(!report.ok && report.error.starts_with("the provider's URL"), "{report:#?}");
    assert_no_mark(&hub).await;
}
