//! What a provider's URL gives away before anything is asked.

use domain::provider::ProviderKind;

/// The vendor's own API, whose path is known.
const VENDOR: &str = "api.anthropic.com";

/// The type that fits the URL and the credential: the vendor's own API takes API keys; OAuth tokens and relays take
/// Bearer alone.
pub(super) fn guess(url: &str, credential: &str) -> ProviderKind {
    let (host, credential) = (host(url), credential.trim());
    let vendor = host.is_empty() || host == VENDOR || credential.starts_with("sk-ant-api");
    if vendor && !credential.starts_with("sk-ant-oat") { ProviderKind::Claude } else { ProviderKind::ClaudeAuth }
}

/// Something about a URL that its writer should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    Scheme,
    Space,
    Query,
    Website,
    Dialect,
    Path,
    Plain,
}

impl Oddity {
    /// The hub takes no such URL.
    pub(super) fn is_wrong(self) -> bool {
        matches!(self, Self::Scheme | Self::Space | Self::Query)
    }
}

pub(super) fn oddity(url: &str) -> Option<Oddity> {
    let url = url.trim().trim_end_matches('/');
    let host = host(url);
    let path = url.find(host).map_or("", |at| &url[at + host.len()..]);
    match () {
        () if url.is_empty() => None,
        () if !url.starts_with("https://") && !url.starts_with("http://") || host.is_empty() => Some(Oddity::Scheme),
        () if url.contains(char::is_whitespace) => Some(Oddity::Space),
        () if url.contains(['?', '#']) => Some(Oddity::Query),
        () if ["claude.ai", "anthropic.com", "www.anthropic.com", "console.anthropic.com"].contains(&host) => {
            Some(Oddity::Website)
        }
        () if path.ends_with("/chat/completions") || path.ends_with("/responses") => Some(Oddity::Dialect),
        () if host == VENDOR && !["", "/v1", "/v1/messages"].contains(&path) => Some(Oddity::Path),
        () if url.starts_with("http://") && !is_near(host) => Some(Oddity::Plain),
        () => None,
    }
}

/// Without the port.
fn host(url: &str) -> &str {
    let rest = url.trim().split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.starts_with('[') {
        return authority.split_inclusive(']').next().unwrap_or_default();
    }
    authority.split(':').next().unwrap_or_default()
}

/// On this machine, in a private network, or a bare name as containers have: no stranger is on the way.
fn is_near(host: &str) -> bool {
    if let Ok(ip) = host.parse::<std::net::Ipv4Addr>() {
        return ip.is_loopback() || ip.is_private() || ip.is_link_local();
    }
    !host.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_the_type() {
        for (url, credential, kind) in [
            ("", "", ProviderKind::Claude),
            ("https://api.anthropic.com", "", ProviderKind::Claude),
            ("https://api.anthropic.com/v1", "sk-ant-api03-x", ProviderKind::Claude),
            ("https://api.anthropic.com", "sk-ant-oat01-x", ProviderKind::ClaudeAuth),
            ("https://relay.example.com", "sk-ant-api03-x", ProviderKind::Claude),
            ("https://relay.example.com", "sk-x", ProviderKind::ClaudeAuth),
            ("", "sk-ant-oat01-x", ProviderKind::ClaudeAuth),
        ] {
            assert_eq!(guess(url, credential), kind, "{url} {credential}");
        }
    }

    #[test]
    fn finds_odd_urls() {
        for (url, odd) in [
            ("", None),
            ("https://api.anthropic.com/", None),
            ("https://api.anthropic.com/v1/messages", None),
            ("https://relay.example.com/api/anthropic", None),
            ("http://127.0.0.1:9100", None),
            ("http://localhost:9100/v1", None),
            ("http://192.168.1.4", None),
            ("http://relay:3000", None),
            ("http://[::1]:3000", None),
            ("api.anthropic.com", Some(Oddity::Scheme)),
            ("https://", Some(Oddity::Scheme)),
            ("ftp://h", Some(Oddity::Scheme)),
            ("https://h.example/a b", Some(Oddity::Space)),
            ("https://h.example/?beta=true", Some(Oddity::Query)),
            ("https://claude.ai", Some(Oddity::Website)),
            ("https://h.example/v1/chat/completions", Some(Oddity::Dialect)),
            ("https://api.anthropic.com/anthropic", Some(Oddity::Path)),
            ("http://relay.example.com", Some(Oddity::Plain)),
        ] {
            assert_eq!(oddity(url), odd, "{url}");
        }
    }
}
