//! What is over is forgotten, also when nobody comes any more.

use crate::Gateway;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};
use std::time::Duration;

const PERIOD: Duration = Duration::from_secs(10);
/// Room for so many is never given back.
pub(crate) const SMALL: usize = 1_000;

impl Gateway {
    /// For as long as it is polled.
    pub(crate) async fn tidy(&self) {
        loop {
            tokio::time::sleep(PERIOD).await;
            self.0.sessions.sweep();
            self.0.bindings.sweep(self.now());
            self.0.limiter.forget();
        }
    }
}

/// A rush leaves room behind that nobody needs.
pub(crate) fn give_back<K: Eq + Hash, V, S: BuildHasher>(map: &mut HashMap<K, V, S>) {
    if map.capacity() > SMALL && map.len() < map.capacity() / 8 {
        map.shrink_to_fit();
    }
}
