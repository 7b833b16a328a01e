//! How many requests each provider has under way. A slot is given back when it is dropped, on whatever path.

use domain::ProviderId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Clone, Default)]
pub(crate) struct Slots(Arc<Mutex<HashMap<ProviderId, i64>>>);

/// Knows by itself what it took.
pub(crate) struct Slot {
    slots: Slots,
    provider: ProviderId,
}

impl Slots {
    /// `None` when `limit` (0 = none) is reached.
    pub(crate) fn take(&self, provider: ProviderId, limit: i64) -> Option<Slot> {
        let mut taken = self.lock();
        let count = taken.entry(provider).or_default();
        if limit > 0 && *count >= limit {
            return None;
        }
        *count += 1;
        Some(Slot { slots: self.clone(), provider })
    }

    pub(crate) fn taken(&self, provider: ProviderId) -> i64 {
        self.lock().get(&provider).copied().unwrap_or(0)
    }

    pub(crate) fn all(&self) -> HashMap<ProviderId, i64> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ProviderId, i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.slots.lock();
        match taken.get_mut(&self.provider) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                taken.remove(&self.provider);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_comes_back_however_it_is_lost() {
        let (slots, provider) = (Slots::default(), ProviderId(1));
        let first = slots.take(provider, 2).unwrap();
        let second = slots.take(provider, 2).unwrap();
        assert!(slots.take(provider, 2).is_none());
        assert!(slots.take(ProviderId(2), 2).is_some());
        let panicked = std::thread::spawn(move || {
            let _second = second;
            panic!("in the middle of a request");
        });
        assert!(panicked.join().is_err());
        assert_eq!(slots.taken(provider), 1);
        drop(first);
        assert!(slots.all().is_empty());
    }
}
