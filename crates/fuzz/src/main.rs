//! Throws bytes at what reads bytes from outside. `cargo xtask fuzz TARGET` builds it with coverage and runs it.
//!
//! libFuzzer owns `main` and the arguments, so the target is named in the environment.

#![no_main]

use std::sync::LazyLock;

static TARGET: LazyLock<gateway::fuzz::Attack> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    let found = gateway::fuzz::TARGETS.iter().find(|(target, _)| *target == name);
    match found {
        Some((_, target)) => *target,
        None => std::process::exit(2),
    }
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| TARGET(data));
