use crate::i18n::Locale;
use domain::url::{host, is_authority};

/// Why the hub would refuse a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page::provider) enum Wrong {
    Scheme,
    Query,
    Login,
    Space,
    Host,
}

impl Wrong {
    pub(in crate::page::provider) fn word(self, locale: Locale) -> &'static str {
        let t = locale.provider();
        match self {
            Self::Scheme => t.wrong_scheme(),
            Self::Query => t.wrong_query(),
            Self::Login => t.wrong_login(),
            Self::Space => t.wrong_space(),
            Self::Host => t.wrong_host(),
        }
    }
}

/// Nothing is wrong with a URL that nobody has typed yet.
pub(in crate::page::provider) fn wrong(url: &str) -> Option<Wrong> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let authority = rest.split('/').next().unwrap_or_default();
    match () {
        () if url.is_empty() => None,
        () if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => Some(Wrong::Scheme),
        () if host(url).is_empty() => Some(Wrong::Scheme),
        () if rest.contains(['?', '#']) => Some(Wrong::Query),
        () if authority.contains('@') => Some(Wrong::Login),
        () if rest.contains(char::is_whitespace) => Some(Wrong::Space),
        () if !is_authority(authority) => Some(Wrong::Host),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_hub_refuses_is_told_before() {
        for (url, want) in [
            ("", None),
            (" https://api.anthropic.com/ ", None),
            ("HTTP://127.0.0.1:9100/v1", None),
            ("http://[::1]:3000", None),
            ("api.anthropic.com", Some(Wrong::Scheme)),
            ("https://", Some(Wrong::Scheme)),
            ("ftp://h", Some(Wrong::Scheme)),
            ("https://h.example/?beta=true", Some(Wrong::Query)),
            ("https://h.example#x", Some(Wrong::Query)),
            ("https://ann:secret@h.example", Some(Wrong::Login)),
            ("https://h.example/a b", Some(Wrong::Space)),
            ("https://h.example:99999", Some(Wrong::Host)),
            ("https://h,i", Some(Wrong::Host)),
        ] {
            assert_eq!(wrong(url), want, "{url}");
        }
    }
}
