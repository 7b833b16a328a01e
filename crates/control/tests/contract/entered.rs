//! Addresses and texts that admins enter, and that leave the hub as requests and headers.

use crate::bench::{Bench, new_provider};
use crate::table::Table;
use control::Result;
use domain::provider::NewProvider;
use domain::setting::SettingsPatch;
use domain::{ApiError, Secret};
use serde_json::json;

contract!(no_address_has_another_scheme_credentials_or_a_line_break no_text_becomes_a_header_of_its_own
    a_table_of_prices_leads_nowhere_else);

const NO_ADDRESSES: [&str; 13] = [
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_x",
    "ftp://h/x",
    "data:text/plain,x",
    "unix:///run/docker.sock",
    "//h/x",
    "http://",
    "http:///x",
    "http://user:secret@h/x",
    "http://h\\@169.254.169.254/x",
    "http://h/x\r\nX-Evil: 1",
    "http://h/\u{0}x",
    "http://h\t.example/x",
];

/// The field that is refused.
fn refused<T>(result: Result<T>) -> String {
    ApiError::from(result.err().expect("this is refused")).field.unwrap_or_default()
}

async fn no_address_has_another_scheme_credentials_or_a_line_break(bench: Bench) {
    let (providers, admin) = (bench.control.providers(), &bench.admin);
    for text in NO_ADDRESSES {
        let url = NewProvider { url: text.into(), ..new_provider("a") };
        assert_eq!(refused(providers.create(admin, url).await), "url", "{text:?}");
        let mut endpoint = new_provider("a");
        endpoint.routing.endpoints = vec!["https://h".to_owned(), text.to_owned()].into();
        assert_eq!(refused(providers.create(admin, endpoint).await), "endpoints", "{text:?}");
        let token = json!({"refresh_token": "1//r", "client_id": "i", "client_secret": "s", "token_uri": text});
        let token = NewProvider { credential: Secret::new(token.to_string()), ..new_provider("a") };
        assert_eq!(refused(providers.create(admin, token).await), "credential", "{text:?}");
        let patch = SettingsPatch { price_sync_url: Some(text.into()), ..SettingsPatch::default() };
        assert_eq!(refused(bench.control.settings().update(admin, patch).await), "price_sync_url", "{text:?}");
        // A proxy may have a login, and its path is its own matter.
        if !text.contains("user:") {
            let proxy = NewProvider { proxy: Some(Secret::new(text)), ..new_provider("a") };
            assert_eq!(refused(providers.create(admin, proxy).await), "proxy", "{text:?}");
        }
    }
    assert!(providers.list(admin).await.unwrap().is_empty());
}

async fn no_text_becomes_a_header_of_its_own(bench: Bench) {
    let (providers, admin) = (bench.control.providers(), &bench.admin);
    for evil in ["\r\nX-Evil: 1", "\nX-Evil: 1", "\r", "\0", "\u{7f}", "\u{85}X-Evil: 1"] {
        let text = format!("a{evil}b");
        let name = NewProvider { name: text.clone(), ..new_provider("a") };
        assert_eq!(refused(providers.create(admin, name).await), "name", "{evil:?}");
        let credential = NewProvider { credential: Secret::new(&text), ..new_provider("a") };
        assert_eq!(refused(providers.create(admin, credential).await), "credential", "{evil:?}");
        let token = json!({"access_token": text}).to_string();
        let token = NewProvider { credential: Secret::new(token), ..new_provider("a") };
        assert_eq!(refused(providers.create(admin, token).await), "credential", "{evil:?}");
        let proxy = NewProvider { proxy: Some(Secret::new(format!("http://{text}@h:1"))), ..new_provider("a") };
        assert_eq!(refused(providers.create(admin, proxy).await), "proxy", "{evil:?}");
        let mut groups = new_provider("a");
        groups.groups = vec![text.clone()].into();
        assert_eq!(refused(providers.create(admin, groups).await), "groups", "{evil:?}");
        let mut clients = new_provider("a");
        clients.routing.allowed_clients = vec![text.clone()].into();
        assert_eq!(refused(providers.create(admin, clients).await), "allowed_clients", "{evil:?}");
        let mut models = new_provider("a");
        models.allowed_models = vec![text.clone()].into();
        assert_eq!(refused(providers.create(admin, models).await), "allowed_models", "{evil:?}");
    }
}

async fn a_table_of_prices_leads_nowhere_else(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let (table, elsewhere) = (Table::start().await, Table::start().await);
    let synced = async |url: &str| {
        let patch = SettingsPatch { price_sync_url: Some(url.into()), ..SettingsPatch::default() };
        control.settings().update(admin, patch).await.unwrap();
        control.prices().sync(admin).await.unwrap().error.unwrap_or_default()
    };
    for host in ["169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", "[fd00:ec2::254]"] {
        let told = synced(&format!("http://{host}/latest/meta-data")).await;
        assert!(told.contains("the hub never connects there"), "{host}: {told}");
    }
    let to = |place: &str| format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n").into_bytes();
    let (_, port) = elsewhere.url().split_once("127.0.0.1:").map(|(_, rest)| ((), rest.to_owned())).unwrap();
    for (host, why) in [
        ("169.254.169.254", "the hub never connects there"),
        ("[fe80::1]", "the hub never connects there"),
        ("localhost", "must be a public one"),
        ("127.1.1.1", "must be a public one"),
        ("[::1]", "must be a public one"),
        ("192.168.0.1", "must be a public one"),
        ("", "cannot be read"),
    ] {
        table.says(to(&format!("http://{host}:{port}")));
        let told = synced(&table.url()).await;
        assert!(told.contains(why), "{host}: {told}");
    }
    table.says(to("/again"));
    let told = synced(&table.url()).await;
    assert!(told.contains("again and again"), "{told}");
    table.says(to("file:///etc/passwd"));
    assert!(!synced(&table.url()).await.is_empty());
    // The same host by another port or scheme is what the admin has named.
    elsewhere
        .says(crate::table::answer(&json!({"moved": {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}})));
    table.says(to(&elsewhere.url()));
    assert_eq!(synced(&table.url()).await, "");
}
