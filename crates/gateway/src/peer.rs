//! Where a request came from.

use reqwest::header::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// The peer's address; behind a proxy on a private network, what that proxy says: `X-Real-IP`, else the rightmost
/// `X-Forwarded-For`. A stranger's word is not taken for it. Empty when the peer is not known.
pub fn client_ip(headers: &HeaderMap, peer: Option<SocketAddr>) -> String {
    let Some(peer) = peer.map(|peer| peer.ip().to_canonical()) else { return String::new() };
    let named = |name: &str| headers.get_all(name).iter().next_back()?.to_str().ok();
    let address = |text: &str| text.rsplit(',').next()?.trim().parse::<IpAddr>().ok();
    let forwarded = || named("x-real-ip").and_then(address).or_else(|| named("x-forwarded-for").and_then(address));
    let trusted = match peer {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    };
    Some(peer).filter(|_| !trusted).or_else(forwarded).unwrap_or(peer).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    #[test]
    fn only_a_proxy_nearby_is_believed() {
        for (peer, header, want) in [
            ("203.0.113.9:1", Some(("x-forwarded-for", "10.0.0.1")), "203.0.113.9"),
            ("127.0.0.1:1", None, "127.0.0.1"),
            ("[::ffff:10.1.2.3]:1", Some(("x-forwarded-for", "1.1.1.1, 203.0.113.9")), "203.0.113.9"),
            ("10.1.2.3:1", Some(("x-real-ip", "203.0.113.9")), "203.0.113.9"),
            ("10.1.2.3:1", Some(("x-forwarded-for", "junk")), "10.1.2.3"),
            ("[fd00::1]:1", Some(("x-forwarded-for", "2001:db8::7")), "2001:db8::7"),
        ] {
            let header = header.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            assert_eq!(client_ip(&header.into_iter().collect(), peer.parse().ok()), want, "{peer}");
        }
    }
}
