//! Who is calling: from the head of a request alone, before anything is read or buffered for a stranger.

use crate::guard::lockout::Lockout;
use crate::reject::Reject;
use axum::http::request::Parts;
use domain::Millis;
use domain::snapshot::{Caller, Snapshot};
use reqwest::header::{AUTHORIZATION, HeaderMap};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::Arc;

/// The caller whose hub key the request bears. `ip` is where it came from.
///
/// Only unknown keys count against an address: a key that is disabled or has expired is nobody's guess. A known key is
/// never locked out, whatever others do behind the same address.
pub(crate) fn authenticate(
    snapshot: &Snapshot,
    lockout: &Lockout,
    parts: &Parts,
    ip: &str,
    now: Millis,
) -> Result<Arc<Caller>, Reject> {
    let key = credential(&parts.headers, parts.uri.query())?;
    let hash: [u8; 32] = Sha256::digest(&*key).into();
    match snapshot.callers.get(&hash) {
        Some(caller) => match caller.barred(now) {
            Some(reason) => Err(Reject::Barred(reason)),
            None => Ok(caller.clone()),
        },
        None => match lockout.fail(ip, &hash, now) {
            Some(until) => Err(Reject::TooManyGuesses { seconds: (until.0 - now.0 + 999) / 1_000 }),
            None => Err(Reject::UnknownKey),
        },
    }
}

/// The hub key: in `Authorization: Bearer`, `x-api-key`, `x-goog-api-key` or the query's `key`. Several are good if they
/// are equal.
pub(crate) fn credential<'a>(headers: &'a HeaderMap, query: Option<&'a str>) -> Result<Cow<'a, [u8]>, Reject> {
    let header = |name: &str| headers.get(name).map(|value| value.as_bytes().trim_ascii());
    let bearer = headers.get(AUTHORIZATION).and_then(|value| bearer(value.as_bytes()));
    let parameter = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("key=")));
    let named = [bearer, header("x-api-key"), header("x-goog-api-key"), parameter.map(str::as_bytes)];
    let mut keys = named.into_iter().flatten().filter(|key| !key.is_empty());
    let key = keys.next().ok_or(Reject::NoCredential)?;
    if keys.any(|other| other != key) {
        return Err(Reject::CredentialsDiffer);
    }
    Ok(Cow::Borrowed(key))
}

/// Other schemes than Bearer are no credential of ours.
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, key) = value.trim_ascii().split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"bearer ").then(|| key.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        list.iter().map(pair).collect()
    }

    #[test]
    fn finds_the_key() {
        for (list, query) in [
            (&[("x-api-key", " sk-1 ")][..], None),
            (&[("authorization", "Bearer sk-1")], None),
            (&[("authorization", "bearer   sk-1")], None),
            (&[("authorization", "Basic abc"), ("x-api-key", "sk-1")], None),
            (&[("authorization", "Bearer sk-1"), ("x-api-key", "sk-1")], None),
            (&[("x-goog-api-key", "sk-1")], None),
            (&[], Some("alt=sse&key=sk-1")),
            (&[("x-goog-api-key", "sk-1")], Some("key=sk-1")),
        ] {
            assert_eq!(&*credential(&headers(list), query).unwrap(), b"sk-1", "{list:?} {query:?}");
        }
    }

    #[test]
    fn refuses_none_and_two() {
        for list in [&[][..], &[("authorization", "Basic abc")], &[("x-api-key", "")], &[("authorization", "Bearer ")]]
        {
            assert!(matches!(credential(&headers(list), Some("key=")), Err(Reject::NoCredential)), "{list:?}");
        }
        for (list, query) in [
            (&[("authorization", "Bearer sk-1"), ("x-api-key", "sk-2")][..], None),
            (&[("x-goog-api-key", "sk-1"), ("x-api-key", "sk-2")], None),
            (&[("x-goog-api-key", "sk-1")], Some("key=sk-2")),
        ] {
            assert!(matches!(credential(&headers(list), query), Err(Reject::CredentialsDiffer)), "{list:?}");
        }
    }
}
