//! A panic ends one task. It is logged, and counted for whoever watches the hub.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static COUNT: AtomicU64 = AtomicU64::new(0);

/// From this call on, for the whole process.
pub fn watch() {
    std::panic::set_hook(Box::new(|panic| {
        COUNT.fetch_add(1, Relaxed);
        // Not the message: it may hold what was being worked on.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let thread = std::thread::current().name().unwrap_or_default().to_owned();
        tracing::error!(place, thread, "a task of the hub panicked");
    }));
}

/// Panics since the process began.
pub(crate) fn count() -> u64 {
    COUNT.load(Relaxed)
}
