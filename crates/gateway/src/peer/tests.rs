use super::*;
use reqwest::header::{HeaderName, HeaderValue};

/// `headers`: one a line.
fn seen(trusted: &str, peer: &str, headers: &str) -> String {
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
    };
    let mut map = HeaderMap::new();
    for (name, value) in headers.lines().filter_map(header) {
        map.append(name, value);
    }
    trusted.parse::<TrustedProxies>().unwrap().client_ip(&map, peer.parse().ok())
}

#[test]
fn only_trusted_proxies_are_believed() {
    for (trusted, peer, headers, want) in [
        // A stranger says what it likes.
        ("private", "203.0.113.9:1", "x-forwarded-for: 10.0.0.1", "203.0.113.9"),
        ("private", "203.0.113.9:1", "x-real-ip: 10.0.0.1", "203.0.113.9"),
        ("private", "[2001:db8::7]:1", "x-forwarded-for: 10.0.0.1", "2001:db8::7"),
        ("", "127.0.0.1:1", "x-forwarded-for: 203.0.113.9\nx-real-ip: 203.0.113.9", "127.0.0.1"),
        ("10.0.0.1", "10.0.0.2:1", "x-forwarded-for: 203.0.113.9", "10.0.0.2"),
        ("private", "169.254.1.1:1", "x-forwarded-for: 203.0.113.9", "169.254.1.1"),
        // A proxy nearby.
        ("private", "127.0.0.1:1", "", "127.0.0.1"),
        ("private", "[::1]:1", "x-forwarded-for: 203.0.113.9", "203.0.113.9"),
        ("private", "[fd00::1]:1", "x-forwarded-for: 2001:db8::7", "2001:db8::7"),
        ("private", "[::ffff:10.1.2.3]:1", "x-forwarded-for: 203.0.113.9", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-forwarded-for: ::ffff:203.0.113.9", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-forwarded-for: 203.0.113.9:4711", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-forwarded-for: [2001:db8::7]:443", "2001:db8::7"),
        ("private", "10.1.2.3:1", "x-forwarded-for: [2001:db8::7]", "2001:db8::7"),
        // What the client itself has sent stands to the left.
        ("private", "10.1.2.3:1", "x-forwarded-for: 1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-forwarded-for: 1.1.1.1\nx-forwarded-for: 203.0.113.9", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-forwarded-for: 1.1.1.1\nx-forwarded-for: 203.0.113.9, 10.9.9.9", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-forwarded-for: junk, 203.0.113.9", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-forwarded-for: 203.0.113.9, junk", "10.1.2.3"),
        ("private", "10.1.2.3:1", "x-forwarded-for: 203.0.113.9, junk, 10.4.4.4", "10.4.4.4"),
        ("private", "10.1.2.3:1", "x-forwarded-for: ", "10.1.2.3"),
        // Several proxies, one behind the other.
        (
            "private, 198.51.100.0/24",
            "10.1.2.3:1",
            "x-forwarded-for: 1.1.1.1, 203.0.113.9, 198.51.100.7",
            "203.0.113.9",
        ),
        ("private", "10.1.2.3:1", "x-forwarded-for: 1.1.1.1, 203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("private", "10.1.2.3:1", "x-forwarded-for: 192.168.0.5, 172.16.0.1", "192.168.0.5"),
        ("10.1.2.3", "10.1.2.3:1", "x-forwarded-for: 1.1.1.1, 192.168.0.5", "192.168.0.5"),
        ("2001:db8::/32", "[2001:db8::7]:1", "x-forwarded-for: 203.0.113.9", "203.0.113.9"),
        // `X-Real-IP` counts where there is nothing else.
        ("private", "10.1.2.3:1", "x-real-ip: 203.0.113.9", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-real-ip: junk", "10.1.2.3"),
        ("private", "10.1.2.3:1", "x-real-ip: 1.1.1.1\nx-forwarded-for: 203.0.113.9", "203.0.113.9"),
        ("private", "10.1.2.3:1", "x-real-ip: 1.1.1.1\nx-forwarded-for: junk", "10.1.2.3"),
    ] {
        assert_eq!(seen(trusted, peer, headers), want, "{trusted:?} {peer} {headers:?}");
    }
    assert_eq!(TrustedProxies::default().client_ip(&HeaderMap::new(), None), "");
}

#[test]
fn a_list_that_cannot_be_read_is_told() {
    for text in ["10.0.0.0/33", "proxy.example", "10.0.0.1;10.0.0.2", "all"] {
        let told = text.parse::<TrustedProxies>().unwrap_err();
        assert!(told.contains(text) && told.contains("no network"), "{told}");
    }
    assert!("10.0.0.1, 192.168.0.0/16 ,PRIVATE, fd00::/8,".parse::<TrustedProxies>().is_ok());
}
