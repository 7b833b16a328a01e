use super::{name, names, note};
use crate::auth::Actor;
use crate::store::provider;
use crate::{Control, Error, Result};
use domain::provider::{NewProvider, Provider, ProviderPatch};
use domain::{ProviderId, Secret};

const WEIGHT_MAX: i64 = 100;
const PRIORITY_MAX: i64 = 1_000_000;

#[derive(Clone, Copy)]
pub struct Providers<'a>(&'a Control);

impl Control {
    pub fn providers(&self) -> Providers<'_> {
        Providers(self)
    }
}

/// Vendor accounts are for admins alone.
impl Providers<'_> {
    /// In the order of their ids.
    pub async fn list(self, actor: &Actor) -> Result<Vec<Provider>> {
        actor.require_admin()?;
        provider::list(&mut self.0.0.db.read().await?).await
    }

    pub async fn get(self, actor: &Actor, id: ProviderId) -> Result<Provider> {
        actor.require_admin()?;
        provider::get(&mut self.0.0.db.read().await?, id).await?.ok_or(Error::NotFound("provider"))
    }

    /// For the request that tests it.
    pub async fn credential(self, actor: &Actor, id: ProviderId) -> Result<Secret> {
        actor.require_admin()?;
        let sealed =
            provider::credential(&mut self.0.0.db.read().await?, id).await?.ok_or(Error::NotFound("provider"))?;
        let unreadable = || Error::invalid("credential", "The stored credential does not decrypt. Enter it again.");
        self.0.0.seal.open(&sealed).ok_or_else(unreadable)
    }

    pub async fn create(self, actor: &Actor, new: NewProvider) -> Result<Provider> {
        let mut change = self.0.change(actor).await?;
        let new = NewProvider {
            name: name("name", &new.name)?,
            url: url(&new.url)?,
            credential: credential(&new.credential)?,
            note: note(&new.note)?,
            ..new
        };
        names("groups", &new.groups)?;
        names("allowed_models", &new.allowed_models)?;
        ranges(new.weight, new.priority)?;
        let sealed = self.0.0.seal.seal(&new.credential)?;
        let id = provider::insert(&mut change.tx, &new, &sealed, change.now).await?;
        let created = provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?;
        change.audit("provider.create", (Some(id.0), &created.name), None, Some(&created)).await?;
        change.publish().await?;
        Ok(created)
    }

    pub async fn update(self, actor: &Actor, id: ProviderId, patch: ProviderPatch) -> Result<Provider> {
        let mut change = self.0.change(actor).await?;
        let before = provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?;
        let old = before.clone();
        let new_credential = patch.credential.map(|text| credential(&text)).transpose()?;
        let after = Provider {
            name: patch.name.map_or(Ok(old.name), |text| name("name", &text))?,
            kind: patch.kind.unwrap_or(old.kind),
            url: patch.url.map_or(Ok(old.url), |text| url(&text))?,
            key_hint: new_credential.as_ref().map_or(old.key_hint, Secret::hint),
            weight: patch.weight.unwrap_or(old.weight),
            priority: patch.priority.unwrap_or(old.priority),
            multiplier: patch.multiplier.unwrap_or(old.multiplier),
            groups: patch.groups.unwrap_or(old.groups),
            allowed_models: patch.allowed_models.unwrap_or(old.allowed_models),
            note: patch.note.map_or(Ok(old.note), |text| note(&text))?,
            enabled: patch.enabled.unwrap_or(old.enabled),
            updated_at: change.now,
            ..old
        };
        names("groups", &after.groups)?;
        names("allowed_models", &after.allowed_models)?;
        ranges(after.weight, after.priority)?;
        let sealed = new_credential.map(|text| self.0.0.seal.seal(&text)).transpose()?;
        provider::update(&mut change.tx, &after, sealed.as_deref()).await?;
        change.audit("provider.update", (Some(id.0), &after.name), Some(&before), Some(&after)).await?;
        change.publish().await?;
        Ok(after)
    }

    pub async fn delete(self, actor: &Actor, id: ProviderId) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        let before = provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?;
        provider::delete(&mut change.tx, id, change.now).await?;
        change.audit("provider.delete", (Some(id.0), &before.name), Some(&before), None).await?;
        change.publish().await
    }
}

/// `http` or `https`, a host, perhaps a port and a path. Logs and answers show URLs, so no secret may stand in one.
fn url(text: &str) -> Result<String> {
    let told = |message: &str| Err(Error::invalid("url", message));
    let text = text.trim().trim_end_matches('/');
    let Some((scheme, rest)) = text.split_once("://") else {
        return told("This must be a whole URL, such as https://api.anthropic.com.");
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    match () {
        () if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            told("The URL must begin with http:// or https://.")
        }
        () if rest.contains(['?', '#']) => told("The URL must not have a query or a fragment."),
        () if authority.contains('@') => {
            told("The URL must not contain credentials; the credential has its own field.")
        }
        () if text.len() > 2_000 => told("The URL is too long."),
        () if rest.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') => {
            told("The URL must not contain spaces or control characters.")
        }
        () if !is_authority(authority) => told("The URL has no valid host."),
        () => Ok(format!("{}://{authority}{path}", scheme.to_ascii_lowercase())),
    }
}

/// `host`, `host:port`, `[::1]:port`.
fn is_authority(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) if host.parse::<std::net::Ipv6Addr>().is_ok() => ("v6", port),
        Some(_) => return false,
        None => text.split_at(text.find(':').unwrap_or(text.len())),
    };
    let good_host = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    good_host
        && (port.is_empty()
            || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok_and(|port| port > 0)))
}

/// It goes into a header as it is.
fn credential(text: &Secret) -> Result<Secret> {
    let trimmed = text.expose().trim();
    match trimmed {
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
            assert_eq!(url(text).ok().as_deref(), want, "{text}");
        }
    }
}
