//! The proxy between the hub and a provider.

use crate::Secret;
use crate::error::ApiError;

/// What reqwest speaks. `socks5h` and `socks4a` leave the name look-up to the proxy.
const SCHEMES: [&str; 6] = ["http", "https", "socks5", "socks5h", "socks4", "socks4a"];

/// Checked and tidied: `scheme://[user[:password]@]host[:port]`.
///
/// # Errors
/// When no proxy can be meant, with the reason.
pub fn parse(text: &str) -> Result<Secret, ApiError> {
    let told = |message: String| Err(ApiError::invalid("proxy", message));
    let text = text.trim().trim_end_matches('/');
    let Some((scheme, rest)) = text.split_once("://") else {
        return told("A proxy is a whole URL, such as socks5://127.0.0.1:1080.".to_owned());
    };
    let scheme = scheme.to_ascii_lowercase();
    let (login, authority) = rest.rsplit_once('@').map_or((None, rest), |(login, host)| (Some(login), host));
    match () {
        () if !SCHEMES.contains(&scheme.as_str()) => told(format!("A proxy URL begins with one of {}.", listed())),
        () if text.len() > 512 => told("The proxy URL is too long.".to_owned()),
        () if text.chars().any(|c| c.is_whitespace() || c.is_control() || !c.is_ascii()) => {
            told("The proxy URL must be plain ASCII without spaces; write special characters as %XX.".to_owned())
        }
        () if rest.contains(['/', '?', '#']) => {
            told("A proxy URL has no path and no query; write / ? # in a password as %2F %3F %23.".to_owned())
        }
        () if !crate::url::is_authority(authority) => told("The proxy URL has no valid host and port.".to_owned()),
        () if scheme.starts_with("socks4") && login.is_some_and(|login| login.contains(':')) => {
            told("SOCKS4 knows a user but no password; use socks5.".to_owned())
        }
        () if login.is_some_and(|login| login.starts_with(':') || login.is_empty()) => {
            told("The proxy URL has an @ but no user before it.".to_owned())
        }
        () => Ok(Secret::new(format!("{scheme}://{rest}"))),
    }
}

/// What people may see of it: all but the login's second half.
pub fn hint(proxy: &Secret) -> String {
    let text = proxy.expose();
    match text.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
        Some((scheme, (login, host))) => {
            let user = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:…@{host}")
        }
        None => text.to_owned(),
    }
}

fn listed() -> String {
    SCHEMES.map(|scheme| format!("{scheme}://")).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_checked() {
        for (text, want) in [
            ("http://10.0.0.1:3128", Some("http://10.0.0.1:3128")),
            (" HTTPS://proxy.example:443/ ", Some("https://proxy.example:443")),
            ("socks5://user:p%40ss@127.0.0.1:1080", Some("socks5://user:p%40ss@127.0.0.1:1080")),
            ("socks5h://[::1]:1080", Some("socks5h://[::1]:1080")),
            ("socks4://127.0.0.1:1080", Some("socks4://127.0.0.1:1080")),
            ("socks4://user@127.0.0.1:1080", Some("socks4://user@127.0.0.1:1080")),
            ("127.0.0.1:3128", None),
            ("ftp://h:1", None),
            ("socks6://h:1", None),
            ("http://", None),
            ("http://h:99999", None),
            ("http://h:0", None),
            ("http://a b:1", None),
            ("http://h:1/path", None),
            ("http://h:1?x=1", None),
            ("http://@h:1", None),
            ("http://:secret@h:1", None),
            ("socks4://user:secret@h:1", None),
            ("http://user:pä@h:1", None),
            ("", None),
        ] {
            assert_eq!(parse(text).ok().as_ref().map(Secret::expose), want, "{text}");
        }
    }

    #[test]
    fn the_hint_keeps_the_password() {
        assert_eq!(hint(&Secret::new("socks5://ann:secret@h:1080")), "socks5://ann:…@h:1080");
        assert_eq!(hint(&Secret::new("http://h:3128")), "http://h:3128");
    }
}
