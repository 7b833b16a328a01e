//! A provider's URLs: in their order, but one that could not be reached stands behind the others for a while.

use domain::snapshot::Upstream;
use domain::{Millis, ProviderId};
use foldhash::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How long a failure is remembered.
const REMEMBERED_MS: i64 = 60_000;

/// When each endpoint last could not be reached.
#[derive(Clone, Default)]
pub(crate) struct Endpoints(Arc<Mutex<HashMap<ProviderId, HashMap<String, Millis>>>>);

impl Endpoints {
    pub(crate) fn order(&self, upstream: &Upstream, now: Millis) -> Vec<String> {
        let failed = self.lock();
        let failed = failed.get(&upstream.provider.id);
        let mut urls: Vec<String> = upstream.endpoints().map(str::to_owned).collect();
        if let Some(failed) = failed {
            // The earliest failure is the likeliest to be over.
            let failed_at = |url: &String| failed.get(url).filter(|at| now - **at < REMEMBERED_MS).copied();
            urls.sort_by_key(failed_at);
        }
        urls
    }

    pub(crate) fn failed(&self, provider: ProviderId, url: &str, now: Millis) {
        self.lock().entry(provider).or_default().insert(url.to_owned(), now);
    }

    pub(crate) fn answered(&self, provider: ProviderId, url: &str) {
        let mut all = self.lock();
        let Some(failed) = all.get_mut(&provider) else { return };
        failed.remove(url);
        if failed.is_empty() {
            all.remove(&provider);
        }
    }

    /// Those of a provider that are remembered as out of reach.
    pub(crate) fn out_of_reach(&self, upstream: &Upstream, now: Millis) -> Vec<String> {
        let failed = self.lock();
        let Some(failed) = failed.get(&upstream.provider.id) else { return Vec::new() };
        let is_out = |url: &&str| failed.get(*url).is_some_and(|at| now - *at < REMEMBERED_MS);
        upstream.endpoints().filter(is_out).map(str::to_owned).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ProviderId, HashMap<String, Millis>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Secret;
    use domain::provider::ProviderKind;

    #[test]
    fn what_failed_stands_behind_for_a_minute_or_until_it_answers() {
        let mut upstream = Upstream::draft(ProviderKind::Claude, "http://a", Secret::default(), None);
        upstream.provider.routing.endpoints = vec!["http://b".to_owned(), "http://c".to_owned()].into();
        let (endpoints, id) = (Endpoints::default(), upstream.provider.id);
        assert_eq!(endpoints.order(&upstream, Millis(0)), ["http://a", "http://b", "http://c"]);
        endpoints.failed(id, "http://a", Millis(0));
        endpoints.failed(id, "http://b", Millis(10));
        assert_eq!(endpoints.order(&upstream, Millis(20)), ["http://c", "http://a", "http://b"]);
        assert_eq!(endpoints.out_of_reach(&upstream, Millis(20)), ["http://a", "http://b"]);
        endpoints.answered(id, "http://b");
        assert_eq!(endpoints.order(&upstream, Millis(20)), ["http://b", "http://c", "http://a"]);
        assert_eq!(endpoints.order(&upstream, Millis(60_000)), ["http://a", "http://b", "http://c"]);
    }
}
