//! What a provider may be, field by field.

use crate::service::{name, names, note};
use crate::{Error, Result};
use domain::Secret;
use domain::google::GoogleCredential;
use domain::provider::{PRIORITY_MAX, Provider, WEIGHT_MAX};
use domain::redirect::Redirector;
use domain::routing::Routing;

/// `http` or `https`, a host, perhaps a port and a path.
pub(crate) fn url(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim().trim_end_matches('/');
    match domain::url::fault(text) {
        Some(fault) => Err(Error::invalid(field, fault)),
        None if text.contains(['?', '#']) => Err(Error::invalid(field, "The URL must not have a query or a fragment.")),
        None => Ok(text
            .split_once("://")
            .map_or_else(String::new, |(scheme, rest)| format!("{}://{rest}", scheme.to_ascii_lowercase()))),
    }
}

/// Tidied, or the first field that is wrong.
pub(super) fn checked(provider: Provider) -> Result<Provider> {
    names("groups", &provider.groups)?;
    names("allowed_models", &provider.allowed_models)?;
    names("allowed_clients", &provider.routing.allowed_clients)?;
    names("blocked_clients", &provider.routing.blocked_clients)?;
    let groups = provider.routing.group_priorities.keys().cloned().collect::<Vec<_>>();
    names("group_priorities", &groups.into())?;
    ranges(provider.weight, provider.priority)?;
    provider.routing.check()?;
    provider.limits.check()?;
    let endpoints = provider.routing.endpoints.iter().map(|text| url("endpoints", text));
    let endpoints = endpoints.collect::<Result<Vec<_>>>()?;
    provider.overrides.check()?;
    let redirects = provider.redirects.tidy()?;
    Redirector::new(&redirects)?;
    Ok(Provider {
        name: name("name", &provider.name)?,
        url: url("url", &provider.url)?,
        note: note(&provider.note)?,
        redirects,
        routing: Routing { endpoints: endpoints.into(), ..provider.routing },
        ..provider
    })
}

pub(in crate::service) fn checked_proxy(proxy: &Secret) -> Result<Secret> {
    Ok(domain::proxy::parse(proxy.expose())?)
}

pub(super) fn key_hint(credential: &Secret) -> String {
    let google = GoogleCredential::is_meant(credential.expose()).then(|| GoogleCredential::parse(credential.expose()));
    google.and_then(|parsed| Some(parsed.ok()?.hint())).unwrap_or_else(|| credential.hint())
}

/// It goes into a header as it is, unless it is Google's JSON.
pub(in crate::service) fn credential(text: &Secret) -> Result<Secret> {
    let trimmed = text.expose().trim();
    match trimmed {
        _ if GoogleCredential::is_meant(trimmed) => {
            GoogleCredential::parse(trimmed)?;
            Ok(Secret::new(GoogleCredential::tidy(trimmed)))
        }
        "" => Err(Error::invalid("credential", "This must not be empty.")),
        _ if trimmed.len() > 8_000 => Err(Error::invalid("credential", "This is too long for a credential.")),
        _ if !trimmed.chars().all(|c| c.is_ascii_graphic() || c == ' ') => {
            Err(Error::invalid("credential", "This must be plain ASCII text on one line."))
        }
        _ => Ok(Secret::new(trimmed)),
    }
}

fn ranges(weight: i64, priority: i64) -> Result<()> {
    match () {
        () if !(0..=WEIGHT_MAX).contains(&weight) => {
            Err(Error::invalid("weight", format!("The weight must be between 0 and {WEIGHT_MAX}.")))
        }
        () if !(0..=PRIORITY_MAX).contains(&priority) => {
            Err(Error::invalid("priority", format!("The priority must be between 0 and {PRIORITY_MAX}.")))
        }
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_checked() {
        for (text, want) in [
            ("https://api.anthropic.com/", Some("https://api.anthropic.com")),
            (" HTTP://127.0.0.1:9100/v1/ ", Some("http://127.0.0.1:9100/v1")),
            ("http://[::1]:9100", Some("http://[::1]:9100")),
            ("https://relay_1.local/api/v1/messages", Some("https://relay_1.local/api/v1/messages")),
            ("api.anthropic.com", None),
            ("ftp://h", None),
            ("https://", None),
            ("https:///v1", None),
            ("https://user:pass@h", None),
            ("https://h?key=1", None),
            ("https://h/#x", None),
            ("https://h:99999", None),
            ("https://h:0", None),
            ("https://[zz]", None),
            ("https://a b", None),
        ] {
            assert_eq!(url("url", text).ok().as_deref(), want, "{text}");
        }
    }
}
