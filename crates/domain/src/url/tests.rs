use super::*;

/// A row for each form of a base URL: what the six endpoints of the header line become. The same table is driven over
/// real sockets by the data plane's tests.
#[test]
fn every_form_of_a_base_url_joins_without_doubling() {
    let table = include_str!("../../tests/data/base-urls.tsv");
    let mut lines = table.lines();
    let paths: Vec<&str> = lines.next().unwrap().split('\t').skip(1).collect();
    let mut checked = 0;
    for line in lines {
        let mut cells = line.split('\t');
        let base = cells.next().unwrap();
        for (path, want) in paths.iter().zip(cells) {
            assert_eq!(join(base, path), want, "{base} + {path}");
            checked += 1;
        }
    }
    assert!(checked >= 240, "{checked}");
}

#[test]
fn sub_resources_follow_their_endpoint() {
    for (base, path, want) in [
        ("https://h", "/v1/messages/count_tokens", "https://h/v1/messages/count_tokens"),
        ("https://h/v1/messages", "/v1/messages/count_tokens", "https://h/v1/messages/count_tokens"),
        ("https://h/messages", "/v1/messages/count_tokens", "https://h/messages/count_tokens"),
        ("https://h/v1/responses", "/v1/responses/resp_1/cancel", "https://h/v1/responses/resp_1/cancel"),
        ("https://h/v1/chat/completions", "/v1/models", "https://h/v1/models"),
        ("https://h/v1", "/v1beta/files/f1", "https://h/v1/files/f1"),
        ("https://h", "/v1/publishers/google/models/m:predict", "https://h/v1/publishers/google/models/m:predict"),
        (
            "https://h/v1internal",
            "/v1internal/models/m:generateContent",
            "https://h/v1internal/models/m:generateContent",
        ),
    ] {
        assert_eq!(join(base, path), want, "{base} + {path}");
    }
}

#[test]
fn the_host_stands_alone() {
    for (url, want) in [
        ("https://api.openai.com:443/v1", "api.openai.com"),
        ("http://[::1]:9100/v1", "::1"),
        (" https://h ", "h"),
        ("h/v1", ""),
    ] {
        assert_eq!(host(url), want, "{url}");
    }
}
