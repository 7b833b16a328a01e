//! How many requests each provider has under way. A slot is given back when it is dropped, on whatever path.

use domain::ProviderId;
use foldhash::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Clone, Default)]
pub(crate) struct Slots(Arc<Mutex<HashMap<ProviderId, i64>>>);

/// Knows by itself what it took.
pub(crate) struct Slot {
    slots: Slots,
    provider: ProviderId,
}

impl Slots {
    pub(crate) fn take(&self, provider: ProviderId) -> Slot {
        *self.lock().entry(provider).or_default() += 1;
        Slot { slots: self.clone(), provider }
    }

    pub(crate) fn all(&self) -> std::collections::HashMap<ProviderId, i64> {
        self.lock().iter().map(|(provider, count)| (*provider, *count)).collect()
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
        let (first, second) = (slots.take(provider), slots.take(provider));
        drop(slots.take(ProviderId(2)));
        let panicked = std::thread::spawn(move || {
            let _second = second;
            panic!("in the middle of a request");
        });
        assert!(panicked.join().is_err());
        assert_eq!(slots.all(), [(provider, 1)].into());
        drop(first);
        assert!(slots.all().is_empty());
    }
}
