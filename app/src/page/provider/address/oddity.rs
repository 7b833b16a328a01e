use super::{Wrong, fitting, path, wrong};
use domain::Dialect;
use domain::provider::ProviderKind;
use domain::url::host;

/// Websites that are taken for the API of the same vendor.
const WEBSITES: [(&str, &str); 8] = [
    ("claude.ai", "https://api.anthropic.com"),
    ("anthropic.com", "https://api.anthropic.com"),
    ("www.anthropic.com", "https://api.anthropic.com"),
    ("console.anthropic.com", "https://api.anthropic.com"),
    ("openai.com", "https://api.openai.com"),
    ("platform.openai.com", "https://api.openai.com"),
    ("gemini.google.com", "https://generativelanguage.googleapis.com"),
    ("aistudio.google.com", "https://generativelanguage.googleapis.com"),
];

/// Something about a URL that its writer should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page::provider) enum Oddity {
    Wrong(Wrong),
    /// With the address of the API.
    Website(&'static str),
    /// It looks like another type than the chosen one.
    Dialect,
    Path,
    Plain,
}

pub(in crate::page::provider) fn oddity(url: &str, kind: ProviderKind) -> Option<Oddity> {
    if let Some(wrong) = wrong(url) {
        return Some(Oddity::Wrong(wrong));
    }
    let url = url.trim().trim_end_matches('/');
    let (host, path) = (host(url), path(url));
    let fits = fitting(url);
    let another = !fits.is_empty() && fits.iter().all(|fit| fit.dialect() != kind.dialect());
    match () {
        () if url.is_empty() => None,
        () if another => Some(Oddity::Dialect),
        () if is_strange(host, path, kind) => Some(Oddity::Path),
        () if url.starts_with("http://") && !is_near(host) => Some(Oddity::Plain),
        () => WEBSITES.iter().find(|(site, _)| *site == host).map(|(_, api)| Oddity::Website(api)),
    }
}

/// The vendor's own API, whose paths are known.
fn is_strange(host: &str, path: &str, kind: ProviderKind) -> bool {
    host == "api.anthropic.com" && kind.dialect() == Dialect::Anthropic && !["", "/v1", "/v1/messages"].contains(&path)
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
    use ProviderKind::{Claude, ClaudeAuth, Codex, Gemini, GeminiCli, OpenaiCompatible};

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
            ("api.anthropic.com", Some(Oddity::Wrong(Wrong::Scheme))),
            ("https://claude.ai", Some(Oddity::Website("https://api.anthropic.com"))),
            ("https://api.anthropic.com/anthropic", Some(Oddity::Path)),
            ("http://relay.example.com", Some(Oddity::Plain)),
        ] {
            assert_eq!(oddity(url, Claude), odd, "{url}");
        }
    }

    #[test]
    fn a_url_may_look_like_another_type() {
        for (url, kind, odd) in [
            ("https://h.example/v1/chat/completions", ClaudeAuth, true),
            ("https://h.example/v1/chat/completions", OpenaiCompatible, false),
            ("https://h.example/v1/responses", OpenaiCompatible, true),
            ("https://h.example/v1/responses", Codex, false),
            ("https://api.openai.com/v1", Claude, true),
            ("https://api.openai.com/v1", Codex, false),
            ("https://api.openai.com/v1", OpenaiCompatible, false),
            ("https://openrouter.ai/api", ClaudeAuth, false),
            ("https://api.anthropic.com", Gemini, true),
            ("https://api.anthropic.com/v1", OpenaiCompatible, false),
            ("https://generativelanguage.googleapis.com", GeminiCli, true),
            ("https://cloudcode-pa.googleapis.com", GeminiCli, false),
            ("https://relay.example.com", Codex, false),
        ] {
            assert_eq!(oddity(url, kind) == Some(Oddity::Dialect), odd, "{url} {}", kind.as_str());
        }
    }
}
