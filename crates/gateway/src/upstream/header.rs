//! Which headers cross the hub, in both directions.

use super::google::Bearer;
use domain::provider::ProviderKind;
use reqwest::header::{ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, HeaderMap, HeaderName, HeaderValue};

/// Hop-by-hop (RFC 9110, 7.6.1): they speak of one connection.
const HOP_BY_HOP: &[&str] = &[
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The client's credentials, what a proxy in front of the hub added, what would trace the client, and what the hub's own
/// client sets.
const NOT_FOR_VENDORS: &[&str] = &[
    "authorization",
    "x-api-key",
    "x-goog-api-key",
    "cookie",
    "host",
    "content-length",
    "accept-encoding",
    "content-encoding",
    "expect",
    "forwarded",
    "via",
    "x-real-ip",
    "x-client-ip",
    "x-originating-ip",
    "x-remote-ip",
    "x-remote-addr",
    "x-cluster-client-ip",
    "true-client-ip",
    "fastly-client-ip",
    "x-azure-clientip",
    "akamai-origin-hop",
    "cdn-loop",
    "x-request-id",
    "x-correlation-id",
    "x-trace-id",
    "x-amzn-trace-id",
    "x-http-method-override",
    "x-http-method",
    "x-method-override",
    "traceparent",
    "tracestate",
    "b3",
];

const NOT_FOR_VENDORS_PREFIXES: &[&str] = &["x-forwarded-", "x-cch-", "cf-", "x-b3-"];

/// Of the vendor's connection or its browser policy, not of the answer.
const NOT_FOR_CLIENTS: &[&str] = &["alt-svc", "set-cookie", "strict-transport-security"];

/// The client's headers as the vendor gets them, with the provider's credential. `client_ip`: for a vendor that is told.
///
/// The answer is asked for without compression, for the hub must be able to read it.
pub(crate) fn to_vendor(client: &HeaderMap, kind: ProviderKind, bearer: &Bearer, client_ip: Option<&str>) -> HeaderMap {
    let mut headers = pass(client, |name| {
        !NOT_FOR_VENDORS.contains(&name) && !NOT_FOR_VENDORS_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    });
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let (bearer, api_key) = match (kind, bearer) {
        (ProviderKind::Claude, Bearer::ApiKey(key)) => (Some(key), Some(("x-api-key", key))),
        (ProviderKind::Gemini | ProviderKind::GeminiCli, Bearer::ApiKey(key)) => (None, Some(("x-goog-api-key", key))),
        (_, Bearer::ApiKey(secret) | Bearer::Token(secret)) => (Some(secret), None),
    };
    let api_key = api_key.and_then(|(name, key)| Some((HeaderName::from_static(name), secret_value(key.expose())?)));
    let bearer = bearer.and_then(|secret| secret_value(&format!("Bearer {}", secret.expose())));
    headers.extend(api_key);
    headers.extend(bearer.map(|value| (AUTHORIZATION, value)));
    if kind == ProviderKind::GeminiCli {
        headers.insert("x-goog-api-client", HeaderValue::from_static("GeminiCLI/1.0"));
    }
    if let Some(ip) = client_ip.and_then(|ip| HeaderValue::from_str(ip).ok()) {
        headers.insert("x-forwarded-for", ip.clone());
        headers.insert("x-real-ip", ip);
    }
    headers
}

/// The vendor's headers as the client gets them.
pub(crate) fn to_client(vendor: &HeaderMap) -> HeaderMap {
    pass(vendor, |name| !NOT_FOR_CLIENTS.contains(&name))
}

fn pass(from: &HeaderMap, allowed: impl Fn(&str) -> bool) -> HeaderMap {
    let named = from.get_all(CONNECTION).iter().filter_map(|value| value.to_str().ok());
    let named: Vec<String> =
        named.flat_map(|list| list.split(',')).map(|name| name.trim().to_ascii_lowercase()).collect();
    let crosses = |name: &HeaderName| {
        let name = name.as_str();
        !HOP_BY_HOP.contains(&name) && !named.iter().any(|hop| hop == name) && allowed(name)
    };
    from.iter().filter(|(name, _)| crosses(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn secret_value(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Secret;

    fn map(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    fn list(headers: &HeaderMap) -> Vec<String> {
        let mut list: Vec<_> =
            headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
        list.sort();
        list
    }

    #[test]
    fn vendors_get_the_clients_headers_but_no_trace_of_the_way() {
        let client = map(&[
            ("anthropic-beta", "a,b"),
            ("anthropic-version", "2023-06-01"),
            ("user-agent", "claude-cli/2.1"),
            ("x-stainless-lang", "js"),
            ("x-app", "cli"),
            ("authorization", "Bearer sk-hub"),
            ("x-api-key", "sk-hub"),
            ("cookie", "a=b"),
            ("connection", "keep-alive, x-hop"),
            ("x-hop", "1"),
            ("x-forwarded-for", "10.0.0.1"),
            ("x-forwarded-proto", "https"),
            ("cf-connecting-ip", "10.0.0.1"),
            ("traceparent", "00-1"),
            ("accept-encoding", "gzip"),
            ("x-cch-debug", "1"),
            ("te", "trailers"),
        ]);
        let key = Bearer::ApiKey(Secret::new("sk-vendor"));
        let kept = ["accept-encoding: identity", "anthropic-beta: a,b", "anthropic-version: 2023-06-01"];
        let tail = ["user-agent: claude-cli/2.1", "x-app: cli", "x-stainless-lang: js"];
        let both = to_vendor(&client, ProviderKind::Claude, &key, None);
        let want: Vec<_> =
            [&kept[..], &["authorization: Bearer sk-vendor"], &tail[..1], &["x-api-key: sk-vendor"], &tail[1..]]
                .concat();
        let mut want: Vec<_> = want.into_iter().map(str::to_owned).collect();
        want.sort();
        assert_eq!(list(&both), want);
        for kind in [ProviderKind::ClaudeAuth, ProviderKind::Codex, ProviderKind::OpenaiCompatible] {
            let bearer = to_vendor(&client, kind, &key, None);
            assert!(!bearer.contains_key("x-api-key") && bearer["authorization"] == "Bearer sk-vendor");
            assert!(bearer["authorization"].is_sensitive());
        }
        for kind in [ProviderKind::Gemini, ProviderKind::GeminiCli] {
            let google = to_vendor(&client, kind, &key, None);
            assert!(!google.contains_key("authorization") && google["x-goog-api-key"] == "sk-vendor");
            let oauth = to_vendor(&client, kind, &Bearer::Token(Secret::new("ya29.x")), None);
            assert!(!oauth.contains_key("x-goog-api-key") && oauth["authorization"] == "Bearer ya29.x");
            assert_eq!(oauth.contains_key("x-goog-api-client"), kind == ProviderKind::GeminiCli);
        }
        let told = to_vendor(&client, ProviderKind::Claude, &key, Some("203.0.113.9"));
        assert!(["x-forwarded-for", "x-real-ip"].iter().all(|name| told[*name] == "203.0.113.9"));
    }

    #[test]
    fn clients_get_the_vendors_headers_but_its_connections() {
        let vendor = map(&[
            ("content-type", "text/event-stream"),
            ("request-id", "req_1"),
            ("anthropic-ratelimit-requests-remaining", "9"),
            ("retry-after", "3"),
            ("transfer-encoding", "chunked"),
            ("connection", "close"),
            ("set-cookie", "a=b"),
            ("alt-svc", "h3"),
        ]);
        let want = [
            "anthropic-ratelimit-requests-remaining: 9",
            "content-type: text/event-stream",
            "request-id: req_1",
            "retry-after: 3",
        ];
        assert_eq!(list(&to_client(&vendor)), want);
    }
}
