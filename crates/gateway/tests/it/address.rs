//! The preview in the provider's form is the URL that the vendor sees, for every form of a base URL.

use crate::common::{Hub, fleet, with_providers};
use gateway::Options;
use mockvendor::MockVendor;

#[tokio::test(flavor = "multi_thread")]
async fn no_segment_of_the_address_is_doubled_or_lost() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    let table = include_str!("../../../domain/tests/data/base-urls.tsv");
    let paths: Vec<&str> = table.lines().next().unwrap().split('\t').skip(1).collect();
    let mut asked = 0;
    for line in table.lines().skip(1) {
        let mut cells = line.split('\t');
        let base = cells.next().unwrap();
        // The host of the table stands for any; here it is the vendor's.
        let here = |url: &str| {
            let rest = url.trim().split_once("://").unwrap().1;
            format!("{}{}", vendor.url(), &rest[rest.find('/').unwrap_or(rest.len())..])
        };
        hub.publish(with_providers(fleet(""), |upstream| upstream.provider.url = here(base)));
        for (path, want) in paths.iter().zip(cells) {
            let body = br#"{"model":"m","contents":[],"request":{}}"#;
            hub.send(&format!("{path}?beta=true&x=%2F"), &[], body).await.answer().await;
            let seen = format!("{}{}", vendor.url(), vendor.requests().pop().unwrap().path);
            assert_eq!(seen, format!("{}?beta=true&x=%2F", here(want)), "{base} + {path}");
            assert_eq!(domain::url::join(&here(base), path), here(want), "{base} + {path}");
            assert_eq!(hub.settled().pop().unwrap().attempts[0].url, seen);
            asked += 1;
        }
        vendor.clear();
    }
    assert!(asked >= 240, "{asked}");
}
