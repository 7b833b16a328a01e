//! `cch apply` and `cch export` beside a hub that runs.

use crate::common::{CREDENTIAL, Place, until};
use mockvendor::{MockVendor, Script};
use std::process::Output;

on_both!(a_running_hub_does_as_the_file_says);

const KEY: &str = "sk-a-text-of-our-own";

async fn a_running_hub_does_as_the_file_says(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let file = place.data().join("hub.yaml");
    let key = place.data().join("key");
    std::fs::write(&key, format!("{KEY}\n")).unwrap();
    let text = format!(
        "providers:\n  - name: vendor\n    url: {}\n    credential: {{env: VENDOR_KEY}}\n    weight: 1\nusers:\n  - name: ann\n    \
         keys: [{{name: laptop, secret: {{file: {}}}}}, {{name: phone}}]\n",
        vendor.url(),
        key.display()
    );
    std::fs::write(&file, &text).unwrap();
    let cch = |arguments: &[&str]| -> Output {
        let mut command = place.command();
        command.env("VENDOR_KEY", CREDENTIAL).args(arguments).output().unwrap()
    };
    let (said, path) =
        (|output: &Output| String::from_utf8(output.stdout.clone()).unwrap(), file.display().to_string());

    let dry = cch(&["apply", "-f", &path, "--dry-run"]);
    assert_eq!(dry.status.code(), Some(2), "{}", place.log());
    assert!(said(&dry).ends_with("4 to add, 0 to change, 0 to delete, 0 unchanged\n"), "{}", said(&dry));
    assert!(hub.api.get("/api/v1/users").await.expect(200).json().as_array().unwrap().is_empty());

    let done = cch(&["apply", "-f", &path]);
    assert_eq!(done.status.code(), Some(0), "{}", place.log());
    assert!(said(&done).contains("! users/ann/keys/phone has the text sk-"), "{}", said(&done));
    assert!(!said(&done).contains(KEY) && !said(&done).contains(CREDENTIAL));
    let client = hub.client(KEY);
    until("the hub knows the key", async || client.ask(false, &Script::default()).await.status() == 200).await;
    let audit = hub.api.get("/api/v1/audit-logs").await.expect(200).json().to_string();
    assert!(audit.contains("cch apply"), "{audit}");

    let again = cch(&["apply", "-f", &path, "--dry-run", "--prune"]);
    assert_eq!(
        (again.status.code(), said(&again).as_str()),
        (Some(0), "0 to add, 0 to change, 0 to delete, 4 unchanged\n")
    );
    let export = cch(&["export"]);
    assert!(export.status.success() && said(&export).contains("credential: {env: CCH_PROVIDER_VENDOR_CREDENTIAL}"));
    std::fs::write(&file, text.replace("weight: 1", "weight: 1000")).unwrap();
    let refused = cch(&["apply", "-f", &path]);
    assert_eq!((refused.status.code(), said(&refused).as_str()), (Some(1), ""));
    let told = "line 5, column 5: providers[0].weight: The weight must be between 0 and 100.";
    assert!(place.log().contains(told), "{}", place.log());
    hub.stop().await;
}
