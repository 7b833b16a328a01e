//! The management API's description and its two viewers.

use crate::common::{Hub, Place};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn the_description_is_the_agreed_one() {
    let place = Place::sqlite();
    let document = place.start().await.api.with(&[]).get("/api/v1/openapi.json").await.expect(200).json();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1.")), "{}", document["openapi"]);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi.json");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, format!("{document:#}\n")).unwrap();
    }
    let agreed: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap_or_default()).unwrap_or_default();
    assert!(
        document == agreed,
        "the API has changed; if that is meant: UPDATE_SNAPSHOTS=1 cargo nextest run -p server"
    );
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(
                operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
                "{method} {path} says what it does"
            );
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name), "{method} {path}: {name} is another one's");
        }
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document.pointer(reference).is_some(), "{reference} leads nowhere");
    }
}

/// Both must work where the browser reaches nothing but the hub.
#[tokio::test(flavor = "multi_thread")]
async fn the_viewers_need_no_other_host() {
    let place = Place::sqlite();
    let hub = place.start().await;
    for page in ["/api/v1/scalar", "/api/v1/docs/"] {
        let html = hub.api.with(&[]).get(page).await.expect(200);
        assert!(html.header("content-type").starts_with("text/html"), "{html:?}");
        let links: Vec<&str> = ["src=", "href="].iter().flat_map(|name| attribute(&html.text, name)).collect();
        assert!(links.iter().any(|link| link.ends_with(".js")), "{links:?}");
        for link in links {
            assert_ours(&hub, page, link).await;
        }
    }
    assert!(hub.api.with(&[]).get("/api/v1/docs").await.status < 400);
}

async fn assert_ours(hub: &Hub, page: &str, link: &str) {
    assert!(!link.contains("//"), "{page} refers to {link}");
    let path = match link.strip_prefix("./").unwrap_or(link) {
        absolute if absolute.starts_with('/') => absolute.to_owned(),
        relative => format!("{}/{relative}", page.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    assert!(!hub.api.with(&[]).get(&path).await.expect(200).text.is_empty(), "{path}");
}

fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let values = html.split(name).skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    });
    values.filter(|value| !value.starts_with("data:")).collect()
}
