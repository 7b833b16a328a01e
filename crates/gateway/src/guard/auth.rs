//! Who is calling: from headers alone, before anything is read or buffered for a stranger.

use crate::reject::Reject;
use domain::Millis;
use domain::snapshot::{Caller, Snapshot};
use reqwest::header::{AUTHORIZATION, HeaderMap};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The caller whose hub key stands in `x-api-key` or `Authorization: Bearer`. Both may be sent if they are equal.
pub(crate) fn authenticate(snapshot: &Snapshot, headers: &HeaderMap, now: Millis) -> Result<Arc<Caller>, Reject> {
    let key = credential(headers)?;
    let hash: [u8; 32] = Sha256::digest(key).into();
    let caller = snapshot.callers.get(&hash).ok_or(Reject::UnknownKey)?;
    match caller.barred(now) {
        Some(reason) => Err(Reject::Barred(reason)),
        None => Ok(caller.clone()),
    }
}

fn credential(headers: &HeaderMap) -> Result<&[u8], Reject> {
    let api_key = headers.get("x-api-key").map(|value| value.as_bytes().trim_ascii());
    let bearer = headers.get(AUTHORIZATION).and_then(|value| bearer(value.as_bytes()));
    match (api_key.filter(|key| !key.is_empty()), bearer.filter(|key| !key.is_empty())) {
        (None, None) => Err(Reject::NoCredential),
        (Some(one), Some(other)) if one != other => Err(Reject::CredentialsDiffer),
        (Some(key), _) | (None, Some(key)) => Ok(key),
    }
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
        for (list, want) in [
            (&[("x-api-key", " sk-1 ")][..], "sk-1"),
            (&[("authorization", "Bearer sk-1")], "sk-1"),
            (&[("authorization", "bearer   sk-1")], "sk-1"),
            (&[("authorization", "Basic abc"), ("x-api-key", "sk-1")], "sk-1"),
            (&[("authorization", "Bearer sk-1"), ("x-api-key", "sk-1")], "sk-1"),
        ] {
            assert_eq!(credential(&headers(list)).unwrap(), want.as_bytes(), "{list:?}");
        }
    }

    #[test]
    fn refuses_none_and_two() {
        for list in [&[][..], &[("authorization", "Basic abc")], &[("x-api-key", "")], &[("authorization", "Bearer ")]]
        {
            assert!(matches!(credential(&headers(list)), Err(Reject::NoCredential)), "{list:?}");
        }
        let two = headers(&[("authorization", "Bearer sk-1"), ("x-api-key", "sk-2")]);
        assert!(matches!(credential(&two), Err(Reject::CredentialsDiffer)));
    }
}
