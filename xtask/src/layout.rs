//! Where things are: one place for every path that more than one step uses.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The root of the checkout that cargo was called in: checkouts that share a target folder share this program.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let own = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Path::new(&own).parent().map_or_else(PathBuf::new, Path::to_path_buf)
    });
    &ROOT
}

/// Cargo's target folder: `CARGO_TARGET_DIR` when it is set, else `target` in the checkout.
pub(crate) fn cargo_target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The built site. Development and release sites live apart, so that switching between them rebuilds neither.
pub(crate) fn site(release: bool) -> PathBuf {
    root().join(if release { "target/site" } else { "target/site-dev" })
}

/// Notes of what is already built, one file a stage.
pub(crate) fn stamps() -> PathBuf {
    root().join("target/xtask")
}

/// Tools that npm and pip install for the checkout alone.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}

/// A native binary of the workspace.
pub(crate) fn binary(name: &str, release: bool) -> PathBuf {
    cargo_target().join(if release { "release" } else { "debug" }).join(name)
}
